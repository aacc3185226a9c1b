// SPDX-License-Identifier: BSL-1.0
// The bounds of time in the condition of a join: when a row has had its last chance for a partner.
#pragma once

#include <weir/expr/cast.hpp>
#include <weir/expr/time_literal.hpp>
#include <weir/plan/join_condition.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// A sum of columns, each with a sign, and microseconds.
struct time_sum {
    static constexpr std::size_t most = 4;
    std::array<std::size_t, most> columns{};
    std::array<int, most> signs{};
    std::size_t size = 0;
    std::int64_t micros = 0;
    bool valid = true;
};

template <class T>
inline constexpr bool counts_seconds = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

// The value of a number that the type holds, in seconds: one as SQL writes it, and what casts make of it.
struct no_columns_row {};
template <class E, class C>
concept known_number =
    std::is_empty_v<E> && counts_seconds<result_value<E, C>> && E::template reads<C>().empty() && requires {
        typename std::bool_constant<(static_cast<void>(E{}.template eval<C>(no_columns_row{})), true)>;
    };

template <class E, class C>
struct time_term {
    static constexpr void add(time_sum& sum, int sign) {
        constexpr std::size_t column = plain_column<E, C>();
        if constexpr (known_number<E, C>) {
            constexpr auto seconds = static_cast<double>(E{}.template eval<C>(no_columns_row{}));
            constexpr double most_seconds = 1e12;
            if constexpr (seconds > -most_seconds && seconds < most_seconds) {
                sum.micros += sign * static_cast<std::int64_t>(seconds * double{micros_per_second});
            } else {
                sum.valid = false;
            }
        } else if (column == not_found || sum.size == time_sum::most
                   || (!std::is_same_v<result_value<E, C>, timestamp>
                       && !counts_seconds<result_value<E, C>>)) {
            sum.valid = false;
        } else {
            sum.columns[sum.size] = column;
            sum.signs[sum.size++] = sign;
        }
    }
};
// Intervals of months have no fixed length.
template <fixed_string Text, bool InOrder, class C>
struct time_term<interval_literal<Text, InOrder>, C> {
    static constexpr void add(time_sum& sum, int sign) {
        constexpr auto by = as_interval_value(interval_literal<Text, InOrder>::value);
        if (by.months != 0) sum.valid = false;
        sum.micros += sign * (by.days * micros_per_day + by.microseconds);
    }
};
template <class T, std::int64_t Count, class C>
    requires(is_day_time<T>)
struct time_term<time_literal<T, Count>, C> {
    static constexpr void add(time_sum& sum, int sign) { sum.micros += sign * Count; }
};
template <class A, class B, class C>
struct time_term_pair {
    template <int Direction>
    static constexpr void add(time_sum& sum, int sign) {
        time_term<A, C>::add(sum, sign);
        time_term<B, C>::add(sum, sign * Direction);
    }
};
template <class Op, int Direction, class A, class B, class C>
struct time_term<function<time_shift<Op, Direction>, A, B>, C> {
    static constexpr void add(time_sum& sum, int sign) {
        time_term_pair<A, B, C>::template add<Direction>(sum, sign);
    }
};
// As in Spark, a bound is a sum of times or of numbers; the difference of two times, an interval, is none.
template <class Op, int Direction, class A, class B, class C>
struct arithmetic_time_term {
    static constexpr void add(time_sum& sum, int sign) {
        using type = result_value<function<Op, A, B>, C>;
        if (!std::is_same_v<type, timestamp> && !counts_seconds<type>) sum.valid = false;
        time_term_pair<A, B, C>::template add<Direction>(sum, sign);
    }
};
template <class A, class B, class C>
struct time_term<function<weir::detail::add, A, B>, C> : arithmetic_time_term<weir::detail::add, 1, A, B, C> {
};
template <class A, class B, class C>
struct time_term<function<subtract, A, B>, C> : arithmetic_time_term<subtract, -1, A, B, C> {};
// A time cast to a number counts seconds.
template <class To, class E, class C>
    requires(std::is_same_v<To, timestamp> || counts_seconds<To>)
struct time_term<cast_node<To, E>, C> : time_term<E, C> {};
template <fixed_string Name, class E, class C>
struct time_term<aliased<Name, E>, C> : time_term<E, C> {};

/// What a conjunct tells of a column of `side` when a column of `from`, on the other side, has passed a time
/// `w`: those at or before `w` plus this many microseconds have no partner any more.
/// Source  Spark StreamingJoinHelper.getStateValueWatermark.
constexpr std::optional<std::int64_t> bound_of(time_sum const& sum, bool inclusive, column_set const& side,
                                               column_set const& from) {
    if (!sum.valid) return std::nullopt;
    std::size_t own = 0;
    std::size_t others = 0;
    for (std::size_t i = 0; i < sum.size; ++i) {
        bool const is_own = side.has(sum.columns[i]);
        if (is_own ? sum.signs[i] > 0 : !from.has(sum.columns[i]) || sum.signs[i] < 0) return std::nullopt;
        ++(is_own ? own : others);
    }
    if (own != 1 || others != 1) return std::nullopt;
    constexpr std::int64_t milli = 1'000;
    return floor_div(sum.micros, milli) * milli - (inclusive ? milli : 0);
}

template <class E, class C>
struct time_order {
    static constexpr bool found = false;
};
template <class C, class Small, class Large>
constexpr time_sum order_sum() { // small - large
    time_sum sum;
    time_term<Small, C>::add(sum, 1);
    time_term<Large, C>::add(sum, -1);
    return sum;
}
template <class A, class B, class C>
struct time_order<function<less, A, B>, C> {
    static constexpr bool found = true;
    static constexpr bool inclusive = false;
    static constexpr time_sum sum = order_sum<C, A, B>();
};
template <class A, class B, class C>
struct time_order<function<less_equal, A, B>, C> {
    static constexpr bool found = true;
    static constexpr bool inclusive = true;
    static constexpr time_sum sum = order_sum<C, A, B>();
};
template <class A, class B, class C>
struct time_order<function<greater, A, B>, C> : time_order<function<less, B, A>, C> {};
template <class A, class B, class C>
struct time_order<function<greater_equal, A, B>, C> : time_order<function<less_equal, B, A>, C> {};

/// How the watermark frees the state of a stream-stream join.
struct join_bounds {
    std::size_t time_key = not_found; // the key that is an event time: both sides are freed by it
    std::optional<std::int64_t> left; // else: left rows at or before the watermark plus this are freed
    std::optional<std::int64_t> right;

    /// What is left of the bounds where state can be freed: by an event time of its own side.
    [[nodiscard]] constexpr join_bounds with_own_times(bool of_left, bool of_right) const {
        join_bounds own; // nothing is reset: Clang refuses constant copies of what was
        own.time_key = time_key;
        if (of_left) own.left = left;
        if (of_right) own.right = right;
        return own;
    }
    [[nodiscard]] constexpr bool frees_left() const { return time_key != not_found || left.has_value(); }
    [[nodiscard]] constexpr bool frees_right() const { return time_key != not_found || right.has_value(); }
    /// How far behind the watermark the rows of the join can be.
    [[nodiscard]] constexpr std::int64_t lag() const {
        if (time_key != not_found) return 0;
        return std::max<std::int64_t>({0, -left.value_or(0), -right.value_or(0)});
    }
};

/// `Times` are the columns of the condition's schema that carry a watermark.
template <class Sides, class Condition, column_set Times>
constexpr join_bounds find_bounds() {
    using C = typename Sides::C;
    join_bounds bounds;
    [&]<class... Ls, class... Rs, bool... Safe>(type_identity<value_tuple<key_pair<Ls, Rs, Safe>...>>) {
        std::array<std::size_t, sizeof...(Ls) + 1> const left{plain_column<Ls, C>()..., not_found};
        std::array<std::size_t, sizeof...(Ls) + 1> const right{plain_column<Rs, C>()..., not_found};
        for (auto const* keys : {&left, &right}) {
            for (std::size_t i = 0; i < sizeof...(Ls) && bounds.time_key == not_found; ++i) {
                if ((*keys)[i] != not_found && Times.has((*keys)[i])) bounds.time_key = i;
            }
        }
    }(type_identity<std::remove_cvref_t<decltype(std::declval<Condition>().keys)>>{});
    if (bounds.time_key != not_found) return bounds;

    constexpr column_set left_times = Times & Sides::left_columns;
    constexpr column_set right_times = Times & Sides::right_columns;
    auto const narrow = [](std::optional<std::int64_t>& known, std::optional<std::int64_t> found) {
        if (found) known = known ? std::min(*known, *found) : *found;
    };
    [[maybe_unused]] auto const one = [&]<class E>(type_identity<E>) {
        using order = time_order<E, C>;
        if constexpr (order::found) {
            narrow(bounds.left, bound_of(order::sum, order::inclusive, Sides::left_columns, right_times));
            narrow(bounds.right, bound_of(order::sum, order::inclusive, Sides::right_columns, left_times));
        }
    };
    [&]<class... Es>(type_identity<value_tuple<Es...>>) {
        (one(type_identity<Es>{}), ...);
    }(type_identity<std::remove_cvref_t<decltype(std::declval<Condition>().both)>>{});
    return bounds;
}

} // namespace weir::detail
