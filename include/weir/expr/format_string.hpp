// SPDX-License-Identifier: BSL-1.0
// format_string and printf: Java's format texts.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/decimal_digits.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/error.hpp>
#include <weir/core/spark_hash.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/format_directive.hpp>
#include <weir/expr/text_case.hpp>
#include <weir/expr/text_parts.hpp>
#include <weir/schema/value_text.hpp>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

/// Writes format texts over their arguments.
class format_writer {
public:
    format_writer(std::string& out, format_argument const* arguments, std::size_t count)
        : out_(out), arguments_(arguments), count_(count) {}

    void write(std::string_view format) {
        while (!format.empty()) {
            std::size_t const percent = format.find('%');
            out_.append(format.substr(0, percent));
            if (percent == std::string_view::npos) return;
            format.remove_prefix(percent);
            directive(read_directive(format));
        }
    }

private:
    void directive(format_directive const& d) {
        if (d.conversion == 'n') {
            if (d.width >= 0 || d.left || d.precision >= 0) throw_format("IllegalFormatWidth", d.written);
            out_.push_back('\n');
            return;
        }
        if (d.conversion == '%') {
            if (d.left && d.width < 0) throw_format("MissingFormatWidth", d.written);
            pad(d, "%");
            return;
        }
        if ((d.left || d.zero) && d.width < 0) throw_format("MissingFormatWidth", d.written);
        if ((d.left && d.zero) || (d.plus && d.space)) throw_format("IllegalFormatFlags", d.written);
        value(d, argument(d));
    }

    format_argument const& argument(format_directive const& d) {
        std::int64_t at = d.index > 0 ? d.index - 1 : d.index < 0 ? last_ : next_++;
        if (at < 0 || at >= static_cast<std::int64_t>(count_))
            throw_format("MissingFormatArgument", d.written);
        last_ = at;
        return arguments_[at];
    }

    void value(format_directive const& d, format_argument const& a) {
        using kind = format_argument::kind;
        bool const general = d.conversion == 's' || d.conversion == 'b' || d.conversion == 'h';
        if ((general && (d.plus || d.space || d.zero || d.comma || d.bracket))
            || (d.conversion == 'c' && (d.plus || d.space || d.zero || d.comma || d.bracket || d.alternate))
            || (general && d.alternate) || (d.conversion == 'd' && d.alternate)
            || ((d.conversion == 'x' || d.conversion == 'o') && d.comma) || ((d.conversion == 'e') && d.comma)
            || (d.conversion == 'g' && d.alternate) || (d.conversion == 'a' && (d.comma || d.bracket))) {
            throw_format("FormatFlagsConversionMismatch", d.written);
        }
        bool const integral = d.conversion == 'd' || d.conversion == 'x' || d.conversion == 'o';
        if ((integral || d.conversion == 'c') && d.precision >= 0) {
            throw_format("IllegalFormatPrecision", d.written);
        }
        if (d.conversion == 'b') {
            cut(d, a.what == kind::null || (a.what == kind::boolean && a.whole == 0) ? "false" : "true");
        } else if (a.what == kind::null) {
            cut(d, "null");
        } else if (d.conversion == 's') {
            cut(d, a.text);
        } else if (d.conversion == 'h') {
            cut(d, hexadecimal(static_cast<std::uint32_t>(hash_code(a))));
        } else if (d.conversion == 'c') {
            if (a.what != kind::whole || a.bytes == 8) throw_format("IllegalFormatConversion", d.written);
            if (a.whole < 0 || a.whole > 0x10FFFF) throw_format("IllegalFormatCodePoint", d.written);
            std::string character;
            append_character(character, static_cast<std::uint32_t>(a.whole));
            cut(d, character);
        } else if (integral) {
            if (a.what != kind::whole) throw_format("IllegalFormatConversion", d.written);
            integer(d, a);
        } else {
            if (a.what != kind::floating) throw_format("IllegalFormatConversion", d.written);
            floating(d, a);
        }
    }

    static std::int32_t hash_code(format_argument const& a) {
        using kind = format_argument::kind;
        if (a.what == kind::boolean) return a.whole != 0 ? 1231 : 1237;
        if (a.what == kind::text) return murmur3_hash::of_bytes(a.text, 42);
        std::uint64_t bits = static_cast<std::uint64_t>(a.whole);
        if (a.what == kind::floating) {
            if (a.single) return std::bit_cast<std::int32_t>(static_cast<float>(a.number));
            bits = std::bit_cast<std::uint64_t>(a.number);
        } else if (a.bytes < 8) {
            return static_cast<std::int32_t>(a.whole);
        }
        return static_cast<std::int32_t>(bits ^ bits >> 32U);
    }
    static std::string hexadecimal(std::uint64_t value) {
        char buffer[16];
        return {buffer, std::to_chars(buffer, buffer + 16, value, 16).ptr};
    }

    /// A text cut to the precision, in capitals where asked for, and filled to the width.
    void cut(format_directive const& d, std::string_view text) {
        if (d.precision >= 0) text = text.substr(0, bytes_of_characters(text, d.precision));
        pad(d, d.upper ? to_upper(text) : std::string(text));
    }
    void pad(format_directive const& d, std::string_view text) {
        std::int64_t const missing = d.width - static_cast<std::int64_t>(measure(text).units);
        std::string const spaces(missing > 0 ? static_cast<std::size_t>(missing) : 0, ' ');
        out_.append(d.left ? "" : spaces).append(text).append(d.left ? spaces : "");
    }

    /// Sign, brackets and zeros around the digits of a number.
    void number(format_directive const& d, bool negative, std::string digits, bool zeros_fit = true) {
        std::string_view const sign = negative ? (d.bracket ? "(" : "-") : d.plus ? "+" : d.space ? " " : "";
        std::string_view const end = negative && d.bracket ? ")" : "";
        std::int64_t const size = static_cast<std::int64_t>(sign.size() + digits.size() + end.size());
        if (d.zero && zeros_fit && size < d.width)
            digits.insert(0, static_cast<std::size_t>(d.width - size), '0');
        std::string text(sign);
        text.append(digits).append(end);
        pad(d, d.upper ? to_upper(text) : text);
    }

    void integer(format_directive const& d, format_argument const& a) {
        auto bits = static_cast<std::uint64_t>(a.whole);
        if (d.conversion == 'd') {
            std::string grouped;
            append_grouped(grouped, std::to_string(a.whole < 0 ? 0 - bits : bits), d.comma ? 3 : 0);
            number(d, a.whole < 0, std::move(grouped));
            return;
        }
        if (d.plus || d.space || d.bracket) throw_format("FormatFlagsConversionMismatch", d.written);
        if (a.bytes < 8) bits &= (std::uint64_t{1} << (8U * a.bytes)) - 1;
        char buffer[32];
        std::string digits(buffer,
                           std::to_chars(buffer, buffer + 32, bits, d.conversion == 'x' ? 16 : 8).ptr);
        std::string const prefix = !d.alternate ? "" : d.conversion == 'x' ? "0x" : "0";
        std::int64_t const size = static_cast<std::int64_t>(prefix.size() + digits.size());
        if (d.zero && size < d.width) digits.insert(0, static_cast<std::size_t>(d.width - size), '0');
        digits.insert(0, prefix);
        pad(d, d.upper ? to_upper(digits) : digits);
    }

    void floating(format_directive const& d, format_argument const& a) {
        bool const negative = std::signbit(a.number);
        double const size = std::fabs(a.number);
        if (std::isnan(a.number)) {
            pad(d, d.upper ? "NAN" : "NaN");
        } else if (std::isinf(a.number)) {
            number(d, negative, "Infinity", false);
        } else if (d.conversion == 'a') {
            number(d, negative, hexadecimal_double(size));
        } else {
            decimal_digits digits = a.single ? decimal_digits::shortest(static_cast<float>(size))
                                             : decimal_digits::shortest(size);
            std::int64_t precision = d.precision < 0 ? 6 : d.precision;
            char form = d.conversion;
            if (form == 'g') {
                if (precision == 0) precision = 1;
                decimal_digits rounded = digits;
                rounded.round(precision - rounded.point, false);
                bool const plain =
                    rounded.digits.empty() || (rounded.point > -4 && rounded.point <= precision);
                form = plain ? 'f' : 'e';
                precision -= !plain || rounded.digits.empty() ? 1 : rounded.point;
            }
            number(d, negative, form == 'f' ? plain(d, digits, precision) : scientific(d, digits, precision));
        }
    }
    static std::string plain(format_directive const& d, decimal_digits digits, std::int64_t precision) {
        digits.round(precision, false);
        std::string out;
        append_grouped(out, digits.whole(1), d.comma ? 3 : 0);
        if (precision > 0 || d.alternate) out.push_back('.');
        return out.append(digits.fraction(precision));
    }
    static std::string scientific(format_directive const& d, decimal_digits digits, std::int64_t precision) {
        digits.round(precision + 1 - digits.point, false);
        std::int64_t const exponent = digits.digits.empty() ? 0 : digits.point - 1;
        std::string out(1, digits.digit(0));
        if (precision > 0 || d.alternate) out.push_back('.');
        for (std::int64_t i = 1; i <= precision; ++i) out.push_back(digits.digit(i));
        out.append(exponent < 0 ? "e-" : "e+");
        std::string const power = std::to_string(exponent < 0 ? -exponent : exponent);
        return out.append(power.size() < 2 ? "0" : "").append(power);
    }
    // `0x1.0p0`.
    static std::string hexadecimal_double(double value) {
        char buffer[40];
        std::string text(buffer, std::to_chars(buffer, buffer + 40, value, std::chars_format::hex).ptr);
        std::size_t const p = text.find('p');
        if (text[p + 1] == '+') text.erase(p + 1, 1);
        if (text.find('.') == std::string::npos) text.insert(p, ".0");
        return text.insert(0, "0x");
    }

    std::string& out_;
    format_argument const* arguments_;
    std::size_t count_;
    std::int64_t next_ = 0;
    std::int64_t last_ = -1;
};

template <fixed_string Name>
struct format_string_function {
    static constexpr auto chars = Name;
    static constexpr std::string_view name = chars.view();
    static constexpr bool sees_nulls = true;

    template <class Format, class... Ts>
    static constexpr verdict check() {
        return check_kinds<value_type_of<Format>>(name, "t");
    }
    template <class Format, class...>
    using result = nullable_if<std::string, is_nullable<Format>>;
    template <class R, class Format, class... Values>
    static auto apply(Format const& format, Values const&... values) {
        using out_type = nullable_if<std::string, is_nullable<Format>>;
        if (!present(format)) return out_type();
        format_argument const arguments[sizeof...(Values) + 1] = {to_format_argument(values)..., {}};
        std::string out;
        format_writer(out, arguments, sizeof...(Values)).write(unwrap(format));
        return out_type(std::move(out));
    }
};

} // namespace detail

/// A text made by a format of Java: `%s`, `%d`, `%05.2f`, `%,d`, `%x`, `%e`, `%2$s`, `%%`, …; dates and times
/// are whole numbers there.
/// Null    null only where the format is null; a null argument is written `null`.
/// Errors  run time: the names of Java's exceptions, such as java.util.IllegalFormatConversionException.
/// Source  Spark functions.format_string, without `%t`.
template <class F, class... Es>
    requires(detail::operand<F> && (detail::operand<Es> && ...))
constexpr auto format_string(F const& format, Es const&... es) {
    return detail::make_function<detail::format_string_function<"format_string">>(format, es...);
}
/// Another name of format_string.
/// Source  Spark functions.printf.
template <class F, class... Es>
    requires(detail::operand<F> && (detail::operand<Es> && ...))
constexpr auto printf(F const& format, Es const&... es) {
    return detail::make_function<detail::format_string_function<"printf">>(format, es...);
}

} // namespace weir
