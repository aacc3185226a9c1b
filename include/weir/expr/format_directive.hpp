// SPDX-License-Identifier: BSL-1.0
// The directives of a format text of Java, and the arguments that they write.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/decimal_digits.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/error.hpp>
#include <weir/core/spark_hash.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/schema/value_text.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// An argument of a format: what Java would see there.
struct format_argument {
    enum class kind : std::uint8_t { null, boolean, whole, floating, text, other };
    kind what = kind::null;
    std::uint8_t bytes = 8; // of a whole number
    std::int64_t whole = 0;
    double number = 0;
    bool single = false; // a float
    std::string text{};
};

template <class T>
format_argument to_format_argument(T const& value) {
    using kind = format_argument::kind;
    format_argument out;
    if constexpr (std::same_as<T, void_type>) {
        return out;
    } else if constexpr (is_nullable<T>) {
        return value.has_value() ? to_format_argument(*value) : out;
    } else {
        if constexpr (std::same_as<T, bool>) {
            out.what = kind::boolean;
            out.whole = value ? 1 : 0;
        } else if constexpr (std::integral<T>) {
            out.what = kind::whole;
            out.bytes = sizeof(T);
            out.whole = value;
        } else if constexpr (std::same_as<T, date> || is_time_point<T>) {
            out.what = kind::whole; // days or microseconds, which is what Spark hands over
            out.bytes = std::same_as<T, date> ? 4 : 8;
            out.whole = value.time_since_epoch().count();
        } else if constexpr (interval_column<T>) {
            out.what = kind::whole;
            out.bytes = is_year_month<T> ? 4 : 8;
            out.whole = count_of(value);
        } else if constexpr (std::floating_point<T>) {
            out.what = kind::floating;
            out.single = std::same_as<T, float>;
            out.number = static_cast<double>(value);
        } else {
            out.what = string_column<T> ? kind::text : kind::other;
        }
        append_value<text_form::cast>(out.text, value);
        if constexpr (std::same_as<T, date> || is_time_point<T> || interval_column<T>) {
            out.text = std::to_string(out.whole);
        }
        return out;
    }
}

/// A directive of a format, `%[index$][flags][width][.precision]conversion`.
struct format_directive {
    std::string_view written;
    std::int64_t index = 0; // 0: the next one, -1: the last one
    bool left = false, alternate = false, plus = false, space = false, zero = false, comma = false,
         bracket = false;
    std::int64_t width = -1;
    std::int64_t precision = -1;
    char conversion = '\0';
    bool upper = false;
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_format(std::string_view why,
                                                                std::string_view directive) {
    std::string condition("java.util.");
    condition.append(why).append("Exception");
    std::string message("the directive \"");
    message.append(directive).append("\" of format_string does not fit its argument or is none");
    throw data_error(condition, message);
}

/// Reads the directive at the front of `format`, which begins with `%`, and takes it off.
inline format_directive read_directive(std::string_view& format) {
    format_directive d;
    std::size_t at = 1;
    auto const number = [&]() -> std::int64_t {
        std::int64_t value = 0;
        for (; at < format.size() && is_digit(format[at]); ++at) {
            if (value < 1'000'000'000) value = value * 10 + (format[at] - '0');
        }
        return value;
    };
    std::size_t const start = at;
    if (at < format.size() && is_digit(format[at]) && format[at] != '0') {
        d.index = number();
        if (at < format.size() && format[at] == '$') {
            ++at;
        } else {
            d.index = 0;
            at = start;
        }
    }
    for (bool flag = true; flag && at < format.size();) {
        bool* which = nullptr;
        switch (format[at]) {
        case '-':
            which = &d.left;
            break;
        case '#':
            which = &d.alternate;
            break;
        case '+':
            which = &d.plus;
            break;
        case ' ':
            which = &d.space;
            break;
        case '0':
            which = &d.zero;
            break;
        case ',':
            which = &d.comma;
            break;
        case '(':
            which = &d.bracket;
            break;
        case '<':
            d.index = -1;
            ++at;
            continue;
        default:
            flag = false;
            continue;
        }
        ++at;
        if (*which) throw_format("DuplicateFormatFlags", format.substr(0, at));
        *which = true;
    }
    if (at < format.size() && is_digit(format[at])) d.width = number();
    if (at + 1 < format.size() && format[at] == '.' && is_digit(format[at + 1])) {
        ++at;
        d.precision = number();
    }
    if (at >= format.size()) throw_format("UnknownFormatConversion", format);
    d.conversion = ascii_lower(format[at]);
    d.upper = d.conversion != format[at];
    d.written = format.substr(0, ++at);
    bool const known =
        std::string_view(d.upper ? "bhscxega" : "bhscdxoefgan%").find(d.conversion) != std::string_view::npos;
    if (!known) throw_format("UnknownFormatConversion", d.written);
    format.remove_prefix(at);
    return d;
}

} // namespace weir::detail
