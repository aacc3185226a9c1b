// SPDX-License-Identifier: BSL-1.0
// Texts checked, hidden and quoted: luhn_check, mask, quote and the functions of valid UTF-8.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/number_text.hpp>
#include <weir/expr/text_case.hpp>
#include <weir/expr/text_parts.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

struct luhn_check_function : plain_function<luhn_check_function, std::optional<bool>, "t"> {
    static constexpr std::string_view name = "luhn_check";
    template <class R>
    static constexpr std::optional<bool> apply(std::string_view s) {
        int sum = 0;
        bool twice = false;
        for (std::size_t i = s.size(); i > 0; --i, twice = !twice) {
            if (!is_digit(s[i - 1])) return false;
            int const digit = (s[i - 1] - '0') * (twice ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return !s.empty() && sum % 10 == 0;
    }
};

// Digits of scripts other than Latin, of which each has ten in a row from a code point on.
constexpr bool is_decimal_digit(std::uint32_t c) {
    constexpr std::uint32_t zeros[] = {0x30,  0x660, 0x6F0,  0x7C0,  0x966,  0x9E6, 0xA66,
                                       0xAE6, 0xB66, 0xBE6,  0xC66,  0xCE6,  0xD66, 0xE50,
                                       0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10};
    for (std::uint32_t const zero : zeros) {
        if (c >= zero && c < zero + 10) return true;
    }
    return false;
}

struct mask_function {
    static constexpr std::string_view name = "mask";
    static constexpr bool sees_nulls = true;
    static constexpr std::string_view default_upper = "X";
    static constexpr std::string_view default_lower = "x";
    static constexpr std::string_view default_digit = "n";

    template <class T, class... Masks>
    static constexpr verdict check() {
        verdict const text = check_one<T>();
        return text.failed() ? text : first_fault(check_one<Masks>()...);
    }
    template <class...>
    using result = std::optional<std::string>;
    template <class R, class T, class Upper, class Lower, class Digit, class Other>
    static std::optional<std::string> apply(T const& value, Upper const& upper, Lower const& lower,
                                            Digit const& digit, Other const& other) {
        std::optional<std::string_view> const given = text_of(value);
        if (!given.has_value()) return std::nullopt;
        std::string_view s = *given;
        std::string out;
        while (!s.empty()) {
            decoded_character const c = decode_character(s);
            bool const is_lower = upper_point(c.point) != c.point || c.point == 0xDF;
            bool const is_upper = !is_lower && lower_point(c.point) != c.point;
            std::optional<std::string_view> const by = is_upper                    ? text_of(upper)
                                                       : is_lower                  ? text_of(lower)
                                                       : is_decimal_digit(c.point) ? text_of(digit)
                                                                                   : text_of(other);
            out.append(by.value_or(s.substr(0, c.bytes)));
            s.remove_prefix(c.bytes);
        }
        return out;
    }

private:
    template <class T>
    static constexpr verdict check_one() {
        return std::same_as<T, void_type> ? verdict{} : check_kinds<value_type_of<T>>(name, "t");
    }
    template <class T>
    static constexpr std::optional<std::string_view> text_of(T const& value) {
        if constexpr (std::same_as<T, void_type>) {
            return std::nullopt;
        } else {
            return present(value) ? std::optional<std::string_view>(unwrap(value)) : std::nullopt;
        }
    }
};

struct quote_function : plain_function<quote_function, std::optional<std::string>, "t"> {
    static constexpr std::string_view name = "quote";
    template <class R>
    static std::optional<std::string> apply(std::string_view s) {
        std::string out("'");
        for (char const c : s) {
            if (c == '\'') out.push_back('\\');
            out.push_back(c);
        }
        out.push_back('\'');
        return out;
    }
};

// As Spark counts: a bad byte by itself, but the beginning of a character that breaks off as one.
inline std::string valid_utf8(std::string_view s) {
    std::string out;
    while (!s.empty()) {
        decoded_character const c = decode_character(s);
        bool const surrogate = !c.valid && c.bytes == 3;
        std::size_t const n = surrogate ? 1 : c.bytes;
        out.append(c.valid ? s.substr(0, n) : replacement_text);
        s.remove_prefix(n);
    }
    return out;
}
constexpr bool is_valid_utf8(std::string_view s) {
    while (!s.empty()) {
        decoded_character const c = decode_character(s);
        if (!c.valid) return false;
        s.remove_prefix(c.bytes);
    }
    return true;
}

struct is_valid_utf8_function : plain_function<is_valid_utf8_function, std::optional<bool>, "t"> {
    static constexpr std::string_view name = "is_valid_utf8";
    template <class R>
    static constexpr bool apply(std::string_view s) {
        return is_valid_utf8(s);
    }
};
struct make_valid_utf8_function : plain_function<make_valid_utf8_function, std::optional<std::string>, "t"> {
    static constexpr std::string_view name = "make_valid_utf8";
    template <class R>
    static std::string apply(std::string_view s) {
        return valid_utf8(s);
    }
};
struct validate_utf8_function : plain_function<validate_utf8_function, std::optional<std::string>, "t"> {
    static constexpr std::string_view name = "validate_utf8";
    template <class R>
    static constexpr std::string_view apply(std::string_view s) {
        if (!is_valid_utf8(s)) {
            throw data_error("INVALID_UTF8_STRING",
                             "a text is not valid UTF-8; use try_validate_utf8 to get null instead");
        }
        return s;
    }
};
struct try_validate_utf8_function
    : plain_function<try_validate_utf8_function, std::optional<std::string>, "t"> {
    static constexpr std::string_view name = "try_validate_utf8";
    template <class R>
    static constexpr std::optional<std::string_view> apply(std::string_view s) {
        return is_valid_utf8(s) ? std::optional(s) : std::nullopt;
    }
};

} // namespace detail

/// Whether the last digit of a number is right by Luhn's formula; false where a character is no digit.
/// Source  Spark functions.luhn_check.
template <class E>
    requires detail::operand<E>
constexpr auto luhn_check(E const& e) {
    return detail::make_function<detail::luhn_check_function>(e);
}
/// A text with capitals, small letters, digits and other characters each hidden behind one character; a null
/// leaves that sort of characters as it is.
/// Null    null where the text is null.
/// Source  Spark functions.mask.
template <class E, class U, class L, class D, class O>
    requires(detail::operand<E> && detail::operand<U> && detail::operand<L> && detail::operand<D>
             && detail::operand<O>)
constexpr auto mask(E const& e, U const& upper, L const& lower, D const& digit, O const& other) {
    return detail::make_function<detail::mask_function>(e, upper, lower, digit, other);
}
template <class E, class U, class L, class D>
    requires(detail::operand<E> && detail::operand<U> && detail::operand<L> && detail::operand<D>)
constexpr auto mask(E const& e, U const& upper, L const& lower, D const& digit) {
    return mask(e, upper, lower, digit, nullptr);
}
template <class E, class U, class L>
    requires(detail::operand<E> && detail::operand<U> && detail::operand<L>)
constexpr auto mask(E const& e, U const& upper, L const& lower) {
    return mask(e, upper, lower, detail::constant_text<"n">{});
}
template <class E, class U>
    requires(detail::operand<E> && detail::operand<U>)
constexpr auto mask(E const& e, U const& upper) {
    return mask(e, upper, detail::constant_text<"x">{});
}
template <class E>
    requires detail::operand<E>
constexpr auto mask(E const& e) {
    return mask(e, detail::constant_text<"X">{});
}
/// A text in single quotes, with a backslash before those that are in it.
/// Source  Spark functions.quote.
template <class E>
    requires detail::operand<E>
constexpr auto quote(E const& e) {
    return detail::make_function<detail::quote_function>(e);
}
/// Whether the bytes of a text are valid UTF-8.
/// Source  Spark functions.is_valid_utf8.
template <class E>
    requires detail::operand<E>
constexpr auto is_valid_utf8(E const& e) {
    return detail::make_function<detail::is_valid_utf8_function>(e);
}
/// A text with U+FFFD for bytes that are not valid UTF-8.
/// Source  Spark functions.make_valid_utf8.
template <class E>
    requires detail::operand<E>
constexpr auto make_valid_utf8(E const& e) {
    return detail::make_function<detail::make_valid_utf8_function>(e);
}
/// The text itself.
/// Errors  run time: INVALID_UTF8_STRING.
/// Source  Spark functions.validate_utf8.
template <class E>
    requires detail::operand<E>
constexpr auto validate_utf8(E const& e) {
    return detail::make_function<detail::validate_utf8_function>(e);
}
/// The text itself, null where its bytes are not valid UTF-8.
/// Source  Spark functions.try_validate_utf8.
template <class E>
    requires detail::operand<E>
constexpr auto try_validate_utf8(E const& e) {
    return detail::make_function<detail::try_validate_utf8_function>(e);
}

} // namespace weir
