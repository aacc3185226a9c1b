// SPDX-License-Identifier: BSL-1.0
// Integers in other bases: bin, conv.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/arguments.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

/// A number in a base from 2 to 36, in capitals.
inline std::string in_base(std::uint64_t value, std::uint64_t base) {
    std::string out;
    do {
        out.push_back("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[value % base]);
        value /= base;
    } while (value != 0);
    std::reverse(out.begin(), out.end());
    return out;
}

struct bin_function {
    static constexpr std::string_view name = "bin";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "i");
    }
    template <class T>
    using result = std::string;
    template <class R>
    static std::string apply(std::int64_t value) {
        return in_base(static_cast<std::uint64_t>(value), 2);
    }
};

/// conv(text, from, to): digits of one base as digits of another, up to the first that is none; a negative
/// `to` gives a sign, else a negative number is taken as 64 bits.
struct conv_function {
    static constexpr std::string_view name = "conv";
    template <class T, class From, class To>
    static constexpr verdict check() {
        return check_kinds<T, From, To>(name, integral_column<T> ? "iii" : "tii");
    }
    template <class...>
    using result = std::optional<std::string>;
    template <class R, class T>
    static std::optional<std::string> apply(T const& number, std::int64_t from, std::int64_t to) {
        if constexpr (integral_column<T>) {
            return convert_base(std::to_string(number), from, to);
        } else {
            return convert_base(number, from, to);
        }
    }

private:
    static int digit_of(char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'z') return c - 'a' + 10;
        return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 99;
    }
    static std::optional<std::string> convert_base(std::string_view text, std::int64_t from,
                                                   std::int64_t to) {
        std::int64_t const base = to < 0 ? -to : to;
        if (from < 2 || from > 36 || base < 2 || base > 36) return std::nullopt;
        while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
        if (text.empty()) return std::nullopt;
        bool negative = text.front() == '-';
        if (negative) text.remove_prefix(1);
        std::uint64_t value = 0;
        for (char const c : text) {
            int const digit = digit_of(c);
            if (digit >= from) break;
            if (__builtin_mul_overflow(value, static_cast<std::uint64_t>(from), &value)
                || __builtin_add_overflow(value, static_cast<std::uint64_t>(digit), &value)) [[unlikely]] {
                throw_arithmetic_overflow("conv", {});
            }
        }
        auto const as_signed = static_cast<std::int64_t>(value);
        if (negative && to > 0) value = as_signed < 0 ? ~std::uint64_t{0} : 0 - value;
        if (to < 0 && as_signed < 0) {
            value = 0 - value;
            negative = true;
        }
        std::string out = in_base(value, static_cast<std::uint64_t>(base));
        return negative && to < 0 ? "-" + out : out;
    }
};

} // namespace detail

/// The bits of an integer as text.
/// Source  Spark functions.bin.
template <class E>
    requires detail::operand<E>
constexpr auto bin(E const& e) {
    return detail::make_function<detail::bin_function>(e);
}
/// A number given in one base, in another.
/// Null    null for a base outside of 2 to 36 and for an empty text.
/// Errors  run time: ARITHMETIC_OVERFLOW beyond 64 bits.
/// Source  Spark functions.conv.
template <class E, class F, class T>
    requires(detail::operand<E> && detail::operand<F> && detail::operand<T>)
constexpr auto conv(E const& e, F const& from, T const& to) {
    return detail::make_function<detail::conv_function>(e, from, to);
}

} // namespace weir
