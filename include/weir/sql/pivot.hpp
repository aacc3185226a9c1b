// SPDX-License-Identifier: BSL-1.0
// pivot of a SQL from clause: values of a column become columns.
#pragma once

#include <weir/sql/aggregation.hpp>
#include <weir/sql/apply.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The text of a value that names a column: of a text itself, of several `{a, b}`.
template <class Q>
constexpr void write_sql_value_name(std::size_t node, auto&& out) {
    sql_node const& n = Q::tree.nodes[node];
    auto const write = [&](std::string_view text) {
        for (char const c : text) out(c);
    };
    if (n.kind == sql_kind::list) {
        write("{");
        for (std::size_t c = n.first; c != 0; c = Q::tree.nodes[c].next) {
            if (c != n.first) write(", ");
            write_sql_value_name<Q>(c, out);
        }
        write("}");
    } else {
        std::string_view text = Q::text.substr(n.begin, n.size);
        if (n.kind == sql_kind::string) text = text.substr(1, text.size() - 2);
        write(text);
    }
}

/// The name of a column of a pivot: the value's, and where there are several aggregates that of its one.
template <class Q, std::size_t Value, std::size_t Aggregate, bool Several, class Scope>
inline constexpr auto sql_pivot_name = made_text<[](auto&& out) {
    if constexpr (sql_node_at<Q, Value>.kind == sql_kind::alias) {
        for (char const c : sql_name<Q, Value>.view()) out(c);
    } else {
        write_sql_value_name<Q>(Value, out);
    }
    if constexpr (Several) {
        out('_');
        constexpr auto label = sql_item_label<Q, Aggregate, Scope>();
        for (char const c : label.view()) out(c);
    }
}>();

template <class Q, std::size_t I, std::size_t Columns>
struct uneven_sql_pivot {
    static constexpr verdict get() {
        verdict v = fault("sql: pivot of ", Columns, Columns == 1 ? " column" : " columns",
                          " by a value of another width");
        write_sql_place<Q, I>(v.message, "write as many values in brackets as there are columns");
        return v;
    }
};

template <class Q, std::size_t I>
struct sql_pivot {
    static constexpr std::size_t aggregates = sql_child<Q, I, 1>;
    static constexpr std::size_t columns = sql_child<Q, I, 2>;
    static constexpr std::size_t values = sql_child<Q, I, 3>;
    static constexpr std::size_t width = sql_children<Q, columns>;

    template <std::size_t V>
    static constexpr std::size_t value = sql_item_expression<Q, sql_child<Q, values, V>>;
    template <std::size_t V>
    static constexpr std::size_t value_width =
        sql_node_at<Q, value<V>>.kind == sql_kind::list ? sql_children<Q, value<V>> : std::size_t{1};

    template <std::size_t V, class Scope>
    static constexpr auto condition() {
        return []<std::size_t... K>(std::index_sequence<K...>) {
            return (sql_operate<sql_op::null_safe_equal, typename Scope::schema>(
                        bind_sql<Q, sql_child<Q, columns, K>, Scope>(),
                        bind_sql<Q, sql_in_value<Q, value<V>, K>, Scope>(),
                        [](auto const& l, auto const& r) { return eq_null_safe(l, r); })
                    && ...);
        }(std::make_index_sequence<width>{});
    }
    /// An aggregate of the rows with a value; null where there are none.
    template <std::size_t V, std::size_t A, class Scope>
    static constexpr auto output() {
        constexpr std::size_t item = sql_child<Q, aggregates, A>;
        constexpr bool several = sql_children<Q, aggregates> > 1;
        auto const rows = filter_aggregates(count("*"), condition<V, Scope>());
        auto const e =
            filter_aggregates(bind_sql<Q, sql_item_expression<Q, item>, Scope>(), condition<V, Scope>());
        return when(rows > whole_literal<std::int64_t, 0>{}, e)
            .template as<sql_pivot_name<Q, sql_child<Q, values, V>, item, several, Scope>>();
    }
    template <std::size_t V, class Scope>
    static constexpr auto outputs() {
        return []<std::size_t... A>(std::index_sequence<A...>) {
            return make_value_tuple(output<V, A, Scope>()...);
        }(std::make_index_sequence<sql_children<Q, aggregates>>{});
    }

    template <class Scope>
    static constexpr verdict check() {
        verdict const used = []<std::size_t... A, std::size_t... C>(std::index_sequence<A...>,
                                                                    std::index_sequence<C...>) {
            return first_fault(check_sql<Q, sql_item_expression<Q, sql_child<Q, aggregates, A>>, Scope>()...,
                               check_sql<Q, sql_child<Q, columns, C>, Scope>()...);
        }(std::make_index_sequence<sql_children<Q, aggregates>>{}, std::make_index_sequence<width>{});
        if (used.failed()) return used;
        return []<std::size_t... V>(std::index_sequence<V...>) {
            verdict v;
            (void)((value_width<V> != width ? (v = uneven_sql_pivot<Q, value<V>, width>::get(), true) : false)
                   || ...);
            return v;
        }(std::make_index_sequence<sql_children<Q, values>>{});
    }
    /// The columns by which it groups: those that it does not name.
    template <class Scope>
    static constexpr auto keys = [] {
        using S = typename Scope::schema;
        column_set named;
        [&]<std::size_t... A, std::size_t... C>(std::index_sequence<A...>, std::index_sequence<C...>) {
            ((named |=
              sql_bound<Q, sql_item_expression<Q, sql_child<Q, aggregates, A>>, Scope>::template reads<S>()),
             ...);
            ((named |= sql_bound<Q, sql_child<Q, columns, C>, Scope>::template reads<S>()), ...);
        }(std::make_index_sequence<sql_children<Q, aggregates>>{}, std::make_index_sequence<width>{});
        struct {
            std::array<std::size_t, schema_of<S>::size + 1> at{};
            std::size_t size = 0;
        } found;
        for (std::size_t c = 0; c < schema_of<S>::size; ++c) {
            if (!named.has(c) && !Scope::hidden(c)) found.at[found.size++] = c;
        }
        return found;
    }();
};

template <class Q, std::size_t I, class From>
constexpr auto pivot_sql(From const& from) {
    using scope = typename From::scope;
    using S = typename scope::schema;
    using pivot = sql_pivot<Q, I>;
    constexpr auto check = [] { return pivot::template check<scope>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        constexpr auto const& keys = pivot::template keys<scope>;
        auto const calls = []<std::size_t... V>(std::index_sequence<V...>) {
            return join_tuples(pivot::template outputs<V, scope>()...);
        }(std::make_index_sequence<sql_children<Q, pivot::values>>{});
        auto const plan = [&]<std::size_t... K>(std::index_sequence<K...>) {
            if constexpr (sizeof...(K) == 0) {
                return aggregate_sql(
                    grouped<std::remove_const_t<decltype(from.plan)>>(from.plan, value_tuple<>{}), calls);
            } else {
                return aggregate_sql(
                    group_by(sql_slot<S, keys.at[K]>().template as<sql_slot_name<S, keys.at[K]>()>()...)(
                        from.plan),
                    calls);
            }
        }(std::make_index_sequence<keys.size>{});
        return name_sql_relation<Q, sql_child<Q, I, 4>, "">(plan);
    }
}

} // namespace weir::detail
