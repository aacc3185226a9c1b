// SPDX-License-Identifier: BSL-1.0
// The functions of angles: sine and its kin, their inverses, degrees and radians, pi and e.
#pragma once

#include <weir/expr/math.hpp>

#include <cmath>
#include <string_view>

namespace weir {

namespace detail {

inline constexpr double pi_value = 3.141592653589793;

struct sin_function : double_function<sin_function> {
    static constexpr std::string_view name = "SIN";
    static double compute(double x) { return std::sin(x); }
};
struct cos_function : double_function<cos_function> {
    static constexpr std::string_view name = "COS";
    static double compute(double x) { return std::cos(x); }
};
struct tan_function : double_function<tan_function> {
    static constexpr std::string_view name = "TAN";
    static double compute(double x) { return std::tan(x); }
};
struct cot_function : double_function<cot_function> {
    static constexpr std::string_view name = "COT";
    static double compute(double x) { return 1 / std::tan(x); }
};
struct sec_function : double_function<sec_function> {
    static constexpr std::string_view name = "SEC";
    static double compute(double x) { return 1 / std::cos(x); }
};
struct csc_function : double_function<csc_function> {
    static constexpr std::string_view name = "CSC";
    static double compute(double x) { return 1 / std::sin(x); }
};
struct asin_function : double_function<asin_function> {
    static constexpr std::string_view name = "ASIN";
    static double compute(double x) { return std::asin(x); }
};
struct acos_function : double_function<acos_function> {
    static constexpr std::string_view name = "ACOS";
    static double compute(double x) { return std::acos(x); }
};
struct atan_function : double_function<atan_function> {
    static constexpr std::string_view name = "ATAN";
    static double compute(double x) { return std::atan(x); }
};
struct sinh_function : double_function<sinh_function> {
    static constexpr std::string_view name = "SINH";
    static double compute(double x) { return std::sinh(x); }
};
struct cosh_function : double_function<cosh_function> {
    static constexpr std::string_view name = "COSH";
    static double compute(double x) { return std::cosh(x); }
};
struct tanh_function : double_function<tanh_function> {
    static constexpr std::string_view name = "TANH";
    static double compute(double x) { return std::tanh(x); }
};
struct asinh_function : double_function<asinh_function> {
    static constexpr std::string_view name = "ASINH";
    static double compute(double x) { return std::asinh(x); }
};
struct acosh_function : double_function<acosh_function> {
    static constexpr std::string_view name = "ACOSH";
    static double compute(double x) { return std::acosh(x); }
};
struct atanh_function : double_function<atanh_function> {
    static constexpr std::string_view name = "ATANH";
    static double compute(double x) { return std::atanh(x); }
};
struct degrees_function : double_function<degrees_function> {
    static constexpr std::string_view name = "DEGREES";
    static double compute(double x) { return x * (180 / pi_value); }
};
struct radians_function : double_function<radians_function> {
    static constexpr std::string_view name = "RADIANS";
    static double compute(double x) { return x * (pi_value / 180); }
};
struct atan2_function : double_function<atan2_function> {
    static constexpr std::string_view name = "ATAN2";
    // A zero has no sign here: Spark adds 0.0 to both.
    static double compute(double y, double x) { return std::atan2(y + 0.0, x + 0.0); }
};
struct pi_function : double_function<pi_function> {
    static constexpr std::string_view name = "PI";
    static constexpr double compute() { return pi_value; }
};
struct e_function : double_function<e_function> {
    static constexpr std::string_view name = "E";
    static constexpr double compute() { return 2.718281828459045; }
};

} // namespace detail

/// The sine.
/// Source  Spark functions.sin.
template <class E>
    requires detail::operand<E>
constexpr auto sin(E const& e) {
    return detail::make_function<detail::sin_function>(e);
}
/// The cosine.
/// Source  Spark functions.cos.
template <class E>
    requires detail::operand<E>
constexpr auto cos(E const& e) {
    return detail::make_function<detail::cos_function>(e);
}
/// The tangent.
/// Source  Spark functions.tan.
template <class E>
    requires detail::operand<E>
constexpr auto tan(E const& e) {
    return detail::make_function<detail::tan_function>(e);
}
/// The cotangent.
/// Source  Spark functions.cot.
template <class E>
    requires detail::operand<E>
constexpr auto cot(E const& e) {
    return detail::make_function<detail::cot_function>(e);
}
/// The secant.
/// Source  Spark functions.sec.
template <class E>
    requires detail::operand<E>
constexpr auto sec(E const& e) {
    return detail::make_function<detail::sec_function>(e);
}
/// The cosecant.
/// Source  Spark functions.csc.
template <class E>
    requires detail::operand<E>
constexpr auto csc(E const& e) {
    return detail::make_function<detail::csc_function>(e);
}
/// The angle of a sine.
/// Source  Spark functions.asin.
template <class E>
    requires detail::operand<E>
constexpr auto asin(E const& e) {
    return detail::make_function<detail::asin_function>(e);
}
/// The angle of a cosine.
/// Source  Spark functions.acos.
template <class E>
    requires detail::operand<E>
constexpr auto acos(E const& e) {
    return detail::make_function<detail::acos_function>(e);
}
/// The angle of a tangent.
/// Source  Spark functions.atan.
template <class E>
    requires detail::operand<E>
constexpr auto atan(E const& e) {
    return detail::make_function<detail::atan_function>(e);
}
/// The hyperbolic sine.
/// Source  Spark functions.sinh.
template <class E>
    requires detail::operand<E>
constexpr auto sinh(E const& e) {
    return detail::make_function<detail::sinh_function>(e);
}
/// The hyperbolic cosine.
/// Source  Spark functions.cosh.
template <class E>
    requires detail::operand<E>
constexpr auto cosh(E const& e) {
    return detail::make_function<detail::cosh_function>(e);
}
/// The hyperbolic tangent.
/// Source  Spark functions.tanh.
template <class E>
    requires detail::operand<E>
constexpr auto tanh(E const& e) {
    return detail::make_function<detail::tanh_function>(e);
}
/// The inverse of sinh.
/// Source  Spark functions.asinh.
template <class E>
    requires detail::operand<E>
constexpr auto asinh(E const& e) {
    return detail::make_function<detail::asinh_function>(e);
}
/// The inverse of cosh.
/// Source  Spark functions.acosh.
template <class E>
    requires detail::operand<E>
constexpr auto acosh(E const& e) {
    return detail::make_function<detail::acosh_function>(e);
}
/// The inverse of tanh.
/// Source  Spark functions.atanh.
template <class E>
    requires detail::operand<E>
constexpr auto atanh(E const& e) {
    return detail::make_function<detail::atanh_function>(e);
}
/// Radians as degrees.
/// Source  Spark functions.degrees.
template <class E>
    requires detail::operand<E>
constexpr auto degrees(E const& e) {
    return detail::make_function<detail::degrees_function>(e);
}
/// Degrees as radians.
/// Source  Spark functions.radians.
template <class E>
    requires detail::operand<E>
constexpr auto radians(E const& e) {
    return detail::make_function<detail::radians_function>(e);
}
/// The angle of the point (x, y).
/// Source  Spark functions.atan2.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto atan2(A const& y, B const& x) {
    return detail::make_function<detail::atan2_function>(y, x);
}
/// The ratio of a circle's circumference to its diameter.
/// Source  Spark functions.pi.
constexpr auto pi() { return detail::make_function<detail::pi_function>(); }
/// The base of the natural logarithm.
/// Source  Spark functions.e.
constexpr auto e() { return detail::make_function<detail::e_function>(); }

} // namespace weir
