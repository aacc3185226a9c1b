// SPDX-License-Identifier: BSL-1.0
// Lateral subqueries of a from clause: relations that depend on the row before them.
#pragma once

#include <weir/sql/apply.hpp>
#include <weir/sql/items.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// Over joined rows: the names of a lateral subquery lead to its own columns first, which begin at `Left` and
/// end before the mark; its star to these alone.
template <class S, std::size_t Left, std::size_t Mark, class Base>
struct sql_lateral_scope : sql_correlated_scope<S, Left, Mark, Base> {
    static constexpr bool any_hidden = true;
    static constexpr bool hidden(std::size_t c) { return c < Left || c >= Mark || Base::hidden(c); }
    static constexpr std::size_t find_range(std::string_view name) { return Base::find_range(name); }
    static constexpr std::size_t range_size(std::size_t range) { return Base::range_size(range); }
    static constexpr std::size_t range_column(std::size_t range, std::size_t i) {
        return Base::range_column(range, i);
    }
};

/// A left row followed by the columns of a lateral subquery, under its alias.
template <class Q, std::size_t Alias, class From, class Plan>
constexpr auto name_sql_lateral(Plan const& plan) {
    using scope = typename From::scope;
    using S = typename Plan::schema;
    constexpr std::size_t old = schema_of<typename scope::schema>::size;
    constexpr std::size_t added = schema_of<S>::size - old;
    constexpr auto name = sql_names_name<Q, Alias>();
    if constexpr (sql_children<Q, Alias> == 0) {
        return make_sql_from<sql_wider_scope<scope, S, name, old, old + added>>(plan);
    } else if constexpr (sql_children<Q, Alias> != added) {
        return sql_no_plan<sql_says<wrong_sql_column_names<Q, Alias, added>>>{};
    } else {
        auto const renamed = [&]<std::size_t... A, std::size_t... K>(std::index_sequence<A...>,
                                                                     std::index_sequence<K...>) {
            return select(sql_slot<S, A>().template as<sql_slot_name<S, A>()>()...,
                          sql_slot<S, old + K>().template as<sql_name<Q, sql_child<Q, Alias, K>>>()...)(plan);
        }(std::make_index_sequence<old>{}, std::make_index_sequence<added>{});
        using R = typename std::remove_const_t<decltype(renamed)>::schema;
        return make_sql_from<sql_wider_scope<scope, R, name, old, old + added>>(renamed);
    }
}

/// The columns before `Width` as they are, then the items.
template <std::size_t Width, class Plan, class... Items>
constexpr auto add_sql_items(Plan const& plan, value_tuple<Items...> const& items) {
    using S = typename Plan::schema;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return unpack(
            [&](auto const&... item) {
                return select(sql_slot<S, K>().template as<sql_slot_name<S, K>()>()..., item...)(plan);
            },
            items);
    }(std::make_index_sequence<Width>{});
}

// Select without from: expressions of the row.

template <class Q, std::size_t Query>
inline constexpr bool is_sql_row_select = [] {
    if constexpr (sql_node_at<Q, Query>.kind != sql_kind::query) {
        return false;
    } else if constexpr (sql_node_at<Q, sql_child<Q, Query, 1>>.kind != sql_kind::select) {
        return false;
    } else {
        constexpr std::size_t body = sql_child<Q, Query, 1>;
        return sql_children<Q, sql_child<Q, Query, 0>> == 0 && sql_children<Q, sql_child<Q, Query, 2>> == 0
               && sql_node_at<Q, sql_child<Q, Query, 3>>.kind == sql_kind::none
               && sql_node_at<Q, sql_child<Q, Query, 4>>.kind == sql_kind::none
               && sql_node_at<Q, sql_child<Q, body, 1>>.kind == sql_kind::none
               && sql_node_at<Q, sql_child<Q, body, 3>>.kind == sql_kind::none
               && sql_node_at<Q, sql_child<Q, body, 4>>.kind == sql_kind::none
               && !has_sql_aggregate_below<Q>(sql_child<Q, body, 0>);
    }
}();

template <class Q, std::size_t Query, std::size_t Alias, class From>
constexpr auto apply_sql_row_select(From const& from) {
    using scope = typename From::scope;
    constexpr std::size_t body = sql_child<Q, Query, 1>;
    constexpr std::size_t where = sql_child<Q, body, 2>;
    constexpr std::size_t items = sql_child<Q, body, 0>;
    constexpr auto check = [] {
        verdict const v = check_sql_condition<Q, where, scope>();
        return v.failed() ? v : check_sql_items<Q, items, scope>();
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        return name_sql_lateral<Q, Alias, From>(add_sql_items<schema_of<typename scope::schema>::size>(
            filter_sql<Q, where, scope>(from.plan), bind_sql_items<Q, items, scope>()));
    }
}

// Rows of a from that pass a where.

/// An item of a joined row, null where the row has no partner.
template <class Matched, class E>
constexpr auto null_sql_unmatched(Matched const& matched, E const& e) {
    return when(matched.is_not_null(), e).template as<output_name<E>::value>();
}

template <bool Numbered, class From>
constexpr auto number_sql_from_if(From const& from) {
    if constexpr (Numbered) {
        return number_sql_from(from);
    } else {
        return from;
    }
}
/// Keeps of joined rows those of the subquery, and in an outer join the left rows without any.
template <class Q, std::size_t Query, std::size_t Mark, join_kind Kind, class Joined>
constexpr auto keep_sql_partners(Joined const& joined) {
    using J = typename Joined::schema;
    if constexpr (!is_sql_limited<Q, Query>) {
        return joined;
    } else if constexpr (Kind == join_kind::left_outer) {
        return where(sql_slot<J, Mark>().is_null() || is_sql_partner<Q, Query, Mark, J>())(joined);
    } else {
        return where(is_sql_partner<Q, Query, Mark, J>())(joined);
    }
}

template <class Q, std::size_t Query, std::size_t Alias, join_kind Kind, class From, class Inner>
constexpr auto apply_sql_rows(From const& from, Inner const& inner) {
    auto const left = number_sql_from_if<is_sql_limited<Q, Query>>(from);
    auto const right = mark_sql_from(inner);
    using L = std::remove_const_t<decltype(left)>;
    using R = std::remove_const_t<decltype(right)>;
    using both = sql_join_sides<L, R>;
    using C = typename both::sides::C;
    constexpr std::size_t width = schema_of<typename L::scope::schema>::size;
    constexpr std::size_t body = sql_child<Q, Query, 1>;
    constexpr std::size_t items = sql_child<Q, body, 0>;
    constexpr std::size_t where = sql_child<Q, body, 2>;
    using inside = sql_lateral_scope<C, width, schema_of<C>::size - 1, typename both::scope>;
    constexpr auto check = [] {
        return first_fault(check_sql_parts<Q, where, inside>(), check_sql_items<Q, items, inside>(),
                           check_sql_order<Q, Query, inside>());
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const condition = bind_sql_parts<Q, where, inside>();
        auto const pairs = join(right.plan, condition, join_type<Kind>{})(left.plan);
        using P = typename std::remove_const_t<decltype(pairs)>::schema;
        constexpr std::size_t mark = schema_of<P>::size - 1;
        using over_pairs =
            sql_lateral_scope<P, width, mark, typename change_sql_schema<P, typename both::scope>::type>;
        auto const joined =
            keep_sql_partners<Q, Query, mark, Kind>(rank_sql_partners<Q, Query, width, over_pairs>(pairs));
        using J = typename std::remove_const_t<decltype(joined)>::schema;
        using over =
            sql_lateral_scope<J, width, mark, typename change_sql_schema<J, typename both::scope>::type>;
        auto const nodes = bind_sql_items<Q, items, over>();
        constexpr std::size_t kept = schema_of<typename From::scope::schema>::size;
        if constexpr (Kind == join_kind::left_outer) {
            auto const matched = sql_slot<J, mark>();
            auto const nulled = unpack(
                [&](auto const&... item) { return make_value_tuple(null_sql_unmatched(matched, item)...); },
                nodes);
            return name_sql_lateral<Q, Alias, From>(add_sql_items<kept>(joined, nulled));
        } else {
            return name_sql_lateral<Q, Alias, From>(add_sql_items<kept>(joined, nodes));
        }
    }
}

// Aggregates of the rows that go with a row.

template <class Q, std::size_t Query, std::size_t Alias, class From, class Inner>
constexpr auto apply_sql_aggregates(From const& from, Inner const& inner) {
    auto const left = number_sql_from(from);
    auto const right = mark_sql_from(inner);
    using L = std::remove_const_t<decltype(left)>;
    using R = std::remove_const_t<decltype(right)>;
    constexpr std::size_t width = schema_of<typename L::scope::schema>::size;
    using C = typename sql_join_sides<L, R>::sides::C;
    using scope = typename sql_inner_scope<C, L, R>::type;
    constexpr std::size_t body = sql_child<Q, Query, 1>;
    constexpr std::size_t items = sql_child<Q, body, 0>;
    constexpr std::size_t where = sql_child<Q, body, 2>;
    constexpr auto check = [] {
        verdict const v = check_sql_parts<Q, where, scope>();
        return v.failed() ? v : check_sql_items<Q, items, scope>();
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const condition = bind_sql_parts<Q, where, scope>();
        auto const joined = join(right.plan, condition, left_outer)(left.plan);
        using J = typename std::remove_const_t<decltype(joined)>::schema;
        using inside = typename sql_inner_scope<J, L, R>::type;
        auto const matched = sql_slot<J, schema_of<J>::size - 1>();
        auto const aggregated = [&]<std::size_t... K, std::size_t... C0>(std::index_sequence<K...>,
                                                                         std::index_sequence<C0...>) {
            constexpr auto named = []<std::size_t Item>(std::integral_constant<std::size_t, Item>) {
                return sql_item_label<Q, Item, inside>();
            };
            auto const rows = agg(
                first(sql_slot<J, C0>()).template as<sql_slot_name<J, C0>()>()...,
                filter_aggregates(bind_sql<Q, sql_item_expression<Q, sql_child<Q, items, K>>, inside>(),
                                  matched.is_not_null())
                    .template as<named(std::integral_constant<std::size_t, sql_child<Q, items, K>>{})>()...)(
                group_by(sql_slot<J, width - 1>().template as<"row">())(joined));
            using S = typename std::remove_const_t<decltype(rows)>::schema;
            return [&]<std::size_t... A>(std::index_sequence<A...>) {
                return select(sql_slot<S, A + 1>().template as<sql_slot_name<S, A + 1>()>()...)(rows);
            }(std::make_index_sequence<schema_of<S>::size - 1>{});
        }(std::make_index_sequence<sql_children<Q, items>>{}, std::make_index_sequence<width - 1>{});
        return name_sql_lateral<Q, Alias, From>(aggregated);
    }
}

template <class Q, std::size_t I>
struct unsupported_sql_lateral {
    static constexpr verdict get() {
        verdict v = fault("sql: lateral subquery with groups that depends on the row");
        write_sql_place<Q, I>(v.message, "join it and group the whole");
        return v;
    }
};

/// Whether a star is all that a lateral subquery selects.
template <class Q, std::size_t Query>
inline constexpr bool is_sql_star_select = [] {
    constexpr std::size_t items = sql_child<Q, sql_child<Q, Query, 1>, 0>;
    for (std::size_t n = Q::tree.nodes[items].first; n != 0; n = Q::tree.nodes[n].next) {
        if (Q::tree.nodes[n].kind == sql_kind::star) return true;
    }
    return false;
}();

/// `from …, lateral (select …) as t(a, b)`, where the subquery names columns of the row before it.
template <class Q, std::size_t I, join_kind Kind, class From, class Tables>
constexpr auto join_sql_lateral(From const& from, Tables const& tables) {
    constexpr std::size_t query = sql_child<Q, I, 0>;
    constexpr std::size_t alias = sql_child<Q, I, 1>;
    if constexpr (decltype(From::plan)::is_streaming) {
        return sql_no_plan<sql_says<sql_subquery_of_stream<Q, I>>>{};
    } else if constexpr (is_sql_row_select<Q, query>) {
        return apply_sql_row_select<Q, query, alias>(from);
    } else if constexpr (!is_sql_limited_filter<Q, query>) {
        return sql_no_plan<sql_says<unsupported_sql_lateral<Q, I>>>{};
    } else {
        auto const inner = bind_sql_inner<Q, query, true>(tables);
        using type = std::remove_const_t<decltype(inner)>;
        if constexpr (is_sql_no_plan<type>) {
            return inner;
        } else if constexpr (decltype(type::plan)::is_streaming) {
            return sql_no_plan<sql_says<streaming_sql_subquery<Q, I>>>{};
        } else if constexpr (!has_sql_aggregate_below<Q>(sql_child<Q, sql_child<Q, query, 1>, 0>)
                             || is_sql_star_select<Q, query>) {
            return apply_sql_rows<Q, query, alias, Kind>(from, inner);
        } else {
            return apply_sql_aggregates<Q, query, alias>(from, inner);
        }
    }
}

} // namespace weir::detail
