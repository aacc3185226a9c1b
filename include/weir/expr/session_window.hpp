// SPDX-License-Identifier: BSL-1.0
// Session windows: a session of a key goes on as long as its rows are no further apart than a gap.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/literal.hpp>
#include <weir/expr/time_operators.hpp>
#include <weir/expr/window.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

/// The session of one row in microseconds, `[start, end)`; empty where the row belongs to none.
struct row_session {
    std::int64_t start = 0;
    std::int64_t end = 0;

    [[nodiscard]] constexpr bool empty() const { return end <= start; }
};

// A gap of a hundred years, and starts 146,000 years either way: no end is beyond the last timestamp.
inline constexpr std::int64_t max_session_gap = 36'500 * micros_per_day;
inline constexpr std::int64_t last_session_start = std::numeric_limits<std::int64_t>::max() / 2;

template <fixed_string Gap>
constexpr verdict check_gap() {
    parsed_interval const parsed = parse_interval(Gap.view());
    if (parsed.failed()) return parsed.outcome;
    auto const us = interval_micros(parsed.value, 31);
    if (!us || *us > max_session_gap) {
        return fault("session gap \"", Gap.view(), "\" is too long; write at most 36500 days");
    }
    if (*us <= 0) {
        return fault("session gap \"", Gap.view(), "\" is not positive; write a duration like \"5 minutes\"");
    }
    return {};
}

/// A gap that is the same for every row.
template <fixed_string Text>
struct fixed_gap : expression_interface<fixed_gap<Text>> {
    static constexpr interval_value value = parse_interval(Text.view()).value;

    template <class S>
    using result = interval_value;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return check_gap<Text>();
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) { out << Text.view(); }

    template <class S, class Row>
    constexpr interval_value eval(Row const&) const {
        return value;
    }
};

// Whether a gap is a fixed number of microseconds: months are not.
template <class G>
inline constexpr bool is_fixed_length = false;
template <fixed_string Text>
inline constexpr bool is_fixed_length<fixed_gap<Text>> = fixed_gap<Text>::value.months == 0;

} // namespace detail

/// The session that a row begins or prolongs; a key of group_by beside others.
///
/// Rows    a column `session_window` of type struct<start: timestamp, end: timestamp>: from the first row's
///         time to the last one's plus the gap. Sessions of one key that overlap or touch are one.
/// Null    a row whose time or gap is null, or whose gap is not positive, is in no session.
/// Time    keeps the watermark of its time column; a session is closed when the watermark reaches its end.
/// Errors  compile time: a gap that is no duration or not positive, a time column that is no timestamp.
/// Source  Spark functions.session_window.
template <class E, class Gap>
struct session_node : expression_interface<session_node<E, Gap>> {
    [[no_unique_address]] E time;
    [[no_unique_address]] Gap gap;

    static constexpr bool is_aggregate = detail::has_aggregate<E>() || detail::has_aggregate<Gap>();
    template <class S>
    using result = time_window;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        verdict const inner = detail::first_fault(E::template check<S>(), Gap::template check<S>());
        if (inner.failed()) return inner;
        using type = detail::result_value<E, S>;
        using gap_type = detail::result_value<Gap, S>;
        if constexpr (!std::same_as<type, timestamp> && !std::same_as<type, time_window>
                      && !std::same_as<type, unknown_type>) {
            return detail::fault("session_window over \"", detail::shown<E>().view(), "\" of type ",
                                 type_name<type>().view(),
                                 "; sessions are made of a timestamp, cast the column");
        } else if constexpr (!detail::any_interval<gap_type> && !detail::string_column<gap_type>
                             && !std::same_as<gap_type, unknown_type>) {
            return detail::fault("session gap \"", detail::shown<Gap>().view(), "\" of type ",
                                 type_name<gap_type>().view(),
                                 "; write an interval, or text like \"5 minutes\"");
        } else {
            return {};
        }
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return E::template reads<S>() | Gap::template reads<S>();
    }
    static constexpr void write(detail::text& out) {
        out << "session_window(";
        E::write(out);
        out << ", ";
        Gap::write(out);
        out << ')';
    }

    /// The session of the row alone.
    template <class S, class Row>
    constexpr detail::row_session eval_session(Row const& row) const {
        auto const& value = time.template eval<S>(row);
        if (!detail::present(value)) return {};
        std::int64_t const start = instant(detail::unwrap(value));
        if (start > detail::last_session_start || start < -detail::last_session_start) [[unlikely]]
            detail::throw_time_out_of_range();
        if constexpr (detail::is_fixed_length<Gap>) {
            constexpr std::int64_t length = detail::interval_micros(Gap::value, 31).value_or(0);
            return {start, start + length};
        } else {
            auto const& length = gap.template eval<S>(row);
            if (!detail::present(length)) return {};
            return session_from(start, detail::unwrap(length));
        }
    }

private:
    static constexpr std::int64_t instant(timestamp t) { return micros(t); }
    static constexpr std::int64_t instant(time_window const& w) { return micros(w.end) - 1; }

    template <detail::any_interval T>
    static constexpr detail::row_session session_from(std::int64_t start, T const& length) {
        auto const end = detail::shifted_micros(start, detail::as_interval_value(length), 1);
        if (!end) [[unlikely]]
            detail::throw_time_out_of_range();
        return {start, *end};
    }
    // A text that is no interval is null, as in Spark's cast.
    static constexpr detail::row_session session_from(std::int64_t start, std::string_view length) {
        auto const parsed = parse_interval(length);
        return parsed.failed() ? detail::row_session{} : session_from(start, parsed.value);
    }
};

namespace detail {

template <class E>
inline constexpr bool is_session = false;
template <class E, class Gap>
inline constexpr bool is_session<session_node<E, Gap>> = true;
template <fixed_string Name, class E>
inline constexpr bool is_session<aliased<Name, E>> = is_session<E>;

template <class E, class Gap>
struct output_name<session_node<E, Gap>> {
    static constexpr auto value = fixed_string("session_window");
};

} // namespace detail

/// Sessions of the time column `Time` with gaps of `Gap`: `session_window<"at", "5 minutes">()`.
template <fixed_string Time, fixed_string Gap>
constexpr auto session_window() {
    return session_node<col_node<Time>, detail::fixed_gap<Gap>>{};
}
/// Sessions of an expression that gives a timestamp.
template <fixed_string Gap, expression E>
constexpr auto session_window(E const& time) {
    return session_node<E, detail::fixed_gap<Gap>>{{}, time, {}};
}
/// Sessions whose gap depends on the row: an interval, or text that reads as one.
template <expression E, class Gap>
    requires detail::operand<Gap>
constexpr auto session_window(E const& time, Gap const& gap) {
    return session_node<E, detail::expression_for<Gap>>{{}, time, detail::as_expression(gap)};
}

} // namespace weir
