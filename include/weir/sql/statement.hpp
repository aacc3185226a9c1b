// SPDX-License-Identifier: BSL-1.0
// From the tree of a SQL query to the plan that the C++ spelling gives.
#pragma once

#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/limit.hpp>
#include <weir/plan/offset.hpp>
#include <weir/plan/order_by.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/union_with.hpp>
#include <weir/plan/where.hpp>
#include <weir/sql/from.hpp>
#include <weir/sql/join.hpp>
#include <weir/sql/subquery.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::detail {

// ---- select

/// The columns that a star stands for, by index.
template <class Q, std::size_t I, class Scope>
inline constexpr auto sql_star_columns = [] {
    using S = typename Scope::schema;
    struct {
        std::array<std::size_t, schema_of<S>::size + 1> at{};
        std::size_t size = 0;
    } found;
    constexpr std::size_t range = Scope::find_range(sql_name<Q, I>.view());
    for (std::size_t c = 0; c < schema_of<S>::size; ++c) {
        if (!sql_source<Q, I>.empty()
            && (range == not_found || c < Scope::from(range) || c >= Scope::to(range)))
            continue;
        if (sql_source<Q, I>.empty() && Scope::hidden(c)) continue;
        bool except = false;
        for (std::size_t n = Q::tree.nodes[I].first; n != 0; n = Q::tree.nodes[n].next) {
            auto const& node = Q::tree.nodes[n];
            std::string_view name = Q::text.substr(node.begin, node.size);
            if (name.starts_with('`')) name = name.substr(1, name.size() - 2);
            except = except || equal_ignoring_case(name, schema_of<S>::names[c]);
        }
        if (!except) found.at[found.size++] = c;
    }
    return found;
}();

/// The nodes of an item, with their aliases: several of a star.
template <class Q, std::size_t I, class Scope, class Names = Scope>
constexpr auto bind_sql_item() {
    constexpr sql_node n = sql_node_at<Q, I>;
    if constexpr (n.kind == sql_kind::star) {
        if constexpr (!sql_source<Q, I>.empty() && Scope::find_range(sql_name<Q, I>.view()) == not_found) {
            auto const star = sql_free_scope::star<Q, I>(); // of a struct
            return value_tuple<std::remove_const_t<decltype(star)>>(star);
        } else if constexpr (sql_source<Q, I>.empty() && sql_children<Q, I> == 0 && !Scope::any_hidden) {
            return value_tuple<col_node<"*">>();
        } else {
            return [&]<std::size_t... K>(std::index_sequence<K...>) {
                constexpr auto& found = sql_star_columns<Q, I, Scope>;
                using S = typename Scope::schema;
                return value_tuple<
                    decltype(sql_slot<S, found.at[K]>().template as<sql_slot_name<S, found.at[K]>()>())...>(
                    sql_slot<S, found.at[K]>().template as<sql_slot_name<S, found.at[K]>()>()...);
            }(std::make_index_sequence<sql_star_columns<Q, I, Scope>.size>{});
        }
    } else if constexpr (n.kind == sql_kind::alias) {
        auto const e = bind_sql<Q, sql_child<Q, I, 0>, Scope>().template as<sql_name<Q, I>>();
        return value_tuple<std::remove_const_t<decltype(e)>>(e);
    } else {
        auto const e = bind_sql<Q, sql_item_expression<Q, I>, Scope>();
        using type = std::remove_const_t<decltype(e)>;
        if constexpr (std::is_same_v<Scope, Names> || makes_rows<type>) {
            return value_tuple<type>(e);
        } else {
            auto const named = e.template as<output_name<sql_bound<Q, I, Names>>::value>();
            return value_tuple<std::remove_const_t<decltype(named)>>(named);
        }
    }
}

template <class Q, std::size_t List, class Scope, class Names = Scope>
constexpr auto bind_sql_items() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return join_tuples(bind_sql_item<Q, sql_child<Q, List, K>, Scope, Names>()...);
    }(std::make_index_sequence<sql_children<Q, List>>{});
}

template <class Q, std::size_t I, class Scope>
constexpr verdict check_sql_item() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::star) {
        if constexpr (sql_source<Q, I>.empty()) {
            if constexpr (schema_of<typename Scope::schema>::size == 0) {
                verdict v = fault("sql: \"*\" without from");
                write_sql_place<Q, I>(v.message, "name a table");
                return v;
            } else {
                return {};
            }
        } else if constexpr (Scope::find_range(sql_name<Q, I>.view()) != not_found) {
            return {};
        } else {
            verdict const v = check_item<decltype(sql_free_scope::star<Q, I>()), typename Scope::schema>();
            if (!v.failed()) return v;
            verdict placed = fault("sql: ", v.view());
            write_sql_place<Q, I>(placed.message);
            return placed;
        }
    } else {
        return check_sql<Q, sql_item_expression<Q, I>, Scope>();
    }
}

template <class Q, std::size_t List, class Scope>
constexpr verdict check_sql_items() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(check_sql_item<Q, sql_child<Q, List, K>, Scope>()...);
    }(std::make_index_sequence<sql_children<Q, List>>{});
}

/// The name under which an item is known; empty for a star.
template <class Q, std::size_t I, class Scope>
constexpr std::string_view sql_item_name() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::star) {
        return {};
    } else if constexpr (sql_node_at<Q, I>.kind == sql_kind::alias) {
        return sql_name<Q, I>.view();
    } else {
        return output_name<sql_bound<Q, I, Scope>>::value.view();
    }
}

// ---- order by

template <class Q, std::size_t I, class E>
constexpr auto sql_sort_key(E const& e) {
    constexpr sql_node n = sql_node_at<Q, I>;
    if constexpr (n.op == sql_op::descending) {
        if constexpr (n.flags == 1) {
            return e.desc_nulls_first();
        } else {
            return e.desc();
        }
    } else if constexpr (n.flags == 2) {
        return e.asc_nulls_last();
    } else {
        return e.asc();
    }
}

template <class Q, std::size_t I, std::size_t Columns>
struct sql_ordinal_out_of_range {
    static constexpr verdict get() {
        verdict v = fault("sql: no item ", sql_source<Q, I>);
        write_sql_place<Q, I>(v.message);
        v.message << "; the select has " << Columns << (Columns == 1 ? " item" : " items");
        return v;
    }
};

/// The key of a sort over the output: an ordinal, or an expression of its columns.
template <class Q, std::size_t I, class S>
constexpr auto bind_sql_output_key() {
    constexpr std::size_t e = sql_child<Q, I, 0>;
    if constexpr (sql_node_at<Q, e>.kind == sql_kind::number) {
        constexpr std::int64_t ordinal = sql_whole<Q, e>;
        if constexpr (ordinal < 1 || ordinal > static_cast<std::int64_t>(schema_of<S>::size)) {
            return sql_fault<sql_ordinal_out_of_range<Q, e, schema_of<S>::size>>{};
        } else {
            return sql_column<S, static_cast<std::size_t>(ordinal) - 1>();
        }
    } else {
        return bind_sql<Q, e, sql_schema_scope<S>>();
    }
}

template <class Q, std::size_t I, class S>
constexpr bool sorts_output() {
    using key = decltype(bind_sql_output_key<Q, I, S>());
    if constexpr (has_aggregate<key>()) {
        return false;
    } else {
        return !key::template check<S>().failed()
               || sql_node_at<Q, sql_child<Q, I, 0>>.kind == sql_kind::number;
    }
}

template <class Q, std::size_t Order, class S>
constexpr bool all_sort_output() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return (sorts_output<Q, sql_child<Q, Order, K>, S>() && ...);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

template <class Q, std::size_t Order, class S>
constexpr verdict check_sql_output_keys() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        constexpr auto one = []<std::size_t I>(std::integral_constant<std::size_t, I>) -> verdict {
            using key = decltype(bind_sql_output_key<Q, I, S>());
            verdict v = key::template check<S>();
            if (!v.failed())
                v = check_sort_key<sort_key<key, sort_direction::ascending, null_order::first>, S>();
            if (!v.failed() || v.view().starts_with("sql: ")) return v;
            verdict placed = fault("sql: ", v.view());
            write_sql_place<Q, sql_child<Q, I, 0>>(placed.message);
            return placed;
        };
        return first_fault(one(std::integral_constant<std::size_t, sql_child<Q, Order, K>>{})...);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

/// Sorts the output of a query; `none` keys leave it as it is.
template <class Q, std::size_t Order, class Plan>
constexpr auto sort_sql_output(Plan const& plan) {
    if constexpr (sql_children<Q, Order> == 0 || is_sql_no_plan<Plan>) {
        return plan;
    } else {
        using S = typename Plan::schema;
        constexpr auto check = [] { return check_sql_output_keys<Q, Order, S>(); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return [&]<std::size_t... K>(std::index_sequence<K...>) {
                return order_by(sql_sort_key<Q, sql_child<Q, Order, K>>(
                    bind_sql_output_key<Q, sql_child<Q, Order, K>, S>())...)(plan);
            }(std::make_index_sequence<sql_children<Q, Order>>{});
        }
    }
}

/// The key of a sort below the select: an alias or ordinal stands for its item.
template <class Q, std::size_t I, std::size_t Items>
inline constexpr std::size_t sql_inner_key = [] {
    constexpr std::size_t e = sql_child<Q, I, 0>;
    if constexpr (sql_node_at<Q, e>.kind == sql_kind::number) {
        constexpr std::int64_t ordinal = sql_whole<Q, e>;
        if constexpr (ordinal >= 1 && ordinal <= static_cast<std::int64_t>(sql_children<Q, Items>)) {
            return sql_item_expression<Q, sql_child<Q, Items, static_cast<std::size_t>(ordinal - 1)>>;
        } else {
            return e;
        }
    } else if constexpr (sql_node_at<Q, e>.kind == sql_kind::column) {
        constexpr std::size_t item = find_sql_alias<Q, Items>(sql_name<Q, e>.view());
        return item != 0 ? sql_item_expression<Q, item> : e;
    } else {
        return e;
    }
}();

template <class Q, std::size_t Order, std::size_t Items, class Scope>
constexpr verdict check_sql_inner_keys() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(check_sql<Q, sql_inner_key<Q, sql_child<Q, Order, K>, Items>, Scope>()...);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

template <class Q, std::size_t Order, std::size_t Items, class Scope, class Plan>
constexpr auto sort_sql_input(Plan const& plan) {
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return order_by(sql_sort_key<Q, sql_child<Q, Order, K>>(
            bind_sql<Q, sql_inner_key<Q, sql_child<Q, Order, K>, Items>, Scope>())...)(plan);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

template <class Plan>
constexpr auto distinct_sql(Plan const& plan) {
    using S = typename Plan::schema;
    if constexpr (!Plan::is_streaming || check_duplicates<S>().failed()) {
        return distinct()(plan);
    } else { // as in Spark, an aggregation without aggregates
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return agg_operator<>(value_tuple<>{})(group_by(sql_column<S, K>()...)(plan));
        }(std::make_index_sequence<schema_of<S>::size>{});
    }
}

template <class... Items>
inline constexpr bool is_plain_star = false;
template <>
inline constexpr bool is_plain_star<col_node<"*">> = true;

template <class Plan, class... Items>
constexpr auto select_sql(Plan const& plan, value_tuple<Items...> const& items) {
    if constexpr (is_plain_star<Items...>) {
        return plan;
    } else {
        return unpack([&](auto const&... item) { return select(item...)(plan); }, items);
    }
}

/// The condition of a select; node 0, which is none, where the rows are filtered already.
template <class Q, std::size_t I, bool Filtered>
inline constexpr std::size_t sql_condition_node = Filtered ? 0 : sql_child<Q, I, 2>;

template <class Q, std::size_t I, std::size_t Order, bool Filtered, class From>
constexpr auto bind_sql_plain_select(From const& from) {
    using scope = typename From::scope;
    constexpr std::size_t items = sql_child<Q, I, 0>;
    constexpr bool distinct = (sql_node_at<Q, I>.flags & sql_distinct) != 0;
    constexpr auto check = [] {
        return first_fault(check_sql_condition<Q, sql_condition_node<Q, I, Filtered>, scope>(),
                           check_sql_items<Q, items, scope>());
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const kept = filter_sql<Q, sql_condition_node<Q, I, Filtered>, scope>(from.plan);
        auto const nodes = bind_sql_items<Q, items, scope>();
        auto const chosen = select_sql(kept, nodes);
        using S = typename std::remove_const_t<decltype(chosen)>::schema;
        if constexpr (distinct) {
            return sort_sql_output<Q, Order>(distinct_sql(chosen));
        } else if constexpr (sql_children<Q, Order> == 0) {
            return chosen;
        } else if constexpr (all_sort_output<Q, Order, S>()) {
            return sort_sql_output<Q, Order>(chosen);
        } else {
            constexpr auto keys = [] { return check_sql_inner_keys<Q, Order, items, scope>(); };
            if constexpr (keys().failed()) {
                return sql_no_plan<keys>{};
            } else {
                return select_sql(sort_sql_input<Q, Order, items, scope>(kept), nodes);
            }
        }
    }
}

// ---- group by

/// The node of a key: an ordinal or alias of the select stands for its item.
template <class Q, std::size_t Key, std::size_t Items, class Scope>
inline constexpr std::size_t sql_group_key = [] {
    constexpr sql_node n = sql_node_at<Q, Key>;
    if constexpr (n.kind == sql_kind::number) {
        constexpr std::int64_t ordinal = sql_whole<Q, Key>;
        if constexpr (ordinal >= 1 && ordinal <= static_cast<std::int64_t>(sql_children<Q, Items>)) {
            return sql_item_expression<Q, sql_child<Q, Items, static_cast<std::size_t>(ordinal - 1)>>;
        } else {
            return std::size_t{0};
        }
    } else if constexpr (n.kind == sql_kind::column) {
        constexpr std::size_t item = find_sql_alias<Q, Items>(sql_name<Q, Key>.view());
        if constexpr (item != 0 && is_sql_fault<sql_bound<Q, Key, Scope>>) {
            return sql_item_expression<Q, item>;
        } else {
            return Key;
        }
    } else {
        return Key;
    }
}();

/// The nodes of all keys; of `group by all` the items without aggregate.
template <class Q, std::size_t Group, std::size_t Items, class Scope>
constexpr auto find_sql_keys() {
    if constexpr (sql_node_at<Q, Group>.kind == sql_kind::none) {
        return std::index_sequence<>{};
    } else if constexpr (sql_node_at<Q, Group>.op == sql_op::all) {
        return []<std::size_t... K>(std::index_sequence<K...>) {
            constexpr auto one = []<std::size_t N>(std::integral_constant<std::size_t, N>) {
                constexpr std::size_t e = sql_item_expression<Q, N>;
                if constexpr (has_aggregate<sql_bound<Q, e, Scope>>()) {
                    return std::index_sequence<>{};
                } else {
                    return std::index_sequence<e>{};
                }
            };
            return join_sequences(one(std::integral_constant<std::size_t, sql_child<Q, Items, K>>{})...);
        }(std::make_index_sequence<sql_children<Q, Items>>{});
    } else {
        constexpr std::size_t list = sql_child<Q, Group, 0>;
        return []<std::size_t... K>(std::index_sequence<K...>) {
            return std::index_sequence<sql_group_key<Q, sql_child<Q, list, K>, Items, Scope>...>{};
        }(std::make_index_sequence<sql_children<Q, list>>{});
    }
}

template <class Q, std::size_t I, class Scope>
constexpr auto sql_aggregates_of() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::none || sql_node_at<Q, I>.kind == sql_kind::star) {
        return value_tuple<>{};
    } else {
        return collect_aggregates(bind_sql<Q, I, Scope>());
    }
}

template <class Q, std::size_t Items, class Scope>
constexpr auto sql_item_aggregates() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return join_tuples(sql_aggregates_of<Q, sql_item_expression<Q, sql_child<Q, Items, K>>, Scope>()...);
    }(std::make_index_sequence<sql_children<Q, Items>>{});
}
template <class Q, std::size_t Order, class Scope>
constexpr auto sql_order_aggregates() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return join_tuples(sql_aggregates_of<Q, sql_child<Q, sql_child<Q, Order, K>, 0>, Scope>()...);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

template <class Call, class... Known>
constexpr auto add_sql_call(value_tuple<Known...> const& known, Call const& call) {
    if constexpr ((std::is_same_v<Call, Known> || ...)) {
        return known;
    } else {
        return join_tuples(known, value_tuple<Call>(call));
    }
}
/// The calls of a tuple from `At` on, each once.
template <std::size_t At, class Known, class... Calls>
constexpr auto unique_sql_calls(Known const& known, value_tuple<Calls...> const& calls) {
    if constexpr (At == sizeof...(Calls)) {
        return known;
    } else {
        return unique_sql_calls<At + 1>(add_sql_call(known, element<At>(calls)), calls);
    }
}

template <class Q, std::size_t Group, std::size_t Items, class Scope, bool Streaming, std::size_t... Keys>
constexpr verdict check_sql_keys(std::index_sequence<Keys...>) {
    if constexpr (sql_node_at<Q, Group>.kind != sql_kind::none) {
        constexpr std::size_t list = sql_child<Q, Group, 0>;
        constexpr bool ordinals_fit = ((Keys != 0) && ...);
        if constexpr (!ordinals_fit) {
            verdict v;
            [&]<std::size_t... K>(std::index_sequence<K...>) {
                (void)((sql_group_key<Q, sql_child<Q, list, K>, Items, Scope> == 0
                        && (v = sql_ordinal_out_of_range<Q, sql_child<Q, list, K>,
                                                         sql_children<Q, Items>>::get(),
                            true))
                       || ...);
            }(std::make_index_sequence<sql_children<Q, list>>{});
            return v;
        } else {
            verdict const v = first_fault(check_sql<Q, Keys, Scope>()...);
            if (v.failed()) return v;
            verdict const own = check_keys<typename Scope::schema, Streaming, sql_bound<Q, Keys, Scope>...>();
            if (!own.failed()) return own;
            verdict placed = fault("sql: ", own.view());
            write_sql_place<Q, Group>(placed.message);
            return placed;
        }
    } else {
        return {};
    }
}

/// The verdict on the aggregates in an expression, each over the rows of its group.
template <class Q, std::size_t I, class Scope>
constexpr verdict check_sql_calls() {
    if constexpr (!is_sql_value(sql_node_at<Q, I>.kind)) {
        return {};
    } else if constexpr (is_aggregate_call<sql_bound<Q, I, Scope>>) {
        return check_sql<Q, I, Scope>();
    } else {
        return []<std::size_t... K>(std::index_sequence<K...>) {
            return first_fault(check_sql_calls<Q, sql_child<Q, I, K>, Scope>()...);
        }(std::make_index_sequence<sql_children<Q, I>>{});
    }
}

template <class Q, std::size_t Items, std::size_t Having, std::size_t Order, class Scope>
constexpr verdict check_sql_aggregates() {
    verdict const v = []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(check_sql_calls<Q, sql_item_expression<Q, sql_child<Q, Items, K>>, Scope>()...,
                           check_sql_calls<Q, Having, Scope>());
    }(std::make_index_sequence<sql_children<Q, Items>>{});
    if (v.failed()) return v;
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(check_sql_calls<Q, sql_child<Q, sql_child<Q, Order, K>, 0>, Scope>()...);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

/// A key, under the alias that the select gives it.
template <class Q, std::size_t Items, class Scope, std::size_t Key>
constexpr auto sql_named_key() {
    constexpr std::size_t item = [] {
        std::size_t found = 0;
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            (void)((sql_node_at<Q, sql_child<Q, Items, K>>.kind == sql_kind::alias
                            && std::is_same_v<
                                sql_bound<Q, sql_item_expression<Q, sql_child<Q, Items, K>>, Scope>,
                                sql_bound<Q, Key, Scope>>
                        ? (found = sql_child<Q, Items, K>, true)
                        : false)
                   || ...);
        }(std::make_index_sequence<sql_children<Q, Items>>{});
        return found;
    }();
    if constexpr (item == 0) {
        return bind_sql<Q, Key, Scope>();
    } else {
        return bind_sql<Q, Key, Scope>().template as<sql_name<Q, item>>();
    }
}

template <class Q, std::size_t Items, class Scope, std::size_t Item, std::size_t Key>
constexpr bool is_sql_key_item() {
    if constexpr (sql_node_at<Q, Item>.kind == sql_kind::star) {
        return false;
    } else {
        using key = decltype(sql_named_key<Q, Items, Scope, Key>());
        return std::is_same_v<sql_bound<Q, sql_item_expression<Q, Item>, Scope>, sql_bound<Q, Key, Scope>>
               && sql_item_name<Q, Item, Scope>() == output_name<key>::value.view();
    }
}

template <class Q, std::size_t Item, class Scope, class Over, std::size_t Keys>
constexpr bool is_sql_aggregate_item() {
    if constexpr (!sql_has_aggregate<Q, sql_item_expression<Q, Item>, Scope>()) {
        return false;
    } else {
        using over = sql_bound<Q, sql_item_expression<Q, Item>, Over>;
        column_set const read = over::template reads<typename Over::schema>();
        for (std::size_t c = 0; c < Keys; ++c) {
            if (read.has(c)) return false;
        }
        return true;
    }
}

/// Whether a select lists its keys in order and then aggregates, so that the aggregation gives it as it is.
template <class Q, std::size_t Items, class Scope, class Over, std::size_t... Keys>
constexpr bool is_sql_direct() {
    constexpr std::size_t n = sizeof...(Keys);
    if constexpr (sql_children<Q, Items> < n) {
        return false;
    } else {
        constexpr std::array<std::size_t, n + 1> keys{Keys..., 0};
        return [&]<std::size_t... K, std::size_t... L>(std::index_sequence<K...>, std::index_sequence<L...>) {
            return (is_sql_key_item<Q, Items, Scope, sql_child<Q, Items, K>, std::get<K>(keys)>() && ...)
                   && (is_sql_aggregate_item<Q, sql_child<Q, Items, n + L>, Scope, Over, n>() && ...);
        }(std::make_index_sequence<n>{}, std::make_index_sequence<sql_children<Q, Items> - n>{});
    }
}

template <class Q, std::size_t Items, class Scope, class Grouped, std::size_t... Keys>
constexpr auto direct_sql_aggregation(Grouped const& grouped, std::index_sequence<Keys...>) {
    constexpr std::size_t n = sizeof...(Keys);
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return aggregate_sql(grouped, join_tuples(bind_sql_item<Q, sql_child<Q, Items, n + K>, Scope>()...));
    }(std::make_index_sequence<sql_children<Q, Items> - n>{});
}

template <class... Calls>
constexpr auto aggregate_sql(auto const& grouped, value_tuple<Calls...> const& calls) {
    return agg_operator<Calls...>(calls)(grouped);
}

template <class Q, std::size_t I, std::size_t Order, bool Filtered, class From, std::size_t... Keys>
constexpr auto bind_sql_aggregation(From const& from, std::index_sequence<Keys...> keys) {
    using scope = typename From::scope;
    constexpr std::size_t items = sql_child<Q, I, 0>;
    constexpr std::size_t condition = sql_condition_node<Q, I, Filtered>;
    constexpr std::size_t group = sql_child<Q, I, 3>;
    constexpr std::size_t having = sql_child<Q, I, 4>;
    constexpr auto below = [] {
        return first_fault(check_sql_condition<Q, condition, scope>(),
                           check_sql_keys<Q, group, items, scope, decltype(From::plan)::is_streaming>(
                               std::index_sequence<Keys...>{}),
                           check_sql_aggregates<Q, items, having, Order, scope>());
    };
    if constexpr (below().failed()) {
        return sql_no_plan<below>{};
    } else {
        auto const kept = filter_sql<Q, condition, scope>(from.plan);
        auto const grouped = [&] {
            if constexpr (sizeof...(Keys) == 0) {
                return weir::detail::grouped<std::remove_const_t<decltype(kept)>>(kept, value_tuple<>{});
            } else {
                return group_by(sql_named_key<Q, items, scope, Keys>()...)(kept);
            }
        }();
        auto const calls =
            unique_sql_calls<0>(value_tuple<>{}, join_tuples(sql_item_aggregates<Q, items, scope>(),
                                                             sql_aggregates_of<Q, having, scope>(),
                                                             sql_order_aggregates<Q, Order, scope>()));
        auto const plan = aggregate_sql(grouped, calls);
        using S = typename std::remove_const_t<decltype(plan)>::schema;
        using over = sql_group_scope<Q, items, scope, S, std::remove_const_t<decltype(calls)>, Keys...>;
        constexpr auto check = [] {
            return first_fault(check_sql_items<Q, items, over>(), check_sql_condition<Q, having, over>());
        };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            auto const held = filter_sql<Q, having, over>(plan);
            auto const nodes = bind_sql_items<Q, items, over, scope>();
            auto const finish = [&](auto const& chosen) {
                if constexpr ((sql_node_at<Q, I>.flags & sql_distinct) != 0) {
                    return distinct_sql(chosen);
                } else {
                    return chosen;
                }
            };
            if constexpr (sql_node_at<Q, having>.kind == sql_kind::none
                          && is_sql_direct<Q, items, scope, over, Keys...>()) {
                auto const direct = direct_sql_aggregation<Q, items, scope>(grouped, keys);
                using D = typename std::remove_const_t<decltype(direct)>::schema;
                if constexpr (all_sort_output<Q, Order, D>()) {
                    return sort_sql_output<Q, Order>(finish(direct));
                } else {
                    return sort_sql_groups<Q, Order, items, over>(held, nodes);
                }
            } else {
                auto const chosen = finish(select_sql(held, nodes));
                using T = typename std::remove_const_t<decltype(chosen)>::schema;
                if constexpr (all_sort_output<Q, Order, T>()) {
                    return sort_sql_output<Q, Order>(chosen);
                } else {
                    return sort_sql_groups<Q, Order, items, over>(held, nodes);
                }
            }
        }
    }
}

template <class Q, std::size_t Order, std::size_t Items, class Over, class Plan, class Nodes>
constexpr auto sort_sql_groups(Plan const& plan, Nodes const& nodes) {
    constexpr auto check = [] { return check_sql_inner_keys<Q, Order, Items, Over>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        return select_sql(sort_sql_input<Q, Order, Items, Over>(plan), nodes);
    }
}

template <class Q, std::size_t I, class Scope>
constexpr bool is_sql_aggregation() {
    constexpr std::size_t items = sql_child<Q, I, 0>;
    return sql_node_at<Q, sql_child<Q, I, 3>>.kind != sql_kind::none
           || sql_node_at<Q, sql_child<Q, I, 4>>.kind != sql_kind::none ||
           []<std::size_t... K>(std::index_sequence<K...>) {
               return (sql_has_aggregate<Q, sql_item_expression<Q, sql_child<Q, items, K>>, Scope>() || ...);
           }(std::make_index_sequence<sql_children<Q, items>>{});
}

template <class Q, std::size_t I, std::size_t Order, bool Filtered, class From>
constexpr auto bind_sql_select_over(From const& from) {
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else if constexpr (is_sql_aggregation<Q, I, typename From::scope>()) {
        return bind_sql_aggregation<Q, I, Order, Filtered>(
            from, find_sql_keys<Q, sql_child<Q, I, 3>, sql_child<Q, I, 0>, typename From::scope>());
    } else {
        return bind_sql_plain_select<Q, I, Order, Filtered>(from);
    }
}

template <class Q, std::size_t I, std::size_t Order, class Tables>
constexpr auto bind_sql_select(Tables const& tables) {
    constexpr std::size_t where = sql_child<Q, I, 2>;
    auto const from = join_sql_scalars<Q, I, 0>(bind_sql_from<Q, sql_child<Q, I, 1>>(tables), tables);
    if constexpr (sql_where<Q, where>.subquery) {
        return bind_sql_select_over<Q, I, Order, true>(filter_sql_by_subqueries<Q, where, 0>(from, tables));
    } else {
        return bind_sql_select_over<Q, I, Order, false>(from);
    }
}

// ---- values

template <class Q, std::size_t I>
inline constexpr std::size_t sql_row_width =
    sql_node_at<Q, I>.kind == sql_kind::list ? sql_children<Q, I> : std::size_t{1};

template <class Q, std::size_t I, std::size_t K>
constexpr auto bind_sql_value() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::list) {
        return bind_sql<Q, sql_child<Q, I, K>, sql_schema_scope<columns<>>>();
    } else {
        return bind_sql<Q, I, sql_schema_scope<columns<>>>();
    }
}

template <class Q, std::size_t I, std::size_t K, std::size_t... Rows>
constexpr auto sql_values_column(std::index_sequence<Rows...>) {
    using type =
        common_type_t<result_of<decltype(bind_sql_value<Q, sql_child<Q, I, Rows>, K>()), columns<>>...>;
    constexpr auto name = made_text<[](auto&& out) {
        for (char const c : std::string_view("col")) out(c);
        if (K + 1 >= 10) out(static_cast<char>('0' + (K + 1) / 10));
        out(static_cast<char>('0' + (K + 1) % 10));
    }>();
    return column<name, type>{};
}

/// The value of an expression without columns, as a column of type `T` holds it.
template <class T, class E>
T sql_constant(E const& e) {
    flight_row<> const nothing{};
    auto const& value = e.template eval<columns<>>(nothing);
    if constexpr (string_column<value_type_of<T>>
                  || std::is_same_v<std::remove_cvref_t<decltype(value)>, void_type>) {
        return own<T>(value);
    } else {
        return own<T>(widen_value<T>(value));
    }
}

template <class Q, std::size_t I>
constexpr verdict check_sql_values() {
    return []<std::size_t... R>(std::index_sequence<R...>) {
        verdict v;
        constexpr std::size_t width = sql_row_width<Q, sql_child<Q, I, 0>>;
        constexpr auto one = []<std::size_t N>(std::integral_constant<std::size_t, N>) -> verdict {
            if constexpr (sql_row_width<Q, N> != width) {
                verdict bad = fault("sql: row of ", sql_row_width<Q, N>, " values");
                write_sql_place<Q, N>(bad.message);
                bad.message << "; the first row has " << width;
                return bad;
            } else if constexpr (sql_node_at<Q, N>.kind == sql_kind::list) {
                return []<std::size_t... K>(std::index_sequence<K...>) {
                    return first_fault(check_sql<Q, sql_child<Q, N, K>, sql_schema_scope<columns<>>>()...);
                }(std::make_index_sequence<width>{});
            } else {
                return check_sql<Q, N, sql_schema_scope<columns<>>>();
            }
        };
        (void)((v = one(std::integral_constant<std::size_t, sql_child<Q, I, R>>{}), v.failed()) || ...);
        return v;
    }(std::make_index_sequence<sql_children<Q, I>>{});
}

template <class Q, std::size_t I>
auto bind_sql_values() {
    constexpr auto check = [] { return check_sql_values<Q, I>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        constexpr auto rows = std::make_index_sequence<sql_children<Q, I>>{};
        constexpr auto width = std::make_index_sequence<sql_row_width<Q, sql_child<Q, I, 0>>>{};
        return [&]<std::size_t... R, std::size_t... K>(std::index_sequence<R...>, std::index_sequence<K...>) {
            using S = columns<decltype(sql_values_column<Q, I, K>(std::index_sequence<R...>{}))...>;
            auto const one = []<std::size_t N>(std::integral_constant<std::size_t, N>) {
                return row<S>(sql_constant<column_type<S, K>>(bind_sql_value<Q, N, K>())...);
            };
            std::vector<row<S>> made;
            (made.push_back(one(std::integral_constant<std::size_t, sql_child<Q, I, R>>{})), ...);
            return values_plan(std::move(made));
        }(rows, width);
    }
}

// ---- set operations

template <class Q, std::size_t I, class L, class R>
constexpr verdict check_sql_set() {
    constexpr std::size_t n = schema_of<typename L::schema>::size;
    constexpr std::size_t m = schema_of<typename R::schema>::size;
    if constexpr (n != m) {
        verdict v = fault("sql: \"", sql_source<Q, I>, "\" of ", n, " and ", m, " columns");
        write_sql_place<Q, I>(v.message, "select as many on both sides");
        return v;
    } else {
        constexpr sql_op op = sql_node_at<Q, I>.op;
        constexpr bool unites = op == sql_op::union_ || op == sql_op::union_all;
        verdict const own = check_union<typename L::schema, typename R::schema>(unites && L::is_streaming,
                                                                                unites && R::is_streaming);
        if (!own.failed()) return own;
        verdict placed = fault("sql: ", own.view());
        write_sql_place<Q, I>(placed.message);
        return placed;
    }
}

template <class Q, std::size_t I, std::size_t Order, class Tables>
constexpr auto bind_sql_body(Tables const& tables);

template <class Q, std::size_t I, class Tables>
constexpr auto bind_sql_set(Tables const& tables) {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    constexpr std::size_t none = 0;
    auto const left = bind_sql_body<Q, sql_child<Q, I, 0>, none>(tables);
    auto const right = bind_sql_body<Q, sql_child<Q, I, 1>, none>(tables);
    using L = std::remove_const_t<decltype(left)>;
    using R = std::remove_const_t<decltype(right)>;
    if constexpr (is_sql_no_plan<L>) {
        return left;
    } else if constexpr (is_sql_no_plan<R>) {
        return right;
    } else {
        constexpr auto check = [] { return check_sql_set<Q, I, L, R>(); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else if constexpr (op == sql_op::union_all) {
            return union_with(right)(left);
        } else if constexpr (op == sql_op::union_) {
            return distinct_sql(union_with(right)(left));
        } else {
            return sql_set_difference<Q, I>(left, right);
        }
    }
}

template <class Q, std::size_t I, std::size_t Order, class Tables>
constexpr auto bind_sql_body(Tables const& tables) {
    constexpr sql_kind kind = sql_node_at<Q, I>.kind;
    if constexpr (kind == sql_kind::select) {
        return bind_sql_select<Q, I, Order>(tables);
    } else if constexpr (kind == sql_kind::set) {
        return sort_sql_output<Q, Order>(bind_sql_set<Q, I>(tables));
    } else if constexpr (kind == sql_kind::values) {
        return sort_sql_output<Q, Order>(bind_sql_values<Q, I>());
    } else {
        return sort_sql_output<Q, Order>(bind_sql_query<Q, I>(tables));
    }
}

// ---- limit, with, and the whole

template <class Q, std::size_t I>
constexpr verdict check_sql_limit(std::string_view clause) {
    constexpr sql_node n = sql_node_at<Q, I>;
    if constexpr (n.kind == sql_kind::none) {
        return {};
    } else {
        bool const whole =
            n.kind == sql_kind::number && read_sql_number(sql_source<Q, I>).kind <= sql_number_kind::int64;
        if (whole && sql_whole<Q, I> >= 0) return {};
        verdict v = fault("sql: ", clause, " is no number of rows");
        write_sql_place<Q, I>(v.message, "write a whole number from 0 on");
        return v;
    }
}

template <class Q, std::size_t Limit, std::size_t Offset, class Plan>
constexpr auto limit_sql(Plan const& plan) {
    if constexpr (is_sql_no_plan<Plan>) {
        return plan;
    } else {
        constexpr auto check = [] {
            verdict const v =
                first_fault(check_sql_limit<Q, Limit>("limit"), check_sql_limit<Q, Offset>("offset"));
            if (v.failed() || !Plan::is_streaming || sql_node_at<Q, Offset>.kind == sql_kind::none) return v;
            return place_sql_verdict<Q, Offset>(check_offset<0>(true));
        };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else if constexpr (sql_node_at<Q, Offset>.kind == sql_kind::none) {
            if constexpr (sql_node_at<Q, Limit>.kind == sql_kind::none) {
                return plan;
            } else {
                return limit<sql_whole<Q, Limit>>()(plan);
            }
        } else if constexpr (sql_node_at<Q, Limit>.kind == sql_kind::none) {
            return offset<sql_whole<Q, Offset>>()(plan);
        } else {
            return limit<sql_whole<Q, Limit>>()(offset<sql_whole<Q, Offset>>()(plan));
        }
    }
}

template <class Q, std::size_t I, std::size_t K, class Next, class... Views>
constexpr auto with_sql_tables(value_tuple<Views...> const& tables, Next const& next) {
    constexpr std::size_t list = sql_child<Q, I, 0>;
    if constexpr (K == sql_children<Q, list>) {
        return next(tables);
    } else {
        constexpr std::size_t cte = sql_child<Q, list, K>;
        auto const plan = bind_sql_query<Q, sql_child<Q, cte, 1>>(tables);
        using type = std::remove_const_t<decltype(plan)>;
        if constexpr (is_sql_no_plan<type>) {
            return plan;
        } else {
            auto const renamed = rename_sql_columns<Q, sql_child<Q, cte, 0>>(plan);
            using renamed_type = std::remove_const_t<decltype(renamed)>;
            if constexpr (is_sql_no_plan<renamed_type>) {
                return renamed;
            } else {
                using view = sql_view<sql_name<Q, cte>, renamed_type>;
                return with_sql_tables<Q, I, K + 1>(join_tuples(value_tuple<view>(view{renamed}), tables),
                                                    next);
            }
        }
    }
}

template <class Q, std::size_t I>
constexpr verdict check_sql_names() {
    constexpr std::size_t list = sql_child<Q, I, 0>;
    verdict v;
    for (std::size_t n = Q::tree.nodes[list].first; n != 0; n = Q::tree.nodes[n].next) {
        for (std::size_t m = Q::tree.nodes[list].first; m != n; m = Q::tree.nodes[m].next) {
            auto const name = [](std::size_t i) {
                return Q::text.substr(Q::tree.nodes[i].begin, Q::tree.nodes[i].size);
            };
            if (v.failed() || !equal_ignoring_case(name(n), name(m))) continue;
            v = fault("sql: two tables called \"", name(n), '"');
            write_sql_place(v.message, Q::text, Q::tree.nodes[n].begin);
            v.message << "; give one another name";
        }
    }
    return v;
}

template <class Q, std::size_t I, class Tables>
constexpr auto bind_sql_query(Tables const& tables) {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::values) {
        return bind_sql_values<Q, I>();
    } else {
        constexpr auto check = [] { return check_sql_names<Q, I>(); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return with_sql_tables<Q, I, 0>(tables, [](auto const& all) {
                return limit_sql<Q, sql_child<Q, I, 3>, sql_child<Q, I, 4>>(
                    bind_sql_body<Q, sql_child<Q, I, 1>, sql_child<Q, I, 2>>(all));
            });
        }
    }
}

/// A statement over views: its verdict and its plan; nothing is raised.
template <fixed_string Text, class... Views>
struct sql_statement {
    using source = sql_statement_text<Text>;

    static constexpr auto make([[maybe_unused]] value_tuple<Views...> const& views) {
        if constexpr (source::tree.error.failed()) {
            return sql_no_plan<sql_says<unreadable_sql<source>>>{};
        } else {
            return bind_sql_query<source, source::tree.root>(views);
        }
    }
    /// The plan: the type that the C++ spelling has.
    using type = decltype(make(std::declval<value_tuple<Views...> const&>()));

    static constexpr verdict check() {
        if constexpr (is_sql_no_plan<type>) {
            return type::check();
        } else {
            return {};
        }
    }
};

} // namespace weir::detail
