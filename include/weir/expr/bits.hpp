// SPDX-License-Identifier: BSL-1.0
// The operators and functions of bits: and, or, xor, not, shifts, bit_count, bit_get.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/arithmetic.hpp>

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

/// An operator on the bits of two integers, in the wider type of the two.
template <class Op>
struct bitwise {
    template <class A, class B>
    static constexpr verdict check() {
        return check_kinds<A, B>(Op::sign, "i");
    }
    template <class A, class B>
    using result = common_number_t<A, B>;
    template <class A, class B>
    static constexpr bool total = true;
    static constexpr void write(text& out, text const& a, text const& b) {
        out << '(' << a.view() << ' ' << Op::sign << ' ' << b.view() << ')';
    }
    template <class R, class A, class B>
    static constexpr R apply(A a, B b) {
        return static_cast<R>(Op::of(static_cast<R>(a), static_cast<R>(b)));
    }
};
struct bitwise_and : bitwise<bitwise_and> {
    static constexpr std::string_view sign = "&";
    static constexpr auto of(auto a, auto b) { return a & b; }
};
struct bitwise_or : bitwise<bitwise_or> {
    static constexpr std::string_view sign = "|";
    static constexpr auto of(auto a, auto b) { return a | b; }
};
struct bitwise_xor : bitwise<bitwise_xor> {
    static constexpr std::string_view sign = "^";
    static constexpr auto of(auto a, auto b) { return a ^ b; }
};
struct bitwise_not_function {
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>("~", "i");
    }
    template <class T>
    using result = T;
    template <class T>
    static constexpr bool total = true;
    static constexpr void write(text& out, text const& x) { out << '~' << x.view(); }
    template <class R>
    static constexpr R apply(R value) {
        return static_cast<R>(~value);
    }
};

/// A shift of an int or bigint; only the last five or six bits of the distance count.
template <class Op>
struct shift {
    template <class T, class N>
    static constexpr verdict check() {
        return check_kinds<T, N>(Op::sign, "i");
    }
    template <class T, class N>
    using result = std::conditional_t<sizeof(T) == 8, std::int64_t, std::int32_t>;
    template <class T, class N>
    static constexpr bool total = true;
    static constexpr void write(text& out, text const& value, text const& n) {
        out << '(' << value.view() << ' ' << Op::sign << ' ' << n.view() << ')';
    }
    template <class R, class T, class N>
    static constexpr R apply(T value, N n) {
        return static_cast<R>(Op::of(static_cast<R>(value), static_cast<unsigned>(n) & (sizeof(R) * 8 - 1)));
    }
};
struct shift_left : shift<shift_left> {
    static constexpr std::string_view sign = "<<";
    template <class R>
    static constexpr auto of(R value, unsigned n) {
        return static_cast<std::make_unsigned_t<R>>(value) << n;
    }
};
struct shift_right : shift<shift_right> {
    static constexpr std::string_view sign = ">>";
    template <class R>
    static constexpr auto of(R value, unsigned n) {
        return value >> n;
    }
};
struct shift_right_unsigned : shift<shift_right_unsigned> {
    static constexpr std::string_view sign = ">>>";
    template <class R>
    static constexpr auto of(R value, unsigned n) {
        return static_cast<std::make_unsigned_t<R>>(value) >> n;
    }
};
// The same under the names of functions.
template <class Op, fixed_string Name>
struct named_shift : Op {
    static constexpr void write(text& out, text const& value, text const& n) {
        out << Name.view() << '(' << value.view() << ", " << n.view() << ')';
    }
};

/// bit_count(x): how many bits are set; of a boolean 1 or 0.
struct bit_count_function {
    static constexpr std::string_view name = "bit_count";
    template <class T>
    static constexpr verdict check() {
        return std::same_as<T, bool> ? verdict{} : check_kinds<T>(name, "i");
    }
    template <class T>
    using result = std::int32_t;
    template <class T>
    static constexpr bool total = true;
    template <class R>
    static constexpr std::int32_t apply(std::int64_t value) {
        return std::popcount(static_cast<std::uint64_t>(value));
    }
};

/// bit_get(x, i): the bit at a place from the right, as a tinyint.
template <fixed_string Name>
struct bit_get_function {
    static constexpr std::string_view name = Name.view();
    template <class T, class N>
    static constexpr verdict check() {
        return check_kinds<T, N>(name, "i");
    }
    template <class T, class N>
    using result = std::int8_t;
    template <class R, class T>
    static constexpr std::int8_t apply(T value, std::int64_t place) {
        if (place < 0 || place >= static_cast<std::int64_t>(sizeof(T) * 8)) [[unlikely]]
            throw query_error("BIT_POSITION_RANGE.VALUE", "no bit at place " + std::to_string(place));
        return static_cast<std::int8_t>(static_cast<std::uint64_t>(std::int64_t{value}) >> place & 1U);
    }
};

} // namespace detail

/// The bits that both integers have, in the wider type of the two.
/// Null    null where an operand is null; so for all functions here.
/// Errors  compile time: no integers.
/// Source  Spark SQL &.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator&(L const& left, R const& right) {
    return detail::make_function<detail::bitwise_and>(left, right);
}
/// The bits that one of the integers has.
/// Null    null where an operand is null; so for all functions here.
/// Errors  compile time: no integers.
/// Source  Spark SQL |.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator|(L const& left, R const& right) {
    return detail::make_function<detail::bitwise_or>(left, right);
}
/// The bits that exactly one of the integers has.
/// Null    null where an operand is null; so for all functions here.
/// Errors  compile time: no integers.
/// Source  Spark SQL ^.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator^(L const& left, R const& right) {
    return detail::make_function<detail::bitwise_xor>(left, right);
}
/// The integer with all bits turned.
/// Source  Spark SQL ~.
template <expression E>
constexpr auto operator~(E const& e) {
    return detail::make_function<detail::bitwise_not_function>(e);
}
/// The integer's bits moved to the left; only the last five bits of the distance count, of a bigint six.
/// Source  Spark SQL <<.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator<<(L const& left, R const& right) {
    return detail::make_function<detail::shift_left>(left, right);
}
/// The integer's bits moved to the right, the sign kept.
/// Source  Spark SQL >>.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator>>(L const& left, R const& right) {
    return detail::make_function<detail::shift_right>(left, right);
}
/// As `<<`.
/// Source  Spark functions.shiftleft.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto shiftleft(A const& e, B const& n) {
    return detail::make_function<detail::named_shift<detail::shift_left, "shiftleft">>(e, n);
}
/// As `>>`.
/// Source  Spark functions.shiftright.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto shiftright(A const& e, B const& n) {
    return detail::make_function<detail::named_shift<detail::shift_right, "shiftright">>(e, n);
}
/// The integer's bits moved to the right, zeros from the left.
/// Source  Spark functions.shiftrightunsigned.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto shiftrightunsigned(A const& e, B const& n) {
    return detail::make_function<detail::named_shift<detail::shift_right_unsigned, "shiftrightunsigned">>(e,
                                                                                                          n);
}
/// How many bits are set.
/// Source  Spark functions.bit_count.
template <class E>
    requires detail::operand<E>
constexpr auto bit_count(E const& e) {
    return detail::make_function<detail::bit_count_function>(e);
}
/// The bit at a place from the right.
/// Errors  run time: BIT_POSITION_RANGE.VALUE.
/// Source  Spark functions.bit_get.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto bit_get(A const& e, B const& place) {
    return detail::make_function<detail::bit_get_function<"bit_get">>(e, place);
}
/// Another name of bit_get.
/// Source  Spark functions.getbit.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto getbit(A const& e, B const& place) {
    return detail::make_function<detail::bit_get_function<"getbit">>(e, place);
}

} // namespace weir
