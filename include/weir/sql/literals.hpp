// SPDX-License-Identifier: BSL-1.0
// Literals of a SQL text as expressions: the value is in the type, so that its name is known.
#pragma once

#include <weir/core/date_text.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/sql/number.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// What every literal is: a constant that never fails.
template <class Derived, class T>
struct constant_interface : expression_interface<Derived> {
    template <class S>
    using result = T;
    template <class S>
    static constexpr bool total = travels_by_value<T>;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
};

// What a decimal beside it counts the digits of.
template <class T, T Value>
struct written_integer {
    static constexpr std::int64_t written_value = Value;
};
template <bool Value>
struct written_integer<bool, Value> {};

/// A boolean, tinyint, smallint or bigint.
template <class T, T Value>
struct whole_literal : constant_interface<whole_literal<T, Value>, T>, written_integer<T, Value> {
    static constexpr bool always_true = std::same_as<T, bool> && Value != 0;

    static constexpr void write(text& out) {
        if constexpr (std::same_as<T, bool>) {
            out << (Value ? "true" : "false");
        } else {
            out << std::int64_t{Value};
        }
    }
    template <class S, class Row>
    constexpr T eval(Row const&) const {
        return Value;
    }
};

template <int P, int S, int128 Unscaled>
struct decimal_literal : constant_interface<decimal_literal<P, S, Unscaled>, decimal<P, S>> {
    static constexpr void write(text& out) {
        char buffer[48]{};
        char const* const end = write_decimal(buffer, Unscaled, S);
        out << std::string_view(buffer, static_cast<std::size_t>(end - buffer));
    }
    template <class Schema, class Row>
    constexpr decimal<P, S> eval(Row const&) const {
        return decimal<P, S>::from_unscaled(Unscaled);
    }
};

/// A float or double: digits times ten to the power of `Exponent`.
template <class T, bool Negative, std::uint64_t Digits, int Exponent>
struct floating_literal : constant_interface<floating_literal<T, Negative, Digits, Exponent>, T> {
    static constexpr T value = static_cast<T>((Negative ? -1 : 1) * sql_double(Digits, Exponent));

    static constexpr void write(text& out) { write_java_double(out, Digits, Exponent, Negative); }
    template <class S, class Row>
    constexpr T eval(Row const&) const {
        return value;
    }
};

constexpr char hex_digit(unsigned v) { return "0123456789ABCDEF"[v]; }

template <fixed_string Bytes>
struct binary_literal : constant_interface<binary_literal<Bytes>, binary> {
    static constexpr void write(text& out) {
        out << "X'";
        for (char const c : Bytes.view()) {
            auto const byte = static_cast<unsigned char>(c);
            out << hex_digit(byte >> 4U) << hex_digit(byte & 15U);
        }
        out << '\'';
    }
    template <class S, class Row>
    binary eval(Row const&) const {
        return binary{std::string(Bytes.view())};
    }
};

// Texts in quotes.

/// Gives `out` the characters of one string after another, without their quotes and escapes.
constexpr void unquote_sql(std::string_view written, auto&& out) {
    auto const code = [&](std::size_t at, std::size_t digits, unsigned base, std::uint32_t& value) {
        if (at + digits > written.size()) return false;
        value = 0;
        for (std::size_t i = at; i < at + digits; ++i) {
            char const c = ascii_lower(written[i]);
            unsigned const d = is_digit(c)            ? static_cast<unsigned>(c - '0')
                               : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                                                      : 99;
            if (d >= base) return false;
            value = value * base + d;
        }
        return true;
    };
    auto const character = [&](std::uint32_t c) {
        auto const put = [&](std::uint32_t byte) {
            out(static_cast<char>(static_cast<unsigned char>(byte)));
        };
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | (c >> 6U));
            put(0x80 | (c & 0x3FU));
        } else if (c < 0x10000) {
            put(0xE0 | (c >> 12U));
            put(0x80 | ((c >> 6U) & 0x3FU));
            put(0x80 | (c & 0x3FU));
        } else {
            put(0xF0 | (c >> 18U));
            put(0x80 | ((c >> 12U) & 0x3FU));
            put(0x80 | ((c >> 6U) & 0x3FU));
            put(0x80 | (c & 0x3FU));
        }
    };
    sql_lexer lexer(written);
    for (sql_token t = lexer.next(); t.kind == sql_token_kind::string; t = lexer.next()) {
        std::size_t i = t.begin;
        bool const raw = written[i] != '\'' && written[i] != '"';
        if (raw) ++i;
        char const quote = written[i];
        std::size_t const end = t.begin + t.size - 1;
        for (++i; i < end; ++i) {
            char const c = written[i];
            if (raw) {
                out(c);
            } else if (c == quote) { // two for one
                out(c);
                ++i;
            } else if (c != '\\' || i + 1 >= end) {
                out(c);
            } else {
                char const e = written[++i];
                std::uint32_t value = 0;
                std::uint32_t low = 0;
                if (e == 'u' && code(i + 1, 4, 16, value)) {
                    i += 4;
                    if (value >= 0xD800 && value < 0xDC00 && i + 2 < end && written[i + 1] == '\\'
                        && written[i + 2] == 'u' && code(i + 3, 4, 16, low)) {
                        i += 6;
                        value = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00);
                    }
                    character(value);
                } else if (e == 'U' && code(i + 1, 8, 16, value)) {
                    i += 8;
                    character(value);
                } else if ((e == '0' || e == '1') && code(i, 3, 8, value)) {
                    i += 2;
                    character(value);
                } else if (e == '%' || e == '_') {
                    out('\\');
                    out(e);
                } else {
                    constexpr std::string_view from = "0bnrtZ";
                    constexpr char to[] = {'\0', '\b', '\n', '\r', '\t', '\x1A'};
                    std::size_t const at = from.find(e);
                    out(at == std::string_view::npos ? e : to[at]);
                }
            }
        }
    }
}

/// Gives `out` the characters of a name and its parts: `t . a` is `t.a`, backquotes go.
constexpr void unquote_sql_name(std::string_view written, auto&& out) {
    sql_lexer lexer(written);
    for (sql_token t = lexer.next(); t.kind != sql_token_kind::end; t = lexer.next()) {
        if (t.kind == sql_token_kind::quoted_name) {
            for (std::size_t i = t.begin + 1; i + 1 < t.begin + t.size; ++i) {
                out(written[i]);
                if (written[i] == '`') ++i;
            }
        } else {
            for (std::size_t i = t.begin; i < t.begin + t.size; ++i) out(written[i]);
        }
    }
}

/// A text made by a function of `out`, as a template argument.
template <auto Write>
consteval auto made_text() {
    constexpr std::size_t size = [] {
        std::size_t n = 0;
        Write([&](char) { ++n; });
        return n;
    }();
    fixed_string<size> made;
    std::size_t n = 0;
    Write([&](char c) { made.data[n++] = c; });
    return made;
}

} // namespace weir::detail
