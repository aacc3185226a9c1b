// SPDX-License-Identifier: BSL-1.0
// Aggregates over some of the values only: distinct ones, those of rows that a condition lets through.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/logic.hpp>

#include <set>
#include <string_view>
#include <tuple>

namespace weir {

namespace detail {

/// `agg(DISTINCT a, b)`: the aggregate over the distinct rows of its arguments.
template <class Agg>
struct distinct_aggregate {
    static constexpr std::string_view name = Agg::name;
    static constexpr bool is_distinct = true;

    template <class... Ts>
    static constexpr verdict check() {
        verdict v;
        (void)((is_map<Ts>
                && (v = fault("cannot compare values of type ", type_name<Ts>().view(),
                              " in DISTINCT; a map has no order"),
                    true))
               || ...);
        if (v.failed()) return v;
        return check_arguments<Agg, Ts...>();
    }

    template <class... Ts>
    struct accumulator : defined_if<is_defined_when_empty<typename Agg::template accumulator<Ts...>>()> {
        using inner_type = typename Agg::template accumulator<Ts...>;
        using result = typename inner_type::result;
        static constexpr bool ordered = inner_type::ordered;
        inner_type inner;
        std::set<std::tuple<Ts...>, value_less> seen;

        template <class... Values>
        void add(Values const&... values) {
            auto const key = std::tuple<Values const&...>(values...);
            auto const at = seen.lower_bound(key);
            if (at != seen.end() && equal_values(*at, key)) return;
            seen.emplace_hint(at, own<Ts>(values)...);
            inner.add(values...);
        }
        void merge(accumulator const& later) {
            for (auto const& key : later.seen) {
                std::apply([&](auto const&... values) { add(in_flight(values)...); }, key);
            }
        }
        [[nodiscard]] decltype(auto) value() const { return inner.value(); }
    };

    template <class... Names>
    static constexpr void write(text& out, Names const&... names) {
        out << name << "(DISTINCT ";
        bool first = true;
        ((out << (first ? "" : ", ") << names.view(), first = false), ...);
        out << ')';
    }
};

/// `agg(a) FILTER (WHERE condition)`: the condition is the first argument of the call.
template <class Agg>
struct filtered_aggregate {
    static constexpr std::string_view name = Agg::name;

    template <class Condition, class... Ts>
    static constexpr verdict check() {
        return first_fault(check_booleans<Condition>("FILTER"), check_arguments<Agg, Ts...>());
    }

    template <class Condition, class... Ts>
    struct accumulator : defined_if<is_defined_when_empty<typename Agg::template accumulator<Ts...>>()> {
        using inner_type = typename Agg::template accumulator<Ts...>;
        static constexpr bool defined = is_defined_when_empty<inner_type>();
        using result =
            nullable_if<typename inner_type::result, !defined || is_nullable<typename inner_type::result>>;
        static constexpr bool ordered = inner_type::ordered;
        inner_type inner;
        bool any = false;

        template <class C, class... Values>
        void add(C const& condition, Values const&... values) {
            if constexpr (!std::same_as<C, void_type>) {
                if (!present(condition) || !unwrap(condition)) return;
                inner.add(values...);
                any = true;
            }
        }
        void merge(accumulator const& later) {
            if (!later.any) return;
            inner.merge(later.inner);
            any = true;
        }
        [[nodiscard]] result value() const {
            if constexpr (defined) {
                return inner.value();
            } else {
                return any ? result(inner.value()) : result();
            }
        }
    };

    template <class... Names>
    static constexpr void write(text& out, text const& condition, Names const&... names) {
        write_aggregate<Agg>(out, names...);
        out << " FILTER (WHERE " << condition.view() << ')';
    }
};

} // namespace detail

/// How many distinct values there are; of several columns how many distinct rows without a null.
/// State   every distinct value of the group; not on a stream.
/// Source  Spark functions.count_distinct.
template <class E, class... Es>
    requires(detail::operand<E> && (detail::operand<Es> && ...))
constexpr auto count_distinct(E const& e, Es const&... es) {
    return count(e, es...).distinct();
}
/// The sum of the distinct values.
/// Source  Spark functions.sum_distinct.
template <class E>
    requires detail::operand<E>
constexpr auto sum_distinct(E const& e) {
    return sum(e).distinct();
}

} // namespace weir
