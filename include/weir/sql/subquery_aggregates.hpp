// SPDX-License-Identifier: BSL-1.0
// What the rows of a subquery that is a value come to: one value, whether there are any, what `in` says.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/aggregates.hpp>
#include <weir/expr/modified_aggregates.hpp>

#include <optional>
#include <string_view>

namespace weir::detail {

/// The value of a query that has one row at most.
struct single_value_aggregate {
    static constexpr std::string_view name = "scalarsubquery";

    template <class T>
    struct accumulator {
        using result = T;
        static constexpr bool ordered = true;
        T kept{};
        bool any = false;

        template <class V>
        constexpr void add(V const& value) {
            if (any) {
                throw query_error(
                    "SCALAR_SUBQUERY_TOO_MANY_ROWS",
                    "more than one row of a subquery that stands for a value; use limit 1 or an aggregate");
            }
            kept = own<T>(value);
            any = true;
        }
        constexpr void merge(accumulator const& later) {
            if (later.any) add(later.kept);
        }
        [[nodiscard]] constexpr result value() const { return kept; }
    };
};

/// Whether any row was there.
struct any_row_aggregate {
    static constexpr std::string_view name = "exists";
    template <class T>
    struct accumulator : defined_if<true> {
        using result = bool;
        static constexpr bool ordered = false;
        bool any = false;
        template <class V>
        constexpr void add(V const& value) {
            any = any || present(value);
        }
        constexpr void merge(accumulator const& other) { any = any || other.any; }
        [[nodiscard]] constexpr result value() const { return any; }
    };
};

/// What `in` says of the comparisons with all rows: whether one is true. Its type has nulls, as Spark's has, but
/// it is never null.
struct in_rows_aggregate {
    static constexpr std::string_view name = "in";
    template <class T>
    struct accumulator : defined_if<true> {
        using result = std::optional<bool>;
        static constexpr bool ordered = false;
        bool any = false;
        template <class V>
        constexpr void add(V const& equal) {
            any = any || (present(equal) && unwrap(equal));
        }
        constexpr void merge(accumulator const& other) { any = any || other.any; }
        [[nodiscard]] constexpr result value() const { return any; }
    };
};

/// An expression whose aggregates see only the rows for which a condition is true.
template <class E, class Condition>
constexpr auto filter_aggregates(E const& e, Condition const& condition) {
    if constexpr (is_aggregate_call<E>) {
        return e.where(condition);
    } else if constexpr (!has_aggregate<E>()) {
        return e;
    } else {
        return e.visit_operands([&](auto const&... operands) {
            return e.with_operands(filter_aggregates(operands, condition)...);
        });
    }
}

} // namespace weir::detail
