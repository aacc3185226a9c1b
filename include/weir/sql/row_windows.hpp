// SPDX-License-Identifier: BSL-1.0
// The functions over windows of rows in a select: computed by an operator of their own, then columns like any
// other.
#pragma once

#include <weir/plan/row_windows.hpp>
#include <weir/sql/from.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The calls over windows in the items, the order and the qualify of a select.
template <class Q, std::size_t I, std::size_t Order>
inline constexpr auto sql_over_calls = [] {
    sql_over_list<Q> found;
    found.look(sql_child<Q, I, 0>);
    found.look(sql_child<Q, I, 6>);
    found.look(Order);
    return found;
}();

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

/// A scope with the values of calls over windows in columns from `First` on, which no name leads to.
template <class Base, class Inner, class S, std::size_t First, class Calls>
struct sql_window_scope;
template <class Base, class Inner, class S, std::size_t First, class... Calls>
struct sql_window_scope<Base, Inner, S, First, value_tuple<Calls...>> : Base {
    using schema = S;
    static constexpr bool any_hidden = true;
    static constexpr bool hidden(std::size_t column) {
        if constexpr (requires { Base::hidden(column); }) {
            return column >= First || Base::hidden(column);
        } else {
            return column >= First;
        }
    }
    template <class P, std::size_t I>
    static constexpr auto replacement() {
        if constexpr (is_over_call<P, I>) {
            using E = sql_bound<P, I, Inner>;
            constexpr std::size_t at = find_type<E, Calls...>();
            if constexpr (at == not_found) {
                return no_sql_replacement{};
            } else {
                return slot<First + at, E, column_type<S, First + at>>{};
            }
        } else if constexpr (requires { Base::template replacement<P, I>(); }) {
            return Base::template replacement<P, I>();
        } else {
            return no_sql_replacement{};
        }
    }

private:
    template <class P, std::size_t I>
    static constexpr bool is_over_call = [] {
        if constexpr (sql_node_at<P, I>.kind == sql_kind::call) {
            return sql_node_at<P, sql_child<P, I, sql_children<P, I> - 1>>.kind == sql_kind::over;
        } else {
            return false;
        }
    }();
};

template <class Q, std::size_t I>
struct sql_windows_of_stream {
    static constexpr verdict get() {
        verdict v = fault("sql: window of rows on a stream");
        write_sql_place<Q, I>(v.message, "group by window(time, ...), or use a table");
        return v;
    }
};

template <class Q, std::size_t I, std::size_t Order, class Scope, bool Streaming>
constexpr verdict check_sql_windows() {
    constexpr auto const& calls = sql_over_calls<Q, I, Order>;
    if constexpr (Streaming) {
        return sql_windows_of_stream<Q, calls.at[0]>::get();
    } else {
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return first_fault(check_sql<Q, calls.at[K], Scope>()...);
        }(std::make_index_sequence<calls.size>{});
    }
}

/// A relation with the values of the windows of a select beside its columns; `Scope` is what its names lead
/// to.
template <class Q, std::size_t I, std::size_t Order, class Scope, class Plan>
constexpr auto add_sql_windows(Plan const& plan) {
    constexpr auto check = [] { return check_sql_windows<Q, I, Order, Scope, Plan::is_streaming>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        constexpr auto const& found = sql_over_calls<Q, I, Order>;
        auto const calls = [&]<std::size_t... K>(std::index_sequence<K...>) {
            return unique_sql_calls<0>(value_tuple<>{},
                                       make_value_tuple(bind_sql<Q, found.at[K], Scope>()...));
        }(std::make_index_sequence<found.size>{});
        auto const computed = add_row_windows(plan, calls);
        using S = typename std::remove_const_t<decltype(computed)>::schema;
        return make_sql_from<
            sql_window_scope<typename change_sql_schema<S, Scope>::type, Scope, S,
                             schema_of<typename Plan::schema>::size, std::remove_const_t<decltype(calls)>>>(
            computed);
    }
}

} // namespace weir::detail
