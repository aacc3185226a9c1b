// SPDX-License-Identifier: BSL-1.0
// Functions over windows of rows: a call, the partition, order and frame that it looks at.
#pragma once

#include <weir/expr/aggregate.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/conditional.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// Where a row is in its partition; rows that the order does not tell apart are peers.
struct window_place {
    std::size_t row = 0;
    std::size_t size = 0; // of the partition
    std::size_t first_peer = 0;
    std::size_t end_of_peers = 0;
    std::size_t distinct = 0; // how many other values of the order come before
    std::size_t begin = 0;    // the frame
    std::size_t end = 0;
};

// Frames.

/// An end of a frame: the first or last row of the partition, the row itself or its peers, so many rows away,
/// or where the key of the order is a value.
enum class bound_kind : std::uint8_t { unbounded, current, rows, value };

template <bound_kind Kind, std::int64_t Rows = 0>
struct window_bound {
    static constexpr bound_kind kind = Kind;
    static constexpr std::int64_t rows = Rows;
    static constexpr bool after = Rows > 0;
    static constexpr void write(text& out, bool begin) {
        if (Kind == bound_kind::unbounded) {
            out << "UNBOUNDED " << (begin ? "PRECEDING" : "FOLLOWING");
        } else if (Kind == bound_kind::current) {
            out << "CURRENT ROW";
        } else {
            out << (Rows < 0 ? -Rows : Rows) << (Rows < 0 ? " PRECEDING" : " FOLLOWING");
        }
    }
};

/// `E` is the key at which the frame ends, computed from the row; `Offset` is how it was written.
template <class E, class Offset, bool After>
struct window_value_bound {
    static constexpr bound_kind kind = bound_kind::value;
    static constexpr bool after = After;
    [[no_unique_address]] E value;
    static constexpr void write(text& out, bool) {
        Offset::write(out);
        out << (After ? " FOLLOWING" : " PRECEDING");
    }
};

template <bool Rows, class From, class To>
struct window_frame {
    static constexpr bool rows = Rows;
    [[no_unique_address]] From from;
    [[no_unique_address]] To to;
    static constexpr void write(text& out) {
        out << (Rows ? "ROWS BETWEEN " : "RANGE BETWEEN ");
        From::write(out, true);
        out << " AND ";
        To::write(out, false);
    }
};

/// The one row that lag and lead look at, `N` rows away.
template <class N, bool Lead>
struct offset_frame {
    static constexpr bool rows = true;
    window_bound<bound_kind::unbounded> from;
    window_bound<bound_kind::unbounded> to;
    static constexpr void write(text& out) {
        out << "ROWS BETWEEN " << (Lead ? "" : "-");
        N::write(out);
        out << " FOLLOWING AND " << (Lead ? "" : "-");
        N::write(out);
        out << " FOLLOWING";
    }
};

// Functions that only exist over windows.

/// A window function `Fn` has
///
/// * `name`, `check<Ts...>()` and `write(…)` as functions of rows have;
/// * `ordered`: whether it needs an order;
/// * `result<Ts...>`: its type for such arguments;
/// * `value<R>(place, at, arguments)`: its value, where `at(argument, row)` is that of an argument in another
/// row of the
///   partition.
template <class Fn, class... Args>
struct window_function : expression_interface<window_function<Fn, Args...>> {
    using declaration = Fn;
    [[no_unique_address]] value_tuple<Args...> arguments;

    static constexpr bool is_aggregate = (has_aggregate<Args>() || ...);
    template <class S>
    static constexpr auto find_result() {
        if constexpr (any_unknown<result_of<Args, S>...>) {
            return type_identity<unknown_type>{};
        } else {
            return type_identity<typename Fn::template result<result_of<Args, S>...>>{};
        }
    }
    template <class S>
    using result = typename decltype(find_result<S>())::type;
    template <class S>
    static constexpr bool total = false;
    template <class S>
    static constexpr verdict check() {
        return fault("no window for \"", shown<window_function>().view(),
                     "\"; write over (order by ...) behind it");
    }
    template <class S>
    static constexpr verdict check_inside() {
        verdict const inner = first_fault(Args::template check<S>()...);
        return inner.failed() ? inner : check_arguments<Fn, result_value<Args, S>...>();
    }
    template <class S>
    static constexpr column_set reads() {
        return (column_set{} | ... | Args::template reads<S>());
    }
    static constexpr void write(text& out) { write_aggregate<Fn>(out, name_of<Args>()...); }
};
template <class T>
inline constexpr bool is_window_function = false;
template <class Fn, class... Args>
inline constexpr bool is_window_function<window_function<Fn, Args...>> = true;

/// Whether a function looks at a frame of its own: lag and lead.
template <class T>
inline constexpr bool has_own_frame = false;
template <class Fn, class... Args>
inline constexpr bool has_own_frame<window_function<Fn, Args...>> = requires { Fn::lead; };
/// Whether a function numbers rows, whatever the frame.
template <class T>
inline constexpr bool ranks_rows = false;
template <class Fn, class... Args>
inline constexpr bool ranks_rows<window_function<Fn, Args...>> = requires { Fn::ranks; };

template <class Fn, class E, class N, class Default>
constexpr auto frame_of_offset(window_function<Fn, E, N, Default> const&) {
    return offset_frame<N, Fn::lead>{};
}

template <class Fn, class... Args>
constexpr auto make_window_function(Args const&... args) {
    return window_function<Fn, expression_for<Args>...>{
        {}, value_tuple<expression_for<Args>...>(as_expression(args)...)};
}

// A call over a window.

/// `Call` over a window; its value is computed by the row_windows operator, which puts it in a column.
template <class Call, class Partition, class Order, class Frame>
struct window_call;

template <class Call, class... Parts, class... Keys, class Frame>
struct window_call<Call, value_tuple<Parts...>, value_tuple<Keys...>, Frame>
    : expression_interface<window_call<Call, value_tuple<Parts...>, value_tuple<Keys...>, Frame>> {
    Call call;
    [[no_unique_address]] value_tuple<Parts...> partition;
    [[no_unique_address]] value_tuple<Keys...> order;
    [[no_unique_address]] Frame frame;

    constexpr window_call(Call c, value_tuple<Parts...> p, value_tuple<Keys...> o, Frame f)
        : call(std::move(c)), partition(std::move(p)), order(std::move(o)), frame(std::move(f)) {}

    static constexpr bool is_aggregate = [] {
        bool found = (has_aggregate<Parts>() || ...) || (has_aggregate<typename Keys::expr>() || ...);
        if constexpr (is_window_function<Call>) {
            return found || has_aggregate<Call>();
        } else {
            return found || []<class... As>(type_identity<value_tuple<As...>>) {
                return (has_aggregate<As>() || ...);
            }(type_identity<decltype(Call::arguments)>{});
        }
    }();

    template <class S>
    static constexpr auto find_result() {
        if constexpr (is_window_function<Call>) {
            return type_identity<result_of<Call, S>>{};
        } else {
            return type_identity<group_result<Call, S, true>>{};
        }
    }
    template <class S>
    using result = typename decltype(find_result<S>())::type;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        verdict const v = first_fault(Parts::template check<S>()..., Keys::expr::template check<S>()...);
        if (v.failed()) return v;
        if constexpr (is_window_function<Call>) {
            if (Call::declaration::ordered && sizeof...(Keys) == 0)
                return fault("no order for \"", shown<Call>().view(), "\"; write over (order by ...)");
            return Call::template check_inside<S>();
        } else {
            return Call::template check<S>();
        }
    }
    template <class S>
    static constexpr column_set reads() {
        column_set all = (Call::template reads<S>() | ... | Parts::template reads<S>());
        return (all | ... | Keys::expr::template reads<S>());
    }
    static constexpr void write(text& out) {
        Call::write(out);
        out << " OVER (";
        bool first = true;
        ((out << (first ? "PARTITION BY " : ", "), Parts::write(out), first = false), ...);
        bool key = true;
        ((out << (key ? (first ? "ORDER BY " : " ORDER BY ") : ", "), write_key<Keys>(out), key = false),
         ...);
        if (!first || !key) out << ' ';
        Frame::write(out);
        out << ')';
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return unpack(
            [&](auto const&... arg) {
                return unpack(
                    [&](auto const&... part) {
                        return unpack([&](auto const&... key) { return f(arg..., part..., key.inner...); },
                                      order);
                    },
                    partition);
            },
            call.arguments);
    }

private:
    template <class Key>
    static constexpr void write_key(text& out) {
        Key::expr::write(out);
        out << (Key::direction == sort_direction::ascending ? " ASC" : " DESC")
            << (Key::nulls == null_order::first ? " NULLS FIRST" : " NULLS LAST");
    }
};
template <class... Es>
constexpr auto make_value_tuple(Es const&... es) {
    return value_tuple<Es...>(es...);
}
template <class Call, class Partition, class Order, class Frame>
constexpr auto make_window_call(Call const& call, Partition const& partition, Order const& order,
                                Frame const& frame) {
    return window_call<Call, Partition, Order, Frame>(call, partition, order, frame);
}
template <class T>
inline constexpr bool is_window_call = false;
template <class Call, class Partition, class Order, class Frame>
inline constexpr bool is_window_call<window_call<Call, Partition, Order, Frame>> = true;

} // namespace weir::detail
