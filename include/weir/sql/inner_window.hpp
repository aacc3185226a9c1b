// SPDX-License-Identifier: BSL-1.0
// Windows of time inside the items of a select, `window(dt, '1 day').start`: made first, then a column like
// any other.
#pragma once

#include <weir/plan/select.hpp>
#include <weir/sql/bind.hpp>

#include <cstddef>
#include <type_traits>

namespace weir::detail {

/// The call of a window of time in an item that computes something of it; 0 where there is none.
template <class Q>
consteval std::size_t find_inner_sql_window() {
    std::size_t top = Q::tree.root;
    if (Q::tree.nodes[top].kind == sql_kind::alias || Q::tree.nodes[top].kind == sql_kind::names)
        top = Q::tree.nodes[top].first;
    for (std::size_t i = 1; i < Q::tree.size; ++i) {
        sql_node const& n = Q::tree.nodes[i];
        if (n.kind != sql_kind::call || i == top) continue;
        std::string_view const name = Q::text.substr(n.begin, n.size);
        if (equal_ignoring_case(name, "window") || equal_ignoring_case(name, "session_window")) return i;
    }
    return 0;
}
template <fixed_string Text>
inline constexpr std::size_t inner_sql_window = [] {
    using Q = sql_item_text<Text>;
    if constexpr (Q::tree.error.failed()) {
        return std::size_t{0};
    } else {
        return find_inner_sql_window<Q>();
    }
}();

/// The columns of a schema whose last one is the window that the node `Node` of a text calls.
template <class S, std::size_t Node, class Window>
struct sql_inner_window_scope : sql_schema_scope<S> {
    template <class P, std::size_t I>
    static constexpr auto replacement() {
        if constexpr (I == Node) {
            constexpr std::size_t last = schema_of<S>::size - 1;
            return slot<last, col_node<output_name<Window>::value>, column_type<S, last>>{};
        } else {
            return no_sql_replacement{};
        }
    }
};

template <fixed_string Text, class S>
constexpr auto bind_inner_window() {
    return bind_sql<sql_item_text<Text>, inner_sql_window<Text>, sql_schema_scope<S>>();
}

/// An item over the columns of `S`, the last of which is the window that it calls, if it calls one.
template <fixed_string Text, class S, class Window>
struct sql_window_item {
    using source = sql_item_text<Text>;
    static constexpr std::size_t call = inner_sql_window<Text>;
    using scope = std::conditional_t<call != 0, sql_inner_window_scope<S, call, Window>, sql_schema_scope<S>>;

    static constexpr verdict check() {
        if constexpr (source::tree.error.failed()) {
            return source::tree.error;
        } else {
            return check_sql<source, source::tree.root, scope>();
        }
    }
    static constexpr auto make() { return bind_sql<source, source::tree.root, scope>(); }
};

/// The first text that calls a window inside.
template <fixed_string First, fixed_string... Rest>
consteval auto first_with_inner_window() {
    if constexpr (inner_sql_window<First> != 0 || sizeof...(Rest) == 0) {
        return First;
    } else {
        return first_with_inner_window<Rest...>();
    }
}

} // namespace weir::detail
