// SPDX-License-Identifier: BSL-1.0
// The aggregate functions that count and compare: count, min, max; with those that add up.
#pragma once

#include <weir/expr/aggregate.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/comparison.hpp>
#include <weir/expr/summing_aggregates.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>

namespace weir {

namespace detail {

/// count(*) and count(x): rows, or values that are not null. bigint, never null.
/// Source  Spark functions.count.
struct count_aggregate {
    static constexpr std::string_view name = "count";

    template <class... Ts>
    struct accumulator {
        using result = std::int64_t;
        static constexpr bool ordered = false;
        static constexpr bool defined_when_empty = true;
        static constexpr bool counts_rows = !((is_nullable<Ts> || std::same_as<Ts, void_type>) || ...);
        std::int64_t n = 0;

        template <class... Values>
        constexpr void add(Values const&... values) {
            n += ((present(values) && !std::same_as<Values, void_type>) && ... && true) ? 1 : 0;
        }
        template <class... Values>
            requires((!is_nullable<Values> && !std::same_as<Values, void_type>) && ...)
        constexpr void add_if(bool live, Values const&...) {
            n += live ? 1 : 0;
        }
        constexpr void merge(accumulator const& other) { n += other.n; }
        [[nodiscard]] constexpr std::int64_t value() const { return n; }
    };
};

template <class T>
constexpr verdict check_sortable(std::string_view function) {
    if constexpr (is_map<T>) {
        return fault("cannot ", function, " values of type ", type_name<T>().view(), "; a map has no order");
    } else {
        return {};
    }
}

// min and max keep the value that comes first in one direction of Spark's order.
template <bool Greatest>
struct extreme_aggregate {
    static constexpr std::string_view name = Greatest ? "max" : "min";
    template <class T>
    static constexpr verdict check() {
        return check_sortable<T>(name);
    }

    template <class T>
    struct accumulator {
        using result = T;
        static constexpr bool ordered = false;
        value_type_of<T> best{};
        bool any = false;

        template <class V>
        constexpr void add(V const& value) {
            if (!present(value)) return;
            take(unwrap(value));
        }
        constexpr void merge(accumulator const& other) {
            if (other.any) take(other.best);
        }
        [[nodiscard]] constexpr result value() const {
            if constexpr (is_nullable<T>) {
                return any ? result(best) : result();
            } else {
                return best;
            }
        }

    private:
        template <class V>
        constexpr void take(V const& value) {
            if (!any || (Greatest ? compare_values(best, value) < 0 : compare_values(value, best) < 0)) {
                best = own<value_type_of<T>>(value);
                any = true;
            }
        }
    };
};
using min_aggregate = extreme_aggregate<false>;
using max_aggregate = extreme_aggregate<true>;

} // namespace detail

/// `count(x)`: how many values of `x` in the group are not null.
template <class E>
    requires detail::operand<E>
constexpr auto count(E const& e) {
    if constexpr (std::convertible_to<E const&, std::string_view>) {
        return detail::make_aggregate<detail::count_aggregate>(); // count("*")
    } else if constexpr (detail::is_star<E>) {
        return detail::make_aggregate<detail::count_aggregate>();
    } else {
        return detail::make_aggregate<detail::count_aggregate>(e);
    }
}
/// `count(x, y, …)`: the rows of the group in which none of them is null.
template <class A, class B, class... Rest>
    requires(detail::operand<A> && detail::operand<B> && (detail::operand<Rest> && ...))
constexpr auto count(A const& a, B const& b, Rest const&... rest) {
    return detail::make_aggregate<detail::count_aggregate>(a, b, rest...);
}
/// The least value, nulls aside; NaN is the greatest number.
template <class E>
    requires detail::operand<E>
constexpr auto min(E const& e) {
    return detail::make_aggregate<detail::min_aggregate>(e);
}
/// The greatest value, nulls aside; NaN is the greatest number.
template <class E>
    requires detail::operand<E>
constexpr auto max(E const& e) {
    return detail::make_aggregate<detail::max_aggregate>(e);
}

} // namespace weir
