// SPDX-License-Identifier: BSL-1.0
// The aggregate functions of a group's values in order: median, percentile, percentile_approx.
#pragma once

#include <weir/expr/arguments.hpp>
#include <weir/expr/mode.hpp>
#include <weir/expr/moments.hpp>

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_percentage_out_of_range(std::string_view function) {
    throw_value_out_of_range(function, "percentage", "[0.0, 1.0]");
}

/// Percentages: a number from 0 to 1, or an array of them, which makes the result an array.
template <class P>
struct percentages {
    template <class R>
    using result = R;
    double share = 0;

    template <class V>
    void set(std::string_view function, V const& value) {
        share = to_double(unwrap(value));
        if (!(share >= 0 && share <= 1)) [[unlikely]]
            throw_percentage_out_of_range(function);
    }
    template <class R, class F>
    R each(F const& f) const {
        return f(share);
    }
};
template <class P>
struct percentages<std::vector<P>> {
    template <class R>
    using result = std::vector<R>;
    std::vector<double> shares;

    template <class V>
    void set(std::string_view function, V const& values) {
        if (!shares.empty()) return;
        for (auto const& value : unwrap(values)) {
            percentages<value_type_of<P>> one;
            one.set(function, value);
            shares.push_back(one.share);
        }
    }
    template <class R, class F>
    std::vector<R> each(F const& f) const {
        std::vector<R> values;
        values.reserve(shares.size());
        for (double const share : shares) values.push_back(f(share));
        return values;
    }
};

template <class P>
constexpr bool is_percentage() {
    if constexpr (is_array<P>) {
        return numeric_column<value_type_of<typename P::value_type>>;
    } else {
        return numeric_column<P>;
    }
}

template <class T, class P>
constexpr verdict check_percentile(std::string_view function) {
    if constexpr (!is_percentage<P>()) {
        return fault("percentage of ", function, " is ", type_name<P>().view(),
                     "; it has to be a number from 0 to 1, or an array of such numbers");
    } else if constexpr (!numeric_column<T>) {
        return fault("cannot compute ", function, " of values of type ", type_name<T>().view(),
                     "; the argument has to be a number");
    } else {
        return {};
    }
}

/// percentile(x, p): the value below which a share `p` of the values lies, between two values in proportion.
/// A frequency counts a row several times.
template <class Fn>
struct percentile_aggregate {
    static constexpr std::string_view name = Fn::name;
    static constexpr std::size_t constants_from = 1;
    template <class T, class P>
    static constexpr verdict check() {
        return check_percentile<T, P>(name);
    }

    template <class T, class P>
    struct accumulator {
        using shares = percentages<value_type_of<P>>;
        using result = std::optional<typename shares::template result<double>>;
        static constexpr bool ordered = false;
        value_counts<value_type_of<T>> values;
        shares percentage;

        template <class V, class S>
        void add(V const& value, S const& share) {
            percentage.set(name, share);
            if (present(value)) values.take(unwrap(value));
        }
        void merge(accumulator const& other) {
            if (values.n == 0) percentage = other.percentage;
            values.join(other.values);
        }
        [[nodiscard]] result value() const {
            if (values.n == 0) return std::nullopt;
            return percentage.template each<double>([&](double share) { return Fn::of(values, share); });
        }
    };

    static constexpr void write(text& out, text const& value, text const& share) {
        Fn::write(out, value, share);
    }
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_negative_frequency() {
    throw data_error("_LEGACY_ERROR_TEMP_2013",
                     "percentile: a frequency is negative; it has to be 0 or more");
}

/// percentile(x, p, n): as if each row were there `n` times. The share is the last argument, as it is
/// constant.
template <class Fn>
struct weighted_percentile_aggregate {
    static constexpr std::string_view name = Fn::name;
    static constexpr std::size_t constants_from = 2;
    template <class T, class N, class P>
    static constexpr verdict check() {
        return first_fault(check_percentile<T, P>(name), check_kinds<N>(name, "i"));
    }

    template <class T, class N, class P>
    struct accumulator : percentile_aggregate<Fn>::template accumulator<T, P> {
        using base = typename percentile_aggregate<Fn>::template accumulator<T, P>;
        template <class V, class Times, class S>
        void add(V const& value, Times const& times, S const& share) {
            this->percentage.set(name, share);
            if (!present(value) || !present(times)) return;
            std::int64_t const n = unwrap(times);
            if (n < 0) [[unlikely]]
                throw_negative_frequency();
            if (n > 0) this->values.take(unwrap(value), n);
        }
        void merge(accumulator const& other) { base::merge(other); }
    };

    static constexpr void write(text& out, text const& value, text const& times, text const& share) {
        out << name << '(' << value.view() << ", " << share.view() << ", " << times.view() << ')';
    }
};

struct interpolated {
    template <class Counts>
    static double of(Counts const& values, double share) {
        double const place = static_cast<double>(values.n - 1) * share;
        auto const low = static_cast<std::int64_t>(std::floor(place));
        auto const high = static_cast<std::int64_t>(std::ceil(place));
        double const below = to_double(values.at(low));
        if (low == high) return below;
        double const above = to_double(values.at(high));
        if (compare_values(below, above) == 0) return below;
        return below + (above - below) * (place - static_cast<double>(low));
    }
};
struct percentile_form : interpolated {
    static constexpr std::string_view name = "percentile";
    static constexpr void write(text& out, text const& value, text const& share) {
        out << name << '(' << value.view() << ", " << share.view() << ", 1)";
    }
};
struct percentile_cont_form : interpolated {
    static constexpr std::string_view name = "percentile_cont";
    static constexpr void write(text& out, text const& value, text const& share) {
        out << name << '(' << share.view() << ") WITHIN GROUP (ORDER BY " << value.view() << ')';
    }
};
struct median_form : interpolated {
    static constexpr std::string_view name = "median";
    static constexpr void write(text& out, text const& value, text const&) {
        out << name << '(' << value.view() << ')';
    }
};
struct percentile_disc_form {
    static constexpr std::string_view name = "percentile_disc";
    static constexpr void write(text& out, text const& value, text const& share) {
        out << name << '(' << share.view() << ") WITHIN GROUP (ORDER BY " << value.view() << ')';
    }
    template <class Counts>
    static double of(Counts const& values, double share) {
        auto const place = static_cast<std::int64_t>(std::ceil(static_cast<double>(values.n) * share));
        return to_double(values.at(place == 0 ? 0 : place - 1));
    }
};

/// percentile_approx(x, p, accuracy): the least value that a share `p` of the values does not exceed. Exact
/// here, whatever the accuracy.
template <fixed_string Name>
struct percentile_approx_aggregate {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t constants_from = 1;
    template <class T, class P, class Accuracy>
    static constexpr verdict check() {
        if constexpr (!integral_column<Accuracy>) {
            return fault("accuracy of ", name, " is ", type_name<Accuracy>().view(),
                         "; it has to be an integer");
        } else if constexpr (std::same_as<T, timestamp> || std::same_as<T, date>) {
            return check_percentile<double, P>(name);
        } else {
            return check_percentile<T, P>(name);
        }
    }

    template <class T, class P, class Accuracy>
    struct accumulator {
        using shares = percentages<value_type_of<P>>;
        using result = std::optional<typename shares::template result<value_type_of<T>>>;
        static constexpr bool ordered = false;
        value_counts<value_type_of<T>> values;
        shares percentage;

        template <class V, class S, class A>
        void add(V const& value, S const& share, A const& accuracy) {
            percentage.set(name, share);
            if (unwrap(accuracy) <= 0) [[unlikely]]
                throw_value_out_of_range(name, "accuracy", "(0, 2147483647]");
            if (present(value)) values.take(unwrap(value));
        }
        void merge(accumulator const& other) {
            if (values.n == 0) percentage = other.percentage;
            values.join(other.values);
        }
        [[nodiscard]] result value() const {
            if (values.n == 0) return std::nullopt;
            return percentage.template each<value_type_of<T>>([&](double share) {
                auto const place =
                    static_cast<std::int64_t>(std::ceil(static_cast<double>(values.n) * share));
                return values.at(place == 0 ? 0 : place - 1);
            });
        }
    };
};

} // namespace detail

/// The value in the middle: double, the mean of two where the middle is between them.
/// Source  Spark functions.median.
template <class E>
    requires detail::operand<E>
constexpr auto median(E const& e) {
    return detail::make_aggregate<detail::percentile_aggregate<detail::median_form>>(e, 0.5);
}
/// The value below which a share of the values lies: double, between two values in proportion; an array of
/// shares gives an array.
/// Errors  compile time: no number, a share that is not constant. Run time: a share outside of 0 to 1.
/// Source  Spark functions.percentile.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto percentile(E const& e, P const& share) {
    return detail::make_aggregate<detail::percentile_aggregate<detail::percentile_form>>(e, share);
}
/// The same as if each row were there `frequency` times.
/// Errors  run time: a negative frequency.
template <class E, class P, class N>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<N>)
constexpr auto percentile(E const& e, P const& share, N const& frequency) {
    return detail::make_aggregate<detail::weighted_percentile_aggregate<detail::percentile_form>>(
        e, frequency, share);
}
/// As percentile, with SQL's name.
/// Source  Spark SQL percentile_cont(p) WITHIN GROUP (ORDER BY e).
template <class P, class E>
    requires(detail::operand<P> && detail::operand<E>)
constexpr auto percentile_cont(P const& share, E const& e) {
    return detail::make_aggregate<detail::percentile_aggregate<detail::percentile_cont_form>>(e, share);
}
/// The least value that a share of the values does not exceed, as a double.
/// Source  Spark SQL percentile_disc(p) WITHIN GROUP (ORDER BY e).
template <class P, class E>
    requires(detail::operand<P> && detail::operand<E>)
constexpr auto percentile_disc(P const& share, E const& e) {
    return detail::make_aggregate<detail::percentile_aggregate<detail::percentile_disc_form>>(e, share);
}
/// The least value that a share of the values does not exceed: of the argument's type; an array of shares
/// gives an array. The accuracy is Spark's; the value is exact.
/// Source  Spark functions.percentile_approx.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto percentile_approx(E const& e, P const& share) {
    using call = detail::percentile_approx_aggregate<"percentile_approx">;
    return detail::make_aggregate<call>(e, share, detail::constant<10000>{});
}
template <class E, class P, class A>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<A>)
constexpr auto percentile_approx(E const& e, P const& share, A const& accuracy) {
    using call = detail::percentile_approx_aggregate<"percentile_approx">;
    return detail::make_aggregate<call>(e, share, accuracy);
}
/// Another name of percentile_approx.
/// Source  Spark functions.approx_percentile.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto approx_percentile(E const& e, P const& share) {
    using call = detail::percentile_approx_aggregate<"approx_percentile">;
    return detail::make_aggregate<call>(e, share, detail::constant<10000>{});
}
template <class E, class P, class A>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<A>)
constexpr auto approx_percentile(E const& e, P const& share, A const& accuracy) {
    using call = detail::percentile_approx_aggregate<"approx_percentile">;
    return detail::make_aggregate<call>(e, share, accuracy);
}

} // namespace weir
