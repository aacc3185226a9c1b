// SPDX-License-Identifier: BSL-1.0
// The aggregate functions that add up: sum, avg, mean, try_sum, try_avg.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/interval_types.hpp>
#include <weir/expr/aggregate.hpp>
#include <weir/expr/column.hpp>

#include <bit>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

// GCC 12 turns `live ? v : 0` back into a branch, Clang 19 even a bit mask; an operand that has passed
// through an empty asm statement keeps its value and loses its origin.
inline std::uint64_t opaque_mask(bool live) {
    std::uint64_t mask = std::uint64_t{0} - static_cast<std::uint64_t>(live);
#if defined(__GNUC__)
    asm volatile("" : "+r"(mask)); // NOLINT(hicpp-no-assembler)
#endif
    return mask;
}

inline double value_if(bool live, double value) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) & opaque_mask(live));
}

// What is added up: numbers, intervals, and times as seconds since 1970.
template <class T>
constexpr verdict check_summable(std::string_view function) {
    if constexpr (numeric_column<T> || std::same_as<T, timestamp> || interval_column<T>) {
        return {};
    } else {
        return fault("cannot ", function, " values of type ", type_name<T>().view(),
                     string_column<T> ? "; cast the string to a number"
                                      : "; the argument has to be a number");
    }
}

// Whether any value was seen; takes no room where a value cannot be null, since a group has at least one row.
template <bool Nullable>
struct seen_flag {
    static constexpr bool any = true;
    constexpr void set() {}
    constexpr void merge(seen_flag const&) {}
};
template <>
struct seen_flag<true> {
    bool any = false;
    constexpr void set() { any = true; }
    constexpr void merge(seen_flag const& other) { any = any || other.any; }
};

template <class T>
struct sum_type {
    using type = double;
};
template <integral_column T>
struct sum_type<T> {
    using type = std::int64_t;
};
template <interval_column T>
struct sum_type<T> {
    using type = std::conditional_t<is_year_month<T>, year_month_interval<>, day_time_interval<>>;
};
template <int P, int S>
struct sum_type<decimal<P, S>> {
    using type = decimal<(P + 10 > 38 ? 38 : P + 10), S>;
};

template <class Total, class T>
constexpr Total to_total(T const& value) {
    if constexpr (is_decimal<T>) {
        return Total::from_unscaled(value.unscaled());
    } else if constexpr (interval_column<T>) {
        return Total{count_of(value)};
    } else if constexpr (std::same_as<T, timestamp>) {
        return static_cast<double>(micros(value)) / 1e6;
    } else {
        return static_cast<Total>(value);
    }
}

template <class T>
[[nodiscard]] constexpr T add_checked(T a, T b) {
    if constexpr (integral_column<T>) {
        T sum{};
        if (__builtin_add_overflow(a, b, &sum)) [[unlikely]]
            throw_arithmetic_overflow("long", "try_sum");
        return sum;
    } else if constexpr (interval_column<T>) {
        auto sum = count_of(a);
        if (__builtin_add_overflow(sum, count_of(b), &sum)) [[unlikely]]
            throw_arithmetic_overflow("interval", "try_sum");
        return T{sum};
    } else if constexpr (is_decimal<T>) {
        auto const sum = T::checked(a.unscaled() + b.unscaled());
        if (!sum) [[unlikely]]
            throw_result_out_of_range("sum", T::precision, T::scale);
        return *sum;
    } else {
        return a + b;
    }
}

/// sum(x): bigint for integers, double for floats, decimal with ten digits more; null where every value is
/// null.
/// Errors  run time: ARITHMETIC_OVERFLOW.
/// Source  Spark functions.sum.
struct sum_aggregate {
    static constexpr std::string_view name = "sum";
    template <class T>
    static constexpr verdict check() {
        return check_summable<T>("sum");
    }

    template <class T>
    struct accumulator {
        using total_type = typename sum_type<value_type_of<T>>::type;
        using result = nullable_if<total_type, is_nullable<T>>;
        static constexpr bool ordered = false;
        total_type total{};
        [[no_unique_address]] seen_flag<is_nullable<T>> seen;

        template <class V>
        constexpr void add(V const& value) {
            if (!present(value)) return;
            seen.set();
            total = add_checked(total, to_total<total_type>(unwrap(value)));
        }
        template <class V>
            requires(!is_nullable<V> && floating_column<total_type>)
        void add_if(bool live, V value) {
            total += value_if(live, static_cast<double>(value));
        }
        constexpr void merge(accumulator const& other) {
            seen.merge(other.seen);
            total = add_checked(total, other.total);
        }
        [[nodiscard]] constexpr result value() const {
            if constexpr (is_nullable<T>) {
                return seen.any ? result(total) : result();
            } else {
                return total;
            }
        }
    };
};

// An interval is divided with halves away from zero.
template <class Total>
constexpr Total mean_of(Total const& total, std::int64_t n) {
    if constexpr (interval_column<Total>) {
        int128 const sum = count_of(total);
        int128 const whole = sum / n;
        int128 const rest = 2 * (sum % n);
        return Total{static_cast<decltype(count_of(total))>(whole + (rest >= n ? 1 : rest <= -n ? -1 : 0))};
    } else {
        return total / static_cast<double>(n);
    }
}

/// A sum divided by a count with halves away from zero; empty where the mean has too many digits.
template <class Mean, class Total>
constexpr std::optional<Mean> mean_of_decimals(Total const& total, std::int64_t n) {
    constexpr auto more = static_cast<int128>(power_of_ten(Mean::scale - Total::scale));
    int128 const whole = total.unscaled() / n;
    int128 const rest = total.unscaled() % n * more;
    int128 const twice = 2 * (rest % n);
    int128 mean = 0;
    if (__builtin_mul_overflow(whole, more, &mean)
        || __builtin_add_overflow(mean,
                                  rest / n
                                      + (twice >= n    ? 1
                                         : twice <= -n ? -1
                                                       : 0),
                                  &mean)) {
        return std::nullopt;
    }
    return Mean::checked(mean);
}

/// avg(x): double, for decimals a decimal with four digits more; null where every value is null.
/// Source  Spark functions.avg.
struct avg_aggregate {
    static constexpr std::string_view name = "avg";
    template <class T>
    static constexpr verdict check() {
        return check_summable<T>("average");
    }

    template <class T>
    struct accumulator {
        using number = value_type_of<T>;
        using total_type = std::conditional_t<is_decimal<number> || interval_column<number>,
                                              typename sum_type<number>::type, double>;
        static constexpr auto find_result() {
            if constexpr (is_decimal<number>) {
                constexpr decimal_shape shape = bound_shape(number::precision + 4, number::scale + 4);
                return type_identity<decimal<shape.precision, shape.scale>>{};
            } else {
                return type_identity<total_type>{};
            }
        }
        using mean_type = typename decltype(find_result())::type;
        using result = nullable_if<mean_type, is_nullable<T>>;
        static constexpr bool ordered = false;
        static constexpr bool counts_rows = !is_nullable<T>;
        total_type total{};
        std::int64_t n = 0;

        template <class V>
        constexpr void add(V const& value) {
            if (!present(value)) return;
            ++n;
            total = add_checked(total, to_total<total_type>(unwrap(value)));
        }
        template <class V>
            requires(!is_nullable<V> && floating_column<total_type>)
        void add_if(bool live, V value) {
            n += live ? 1 : 0;
            total += value_if(live, static_cast<double>(value));
        }
        constexpr void merge(accumulator const& other) {
            n += other.n;
            total = add_checked(total, other.total);
        }
        [[nodiscard]] constexpr result value() const {
            if constexpr (is_nullable<T>) {
                return n == 0 ? result() : result(mean());
            } else {
                return mean();
            }
        }

    private:
        [[nodiscard]] constexpr mean_type mean() const {
            if constexpr (is_decimal<number>) {
                auto const mean = mean_of_decimals<mean_type>(total, n);
                if (!mean) [[unlikely]]
                    throw_result_out_of_range("avg", mean_type::precision, mean_type::scale);
                return *mean;
            } else {
                return mean_of(total, n);
            }
        }
    };
};

struct mean_aggregate : avg_aggregate {
    static constexpr std::string_view name = "mean";
};

template <class T>
[[nodiscard]] constexpr std::optional<T> add_within(T a, T b) {
    if constexpr (integral_column<T>) {
        T sum{};
        return __builtin_add_overflow(a, b, &sum) ? std::nullopt : std::optional<T>(sum);
    } else if constexpr (interval_column<T>) {
        auto sum = count_of(a);
        return __builtin_add_overflow(sum, count_of(b), &sum) ? std::nullopt : std::optional(T{sum});
    } else if constexpr (is_decimal<T>) {
        return T::checked(a.unscaled() + b.unscaled());
    } else {
        return a + b;
    }
}

// A sum that turns null when it overflows.
template <class Total, class T>
struct careful_sum {
    static constexpr bool ordered = false;
    Total total{};
    std::int64_t n = 0;
    bool overflown = false;

    template <class V>
    constexpr void add(V const& value) {
        if (!present(value)) return;
        ++n;
        take(to_total<Total>(unwrap(value)));
    }
    constexpr void merge(careful_sum const& other) {
        n += other.n;
        overflown = overflown || other.overflown;
        take(other.total);
    }
    [[nodiscard]] constexpr bool known() const { return n > 0 && !overflown; }

private:
    constexpr void take(Total const& value) {
        if (overflown) return;
        auto const sum = add_within(total, value);
        overflown = !sum.has_value();
        if (sum) total = *sum;
    }
};

/// try_sum(x): as sum, null where it overflows.
/// Source  Spark functions.try_sum.
struct try_sum_aggregate {
    static constexpr std::string_view name = "try_sum";
    template <class T>
    static constexpr verdict check() {
        return check_summable<T>("sum");
    }

    template <class T>
    struct accumulator : careful_sum<typename sum_type<value_type_of<T>>::type, T> {
        using total_type = typename sum_type<value_type_of<T>>::type;
        using result = std::optional<total_type>;
        [[nodiscard]] constexpr result value() const {
            return this->known() ? result(this->total) : std::nullopt;
        }
    };
};

/// try_avg(x): as avg, null where a decimal overflows.
/// Source  Spark functions.try_avg.
struct try_avg_aggregate {
    static constexpr std::string_view name = "try_avg";
    template <class T>
    static constexpr verdict check() {
        return check_summable<T>("average");
    }

    template <class T>
    struct accumulator : careful_sum<typename avg_aggregate::accumulator<T>::total_type, T> {
        using mean_type = typename avg_aggregate::accumulator<T>::mean_type;
        using result = std::optional<mean_type>;
        [[nodiscard]] constexpr result value() const {
            if (!this->known()) return std::nullopt;
            if constexpr (is_decimal<mean_type>) {
                auto const quotient = divide_decimals(this->total, decimal<20, 0>::from_unscaled(this->n));
                return quotient ? mean_type::from(*quotient) : std::nullopt;
            } else {
                return mean_of(this->total, this->n);
            }
        }
    };
};

} // namespace detail

/// The sum of a number: bigint for integers, double for floats. Null where every value is null.
template <class E>
    requires detail::operand<E>
constexpr auto sum(E const& e) {
    return detail::make_aggregate<detail::sum_aggregate>(e);
}
/// The mean of a number: double. Null where every value is null.
template <class E>
    requires detail::operand<E>
constexpr auto avg(E const& e) {
    return detail::make_aggregate<detail::avg_aggregate>(e);
}
/// The mean of a number; another name of avg.
template <class E>
    requires detail::operand<E>
constexpr auto mean(E const& e) {
    return detail::make_aggregate<detail::mean_aggregate>(e);
}
/// As sum, with null where the sum overflows.
/// Source  Spark functions.try_sum.
template <class E>
    requires detail::operand<E>
constexpr auto try_sum(E const& e) {
    return detail::make_aggregate<detail::try_sum_aggregate>(e);
}
/// As avg, with null where a decimal overflows.
/// Source  Spark functions.try_avg.
template <class E>
    requires detail::operand<E>
constexpr auto try_avg(E const& e) {
    return detail::make_aggregate<detail::try_avg_aggregate>(e);
}

} // namespace weir
