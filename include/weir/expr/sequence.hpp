// SPDX-License-Identifier: BSL-1.0
// Arrays of numbers or times at equal distances, and arrays in random order.
#pragma once

#include <weir/core/interval.hpp>
#include <weir/core/time.hpp>
#include <weir/expr/collection.hpp>
#include <weir/expr/rand.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_sequence_boundaries() {
    throw data_error("java.lang.IllegalArgumentException",
                     "sequence: the step does not lead from the first value to the last one");
}

/// A point of time moved by an interval `n` times: months by the calendar, the day cut to the month's last.
constexpr std::int64_t moved_micros(std::int64_t us, interval_value const& step, std::int64_t n) {
    std::int64_t const day = floor_div(us, micros_per_day);
    civil_date const c = civil_from_days(day);
    std::int64_t const months =
        c.year * 12 + static_cast<std::int64_t>(c.month) - 1 + std::int64_t{step.months} * n;
    std::int64_t const year = floor_div(months, 12);
    auto const month = static_cast<unsigned>(months - year * 12) + 1;
    unsigned const last = days_in_month(year, month);
    std::int64_t const moved =
        days_from_civil(year, month, c.day < last ? c.day : last) + std::int64_t{step.days} * n;
    return moved * micros_per_day + (us - day * micros_per_day) + step.microseconds * n;
}

struct sequence_function {
    static constexpr std::string_view name = "sequence";

    template <class T>
    static constexpr bool is_time =
        std::same_as<T, date> || std::same_as<T, timestamp> || std::same_as<T, timestamp_ntz>;
    template <class T>
    static constexpr bool is_step = std::same_as<T, interval_value> || interval_column<T>;

    template <class A, class B, class... Step>
    static constexpr verdict check() {
        if constexpr (is_time<A> && is_time<B>) {
            if constexpr ((is_step<Step> && ...)) {
                return {};
            } else {
                return fault("step of a sequence of times is no interval; write interval<\"1 day\">");
            }
        } else {
            return check_kinds<A, B, Step...>(name, "i");
        }
    }
    template <class A, class B, class... Step>
    static constexpr auto find_result() {
        if constexpr (is_time<A>) {
            return type_identity<std::vector<common_type_t<A, B>>>{};
        } else {
            return type_identity<std::vector<common_type_t<A, B, Step...>>>{};
        }
    }
    template <class A, class B, class... Step>
    using result = typename decltype(find_result<A, B, Step...>())::type;

    template <class R, class A, class B, class... Step>
    static R apply(A const& first, B const& last, Step const&... step) {
        using element = typename R::value_type;
        if constexpr (is_time<element>) {
            constexpr auto us = [](element const& t) {
                if constexpr (std::same_as<element, date>) {
                    return std::int64_t{days(t)} * micros_per_day;
                } else {
                    return micros(t);
                }
            };
            std::int64_t const from = us(element(first));
            std::int64_t const to = us(element(last));
            interval_value by{0, from <= to ? 1 : -1, 0};
            ((by = interval_of(step)), ...);
            return times<R>(from, to, by);
        } else {
            std::int64_t by = first <= last ? 1 : -1;
            ((by = step), ...);
            return numbers<R>(first, last, by);
        }
    }

private:
    template <class T>
    static constexpr interval_value interval_of(T const& step) {
        if constexpr (is_year_month<T>) {
            return {step.months, 0, 0};
        } else if constexpr (is_day_time<T>) {
            return {0, 0, step.microseconds};
        } else {
            return step;
        }
    }
    template <class R>
    static R numbers(std::int64_t first, std::int64_t last, std::int64_t step) {
        if (!((step > 0 && first <= last) || (step < 0 && first >= last) || (step == 0 && first == last)))
            [[unlikely]] {
            throw_sequence_boundaries();
        }
        auto const distance = first <= last
                                  ? static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first)
                                  : static_cast<std::uint64_t>(first) - static_cast<std::uint64_t>(last);
        std::uint64_t const width =
            step > 0 ? static_cast<std::uint64_t>(step) : std::uint64_t{0} - static_cast<std::uint64_t>(step);
        std::uint64_t const count = step == 0 ? 1 : distance / width + 1;
        if (count > longest_array) [[unlikely]]
            throw_array_too_long(name);
        R out;
        out.reserve(count);
        auto value = static_cast<std::uint64_t>(first);
        for (std::uint64_t i = 0; i < count; ++i, value += static_cast<std::uint64_t>(step)) {
            out.push_back(static_cast<typename R::value_type>(static_cast<std::int64_t>(value)));
        }
        return out;
    }
    template <class R>
    static R times(std::int64_t first, std::int64_t last, interval_value const& step) {
        std::int64_t const next = moved_micros(first, step, 1);
        if (!((next > first && first <= last) || (next < first && first >= last)
              || (next == first && first == last))) [[unlikely]] {
            throw_sequence_boundaries();
        }
        R out;
        std::int64_t at = first;
        for (std::int64_t n = 1; next >= first ? at <= last : at >= last; ++n) {
            if (out.size() == longest_array) [[unlikely]]
                throw_array_too_long(name);
            if constexpr (std::same_as<typename R::value_type, date>) {
                out.push_back(from_days(floor_div(at, micros_per_day)));
            } else {
                using time = typename R::value_type;
                out.push_back(time(typename time::duration(at)));
            }
            if (next == first) break;
            at = moved_micros(first, step, n);
        }
        return out;
    }
};

} // namespace detail

/// The elements of an array in random order. A copy goes on where its original was.
template <class E, bool Seeded>
struct shuffle_node : expression_interface<shuffle_node<E, Seeded>> {
    [[no_unique_address]] E inner;
    mutable detail::random_stream stream; // as in rand_node

    static constexpr bool is_aggregate = detail::has_aggregate<E>();
    template <class S>
    using result = detail::result_of<E, S>;
    template <class S>
    static constexpr bool total = false;
    template <class S>
    static constexpr verdict check() {
        verdict const v = E::template check<S>();
        if (v.failed()) return v;
        if constexpr (detail::any_unknown<detail::result_of<E, S>>) {
            return {};
        } else {
            return detail::check_array<detail::result_of<E, S>>("shuffle");
        }
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(detail::text& out) {
        out << "shuffle(";
        E::write(out);
        out << (Seeded ? ", ?)" : ")");
    }
    template <class S, class Row>
    result<S> eval(Row const& row) const {
        result<S> out(inner.template eval<S>(row));
        if (!detail::present(out)) return out;
        auto& items = const_cast<value_type_of<result<S>>&>(detail::unwrap(out));
        for (std::size_t left = items.size(); left > 1; --left) {
            auto const other = static_cast<std::size_t>(stream.next_fraction() * static_cast<double>(left));
            typename value_type_of<result<S>>::value_type const kept = items[left - 1];
            items[left - 1] = items[other];
            items[other] = kept;
        }
        return out;
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return shuffle_node<Other, Seeded>{{}, other, stream};
    }
};

/// The numbers from `first` to `last`, in steps of 1 or -1 where no step is given; of dates and timestamps in
/// steps of an interval, by default a day.
///
/// Rows    months are counted from the first value, so that a 31st comes back after a shorter month.
/// Cost    one array.
/// Errors  compile time: values of different kinds, a step of times that is no interval.
///         Run time: a step that leads elsewhere; COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER.
/// Source  Spark functions.sequence.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto sequence(A const& first, B const& last) {
    return detail::make_function<detail::sequence_function>(first, last);
}
template <class A, class B, class N>
    requires(detail::operand<A> && detail::operand<B> && detail::operand<N>)
constexpr auto sequence(A const& first, B const& last, N const& step) {
    return detail::make_function<detail::sequence_function>(first, last, step);
}
/// The elements of an array in random order, another one for each row.
/// Errors  compile time: no array.
/// Source  Spark functions.shuffle.
template <class E>
    requires detail::operand<E>
auto shuffle(E const& array) {
    return shuffle_node<detail::expression_for<E>, false>{
        {}, detail::as_expression(array), detail::random_stream(detail::fresh_seed())};
}
/// As shuffle, the same orders for the same seed.
template <class E>
    requires detail::operand<E>
constexpr auto shuffle(E const& array, std::int64_t seed) {
    return shuffle_node<detail::expression_for<E>, true>{
        {}, detail::as_expression(array), detail::random_stream(static_cast<std::uint64_t>(seed))};
}

} // namespace weir
