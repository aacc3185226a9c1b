// SPDX-License-Identifier: BSL-1.0
// The aggregate functions of spread and shape: variance, stddev, skewness, kurtosis.
#pragma once

#include <weir/expr/aggregates.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

template <class T>
constexpr verdict check_measurable(std::string_view function) {
    if constexpr (interval_column<T>) {
        return fault("cannot ", function, " values of type ", type_name<T>().view(),
                     "; the argument has to be a number");
    } else {
        return check_summable<T>(function);
    }
}

// A number, or a time as seconds since 1970.
template <class T>
constexpr double as_number(T const& value) {
    if constexpr (std::same_as<T, timestamp>) {
        return static_cast<double>(micros(value)) / 1e6;
    } else {
        return to_double(value);
    }
}

/// The mean and the sums of powers of the distance from it, up to the power `Order`; one pass by Welford's
/// update, merged by Chan's and Pebay's.
/// Source  Spark CentralMomentAgg.
template <int Order>
struct central_moments {
    double n = 0;
    double mean = 0;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;

    constexpr void take(double x) {
        if constexpr (Order == 2) {
            n += 1;
            double const delta = x - mean;
            mean += delta / n;
            m2 += delta * (x - mean);
        } else {
            join({1, x, 0, 0, 0});
        }
    }
    constexpr void join(central_moments const& b) {
        if (b.n == 0) return;
        double const total = n + b.n;
        double const delta = b.mean - mean;
        double const step = delta / total;
        if constexpr (Order > 2) {
            double const square = step * step;
            m4 += b.m4 + step * square * delta * n * b.n * (n * n - n * b.n + b.n * b.n)
                  + 6 * square * (n * n * b.m2 + b.n * b.n * m2) + 4 * step * (n * b.m3 - b.n * m3);
            m3 += b.m3 + step * step * delta * n * b.n * (n - b.n) + 3 * step * (n * b.m2 - b.n * m2);
        }
        m2 += b.m2 + delta * step * n * b.n;
        mean += step * b.n;
        n = total;
    }
};

/// An aggregate of central moments: `Fn::order` powers, `Fn::of(moments)` the value.
/// Null    null where every value is null.
template <class Fn>
struct moment_aggregate {
    static constexpr std::string_view name = Fn::name;
    template <class T>
    static constexpr verdict check() {
        return check_measurable<T>("measure the spread of");
    }

    template <class T>
    struct accumulator {
        using result = std::optional<double>;
        static constexpr bool ordered = false;
        central_moments<Fn::order> moments;

        template <class V>
        constexpr void add(V const& value) {
            if (present(value)) moments.take(as_number(unwrap(value)));
        }
        constexpr void merge(accumulator const& other) { moments.join(other.moments); }
        [[nodiscard]] result value() const { return moments.n == 0 ? std::nullopt : Fn::of(moments); }
    };
};

struct population_variance {
    static constexpr int order = 2;
    static std::optional<double> of(central_moments<2> const& m) { return m.m2 / m.n; }
};
struct sample_variance {
    static constexpr int order = 2;
    static std::optional<double> of(central_moments<2> const& m) {
        return m.n == 1 ? std::nullopt : std::optional(m.m2 / (m.n - 1));
    }
};
template <class Variance>
struct deviation {
    static constexpr int order = 2;
    static std::optional<double> of(central_moments<2> const& m) {
        auto const variance = Variance::of(m);
        return variance ? std::optional(std::sqrt(*variance)) : std::nullopt;
    }
};

struct var_pop_moment : population_variance {
    static constexpr std::string_view name = "var_pop";
};
struct var_samp_moment : sample_variance {
    static constexpr std::string_view name = "var_samp";
};
struct variance_moment : sample_variance {
    static constexpr std::string_view name = "variance";
};
struct stddev_pop_moment : deviation<population_variance> {
    static constexpr std::string_view name = "stddev_pop";
};
struct stddev_samp_moment : deviation<sample_variance> {
    static constexpr std::string_view name = "stddev_samp";
};
struct stddev_moment : deviation<sample_variance> {
    static constexpr std::string_view name = "stddev";
};
struct std_moment : deviation<sample_variance> {
    static constexpr std::string_view name = "std";
};
struct skewness_moment {
    static constexpr std::string_view name = "skewness";
    static constexpr int order = 4;
    static std::optional<double> of(central_moments<4> const& m) {
        if (m.m2 == 0) return std::nullopt;
        return std::sqrt(m.n) * m.m3 / std::sqrt(m.m2 * m.m2 * m.m2);
    }
};
struct kurtosis_moment {
    static constexpr std::string_view name = "kurtosis";
    static constexpr int order = 4;
    static std::optional<double> of(central_moments<4> const& m) {
        if (m.m2 == 0) return std::nullopt;
        return m.n * m.m4 / (m.m2 * m.m2) - 3;
    }
};

} // namespace detail

/// The sample variance; null for fewer than two values.
/// Source  Spark functions.variance.
template <class E>
    requires detail::operand<E>
constexpr auto variance(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::variance_moment>>(e);
}
/// The sample variance; null for fewer than two values.
/// Source  Spark functions.var_samp.
template <class E>
    requires detail::operand<E>
constexpr auto var_samp(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::var_samp_moment>>(e);
}
/// The population variance.
/// Source  Spark functions.var_pop.
template <class E>
    requires detail::operand<E>
constexpr auto var_pop(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::var_pop_moment>>(e);
}
/// The sample standard deviation; null for fewer than two values.
/// Source  Spark functions.stddev.
template <class E>
    requires detail::operand<E>
constexpr auto stddev(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::stddev_moment>>(e);
}
/// The sample standard deviation; null for fewer than two values.
/// Source  Spark SQL std.
template <class E>
    requires detail::operand<E>
constexpr auto std_(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::std_moment>>(e);
}
/// The sample standard deviation; null for fewer than two values.
/// Source  Spark functions.stddev_samp.
template <class E>
    requires detail::operand<E>
constexpr auto stddev_samp(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::stddev_samp_moment>>(e);
}
/// The population standard deviation.
/// Source  Spark functions.stddev_pop.
template <class E>
    requires detail::operand<E>
constexpr auto stddev_pop(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::stddev_pop_moment>>(e);
}
/// How far a distribution leans: negative to the left; null where all values are alike.
/// Source  Spark functions.skewness.
template <class E>
    requires detail::operand<E>
constexpr auto skewness(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::skewness_moment>>(e);
}
/// How heavy the tails of a distribution are, 0 for a normal one; null where all values are alike.
/// Source  Spark functions.kurtosis.
template <class E>
    requires detail::operand<E>
constexpr auto kurtosis(E const& e) {
    return detail::make_aggregate<detail::moment_aggregate<detail::kurtosis_moment>>(e);
}

} // namespace weir
