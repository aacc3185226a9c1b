// SPDX-License-Identifier: BSL-1.0
// Values converted from one column type to another by the rules of Spark's cast, ANSI mode.
#pragma once

#include <weir/core/date_text.hpp>
#include <weir/core/decimal.hpp>
#include <weir/core/error.hpp>
#include <weir/core/number_text.hpp>
#include <weir/core/time_zone.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/expr/castable.hpp>
#include <weir/expr/literal.hpp>
#include <weir/schema/value_text.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

// From one value to another: a value where the cast always fits, else an optional that is empty on
// failure.

template <class To>
constexpr std::optional<To> read_as(std::string_view text) {
    if constexpr (std::same_as<To, bool>) {
        return parse_boolean(text);
    } else if constexpr (integral_column<To>) {
        return parse_integer<To>(text);
    } else if constexpr (std::same_as<To, double>) {
        return parse_double(text);
    } else if constexpr (std::same_as<To, float>) {
        return parse_float(text);
    } else if constexpr (is_decimal<To>) {
        return To::parse(text);
    } else if constexpr (std::same_as<To, timestamp>) {
        return parse_timestamp(text, system_regions{});
    } else if constexpr (std::same_as<To, timestamp_ntz>) {
        return parse_timestamp_ntz(text, system_regions{});
    } else if constexpr (std::same_as<To, interval_value>) {
        parsed_interval const parsed = parse_interval(text);
        return parsed.failed() ? std::nullopt : std::optional(parsed.value);
    } else if constexpr (interval_column<To>) {
        return parse_interval_as<To>(text);
    } else {
        std::optional<date> const day = parse_date(text);
        if (!day) [[unlikely]] {
            std::optional<int> const later = days_of_word(trimmed(text));
            if (later) return from_days(floor_div(micros(time_of_batch()), micros_per_day) + *later);
        }
        return day;
    }
}

/// Seconds since 1970 as a timestamp; what is out of range becomes the first or last one.
constexpr timestamp saturated_timestamp(int128 us) {
    using limits = std::numeric_limits<std::int64_t>;
    return from_micros(us < limits::min()   ? limits::min()
                       : us > limits::max() ? limits::max()
                                            : static_cast<std::int64_t>(us));
}

/// The whole part of a number, as Java's conversion gives it: towards zero, and the last value out of range.
template <integral_column To>
constexpr To cut_to_integer(double value) {
    constexpr double limit = -static_cast<double>(std::numeric_limits<To>::min());
    if (value >= limit) return std::numeric_limits<To>::max();
    if (value < -limit) return std::numeric_limits<To>::min();
    return static_cast<To>(value);
}

template <integral_column To, floating_column From>
std::optional<To> integer_from(From value) {
    auto const wide = static_cast<double>(value);
    bool const fits = std::floor(wide) <= static_cast<double>(std::numeric_limits<To>::max())
                      && std::ceil(wide) >= static_cast<double>(std::numeric_limits<To>::min());
    return fits ? std::optional<To>(cut_to_integer<To>(wide)) : std::nullopt;
}

inline double seconds_of(timestamp t) { return static_cast<double>(micros(t)) / 1e6; }

template <class To, class From>
constexpr auto convert_to_number(From const& value) {
    if constexpr (std::same_as<From, bool>) {
        if constexpr (is_decimal<To>) {
            return To::from(static_cast<std::int32_t>(value));
        } else {
            return static_cast<To>(value);
        }
    } else if constexpr (is_decimal<To>) {
        if constexpr (std::same_as<From, timestamp>) {
            return To::from(seconds_of(value));
        } else {
            return To::from(value);
        }
    } else if constexpr (floating_column<To>) {
        if constexpr (std::same_as<From, timestamp>) {
            return static_cast<To>(seconds_of(value));
        } else if constexpr (is_decimal<From>) {
            return static_cast<To>(value.to_double());
        } else {
            return static_cast<To>(value);
        }
    } else if constexpr (floating_column<From>) {
        return integer_from<To>(value);
    } else if constexpr (is_decimal<From>) {
        return value.template to_integer<To>();
    } else if constexpr (cast_always_fits<To, From>() && integral_column<From>) {
        return static_cast<To>(value);
    } else {
        std::int64_t whole = 0;
        if constexpr (std::same_as<From, timestamp>) {
            whole = floor_div(micros(value), micros_per_second);
        } else {
            whole = value;
        }
        if constexpr (cast_always_fits<To, From>()) {
            return static_cast<To>(whole);
        } else {
            return std::in_range<To>(whole) ? std::optional<To>(static_cast<To>(whole)) : std::nullopt;
        }
    }
}

/// An interval as a number of its one field, or a number as an interval, or an interval with fewer fields.
template <class To, class From>
constexpr auto convert_interval(From const& value) {
    if constexpr (interval_column<From> && interval_column<To>) {
        std::int64_t const count = count_of(value);
        std::int64_t const kept =
            To::to == interval_part::second ? count : count - count % interval_unit_length<To>;
        return To{static_cast<decltype(count_of(To{}))>(kept)};
    } else if constexpr (interval_column<From>) {
        std::int64_t const count = count_of(value);
        if constexpr (is_decimal<To>) {
            if constexpr (From::to == interval_part::second) {
                return To::from(decimal<18, 6>::from_unscaled(count));
            } else {
                return To::from(count / interval_unit_length<From>);
            }
        } else {
            std::int64_t const units = count / interval_unit_length<From>;
            return std::in_range<To>(units) ? std::optional<To>(static_cast<To>(units)) : std::nullopt;
        }
    } else {
        using raw = decltype(count_of(To{}));
        int128 units = 0;
        if constexpr (is_decimal<From>) {
            // Rounded to the microsecond or month.
            constexpr auto scale = static_cast<int128>(power_of_ten(From::scale));
            int128 const whole = value.unscaled() / scale;
            int128 const rest = value.unscaled() % scale * interval_unit_length<To>;
            int128 const half = rest < 0 ? -scale / 2 : scale / 2;
            units = whole * interval_unit_length<To> + (rest + half) / scale;
        } else {
            units = int128{value} * interval_unit_length<To>;
        }
        auto const fits =
            units >= std::numeric_limits<raw>::min() && units <= std::numeric_limits<raw>::max();
        return fits ? std::optional(To{static_cast<raw>(units)}) : std::nullopt;
    }
}

/// What clocks in UTC show at an instant, and the instant at which they show it.
template <class To, class From>
constexpr auto convert_ntz(From const& value) {
    if constexpr (std::same_as<From, date>) {
        std::int64_t us = 0;
        return __builtin_mul_overflow(days(value), micros_per_day, &us)
                   ? std::nullopt
                   : std::optional(To(std::chrono::microseconds(us)));
    } else if constexpr (std::same_as<To, date>) {
        return from_days(floor_div(micros(value), micros_per_day));
    } else {
        return To(value.time_since_epoch());
    }
}

template <class From>
constexpr auto convert_to_timestamp(From const& value) {
    if constexpr (integral_column<From>) {
        return saturated_timestamp(int128{value} * micros_per_second);
    } else if constexpr (floating_column<From>) {
        return std::isfinite(value) ? std::optional(from_micros(
                                          cut_to_integer<std::int64_t>(static_cast<double>(value) * 1e6)))
                                    : std::nullopt;
    } else if constexpr (is_decimal<From>) {
        // In two parts, since 38 digits times a million need more than 128 bits.
        constexpr auto unit = static_cast<int128>(power_of_ten(From::scale));
        constexpr int128 most_seconds = std::numeric_limits<std::int64_t>::max();
        int128 const seconds = value.unscaled() / unit;
        if (seconds > most_seconds || seconds < -most_seconds) return saturated_timestamp(seconds);
        int128 fraction = value.unscaled() % unit;
        if constexpr (From::scale > 6) {
            fraction /= static_cast<int128>(power_of_ten(From::scale - 6));
        } else {
            fraction *= static_cast<int128>(power_of_ten(6 - From::scale));
        }
        return saturated_timestamp(seconds * micros_per_second + fraction);
    } else {
        std::int64_t us = 0;
        return __builtin_mul_overflow(days(value), micros_per_day, &us) ? std::nullopt
                                                                        : std::optional(from_micros(us));
    }
}

template <class To, class From>
[[gnu::always_inline]] constexpr auto convert(From const& value) {
    if constexpr (std::same_as<To, std::string>) {
        std::string out;
        append_value<text_form::cast>(out, value);
        return out;
    } else if constexpr (std::same_as<To, binary>) {
        return binary{std::string(value)};
    } else if constexpr (string_column<From>) {
        return read_as<To>(value);
    } else if constexpr (interval_column<From> || interval_column<To>) {
        return convert_interval<To>(value);
    } else if constexpr (std::same_as<From, timestamp_ntz> || std::same_as<To, timestamp_ntz>) {
        return convert_ntz<To>(value);
    } else if constexpr (std::same_as<To, bool>) {
        if constexpr (is_decimal<From>) {
            return !value.is_zero();
        } else {
            return value != 0;
        }
    } else if constexpr (numeric_column<To>) {
        return convert_to_number<To>(value);
    } else if constexpr (std::same_as<To, timestamp>) {
        return convert_to_timestamp(value);
    } else {
        return from_days(floor_div(micros(value), micros_per_day));
    }
}

/// Throws what Spark throws for a value that cannot be cast.
template <class To, class From>
[[noreturn, gnu::cold, gnu::noinline]] void throw_cast(From const& value) {
    std::string shown_value;
    append_value<text_form::cast>(shown_value, value);
    constexpr auto from_name = type_name<From>();
    constexpr auto to_name = type_name<To>();
    if constexpr (is_decimal<To>) {
        if constexpr (string_column<From>) {
            if (read_decimal(value, To::shape).outcome == decimal_outcome::malformed) {
                throw_cast_invalid_input(shown_value, from_name.view(), to_name.view());
            }
        }
        throw_numeric_value_out_of_range(shown_value, To::precision, To::scale);
    } else if constexpr (interval_column<To> && string_column<From>) {
        throw cast_error(
            "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE",
            std::string("cannot cast \"").append(shown_value).append("\" to ").append(to_name.view()));
    } else if constexpr (string_column<From> || (floating_column<From> && std::same_as<To, timestamp>)) {
        throw_cast_invalid_input(shown_value, from_name.view(), to_name.view());
    } else if constexpr (std::same_as<To, timestamp>) {
        throw_arithmetic_overflow("long", "try_cast");
    } else {
        throw_cast_overflow(shown_value, from_name.view(), to_name.view());
    }
}

// Each parser is called here itself: GCC 12 stalls on a std::optional that another inlined function hands on.
template <class To>
[[gnu::always_inline]] constexpr To read_or_throw(std::string_view text) {
    if constexpr (floating_column<To>) {
        To value{};
        if (text.size() - 1 < 8 && parse_short_number(text, value)) [[likely]]
            return value;
        auto const found = parse_floating<To>(text);
        if (!found.has_value()) [[unlikely]]
            throw_cast<To>(text);
        return *found;
    } else if constexpr (integral_column<To>) {
        auto const found = parse_integer<To>(text);
        if (!found.has_value()) [[unlikely]]
            throw_cast<To>(text);
        return *found;
    } else if constexpr (std::same_as<To, timestamp>) {
        auto const found = parse_timestamp(text, system_regions{});
        if (!found.has_value()) [[unlikely]]
            throw_cast<To>(text);
        return *found;
    } else {
        auto const found = read_as<To>(text);
        if (!found.has_value()) [[unlikely]]
            throw_cast<To>(text);
        return *found;
    }
}

} // namespace weir::detail
