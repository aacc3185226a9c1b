// SPDX-License-Identifier: BSL-1.0
// The node behind every aggregate function: what an aggregate declares, and how a plan finds it in an
// expression.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/function.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <class Agg>
struct distinct_aggregate;
template <class Agg>
struct filtered_aggregate;

template <class Agg, class... Args>
constexpr auto make_aggregate(Args const&... args);

/// A constant argument that is out of its range.
[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_value_out_of_range(std::string_view function, std::string_view argument, std::string_view range) {
    std::string message(argument);
    message.append(" of ").append(function).append(" has to be in ").append(range);
    throw query_error("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", message);
}

template <class Agg, class... Names>
constexpr void write_aggregate(text& out, Names const&... names) {
    if constexpr (requires { Agg::write(out, names...); }) {
        Agg::write(out, names...);
    } else {
        out << Agg::name << '(';
        bool first = true;
        ((out << (first ? "" : ", ") << names.view(), first = false), ...);
        if constexpr (sizeof...(Names) == 0) out << '1';
        out << ')';
    }
}

/// Declares of an accumulator that it has a value where no row was seen.
template <bool Defined>
struct defined_if {};
template <>
struct defined_if<true> {
    static constexpr bool defined_when_empty = true;
};
template <class Accumulator>
constexpr bool is_defined_when_empty() {
    return requires { Accumulator::defined_when_empty; };
}

// Whether the first argument is a text written in C++: in Spark it would name a column.
template <class... Args>
inline constexpr bool begins_with_text = false;
template <class... Rest>
inline constexpr bool begins_with_text<literal<std::string_view>, Rest...> = true;

/// An aggregate declaration `Agg` has
///
/// * `static constexpr std::string_view name`;
/// * `check<Ts...>()`: a verdict on the argument types (without nullability), where not every type goes;
/// * `accumulator<Ts...>`: what is kept a group, for the argument types with their nullability:
///     - `result`: the owned type of its value when a group has at least one row, a std::optional if it can
///     be null;
///     - `add(values...)`: takes one row's values in flight form, nulls included;
///     - `add_if(live, values...)`: the same for a row that counts only if `live`, without a branch; offered
///     only
///       where every argument is a number that cannot be null;
///     - `merge(other)`: adds what another accumulator of later rows saw;
///     - `value()`: the result;
///     - `defined_when_empty`: declared where the value of no rows is not null;
///     - `counts_rows`: declared true where the member `n` is the number of rows that it saw;
///     - `ordered`: true where the order of rows matters (first, last, collect_list), so that panes cannot be
///     merged;
///
/// and where the defaults do not hold
///
/// * `constants_from`: the index of the first argument that has to be the same for every row: a percentage;
/// * `write(text, names...)`: its SQL text (default: `name(a, b)`).
template <class Agg, class... Args>
struct aggregate_call : expression_interface<aggregate_call<Agg, Args...>> {
    [[no_unique_address]] value_tuple<Args...> arguments;

    static constexpr bool is_aggregate = true;

    template <class S>
    static constexpr auto find_accumulator() {
        if constexpr (any_unknown<result_of<Args, S>...>
                      || check_arguments<Agg, result_value<Args, S>...>().failed()) {
            return type_identity<void>{};
        } else {
            return type_identity<typename Agg::template accumulator<result_of<Args, S>...>>{};
        }
    }
    template <class S>
    using accumulator = typename decltype(find_accumulator<S>())::type;

    template <class S>
    static constexpr auto find_result() {
        using found = accumulator<S>;
        if constexpr (std::is_void_v<found>) {
            return type_identity<unknown_type>{};
        } else {
            return type_identity<typename found::result>{};
        }
    }
    template <class S>
    using result = typename decltype(find_result<S>())::type;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        verdict const inner = first_fault(Args::template check<S>()...);
        if (inner.failed()) return inner;
        if constexpr (begins_with_text<Args...> && Agg::name != "count") { // count("*")
            return fault("text given to ", Agg::name,
                         " is a value, not a column; write \"price\"_c for the column");
        } else if constexpr ((has_aggregate<Args>() || ...)) {
            return fault("aggregate inside an aggregate in \"", shown<aggregate_call>().view(),
                         "\"; compute the inner one in a group_by of its own");
        } else {
            verdict own = first_fault(check_arguments<Agg, result_value<Args, S>...>(), check_constants<S>());
            if (own.failed()) own.message << " in \"" << shown<aggregate_call>().view() << '"';
            return own;
        }
    }
    template <class S>
    static constexpr column_set reads() {
        return (column_set{} | ... | Args::template reads<S>());
    }
    static constexpr void write(text& out) { write_aggregate<Agg>(out, name_of<Args>()...); }

    /// The aggregate over the distinct values: `sum("v"_c).distinct()`; not on a stream.
    /// State   every distinct value of the group.
    /// Source  Spark SQL sum(DISTINCT v).
    [[nodiscard]] constexpr auto distinct() const {
        return aggregate_call<distinct_aggregate<Agg>, Args...>{{}, arguments};
    }
    /// The aggregate over the rows for which a condition is true: `sum("v"_c).where("k"_c == "a")`.
    /// Errors  compile time: a condition that is not boolean.
    /// Source  Spark SQL sum(v) FILTER (WHERE k = 'a').
    template <expression Condition>
    [[nodiscard]] constexpr auto where(Condition const& condition) const {
        return aggregate_call<filtered_aggregate<Agg>, Condition, Args...>{
            {}, join_tuples(value_tuple<Condition>(condition), arguments)};
    }

    /// Whether the arguments can be computed for a row that a filter drops.
    template <class S>
    static constexpr bool total_arguments = (Args::template total<S> && ...);

    /// The arguments' values for a row, to be added later by add().
    template <class S, class Row>
    constexpr auto values(Row const& row) const {
        return unpack(
            [&](auto const&... arg) {
                return value_tuple<decltype(arg.template eval<S>(row))...>(arg.template eval<S>(row)...);
            },
            arguments);
    }
    template <class Accumulator, class Values>
    static constexpr void add(Accumulator& to, Values const& values) {
        unpack([&](auto const&... v) { to.add(v...); }, values);
    }

    template <class S, class Row, class Accumulator>
    constexpr void feed(Row const& row, Accumulator& to) const {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            to.add(element<I>(arguments).template eval<S>(row)...);
        }(std::make_index_sequence<sizeof...(Args)>{});
    }
    template <class S, class Row, class Accumulator>
    constexpr void feed_if(bool live, Row const& row, Accumulator& to) const {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            to.add_if(live, element<I>(arguments).template eval<S>(row)...);
        }(std::make_index_sequence<sizeof...(Args)>{});
    }

private:
    template <class S>
    static constexpr verdict check_constants() {
        verdict v;
        if constexpr (requires { Agg::constants_from; }) {
            std::size_t i = 0;
            (void)((i++ >= Agg::constants_from && !Args::template reads<S>().empty()
                    && (v = fault("argument ", i, " of ", Agg::name,
                                  " is not the same for every row; write a constant"),
                        true))
                   || ...);
        }
        return v;
    }
};

template <class T>
inline constexpr bool is_aggregate_call = false;
template <class Agg, class... Args>
inline constexpr bool is_aggregate_call<aggregate_call<Agg, Args...>> = true;

template <class Agg, class... Args>
constexpr auto make_aggregate(Args const&... args) {
    return aggregate_call<Agg, expression_for<Args>...>{
        {}, value_tuple<expression_for<Args>...>(as_expression(args)...)};
}

/// The value of an aggregate in an expression over a group: the column at index `I` of the group's row.
template <std::size_t I, class Call, class T>
struct slot : expression_interface<slot<I, Call, T>> {
    static constexpr std::size_t column_index = I;

    template <class S>
    using result = T;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return one_column(I);
    }
    static constexpr void write(text& out) { Call::write(out); }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return value_at<I>(row);
    }
};

/// How many aggregates are in an expression.
template <class E>
constexpr std::size_t count_aggregates();

struct sum_of_counts {
    template <class... Es>
    constexpr auto operator()(Es const&...) const {
        return std::integral_constant<std::size_t, (std::size_t{0} + ... + count_aggregates<Es>())>{};
    }
};

template <class E>
constexpr std::size_t count_aggregates() {
    if constexpr (is_aggregate_call<E>) {
        return 1;
    } else if constexpr (!has_aggregate<E>()) {
        return 0;
    } else {
        return decltype(std::declval<E const&>().visit_operands(sum_of_counts{}))::value;
    }
}

/// The aggregates in an expression, from left to right.
template <class E>
constexpr auto collect_aggregates(E const& e) {
    if constexpr (is_aggregate_call<E>) {
        return value_tuple<E>(e);
    } else if constexpr (!has_aggregate<E>()) {
        return value_tuple<>{};
    } else {
        return e.visit_operands(
            [](auto const&... operands) { return join_tuples(collect_aggregates(operands)...); });
    }
}

// What an aggregate gives where its group may have no row at all: null, but for those that are defined then
// (count).
template <class Call, class S>
constexpr auto find_group_result(std::true_type /*may_be_empty*/) {
    using accumulator = typename Call::template accumulator<S>;
    if constexpr (std::is_void_v<accumulator>) {
        return type_identity<unknown_type>{};
    } else if constexpr (requires { accumulator::defined_when_empty; }) {
        return type_identity<typename accumulator::result>{};
    } else {
        return type_identity<nullable_of<typename accumulator::result>>{};
    }
}
template <class Call, class S>
constexpr auto find_group_result(std::false_type /*may_be_empty*/) {
    return type_identity<result_of<Call, S>>{};
}

/// The type of an aggregate's value; `MayBeEmpty` where there are no keys, so that a group without rows
/// exists.
template <class Call, class S, bool MayBeEmpty>
using group_result = typename decltype(find_group_result<Call, S>(std::bool_constant<MayBeEmpty>{}))::type;

/// The expression with every aggregate replaced by a slot, numbered from `First` on; `S` is the input's
/// schema.
template <class S, std::size_t First, bool MayBeEmpty, class E>
constexpr auto replace_aggregates(E const& e) {
    if constexpr (is_aggregate_call<E>) {
        return slot<First, E, group_result<E, S, MayBeEmpty>>{};
    } else if constexpr (!has_aggregate<E>()) {
        return e;
    } else {
        return e.visit_operands([&]<class... Es>(Es const&... operands) {
            constexpr std::size_t counts[] = {count_aggregates<Es>()...};
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
                constexpr auto start = [](std::size_t n) {
                    std::size_t sum = First;
                    for (std::size_t i = 0; i < n; ++i) sum += counts[i];
                    return sum;
                };
                return e.with_operands(replace_aggregates<S, start(I), MayBeEmpty>(operands)...);
            }(std::index_sequence_for<Es...>{});
        });
    }
}

} // namespace weir::detail
