// SPDX-License-Identifier: BSL-1.0
// The aggregate functions of two numbers: corr, covar_pop, covar_samp and the regr_ functions.
#pragma once

#include <weir/expr/moments.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

/// The means of two numbers, their squares and their product about the means. `a` is the first argument.
/// Source  Spark PearsonCorrelation.
struct co_moments {
    double n = 0;
    double mean_a = 0;
    double mean_b = 0;
    double product = 0;
    double square_a = 0;
    double square_b = 0;

    constexpr void join(co_moments const& o) {
        if (o.n == 0) return;
        double const total = n + o.n;
        double const da = o.mean_a - mean_a;
        double const db = o.mean_b - mean_b;
        product += o.product + da * db / total * n * o.n;
        square_a += o.square_a + da * da / total * n * o.n;
        square_b += o.square_b + db * db / total * n * o.n;
        mean_a += da / total * o.n;
        mean_b += db / total * o.n;
        n = total;
    }
};

/// An aggregate of two numbers; `Fn::of(moments)` is its value.
/// Null    a row in which one of the two is null does not count; null where no row counts.
template <class Fn>
struct pair_aggregate {
    static constexpr std::string_view name = Fn::name;
    template <class A, class B>
    static constexpr verdict check() {
        return first_fault(check_measurable<A>(name), check_measurable<B>(name));
    }

    template <class A, class B>
    struct accumulator {
        using result = std::optional<double>;
        static constexpr bool ordered = false;
        co_moments moments;

        template <class V, class W>
        constexpr void add(V const& a, W const& b) {
            if (present(a) && present(b))
                moments.join({1, as_number(unwrap(a)), as_number(unwrap(b)), 0, 0, 0});
        }
        constexpr void merge(accumulator const& other) { moments.join(other.moments); }
        [[nodiscard]] result value() const { return moments.n == 0 ? std::nullopt : Fn::of(moments); }
    };
};

struct corr_pair {
    static constexpr std::string_view name = "corr";
    static std::optional<double> of(co_moments const& m) {
        double const spread = std::sqrt(m.square_a * m.square_b);
        return m.n == 1 || spread == 0 ? std::nullopt : std::optional(m.product / spread);
    }
};
struct covar_pop_pair {
    static constexpr std::string_view name = "covar_pop";
    static std::optional<double> of(co_moments const& m) { return m.product / m.n; }
};
struct covar_samp_pair {
    static constexpr std::string_view name = "covar_samp";
    static std::optional<double> of(co_moments const& m) {
        return m.n == 1 ? std::nullopt : std::optional(m.product / (m.n - 1));
    }
};
struct regr_avgx_pair {
    static constexpr std::string_view name = "regr_avgx";
    static std::optional<double> of(co_moments const& m) { return m.mean_b; }
};
struct regr_avgy_pair {
    static constexpr std::string_view name = "regr_avgy";
    static std::optional<double> of(co_moments const& m) { return m.mean_a; }
};
struct regr_sxx_pair {
    static constexpr std::string_view name = "regr_sxx";
    static std::optional<double> of(co_moments const& m) { return m.square_b; }
};
struct regr_syy_pair {
    static constexpr std::string_view name = "regr_syy";
    static std::optional<double> of(co_moments const& m) { return m.square_a; }
};
struct regr_sxy_pair {
    static constexpr std::string_view name = "regr_sxy";
    static std::optional<double> of(co_moments const& m) { return m.product; }
};
struct regr_slope_pair {
    static constexpr std::string_view name = "regr_slope";
    static std::optional<double> of(co_moments const& m) {
        return m.square_b == 0 ? std::nullopt : std::optional(m.product / m.square_b);
    }
};
struct regr_intercept_pair {
    static constexpr std::string_view name = "regr_intercept";
    static std::optional<double> of(co_moments const& m) {
        auto const slope = regr_slope_pair::of(m);
        return slope ? std::optional(m.mean_a - *slope * m.mean_b) : std::nullopt;
    }
};
struct regr_r2_pair {
    static constexpr std::string_view name = "regr_r2";
    static std::optional<double> of(co_moments const& m) {
        if (m.square_b == 0) return std::nullopt;
        return m.square_a == 0 ? 1.0 : m.product * m.product / (m.square_a * m.square_b);
    }
};

/// regr_count(y, x): the rows in which neither is null. bigint, never null.
struct regr_count_aggregate : count_aggregate {
    static constexpr std::string_view name = "regr_count";
    template <class A, class B>
    static constexpr verdict check() {
        return pair_aggregate<regr_sxy_pair>::check<A, B>();
    }
};

template <class A, class B>
concept number_pair = operand<A> && operand<B>;

} // namespace detail

/// Pearson's correlation of two numbers; null where one of them does not vary.
/// Source  Spark functions.corr.
template <class A, class B>
    requires detail::number_pair<A, B>
constexpr auto corr(A const& a, B const& b) {
    return detail::make_aggregate<detail::pair_aggregate<detail::corr_pair>>(a, b);
}
/// The population covariance.
/// Source  Spark functions.covar_pop.
template <class A, class B>
    requires detail::number_pair<A, B>
constexpr auto covar_pop(A const& a, B const& b) {
    return detail::make_aggregate<detail::pair_aggregate<detail::covar_pop_pair>>(a, b);
}
/// The sample covariance; null for fewer than two rows.
/// Source  Spark functions.covar_samp.
template <class A, class B>
    requires detail::number_pair<A, B>
constexpr auto covar_samp(A const& a, B const& b) {
    return detail::make_aggregate<detail::pair_aggregate<detail::covar_samp_pair>>(a, b);
}
/// The rows in which neither `y` nor `x` is null.
/// Source  Spark functions.regr_count.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_count(Y const& y, X const& x) {
    return detail::make_aggregate<detail::regr_count_aggregate>(y, x);
}
/// The mean of `x` over the rows in which neither is null.
/// Source  Spark functions.regr_avgx.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_avgx(Y const& y, X const& x) {
    return detail::make_aggregate<detail::pair_aggregate<detail::regr_avgx_pair>>(y, x);
}
/// The mean of `y` over the rows in which neither is null.
/// Source  Spark functions.regr_avgy.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_avgy(Y const& y, X const& x) {
    return detail::make_aggregate<detail::pair_aggregate<detail::regr_avgy_pair>>(y, x);
}
/// The sum of the squares of `x` about its mean.
/// Source  Spark functions.regr_sxx.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_sxx(Y const& y, X const& x) {
    return detail::make_aggregate<detail::pair_aggregate<detail::regr_sxx_pair>>(y, x);
}
/// The sum of the products of `y` and `x` about their means.
/// Source  Spark functions.regr_sxy.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_sxy(Y const& y, X const& x) {
    return detail::make_aggregate<detail::pair_aggregate<detail::regr_sxy_pair>>(y, x);
}
/// The sum of the squares of `y` about its mean.
/// Source  Spark functions.regr_syy.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_syy(Y const& y, X const& x) {
    return detail::make_aggregate<detail::pair_aggregate<detail::regr_syy_pair>>(y, x);
}
/// The slope of the line through the points (x, y); null where `x` does not vary.
/// Source  Spark functions.regr_slope.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_slope(Y const& y, X const& x) {
    return detail::make_aggregate<detail::pair_aggregate<detail::regr_slope_pair>>(y, x);
}
/// Where the line through the points (x, y) meets x = 0; null where `x` does not vary.
/// Source  Spark functions.regr_intercept.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_intercept(Y const& y, X const& x) {
    return detail::make_aggregate<detail::pair_aggregate<detail::regr_intercept_pair>>(y, x);
}
/// How much of the spread of `y` the line explains, from 0 to 1.
/// Source  Spark functions.regr_r2.
template <class Y, class X>
    requires detail::number_pair<Y, X>
constexpr auto regr_r2(Y const& y, X const& x) {
    return detail::make_aggregate<detail::pair_aggregate<detail::regr_r2_pair>>(y, x);
}

} // namespace weir
