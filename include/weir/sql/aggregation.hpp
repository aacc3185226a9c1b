// SPDX-License-Identifier: BSL-1.0
// A SQL select with group by, having or aggregates.
#pragma once

#include <weir/plan/group_by.hpp>
#include <weir/sql/apply.hpp>
#include <weir/sql/grouping_sets.hpp>
#include <weir/sql/select.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

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
        return []<std::size_t... K>(std::index_sequence<K...>) {
            return std::index_sequence<
                sql_group_key<Q, sql_grouping_of<Q, Group>.keys[K], Items, Scope>...>{};
        }(std::make_index_sequence<sql_grouping_of<Q, Group>.key_count>{});
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

template <class Q, std::size_t Group, std::size_t Items, class Scope, bool Streaming, std::size_t... Keys>
constexpr verdict check_sql_keys(std::index_sequence<Keys...>) {
    if constexpr (sql_node_at<Q, Group>.kind != sql_kind::none) {
        constexpr auto const& grouping = sql_grouping_of<Q, Group>;
        constexpr bool ordinals_fit = ((Keys != 0) && ...);
        if constexpr (grouping.too_many) {
            verdict v = fault("sql: too many grouping sets");
            write_sql_place<Q, Group>(v.message, "at most 16 keys and 256 sets");
            return v;
        } else if constexpr (!ordinals_fit) {
            verdict v;
            [&]<std::size_t... K>(std::index_sequence<K...>) {
                (void)((sql_group_key<Q, grouping.keys[K], Items, Scope> == 0
                        && (v = sql_ordinal_out_of_range<Q, grouping.keys[K], sql_children<Q, Items>>::get(),
                            true))
                       || ...);
            }(std::make_index_sequence<grouping.key_count>{});
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
template <class Q, std::size_t I, std::size_t Order, class Scope, class Over, std::size_t... Keys>
constexpr bool is_sql_direct() {
    constexpr std::size_t n = sizeof...(Keys);
    constexpr std::size_t items = sql_child<Q, I, 0>;
    if constexpr (sql_children<Q, items> < n || sql_node_at<Q, sql_child<Q, I, 4>>.kind != sql_kind::none
                  || sql_node_at<Q, sql_child<Q, I, 6>>.kind != sql_kind::none
                  || sql_grouping_of<Q, sql_child<Q, I, 3>>.has_sets || sql_over_calls<Q, I, Order>.size > 0
                  || check_sql_items<Q, items, Over>().failed()) {
        return false;
    } else {
        constexpr std::array<std::size_t, n + 1> keys{Keys..., 0};
        return [&]<std::size_t... K, std::size_t... L>(std::index_sequence<K...>, std::index_sequence<L...>) {
            return (is_sql_key_item<Q, items, Scope, sql_child<Q, items, K>, std::get<K>(keys)>() && ...)
                   && (is_sql_aggregate_item<Q, sql_child<Q, items, n + L>, Scope, Over, n>() && ...);
        }(std::make_index_sequence<n>{}, std::make_index_sequence<sql_children<Q, items> - n>{});
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

/// The results of an aggregation: filtered by having, chosen and sorted.
template <class Q, std::size_t I, std::size_t Order, class Names, class From>
constexpr auto choose_sql_groups(From const& groups) {
    if constexpr (is_sql_no_plan<From>) {
        return groups;
    } else {
        using over = typename From::scope;
        constexpr std::size_t having = sql_child<Q, I, 4>;
        constexpr auto check = [] { return check_sql_condition<Q, having, over>(); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return choose_sql<Q, I, Order, over, Names>(filter_sql<Q, having, over>(groups.plan));
        }
    }
}

template <class Q, std::size_t I, std::size_t Order, bool Filtered, class From, class Tables,
          std::size_t... Keys>
constexpr auto bind_sql_aggregation(From const& from, Tables const& tables,
                                    std::index_sequence<Keys...> keys) {
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
            if constexpr (sql_grouping_of<Q, group>.has_sets) {
                return group_sql_by_sets<Q, group>(kept, sql_named_key<Q, items, scope, Keys>()...);
            } else if constexpr (sizeof...(Keys) == 0) {
                return weir::detail::grouped<std::remove_const_t<decltype(kept)>>(kept, value_tuple<>{});
            } else {
                return group_by(sql_named_key<Q, items, scope, Keys>()...)(kept);
            }
        }();
        auto const calls = unique_sql_calls<0>(value_tuple<>{},
                                               join_tuples(sql_item_aggregates<Q, items, scope>(),
                                                           sql_aggregates_of<Q, having, scope>(),
                                                           sql_aggregates_of<Q, sql_child<Q, I, 6>, scope>(),
                                                           sql_order_aggregates<Q, Order, scope>()));
        auto const plan = aggregate_sql(grouped, calls);
        using S = typename std::remove_const_t<decltype(plan)>::schema;
        using sets = std::conditional_t<sql_grouping_of<Q, group>.has_sets, sql_sets<Q, group>, no_sql_sets>;
        using over = sql_group_scope<Q, items, scope, S, sets, std::remove_const_t<decltype(calls)>, Keys...>;
        if constexpr (is_sql_direct<Q, I, Order, scope, over, Keys...>()) {
            auto const direct = direct_sql_aggregation<Q, items, scope>(grouped, keys);
            using D = typename std::remove_const_t<decltype(direct)>::schema;
            if constexpr (all_sort_output<Q, Order, D>()) {
                if constexpr ((sql_node_at<Q, I>.flags & sql_distinct) != 0) {
                    return sort_sql_output<Q, Order>(distinct_sql(direct));
                } else {
                    return sort_sql_output<Q, Order>(direct);
                }
            } else {
                return choose_sql<Q, I, Order, over, scope>(plan);
            }
        } else {
            return choose_sql_groups<Q, I, Order, scope>(
                apply_sql_values<Q, sql_values_above<Q, I, Order>, 0>(make_sql_from<over>(plan), tables));
        }
    }
}

} // namespace weir::detail
