// SPDX-License-Identifier: BSL-1.0
// Bytes as text and text as bytes: base64, hexadecimal digits, character sets.
#pragma once

#include <weir/core/base64.hpp>
#include <weir/core/charset.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/error.hpp>
#include <weir/expr/arguments.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_conversion(std::string_view text, std::string_view form, std::string_view instead) {
    std::string message("cannot read \"");
    message.append(text).append("\" as ").append(form);
    if (!instead.empty()) message.append("; use ").append(instead).append(" to get null instead");
    throw cast_error("CONVERSION_INVALID_INPUT", message);
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_charset(std::string_view function,
                                                                 std::string_view name) {
    std::string message("the character set \"");
    message.append(name).append("\" of ").append(function);
    message.append("; one of US-ASCII, ISO-8859-1, UTF-8, UTF-16, UTF-16BE, UTF-16LE, UTF-32");
    throw data_error("INVALID_PARAMETER_VALUE.CHARSET", message);
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_malformed(std::string_view function,
                                                                   std::string_view name) {
    std::string message("a value of ");
    message.append(function).append(" that is not in the character set ").append(name);
    throw data_error("MALFORMED_CHARACTER_CODING", message);
}

struct base64_function : plain_function<base64_function, std::string, "b"> {
    static constexpr std::string_view name = "base64";
    template <class R, class T>
    static std::string apply(T const& value) {
        std::string out;
        append_base64(out, bytes_of(value), 76);
        return out;
    }
};
struct unbase64_function : plain_function<unbase64_function, binary, "t"> {
    static constexpr std::string_view name = "unbase64";
    template <class R>
    static binary apply(std::string_view s) {
        binary out;
        if (!read_base64(out.bytes, s)) throw_conversion(s, "base64", {});
        return out;
    }
};

struct hex_function {
    static constexpr std::string_view name = "hex";
    template <class T>
    static constexpr verdict check() {
        return integral_column<T> ? verdict{} : check_kinds<T>(name, "b");
    }
    template <class T>
    using result = std::string;
    template <class R, class T>
    static std::string apply(T const& value) {
        std::string out;
        if constexpr (integral_column<T>) {
            auto const bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
            int shift = 60;
            while (shift > 0 && bits >> shift == 0) shift -= 4;
            for (; shift >= 0; shift -= 4) out.push_back("0123456789ABCDEF"[bits >> shift & 0xFU]);
        } else {
            append_hex(out, bytes_of(value));
        }
        return out;
    }
};
struct unhex_function : plain_function<unhex_function, std::optional<binary>, "t"> {
    static constexpr std::string_view name = "unhex";
    template <class R>
    static std::optional<binary> apply(std::string_view s) {
        binary out;
        return read_hex(out.bytes, s) ? std::optional(std::move(out)) : std::nullopt;
    }
};

struct encode_function : plain_function<encode_function, std::optional<binary>, "tt"> {
    static constexpr std::string_view name = "encode";
    template <class R>
    static binary apply(std::string_view s, std::string_view set) {
        std::optional<charset> const to = charset_of(set);
        binary out;
        if (!to.has_value()) throw_charset(name, set);
        if (!encode_text(out.bytes, s, *to)) throw_malformed(name, set);
        return out;
    }
};
struct decode_function : plain_function<decode_function, std::optional<std::string>, "bt"> {
    static constexpr std::string_view name = "decode";
    template <class R, class T>
    static std::string apply(T const& value, std::string_view set) {
        std::optional<charset> const from = charset_of(set);
        std::string out;
        if (!from.has_value()) throw_charset(name, set);
        if (!decode_text(out, bytes_of(value), *from)) throw_malformed(name, set);
        return out;
    }
};

template <bool Try>
struct to_binary_function : plain_function<to_binary_function<Try>, std::optional<binary>, "t"> {
    static constexpr std::string_view name = Try ? "try_to_binary" : "to_binary";
    template <class R>
    static std::optional<binary> apply(std::string_view s, std::string_view form) {
        auto const is = [form](std::string_view lower) {
            bool same = form.size() == lower.size();
            for (std::size_t i = 0; same && i < form.size(); ++i) same = ascii_lower(form[i]) == lower[i];
            return same;
        };
        binary out;
        bool good = true;
        if (is("hex")) {
            good = read_hex(out.bytes, s);
        } else if (is("base64")) {
            good = is_strict_base64(s) && read_base64(out.bytes, s);
        } else if (is("utf-8") || is("utf8")) {
            out.bytes = s;
        } else {
            std::string message("the form \"");
            message.append(form).append("\" of ").append(name).append("; one of hex, base64, utf-8");
            throw data_error("DATATYPE_MISMATCH.INVALID_ARG_VALUE", message);
        }
        if (good) return out;
        if constexpr (!Try) throw_conversion(s, form, "try_to_binary");
        return std::nullopt;
    }
};

} // namespace detail

/// A text's or binary's bytes in base64, in lines of 76 letters.
/// Source  Spark functions.base64.
template <class E>
    requires detail::operand<E>
constexpr auto base64(E const& e) {
    return detail::make_function<detail::base64_function>(e);
}
/// The bytes that base64 stands for; characters that are none of its letters are skipped.
/// Errors  run time: CONVERSION_INVALID_INPUT for a letter or padding in a wrong place.
/// Source  Spark functions.unbase64.
template <class E>
    requires detail::operand<E>
constexpr auto unbase64(E const& e) {
    return detail::make_function<detail::unbase64_function>(e);
}
/// An integer, or the bytes of a text or binary, in hexadecimal digits.
/// Source  Spark functions.hex.
template <class E>
    requires detail::operand<E>
constexpr auto hex(E const& e) {
    return detail::make_function<detail::hex_function>(e);
}
/// The bytes that hexadecimal digits stand for.
/// Null    null where one is no digit.
/// Source  Spark functions.unhex.
template <class E>
    requires detail::operand<E>
constexpr auto unhex(E const& e) {
    return detail::make_function<detail::unhex_function>(e);
}
/// A text in a character set: US-ASCII, ISO-8859-1, UTF-8, UTF-16, UTF-16BE, UTF-16LE or UTF-32.
/// Errors  run time: INVALID_PARAMETER_VALUE.CHARSET, MALFORMED_CHARACTER_CODING.
/// Source  Spark functions.encode.
template <class E, class C>
    requires(detail::operand<E> && detail::operand<C>)
constexpr auto encode(E const& e, C const& charset) {
    return detail::make_function<detail::encode_function>(e, charset);
}
/// The text that bytes in a character set stand for; the sets of encode.
/// Errors  run time: INVALID_PARAMETER_VALUE.CHARSET, MALFORMED_CHARACTER_CODING.
/// Source  Spark functions.decode.
template <class E, class C>
    requires(detail::operand<E> && detail::operand<C>)
constexpr auto decode(E const& e, C const& charset) {
    return detail::make_function<detail::decode_function>(e, charset);
}
/// The bytes that a text stands for: its form is `hex` (the default), `base64` or `utf-8`.
/// Errors  run time: CONVERSION_INVALID_INPUT, or for another form DATATYPE_MISMATCH.INVALID_ARG_VALUE.
/// Source  Spark functions.to_binary.
template <class E, class F>
    requires(detail::operand<E> && detail::operand<F>)
constexpr auto to_binary(E const& e, F const& form) {
    return detail::make_function<detail::to_binary_function<false>>(e, form);
}
/// As to_binary; null for a text that is not of the form.
/// Source  Spark functions.try_to_binary.
template <class E, class F>
    requires(detail::operand<E> && detail::operand<F>)
constexpr auto try_to_binary(E const& e, F const& form) {
    return detail::make_function<detail::to_binary_function<true>>(e, form);
}

} // namespace weir
