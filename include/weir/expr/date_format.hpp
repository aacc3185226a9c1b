// SPDX-License-Identifier: BSL-1.0
// date_format: a time written by a pattern such as yyyy-MM-dd HH:mm.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/time_pattern_writer.hpp>
#include <weir/expr/time_fields.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

struct date_format_function : time_function<date_format_function> {
    static constexpr std::string_view name = "date_format";
    static constexpr std::string_view kinds = "Ts";
    using value = std::string;
    static std::string compute(timestamp t, std::string_view pattern) {
        require_pattern(pattern, pattern_use::write);
        std::string out;
        pattern_writer(day_of(t), micros_of_day(t)).write(out, pattern);
        return out;
    }
};

struct from_unixtime_function : time_function<from_unixtime_function> {
    static constexpr std::string_view name = "from_unixtime";
    static constexpr std::string_view kinds = "ls";
    using value = std::optional<std::string>;
    static value compute(std::int64_t seconds, std::string_view pattern) {
        require_pattern(pattern, pattern_use::write);
        std::string out;
        std::int64_t const day = floor_div(seconds, 86'400);
        pattern_writer(day, (seconds - day * 86'400) * micros_per_second).write(out, pattern);
        return out;
    }
};

/// The pattern of functions that are given none.
using default_pattern = constant_text<"yyyy-MM-dd HH:mm:ss">;

} // namespace detail

/// A time written by a pattern: `date_format("dt"_c, "yyyy-MM-dd HH:mm:ss.SSS")`, in UTC and English.
///
/// Rows    the letters of Java's DateTimeFormatter that Spark allows: y G M L Q d D E F a h H k K m s S V z O
///         X x Z; `'text'`; all else as it is.
/// Null    null where an argument is null.
/// Cost    a new text; the pattern is read for each row.
/// Errors  compile time: neither date nor timestamp. Run time: INVALID_DATETIME_PATTERN and
///         INCONSISTENT_BEHAVIOR_CROSS_VERSION for other letters.
/// Source  Spark functions.date_format.
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto date_format(E const& e, Pattern const& pattern) {
    return detail::make_function<detail::date_format_function>(e, pattern);
}

/// Seconds since 1970 written as a time: `from_unixtime("n"_c)`, with a pattern of `date_format` perhaps.
/// Null    nullable as in Spark.
/// Source  Spark functions.from_unixtime.
template <class E>
    requires detail::operand<E>
constexpr auto from_unixtime(E const& e) {
    return detail::make_function<detail::from_unixtime_function>(e, detail::default_pattern{});
}
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto from_unixtime(E const& e, Pattern const& pattern) {
    return detail::make_function<detail::from_unixtime_function>(e, pattern);
}

} // namespace weir
