// SPDX-License-Identifier: BSL-1.0
// Set operations of SQL: union, intersect and except, with distinct rows or all.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/generator.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/union_with.hpp>
#include <weir/plan/where.hpp>
#include <weir/sql/join.hpp>
#include <weir/sql/select.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// How often a row comes out that is on the sides so many times.
template <sql_op Op>
struct set_count {
    static constexpr std::string_view name = "set_count";
    template <class, class>
    using result = std::int64_t;
    template <class>
    static constexpr std::int64_t apply(std::int64_t left, std::int64_t right) {
        switch (Op) {
        case sql_op::intersect:
            return left > 0 && right > 0 ? 1 : 0;
        case sql_op::intersect_all:
            return std::min(left, right);
        case sql_op::except:
            return left > 0 && right == 0 ? 1 : 0;
        default:
            return std::max(left - right, std::int64_t{0});
        }
    }
};

/// As many rows as a number says.
/// Source  Spark replicaterows.
template <class E>
struct repeated_row : expression_interface<repeated_row<E>> {
    [[no_unique_address]] E inner;

    static constexpr bool makes_rows = true;
    template <class S>
    static constexpr bool total = false;
    template <class S>
    using outputs = type_list<std::int64_t>;
    template <class S>
    using result = std::int64_t;
    template <class S>
    static constexpr std::string_view output_name_at(std::size_t) {
        return "copy";
    }
    template <class S>
    static constexpr verdict check() {
        return E::template check<S>();
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) {
        out << "repeated_row(";
        E::write(out);
        out << ')';
    }
    template <class S, class Row, class F>
    constexpr void generate(Row const& row, F&& f) const {
        std::int64_t const count = inner.template eval<S>(row);
        for (std::int64_t i = 0; i < count; ++i) f(std::int64_t{i});
    }
};
template <class E>
inline constexpr bool is_generator<repeated_row<E>> = true;

/// A column that is known not to be null, though its type says otherwise.
template <class E>
struct never_null : expression_interface<never_null<E>> {
    [[no_unique_address]] E inner;

    template <class S>
    using result = result_value<E, S>;
    template <class S>
    static constexpr bool total = E::template total<S>;
    template <class S>
    static constexpr verdict check() {
        return E::template check<S>();
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) { E::write(out); }
    template <class S, class Row>
    constexpr auto eval(Row const& row) const {
        auto const& value = inner.template eval<S>(row);
        return unwrap(value);
    }
};

/// A row of an intersection is on both sides, one of a difference on the left: there it may be known not to
/// be null.
template <sql_op Op, class L, class R, class S, std::size_t K>
constexpr auto sql_set_column() {
    constexpr bool both = Op == sql_op::intersect || Op == sql_op::intersect_all;
    constexpr bool nullable = is_nullable<column_type<L, K>> && (!both || is_nullable<column_type<R, K>>);
    constexpr auto name = sql_slot_name<L, K>();
    if constexpr (nullable || !is_nullable<column_type<S, K>>) {
        return sql_slot<S, K>().template as<name>();
    } else {
        return never_null<decltype(sql_slot<S, K>())>{{}, sql_slot<S, K>()}.template as<name>();
    }
}

template <std::int64_t Left, class Plan>
constexpr auto mark_sql_side(Plan const& plan) {
    using S = typename Plan::schema;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return select(sql_slot<S, K>().template as<sql_slot_name<S, K>()>()...,
                      whole_literal<std::int64_t, Left>{}.template as<"left">(),
                      whole_literal<std::int64_t, 1 - Left>{}.template as<"right">())(plan);
    }(std::make_index_sequence<schema_of<S>::size>{});
}

/// intersect and except: how often each row is on each side decides how often it comes out.
template <sql_op Op, class Left, class Right>
constexpr auto match_sql_sets(Left const& left, Right const& right) {
    using L = typename Left::schema;
    using R = typename Right::schema;
    constexpr std::size_t width = schema_of<L>::size;
    auto const all = union_with(mark_sql_side<0>(right))(mark_sql_side<1>(left));
    using A = typename std::remove_const_t<decltype(all)>::schema;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        auto const counted = agg(sum(sql_slot<A, width>()).template as<"left">(),
                                 sum(sql_slot<A, width + 1>()).template as<"right">())(
            group_by(sql_slot<A, K>().template as<sql_slot_name<A, K>()>()...)(all));
        using C = typename std::remove_const_t<decltype(counted)>::schema;
        auto const count = make_function<set_count<Op>>(sql_slot<C, width>(), sql_slot<C, width + 1>());
        auto const rows = select(sql_slot<C, K>().template as<sql_slot_name<C, K>()>()...,
                                 repeated_row<std::remove_const_t<decltype(count)>>{{}, count})(counted);
        using S = typename std::remove_const_t<decltype(rows)>::schema;
        return select(sql_set_column<Op, L, R, S, K>()...)(rows);
    }(std::make_index_sequence<width>{});
}

template <class Q, std::size_t I, std::size_t Order, class Tables>
constexpr auto bind_sql_body(Tables const& tables);

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
        if (own.failed()) return place_sql_verdict<Q, I>(own);
        verdict v;
        if ((L::is_streaming || R::is_streaming) && !unites) {
            v = fault("sql: \"", sql_source<Q, I>, "\" of a stream");
            write_sql_place<Q, I>(v.message, "use a left semi or anti join with a table");
        } else if (op != sql_op::union_all && has_map_column<typename L::schema>()) {
            v = fault("sql: map in \"", sql_source<Q, I>, '"');
            write_sql_place<Q, I>(v.message, "maps cannot be compared, take map_entries(...) or union all");
        }
        return v;
    }
}

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
            return match_sql_sets<op>(left, right);
        }
    }
}

} // namespace weir::detail
