// SPDX-License-Identifier: BSL-1.0
// The aggregate functions that choose a value by another one: max_by, min_by.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/common_type.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

template <class T>
constexpr verdict check_order(std::string_view function) {
    if constexpr (is_map<T>) {
        return fault("cannot order by values of type ", type_name<T>().view(), " in ", function,
                     "; a map has no order");
    } else {
        return {};
    }
}

/// max_by(x, y) and min_by(x, y): `x` where `y` is greatest or least; the last of those that are alike.
/// Null    a row whose `y` is null does not count.
template <bool Greatest>
struct chosen_aggregate {
    static constexpr std::string_view name = Greatest ? "max_by" : "min_by";
    template <class T, class Order>
    static constexpr verdict check() {
        return check_order<Order>(name);
    }

    template <class T, class Order>
    struct accumulator {
        using result = nullable_if<T, is_nullable<T> || some_null<Order>>;
        static constexpr bool ordered = true;
        T chosen{};
        value_type_of<Order> best{};
        bool any = false;

        template <class V, class O>
        constexpr void add(V const& value, O const& order) {
            if constexpr (!std::same_as<value_type_of<Order>, void_type>) {
                if (present(order)) take(value, unwrap(order));
            }
        }
        constexpr void merge(accumulator const& later) {
            if (later.any) take(in_flight(later.chosen), in_flight(later.best));
        }
        [[nodiscard]] constexpr result value() const {
            if constexpr (some_null<Order>) {
                return any ? result(chosen) : result();
            } else {
                return chosen;
            }
        }

    private:
        template <class V, class O>
        constexpr void take(V const& value, O const& order) {
            if (any && (Greatest ? compare_values(order, best) < 0 : compare_values(best, order) < 0)) return;
            chosen = own<T>(value);
            best = own<value_type_of<Order>>(order);
            any = true;
        }
    };
};

/// max_by(x, y, k) and min_by(x, y, k): `x` of the `k` rows with the greatest or least `y`, best first.
template <bool Greatest>
struct chosen_some_aggregate {
    static constexpr std::string_view name = Greatest ? "max_by" : "min_by";
    static constexpr std::size_t constants_from = 2;
    template <class T, class Order, class Count>
    static constexpr verdict check() {
        if constexpr (integral_column<Count>) {
            return check_order<Order>(name);
        } else {
            return fault("argument 3 of ", name, " is ", type_name<Count>().view(),
                         "; it has to be a number of rows");
        }
    }

    template <class T, class Order, class Count>
    struct accumulator {
        using order_type = value_type_of<Order>;
        using result = nullable_if<std::vector<T>, is_nullable<Order>>;
        static constexpr bool ordered = true;
        std::vector<std::pair<order_type, T>> rows; // best first, of equals the earlier one
        std::size_t limit = 0;

        template <class V, class O, class N>
        constexpr void add(V const& value, O const& order, N const& count) {
            if (unwrap(count) <= 0) [[unlikely]]
                throw_value_out_of_range(name, "k", "[1, 100000]");
            limit = static_cast<std::size_t>(unwrap(count));
            if (present(order)) take(value, unwrap(order));
        }
        constexpr void merge(accumulator const& later) {
            limit = std::max(limit, later.limit);
            for (auto const& [order, value] : later.rows) take(in_flight(value), in_flight(order));
        }
        [[nodiscard]] constexpr result value() const {
            std::vector<T> values;
            values.reserve(rows.size());
            for (auto const& row : rows) values.push_back(row.second);
            if constexpr (is_nullable<Order>) {
                return rows.empty() ? result() : result(std::move(values));
            } else {
                return values;
            }
        }

    private:
        template <class V, class O>
        constexpr void take(V const& value, O const& order) {
            auto const at = std::upper_bound(rows.begin(), rows.end(), order, [](O const& a, auto const& b) {
                return Greatest ? compare_values(b.first, a) < 0 : compare_values(a, b.first) < 0;
            });
            if (at == rows.end() && rows.size() >= limit) return;
            rows.insert(at, {own<order_type>(order), own<T>(value)});
            if (rows.size() > limit) rows.pop_back();
        }
    };
};

} // namespace detail

/// The value of `e` in the row where `order` is greatest.
/// Null    a row whose `order` is null does not count.
/// Errors  compile time: an order by maps.
/// Source  Spark functions.max_by.
template <class E, class O>
    requires(detail::operand<E> && detail::operand<O>)
constexpr auto max_by(E const& e, O const& order) {
    return detail::make_aggregate<detail::chosen_aggregate<true>>(e, order);
}
/// The value of `e` in the row where `order` is least.
/// Source  Spark functions.min_by.
template <class E, class O>
    requires(detail::operand<E> && detail::operand<O>)
constexpr auto min_by(E const& e, O const& order) {
    return detail::make_aggregate<detail::chosen_aggregate<false>>(e, order);
}
/// The values of `e` in the `k` rows where `order` is greatest.
/// Source  Spark functions.max_by.
template <class E, class O, class K>
    requires(detail::operand<E> && detail::operand<O> && detail::operand<K>)
constexpr auto max_by(E const& e, O const& order, K const& k) {
    return detail::make_aggregate<detail::chosen_some_aggregate<true>>(e, order, k);
}
/// The values of `e` in the `k` rows where `order` is least.
/// Source  Spark functions.min_by.
template <class E, class O, class K>
    requires(detail::operand<E> && detail::operand<O> && detail::operand<K>)
constexpr auto min_by(E const& e, O const& order, K const& k) {
    return detail::make_aggregate<detail::chosen_some_aggregate<false>>(e, order, k);
}

} // namespace weir
