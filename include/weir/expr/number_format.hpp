// SPDX-License-Identifier: BSL-1.0
// to_number, try_to_number and to_char: numbers written by a format such as $99,999.99, which is read at
// compile time.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/decimal.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/error.hpp>
#include <weir/expr/arguments.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

/// A format read: `[MI|S][$](0|9|,|G)*[.|D](0|9)*[$][PR|MI|S]`.
struct number_format {
    enum class sign : std::uint8_t { none, plus_minus, minus, brackets };

    sign before = sign::none;
    bool dollar = false;
    std::string_view whole; // 0, 9 and separators
    bool point = false;
    std::string_view fraction; // 0 and 9
    sign behind = sign::none;
    std::string_view fault;

    [[nodiscard]] static constexpr bool is_digit_place(char c) { return c == '0' || c == '9'; }
    [[nodiscard]] static constexpr bool is_separator(char c) { return c == ',' || c == 'G' || c == 'g'; }
    [[nodiscard]] constexpr int whole_digits() const {
        int n = 0;
        for (char const c : whole) n += is_digit_place(c) ? 1 : 0;
        return n;
    }
    [[nodiscard]] constexpr int fraction_digits() const { return static_cast<int>(fraction.size()); }
};

constexpr number_format read_number_format(std::string_view text) {
    number_format out;
    std::size_t at = 0;
    auto const next_is = [&](std::string_view lower) {
        for (std::size_t i = 0; i < lower.size(); ++i) {
            if (at + i >= text.size() || ascii_lower(text[at + i]) != lower[i]) return false;
        }
        return true;
    };
    auto const take_sign = [&](number_format::sign& sign, bool brackets) {
        if (next_is("mi")) {
            sign = number_format::sign::minus;
            at += 2;
        } else if (next_is("s")) {
            sign = number_format::sign::plus_minus;
            ++at;
        } else if (brackets && next_is("pr")) {
            sign = number_format::sign::brackets;
            at += 2;
        }
    };
    take_sign(out.before, false);
    if (next_is("$")) {
        out.dollar = true;
        ++at;
    }
    std::size_t const start = at;
    while (at < text.size()
           && (number_format::is_digit_place(text[at]) || number_format::is_separator(text[at])))
        ++at;
    out.whole = text.substr(start, at - start);
    if (next_is(".") || next_is("d")) {
        out.point = true;
        std::size_t const first = ++at;
        while (at < text.size() && number_format::is_digit_place(text[at])) ++at;
        out.fraction = text.substr(first, at - first);
    }
    take_sign(out.behind, true);
    if (out.behind == number_format::sign::minus && next_is("pr")) take_sign(out.behind, true);
    bool const edge =
        !out.whole.empty()
        && (number_format::is_separator(out.whole.front()) || number_format::is_separator(out.whole.back()));
    if (text.empty()) {
        out.fault = "is empty";
    } else if (at != text.size()) {
        out.fault = "has a sign in a wrong place";
    } else if (out.whole_digits() + out.fraction_digits() == 0) {
        out.fault = "has no digit";
    } else if (edge) {
        out.fault = "has a separator without digits beside it";
    } else if (out.whole_digits() + out.fraction_digits() > 38) {
        out.fault = "has more than 38 digits";
    }
    return out;
}

template <fixed_string Format>
struct number_format_of {
    static constexpr auto chars = Format;
    static constexpr number_format value = read_number_format(chars.view());

    static constexpr verdict check(std::string_view function) {
        return value.fault.empty() ? verdict{}
                                   : fault("the format \"", chars.view(), "\" of ", function, ' ',
                                           value.fault, "; write it like $99,999.99 or S999");
    }
};

/// Reads a number of a format; digits as one whole number.
class number_format_reader {
public:
    constexpr number_format_reader(std::string_view text, number_format const& format)
        : in_(text), format_(format) {}

    constexpr std::optional<int128> read() {
        using sign = number_format::sign;
        bool negative = false;
        bool const bracket = format_.behind == sign::brackets && take('<');
        if (format_.before != sign::none) negative = take_sign(format_.before);
        if (format_.dollar && !take('$')) return std::nullopt;
        while (take(' ')) {}
        if (!whole()) return std::nullopt;
        int decimals = 0;
        if (format_.point && take('.')) {
            for (; decimals < format_.fraction_digits() && digit(); ++decimals) push();
        }
        if (count_ == 0) return std::nullopt;
        for (; decimals < format_.fraction_digits(); ++decimals) value_ *= 10;
        if (format_.behind == sign::brackets) {
            if (bracket && !take('>')) return std::nullopt;
            negative = bracket;
        } else if (format_.behind != sign::none) {
            negative = take_sign(format_.behind) || negative;
        }
        while (take(' ')) {}
        if (at_ != in_.size()) return std::nullopt;
        return negative ? -value_ : value_;
    }

private:
    constexpr bool take(char c) {
        bool const there = at_ < in_.size() && in_[at_] == c;
        at_ += there ? 1 : 0;
        return there;
    }
    constexpr bool take_sign(number_format::sign sign) {
        if (take('-')) return true;
        (void)take(sign == number_format::sign::plus_minus ? '+' : ' ');
        return false;
    }
    [[nodiscard]] constexpr bool digit() const { return at_ < in_.size() && is_digit(in_[at_]); }
    constexpr void push() {
        value_ = value_ * 10 + (in_[at_++] - '0');
        ++count_;
    }
    // Groups of digits between separators, compared with those of the format from the right.
    constexpr bool whole() {
        std::string_view given = in_.substr(at_);
        given = given.substr(0, std::min(given.size(), given.find_first_not_of("0123456789,")));
        std::string_view places = format_.whole;
        for (bool first = true;; first = false) {
            std::size_t const cut = last_separator(places);
            std::string_view const group = cut == none ? places : places.substr(cut + 1);
            std::size_t const comma = given.rfind(',');
            std::string_view const digits = comma == none ? given : given.substr(comma + 1);
            bool const exact = comma != none || group.starts_with('0');
            if (digits.size() > group.size() || (exact && digits.size() < group.size())) return false;
            if (!first && digits.empty()) return false;
            if (comma == none) {
                // Groups further left are left out, unless they begin with 0.
                for (std::string_view rest = cut == none ? std::string_view() : places.substr(0, cut);
                     !rest.empty();) {
                    std::size_t const next = last_separator(rest);
                    if ((next == none ? rest : rest.substr(next + 1)).starts_with('0')) return false;
                    rest = next == none ? std::string_view() : rest.substr(0, next);
                }
                break;
            }
            if (cut == none) return false;
            given = given.substr(0, comma);
            places = places.substr(0, cut);
        }
        while (digit() || (at_ < in_.size() && in_[at_] == ',')) {
            if (in_[at_] == ',') {
                ++at_;
            } else {
                push();
            }
        }
        return true;
    }
    static constexpr std::size_t none = std::string_view::npos;
    static constexpr std::size_t last_separator(std::string_view places) {
        for (std::size_t i = places.size(); i > 0; --i) {
            if (number_format::is_separator(places[i - 1])) return i - 1;
        }
        return none;
    }

    std::string_view in_;
    number_format const& format_;
    std::size_t at_ = 0;
    int128 value_ = 0;
    int count_ = 0;
};

template <fixed_string Format, bool Try>
struct to_number_function {
    static constexpr std::string_view name = Try ? "try_to_number" : "to_number";
    using format = number_format_of<Format>;
    static constexpr int fraction = format::value.fraction_digits();
    static constexpr int digits = format::value.whole_digits() + fraction;
    using type = decimal<(digits < 1 ? 1 : digits > 38 ? 38 : digits), (fraction > 38 ? 38 : fraction)>;

    template <class T>
    static constexpr verdict check() {
        return first_fault(format::check(name), check_kinds<T>(name, "t"));
    }
    template <class T>
    using result = std::conditional_t<Try, std::optional<type>, type>;
    static constexpr void write(text& out, text const& s) {
        out << name << '(' << s.view() << ", " << Format.view() << ')';
    }
    template <class R>
    static constexpr auto apply(std::string_view s) {
        std::optional<int128> const found = number_format_reader(s, format::value).read();
        if constexpr (Try) {
            return found ? std::optional<R>(R::from_unscaled(*found)) : std::nullopt;
        } else {
            if (!found) throw_mismatch(s);
            return R::from_unscaled(*found);
        }
    }

private:
    [[noreturn, gnu::cold, gnu::noinline]] static void throw_mismatch(std::string_view s) {
        std::string message("\"");
        message.append(s).append("\" is not of the format \"").append(format::chars.view());
        message.append("\"; use try_to_number to get null instead");
        throw data_error("INVALID_FORMAT.MISMATCH_INPUT", message);
    }
};

/// Writes digits by a format: `9` is a space where there is no digit, `0` a zero; `#` for all where they do
/// not fit.
inline std::string write_by_format(number_format const& format, bool negative, std::string_view whole,
                                   std::string_view fraction) {
    using sign = number_format::sign;
    bool const fits = whole.size() <= static_cast<std::size_t>(format.whole_digits())
                      && fraction.size() <= format.fraction.size();
    std::string out;
    auto const put_sign = [&](sign s, std::string_view open) {
        if (s == sign::plus_minus) out.push_back(negative ? '-' : '+');
        if (s == sign::minus) out.push_back(negative ? '-' : ' ');
        if (s == sign::brackets && negative) out.append(open);
    };
    put_sign(format.before, {});
    if (format.behind == sign::brackets) put_sign(format.behind, "<");
    bool const signed_front = !out.empty();
    if (format.dollar) out.push_back('$');
    std::size_t const start = out.size();
    std::size_t places = static_cast<std::size_t>(format.whole_digits());
    bool written = false;
    for (char const place : format.whole) {
        if (!number_format::is_digit_place(place)) {
            out.push_back(written || !fits ? ',' : ' ');
            continue;
        }
        if (!fits) {
            out.push_back('#');
        } else if (places <= whole.size()) {
            out.push_back(whole[whole.size() - places]);
            written = true;
        } else {
            written = written || place == '0';
            out.push_back(written ? '0' : ' ');
        }
        --places;
    }
    // A sign stands beside the first digit.
    if (signed_front && start == 1) {
        std::size_t const first = std::min(out.find_first_not_of(' ', 1), out.size());
        std::rotate(out.begin(), out.begin() + 1, out.begin() + static_cast<std::ptrdiff_t>(first));
    }
    if (format.point) {
        if (!out.empty() && out.back() == ' ') out.back() = '0';
        out.push_back('.');
        for (std::size_t i = 0; i < format.fraction.size(); ++i) {
            out.push_back(!fits ? '#' : i < fraction.size() ? fraction[i] : '0');
        }
    }
    if (format.behind == sign::brackets && !negative) {
        out.append("  ");
    } else {
        put_sign(format.behind, ">");
    }
    return out;
}

template <fixed_string Format>
struct to_char_function {
    static constexpr std::string_view name = "to_char";
    using format = number_format_of<Format>;

    template <class T>
    static constexpr verdict check() {
        return first_fault(format::check(name), check_kinds<T>(name, "n"));
    }
    // A float or double becomes a decimal, which can be null.
    template <class T>
    using result = nullable_if<std::string, floating_column<T>>;
    static constexpr void write(text& out, text const& e) {
        out << "to_char(" << e.view() << ", " << Format.view() << ')';
    }
    template <class R, class T>
    static auto apply(T const& value) {
        if constexpr (floating_column<T>) {
            auto const exact = decimal<38, 18>::from(static_cast<double>(value));
            return exact ? std::optional<std::string>(written(*exact)) : std::nullopt;
        } else if constexpr (integral_column<T>) {
            return written(decimal<20, 0>::from(static_cast<std::int64_t>(value)));
        } else {
            return written(value);
        }
    }

private:
    template <int P, int S>
    static std::string written(std::optional<decimal<P, S>> const& value) {
        return written(*value);
    }
    template <int P, int S>
    static std::string written(decimal<P, S> const& value) {
        char buffer[64];
        int128 const unscaled = value.unscaled();
        std::string_view digits(
            buffer,
            static_cast<std::size_t>(write_decimal(buffer, unscaled < 0 ? -unscaled : unscaled, S) - buffer));
        std::size_t const point = digits.find('.');
        std::string_view whole = digits.substr(0, point);
        whole.remove_prefix(std::min(whole.size(), whole.find_first_not_of('0')));
        std::string_view fraction =
            point == std::string_view::npos ? std::string_view() : digits.substr(point + 1);
        fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
        return write_by_format(format::value, unscaled < 0, whole, fraction);
    }
};

} // namespace detail

/// The number that a text of a format is, as a decimal of as many digits as the format has: `9` and `0` are
/// digits,
/// `,` or `G` separators, `.` or `D` the point, `$`, and the signs `S`, `MI` and `PR`.
/// Errors  compile time: a bad format, no text. Run time: INVALID_FORMAT.MISMATCH_INPUT.
/// Source  Spark functions.to_number.
/// Example `to_number<"$99.99">("price"_c)`
template <fixed_string Format, class E>
    requires detail::operand<E>
constexpr auto to_number(E const& e) {
    return detail::make_function<detail::to_number_function<Format, false>>(e);
}
/// As to_number, with null for a text of another form.
/// Source  Spark functions.try_to_number.
template <fixed_string Format, class E>
    requires detail::operand<E>
constexpr auto try_to_number(E const& e) {
    return detail::make_function<detail::to_number_function<Format, true>>(e);
}
/// A number as a text of a format, the formats of to_number; `#` for digits where it does not fit.
/// Null    null where the number is null or no decimal number.
/// Errors  compile time: a bad format, no number.
/// Source  Spark functions.to_char.
template <fixed_string Format, class E>
    requires detail::operand<E>
constexpr auto to_char(E const& e) {
    return detail::make_function<detail::to_char_function<Format>>(e);
}

} // namespace weir
