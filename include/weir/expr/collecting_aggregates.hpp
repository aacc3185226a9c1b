// SPDX-License-Identifier: BSL-1.0
// The aggregate functions that keep values: first, last, collect_list, collect_set.
#pragma once

#include <weir/core/hash.hpp>
#include <weir/expr/aggregates.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace weir {

namespace detail {

// first and last look at the order in which rows arrive.
template <bool Last, bool IgnoreNulls>
struct boundary_aggregate {
    static constexpr std::string_view name = Last ? "last" : "first";

    template <class T>
    struct accumulator {
        using result = T;
        static constexpr bool ordered = true;
        T kept{};
        bool any = false;

        template <class V>
        constexpr void add(V const& value) {
            if ((any && !Last) || (IgnoreNulls && !present(value))) return;
            kept = own<T>(value);
            any = true;
        }
        constexpr void merge(accumulator const& later) {
            if (later.any) add(in_flight(later.kept));
        }
        [[nodiscard]] constexpr result const& value() const { return kept; }
    };
};

/// collect_list(x): the values that are not null, in the order of arrival.
struct collect_list_aggregate {
    static constexpr std::string_view name = "collect_list";

    template <class T>
    struct accumulator {
        using result = std::vector<value_type_of<T>>;
        static constexpr bool ordered = true;
        static constexpr bool defined_when_empty = true;
        result values;

        template <class V>
        constexpr void add(V const& value) {
            if (present(value)) values.push_back(own<value_type_of<T>>(unwrap(value)));
        }
        constexpr void merge(accumulator const& later) {
            values.insert(values.end(), later.values.begin(), later.values.end());
        }
        [[nodiscard]] constexpr result const& value() const { return values; }
    };
};

/// collect_set(x): the distinct values that are not null, in the order of their first arrival.
struct collect_set_aggregate {
    static constexpr std::string_view name = "collect_set";

    template <class T>
    static constexpr verdict check() {
        if constexpr (is_map<T>) {
            return fault("cannot collect_set values of type ", type_name<T>().view(),
                         "; a map cannot be compared");
        } else {
            return {};
        }
    }

    template <class T>
    struct accumulator {
        using result = std::vector<value_type_of<T>>;
        static constexpr bool ordered = true;
        static constexpr bool defined_when_empty = true;
        result values;

        template <class V>
        constexpr void add(V const& value) {
            if (!present(value)) return;
            for (auto const& known : values) {
                if (equal_values(known, unwrap(value))) return;
            }
            values.push_back(own<value_type_of<T>>(unwrap(value)));
        }
        constexpr void merge(accumulator const& later) {
            for (auto const& value : later.values) add(in_flight(value));
        }
        [[nodiscard]] constexpr result const& value() const { return values; }
    };
};

} // namespace detail

/// The first value of the group in the order of arrival, null included.
template <class E>
    requires detail::operand<E>
constexpr auto first(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<false, false>>(e);
}
/// The last value of the group in the order of arrival, null included.
template <class E>
    requires detail::operand<E>
constexpr auto last(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<true, false>>(e);
}
/// The first value of the group that is not null. Source  Spark first(x, true).
template <class E>
    requires detail::operand<E>
constexpr auto first_value_not_null(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<false, true>>(e);
}
/// The last value of the group that is not null. Source  Spark last(x, true).
template <class E>
    requires detail::operand<E>
constexpr auto last_value_not_null(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<true, true>>(e);
}
/// The values of the group that are not null, in the order of arrival.
/// State   every value of the group.
template <class E>
    requires detail::operand<E>
constexpr auto collect_list(E const& e) {
    return detail::make_aggregate<detail::collect_list_aggregate>(e);
}
/// The distinct values of the group that are not null.
/// State   every distinct value of the group; each row compares with them.
template <class E>
    requires detail::operand<E>
constexpr auto collect_set(E const& e) {
    return detail::make_aggregate<detail::collect_set_aggregate>(e);
}

} // namespace weir
