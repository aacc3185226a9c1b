// SPDX-License-Identifier: BSL-1.0
// From `over (…)` behind a call to the node of a call over a window of rows.
#pragma once

#include <weir/expr/row_window.hpp>
#include <weir/sql/operators.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// A sort key of the text over an expression.
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

/// The window that `over` describes: itself, or the one of the name that it gives; 0 where there is none.
template <class Q, std::size_t Over>
inline constexpr std::size_t sql_window_node = [] {
    if (Q::tree.nodes[Over].first != 0) return Over;
    auto const name = [](std::size_t i) {
        return Q::text.substr(Q::tree.nodes[i].begin, Q::tree.nodes[i].size);
    };
    for (auto const& n : Q::tree.nodes) {
        if (n.kind != sql_kind::windows) continue;
        for (std::size_t w = n.first; w != 0; w = Q::tree.nodes[w].next) {
            if (equal_ignoring_case(name(w), name(Over))) return std::size_t{Q::tree.nodes[w].first};
        }
    }
    return std::size_t{0};
}();

/// The calls with `over` below nodes of a text, but not those in subqueries.
template <class Q>
struct sql_over_list : sql_node_list<Q> {
    constexpr void look(std::size_t node) {
        sql_node const& n = Q::tree.nodes[node];
        if (n.kind == sql_kind::query || n.kind == sql_kind::subquery || n.kind == sql_kind::exists) return;
        std::size_t last = 0;
        for (std::size_t c = n.first; c != 0; c = Q::tree.nodes[c].next) {
            look(c);
            last = c;
        }
        if (n.kind == sql_kind::call && Q::tree.nodes[last].kind == sql_kind::over) this->add(node);
    }
};

template <class Q, std::size_t Node>
inline constexpr bool has_sql_over = [] {
    sql_over_list<Q> found;
    found.look(Node);
    return found.size > 0;
}();

/// Refuses windows of rows in a text that is an expression alone; empty where there are none.
template <class Q>
constexpr verdict check_no_sql_over() {
    sql_over_list<Q> found;
    found.look(Q::tree.root);
    if (found.size == 0) return {};
    verdict v = fault("sql: window of rows in an expression");
    write_sql_place(v.message, Q::text, Q::tree.nodes[found.at[0]].begin);
    v.message << "; over is of statements: write sql<\"select ... over (...) from t\">(view<\"t\">(table))";
    return v;
}

template <class Q, std::size_t I>
struct bad_sql_over {
    static constexpr verdict get() {
        verdict v;
        if (sql_node_at<Q, I>.kind == sql_kind::over) {
            v = fault("sql: no window \"", sql_source<Q, I>, '"');
            write_sql_place<Q, I>(v.message, "name it: window w as (...)");
        } else {
            v = fault("sql: no function over windows: \"", sql_source<Q, I>, '"');
            write_sql_place<Q, I>(v.message, "over follows an aggregate or row_number, rank, lag, ...");
        }
        return v;
    }
};

// Frames.

/// An end of a frame; where it is a range of values, the key of the order moved by the offset.
template <class Q, std::size_t I, bool Rows, class Scope, class... Keys>
constexpr auto bind_sql_bound(Keys const&... keys) {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    constexpr std::size_t offset = sql_child<Q, I, 0>;
    if constexpr (op == sql_op::current_row) {
        return window_bound<bound_kind::current>{};
    } else if constexpr (sql_node_at<Q, offset>.kind == sql_kind::none) {
        return window_bound<bound_kind::unbounded>{};
    } else if constexpr (Rows) {
        constexpr std::int64_t rows = sql_whole<Q, offset>;
        return window_bound<bound_kind::rows, op == sql_op::preceding ? -rows : rows>{};
    } else {
        using key = type_at<0, Keys...>;
        constexpr bool back = (op == sql_op::preceding) == (key::direction == sort_direction::ascending);
        auto const by = bind_sql<Q, offset, Scope>();
        auto const value = operate_sql<(back ? sql_op::minus : sql_op::plus), Scope>(keys.inner..., by);
        return window_value_bound<std::remove_const_t<decltype(value)>, std::remove_const_t<decltype(by)>,
                                  op == sql_op::following>{value};
    }
}

template <bool Rows, class From, class To>
constexpr auto make_window_frame(From const& from, To const& to) {
    return window_frame<Rows, From, To>{from, to};
}

/// The frame of a call: what is written, or what its function and the order imply.
template <class Q, std::size_t Window, class Scope, class Call, class... Keys>
constexpr auto bind_sql_frame(Call const& call, Keys const&... keys) {
    constexpr std::size_t frame = sql_child<Q, Window, 2>;
    constexpr window_bound<bound_kind::unbounded> unbounded;
    constexpr window_bound<bound_kind::current> current;
    if constexpr (has_own_frame<Call>) {
        return frame_of_offset(call);
    } else if constexpr (sql_node_at<Q, frame>.kind != sql_kind::none) {
        constexpr bool rows = sql_node_at<Q, frame>.op == sql_op::rows;
        return make_window_frame<rows>(bind_sql_bound<Q, sql_child<Q, frame, 0>, rows, Scope>(keys...),
                                       bind_sql_bound<Q, sql_child<Q, frame, 1>, rows, Scope>(keys...));
    } else if constexpr (sizeof...(Keys) == 0) {
        return make_window_frame<true>(unbounded, unbounded);
    } else {
        return make_window_frame<ranks_rows<Call>>(unbounded, current);
    }
}

template <class Q, std::size_t I>
struct bad_sql_frame {
    static constexpr verdict get() {
        verdict v = fault("sql: range of values without one key");
        write_sql_place<Q, I>(v.message, "order by one number or time, or count rows");
        return v;
    }
};

template <class Q, std::size_t I>
struct distinct_sql_over {
    static constexpr verdict get() {
        verdict v = fault("sql: distinct over a window in \"", sql_source<Q, I>, '"');
        write_sql_place<Q, I>(v.message, "leave the doubles out in a subquery");
        return v;
    }
};

/// Whether a frame is a range of values, which needs one key to measure.
template <class Q, std::size_t Frame>
inline constexpr bool measures_sql_key = [] {
    if (Q::tree.nodes[Frame].kind != sql_kind::frame || Q::tree.nodes[Frame].op != sql_op::range)
        return false;
    bool found = false;
    for (std::size_t b = Q::tree.nodes[Frame].first; b != 0; b = Q::tree.nodes[b].next)
        found = found || Q::tree.nodes[Q::tree.nodes[b].first].kind != sql_kind::none;
    return found;
}();

/// A call over the window that node `Over` describes.
template <class Q, std::size_t I, std::size_t Over, class Scope, class Call>
constexpr auto bind_sql_over(Call const& call) {
    constexpr std::size_t window = sql_window_node<Q, Over>;
    if constexpr (is_sql_fault<Call>) {
        return call;
    } else if constexpr (window == 0) {
        return sql_fault<bad_sql_over<Q, Over>>{};
    } else if constexpr (!is_window_function<Call> && !is_aggregate_call<Call>) {
        return sql_fault<bad_sql_over<Q, I>>{};
    } else {
        constexpr std::size_t parts = sql_child<Q, window, 0>;
        constexpr std::size_t order = sql_child<Q, window, 1>;
        constexpr std::size_t frame = sql_child<Q, window, 2>;
        if constexpr ((sql_node_at<Q, I>.flags & sql_distinct) != 0) {
            return sql_fault<distinct_sql_over<Q, I>>{};
        } else if constexpr (measures_sql_key<Q, frame> && sql_children<Q, order> != 1) {
            return sql_fault<bad_sql_frame<Q, frame>>{};
        } else {
            return [&]<std::size_t... P, std::size_t... K>(std::index_sequence<P...>,
                                                           std::index_sequence<K...>) {
                return make_window_call(
                    call, make_value_tuple(bind_sql<Q, sql_child<Q, parts, P>, Scope>()...),
                    make_value_tuple(sql_sort_key<Q, sql_child<Q, order, K>>(
                        bind_sql<Q, sql_child<Q, sql_child<Q, order, K>, 0>, Scope>())...),
                    bind_sql_frame<Q, window, Scope>(
                        call, sql_sort_key<Q, sql_child<Q, order, K>>(
                                  bind_sql<Q, sql_child<Q, sql_child<Q, order, K>, 0>, Scope>())...));
            }(std::make_index_sequence<sql_children<Q, parts>>{},
                   std::make_index_sequence<sql_children<Q, order>>{});
        }
    }
}

} // namespace weir::detail
