// SPDX-License-Identifier: BSL-1.0
// What the conditions on one side of a join say of the time up to which its rows can be freed.
#pragma once

#include <weir/plan/join_bounds.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

namespace weir::detail {

inline constexpr std::int64_t no_time_limit = std::numeric_limits<std::int64_t>::max();

/// The number of seconds that a condition says a column is greater than, in microseconds. A constant time is
/// none.
template <class E, class C>
struct greater_than {
    static std::int64_t limit(E const&) { return no_time_limit; }
};
template <class C, bool Inclusive, class Column, class Constant>
std::int64_t limit_of([[maybe_unused]] Constant const& constant) {
    constexpr time_sum column = [] {
        time_sum sum;
        time_term<Column, C>::add(sum, 1);
        return sum;
    }();
    using type = result_value<Constant, C>;
    if constexpr (column.valid && column.size == 1 && column.signs[0] > 0
                  && Constant::template reads<C>().empty() && counts_seconds<type>) {
        auto const value = constant.template eval<C>(no_columns_row{});
        if (!present(value)) return no_time_limit;
        auto const us = static_cast<double>(unwrap(value)) * double{micros_per_second};
        constexpr double most = 9e18;
        if (!(us > -most && us < most)) return no_time_limit;
        constexpr std::int64_t milli = 1'000;
        return floor_div(static_cast<std::int64_t>(us) - column.micros, milli) * milli
               - (Inclusive ? milli : 0);
    } else {
        return no_time_limit;
    }
}
template <class A, class B, class C>
struct greater_than<function<greater, A, B>, C> {
    static std::int64_t limit(function<greater, A, B> const& e) {
        return limit_of<C, false, A>(element<1>(e.arguments));
    }
};
template <class A, class B, class C>
struct greater_than<function<greater_equal, A, B>, C> {
    static std::int64_t limit(function<greater_equal, A, B> const& e) {
        return limit_of<C, true, A>(element<1>(e.arguments));
    }
};
template <class A, class B, class C>
struct greater_than<function<less, A, B>, C> {
    static std::int64_t limit(function<less, A, B> const& e) {
        return limit_of<C, false, B>(element<0>(e.arguments));
    }
};
template <class A, class B, class C>
struct greater_than<function<less_equal, A, B>, C> {
    static std::int64_t limit(function<less_equal, A, B> const& e) {
        return limit_of<C, true, B>(element<0>(e.arguments));
    }
};

/// The time after which rows of a side are never freed, by the conditions on that side alone. Spark takes one
/// such as `price > 5` for a bound of time, 5 seconds after 1970, where it cannot be asked below the join.
/// Source  Spark StreamingJoinHelper.getStateValueWatermark.
template <class C, class... Es>
std::int64_t time_limit([[maybe_unused]] value_tuple<Es...> const& conditions) {
    return unpack(
        [](auto const&... e) {
            return std::min({no_time_limit, greater_than<std::remove_cvref_t<decltype(e)>, C>::limit(e)...});
        },
        conditions);
}

} // namespace weir::detail
