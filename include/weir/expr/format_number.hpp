// SPDX-License-Identifier: BSL-1.0
// format_number: numbers with groups of digits, by a number of decimals or by a pattern of Java's
// DecimalFormat.
#pragma once

#include <weir/core/decimal_digits.hpp>
#include <weir/core/error.hpp>
#include <weir/core/number_text.hpp>
#include <weir/expr/arguments.hpp>

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

/// What a pattern of DecimalFormat says.
struct number_pattern {
    std::string prefix;
    std::string suffix;
    std::string negative_prefix = "-";
    std::string negative_suffix;
    std::size_t least_whole = 0;
    std::int64_t least_fraction = 0;
    std::int64_t most_fraction = 0;
    std::size_t group = 0;  // 0: none
    std::int64_t shift = 0; // 2 for percent
    bool always_point = false;
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_number_pattern(std::string_view pattern) {
    std::string message("bad pattern \"");
    message.append(pattern).append("\" of format_number; write it like #,##0.00");
    throw data_error("java.lang.IllegalArgumentException", message);
}

/// Reads a pattern of DecimalFormat, without an exponent.
class number_pattern_reader {
public:
    explicit number_pattern_reader(std::string_view pattern) : in_(pattern) {}

    number_pattern read() {
        number_pattern out;
        out.prefix = affix(out);
        digits(out);
        out.suffix = affix(out);
        out.negative_prefix = "-" + out.prefix;
        out.negative_suffix = out.suffix;
        if (at_ < in_.size() && in_[at_] == ';') {
            ++at_;
            number_pattern ignored;
            out.negative_prefix = affix(ignored);
            digits(ignored);
            out.negative_suffix = affix(ignored);
            // Where nothing but the digits differs the minus sign stays.
            if (out.negative_prefix == out.prefix && out.negative_suffix == out.suffix) {
                out.negative_prefix = "-" + out.prefix;
            }
        }
        if (at_ != in_.size()) throw_number_pattern(in_);
        return out;
    }

private:
    std::string affix(number_pattern& out) {
        std::string text;
        for (bool quoted = false; at_ < in_.size(); ++at_) {
            char const c = in_[at_];
            if (c == '\'') {
                if (at_ + 1 < in_.size() && in_[at_ + 1] == '\'') {
                    text.push_back(in_[at_++]);
                } else {
                    quoted = !quoted;
                }
            } else if (quoted) {
                text.push_back(c);
            } else if (c == '#' || c == '0' || c == ',' || c == '.' || c == ';') {
                break;
            } else {
                if (c == '%') out.shift = 2;
                text.push_back(c);
            }
        }
        return text;
    }
    void digits(number_pattern& out) {
        std::size_t left = 0; // # before the first 0
        std::size_t zeros = 0;
        std::size_t right = 0; // # behind the last 0
        std::int64_t point = -1;
        std::ptrdiff_t group = -1;
        for (; at_ < in_.size(); ++at_) {
            char const c = in_[at_];
            if (c == '#') {
                zeros > 0 ? ++right : ++left;
                if (group >= 0 && point < 0) ++group;
            } else if (c == '0') {
                if (right > 0) throw_number_pattern(in_);
                ++zeros;
                if (group >= 0 && point < 0) ++group;
            } else if (c == ',') {
                if (point >= 0) throw_number_pattern(in_);
                group = 0;
            } else if (c == '.') {
                if (point >= 0) throw_number_pattern(in_);
                point = static_cast<std::int64_t>(left + zeros + right);
            } else {
                break;
            }
        }
        if (zeros == 0 && left > 0 && point >= 0) { // `#.##` means `0.##`
            std::size_t const n = point == 0 ? 1 : static_cast<std::size_t>(point);
            right = left - n;
            left = n - 1;
            zeros = 1;
        }
        if (group == 0 || (point < 0 && right > 0)) throw_number_pattern(in_);
        auto const total = static_cast<std::int64_t>(left + zeros + right);
        if (point >= 0
            && (point < static_cast<std::int64_t>(left) || point > static_cast<std::int64_t>(left + zeros))) {
            throw_number_pattern(in_);
        }
        std::int64_t const end_of_whole = point >= 0 ? point : total;
        out.least_whole = static_cast<std::size_t>(end_of_whole - static_cast<std::int64_t>(left));
        out.most_fraction = point >= 0 ? total - point : 0;
        out.least_fraction = point >= 0 ? static_cast<std::int64_t>(left + zeros) - point : 0;
        out.group = group > 0 ? static_cast<std::size_t>(group) : 0;
        out.always_point = point == total;
    }

    std::string_view in_;
    std::size_t at_ = 0;
};

/// A double with at most `most` decimals: its fewest digits where they are not more, else its exact value,
/// half to even, as DecimalFormat has it.
inline decimal_digits rounded_digits(double value, std::int64_t most) {
    decimal_digits digits = decimal_digits::shortest(value);
    if (digits.fraction_size() <= most) return digits;
    char buffer[1200];
    int const precision = static_cast<int>(most > 400 ? 400 : most);
    auto const end =
        std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::fixed, precision).ptr;
    std::string text(buffer, end);
    if (std::size_t const point = text.find('.'); point != std::string::npos) text.erase(point, 1);
    return decimal_digits::of(text, precision);
}

/// Appends a number by a pattern.
template <class T>
void append_formatted(std::string& out, T value, number_pattern const& pattern) {
    bool negative = false;
    decimal_digits digits;
    if constexpr (std::floating_point<T>) {
        auto const wide = static_cast<double>(value);
        negative = std::signbit(wide);
        if (std::isnan(wide)) {
            out.append("NaN");
            return;
        }
        if (std::isinf(wide)) {
            out.append(negative ? pattern.negative_prefix : pattern.prefix).append("∞");
            out.append(negative ? pattern.negative_suffix : pattern.suffix);
            return;
        }
        double const size = std::fabs(wide) * (pattern.shift == 2 ? 100.0 : 1.0);
        digits = rounded_digits(size, pattern.most_fraction);
    } else {
        char buffer[64];
        std::int64_t scale = 0;
        char* end = nullptr;
        if constexpr (is_decimal<T>) {
            scale = T::scale;
            end = write_decimal(buffer, value.unscaled(), 0);
        } else {
            end = std::to_chars(buffer, buffer + sizeof(buffer), static_cast<std::int64_t>(value)).ptr;
        }
        std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
        negative = text.front() == '-';
        digits = decimal_digits::of(text.substr(negative ? 1 : 0), scale - pattern.shift);
        digits.round(pattern.most_fraction, true);
        if constexpr (!is_decimal<T>) negative = negative && !digits.digits.empty();
    }
    std::int64_t fraction = digits.fraction_size();
    if (fraction < pattern.least_fraction) fraction = pattern.least_fraction;
    out.append(negative ? pattern.negative_prefix : pattern.prefix);
    std::string whole = digits.whole(pattern.least_whole);
    if (whole.empty() && fraction == 0) whole = "0";
    append_grouped(out, whole, pattern.group);
    if (fraction > 0 || pattern.always_point) out.push_back('.');
    out.append(digits.fraction(fraction));
    out.append(negative ? pattern.negative_suffix : pattern.suffix);
}

struct format_number_function {
    static constexpr std::string_view name = "format_number";
    template <class T, class D>
    static constexpr verdict check() {
        return integral_column<D> ? check_kinds<T>(name, "n") : check_kinds<T, D>(name, "nt");
    }
    template <class...>
    using result = std::optional<std::string>;
    template <class R, class T, class D>
    static std::optional<std::string> apply(T const& value, D const& form) {
        std::string out;
        if constexpr (string_column<D>) {
            number_pattern const pattern =
                number_pattern_reader(form.empty() ? "#,###,###,###,###,###,##0" : std::string_view(form))
                    .read();
            append_formatted(out, value, pattern);
        } else {
            if (form < 0) return std::nullopt;
            number_pattern pattern;
            pattern.least_whole = 1;
            pattern.group = 3;
            pattern.least_fraction = pattern.most_fraction = form;
            append_formatted(out, value, pattern);
        }
        return out;
    }
};

} // namespace detail

/// A number with a comma before every three digits and so many decimals, half to even; or by a pattern of
/// Java's DecimalFormat, such as `#,##0.00`, `000.0`, `0.#%` and `0.0;(0.0)`.
/// Null    null where an argument is null or the number of decimals negative; nullable always, as in Spark.
/// Errors  compile time: no number. Run time: a bad pattern; patterns with an exponent are not taken.
/// Source  Spark functions.format_number.
template <class E, class D>
    requires(detail::operand<E> && detail::operand<D>)
constexpr auto format_number(E const& e, D const& form) {
    return detail::make_function<detail::format_number_function>(e, form);
}

} // namespace weir
