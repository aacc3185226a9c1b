// SPDX-License-Identifier: BSL-1.0
// What a plan is: a value whose type is the whole query; how operators are applied and chained with `|`.
#pragma once

#include <weir/core/hana.hpp>
#include <weir/core/raise.hpp>
#include <weir/core/verdict.hpp>
#include <weir/schema/column_set.hpp>
#include <weir/schema/schema.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {
struct relation_base {};
struct operator_base {};
} // namespace detail

/// A logical plan: a source with operators on top. It has
///
/// * `schema`: the columns of its rows;
/// * `is_streaming`: whether it has a streaming source;
/// * `event_time`: the index of the column that carries the watermark, or `detail::not_found`; above a join
/// there may be two, then it has `event_times` too, a set of indices;
/// * `rejected`: whether a mistake in it has been reported.
template <class T>
concept relation = std::derived_from<std::remove_cvref_t<T>, detail::relation_base>;

/// An operator, or a chain of them, waiting for a plan: `where(…)`, `group_by(…) | agg(…)`.
template <class T>
concept plan_operator = std::derived_from<std::remove_cvref_t<T>, detail::operator_base>;

/// How the actions of a static plan run; given by the layer that can run plans.
template <class Plan>
struct actions;

/// How show() and the console print rows. Source  Spark Dataset.show.
struct show_options {
    int num_rows = 20;     // rows at most
    int truncate = 20;     // characters at most in a cell; 0: no limit
    bool vertical = false; // one line a column
};

/// The members that every plan has.
template <class Derived>
struct relation_interface : detail::relation_base {
    // The types of results are spelt out, so that a compiler that rejects an action names the line that asks
    // for it.

    /// The rows, in memory.
    /// Errors  compile time: on a stream, which has no end; run time: those of its sources and expressions.
    /// Source  Spark Dataset.collect.
    template <class Plan = Derived>
    [[nodiscard]] auto collect() const -> decltype(actions<Plan>::collect(std::declval<Plan const&>())) {
        return actions<Plan>::collect(self());
    }
    /// How many rows there are. Errors  compile time: on a stream. Source  Spark Dataset.count.
    [[nodiscard]] std::int64_t count() const { return actions<Derived>::count(self()); }
    /// Prints the rows as Spark does. Errors  compile time: on a stream. Source  Spark Dataset.show.
    void show(show_options const& options = {}) const { actions<Derived>::show(self(), options); }
    /// What show() prints. Errors  compile time: on a stream.
    [[nodiscard]] std::string show_string(show_options const& options = {}) const {
        return actions<Derived>::show_string(self(), options);
    }
    /// The rows as JSON lines, null fields left out. Errors  compile time: on a stream. Source  Spark
    /// Dataset.toJSON.
    template <class Plan = Derived>
    [[nodiscard]] auto to_json() const -> decltype(actions<Plan>::to_json(std::declval<Plan const&>())) {
        return actions<Plan>::to_json(self());
    }

private:
    [[nodiscard]] Derived const& self() const { return static_cast<Derived const&>(*this); }
};

namespace detail {

/// The columns of a plan that carry a watermark.
template <class Plan>
constexpr column_set event_times_of() {
    if constexpr (requires { Plan::event_times; }) {
        return Plan::event_times;
    } else {
        return Plan::event_time == not_found ? column_set{} : one_column(Plan::event_time);
    }
}

/// A plan with a mistake that has been reported: it has the schema it was meant to have, so that what follows
/// is checked against that, and it never runs.
template <class Schema, bool Streaming, std::size_t EventTime>
struct rejected_plan : relation_interface<rejected_plan<Schema, Streaming, EventTime>> {
    using schema = Schema;
    static constexpr bool is_streaming = Streaming;
    static constexpr bool rejected = true;
    static constexpr std::size_t event_time = EventTime;
};

template <class Plan, class Schema = typename Plan::schema>
constexpr auto reject_plan(Plan const&) {
    return rejected_plan<Schema, Plan::is_streaming,
                         std::is_same_v<Schema, typename Plan::schema> ? Plan::event_time : not_found>{};
}

} // namespace detail

/// Operators in a row, without a source: a value that can be named, tested and reused over any source.
template <class... Ops>
struct pipeline : detail::operator_base {
    detail::value_tuple<Ops...> operators;

    constexpr explicit pipeline(detail::value_tuple<Ops...> ops) : operators(std::move(ops)) {}

    template <class Input>
    constexpr auto operator()(Input const& input) const {
        return run<0>(input);
    }

private:
    template <std::size_t I, class Input>
    constexpr auto run(Input const& input) const {
        if constexpr (I == sizeof...(Ops)) {
            return input;
        } else {
            return run<I + 1>(detail::element<I>(operators)(input));
        }
    }
};

namespace detail {

template <class Op>
constexpr auto as_tuple(Op const& op) {
    return value_tuple<Op>(op);
}
template <class... Ops>
constexpr auto as_tuple(pipeline<Ops...> const& p) {
    return p.operators;
}
template <class... Ops>
constexpr auto make_pipeline(value_tuple<Ops...> ops) {
    return pipeline<Ops...>(std::move(ops));
}

/// A plan, or what group_by made of one: something that the next operator can be applied to.
template <class T>
concept operator_input = relation<T> || requires { typename std::remove_cvref_t<T>::grouped_input; };

} // namespace detail

/// Applies an operator to a plan.
template <class Input, plan_operator Op>
    requires detail::operator_input<Input>
constexpr auto operator|(Input const& input, Op const& op) {
    return op(input);
}

/// Chains two operators into a pipeline without a source.
template <plan_operator First, plan_operator Second>
constexpr auto operator|(First const& first, Second const& second) {
    return detail::make_pipeline(detail::join_tuples(detail::as_tuple(first), detail::as_tuple(second)));
}

namespace detail {
using weir::operator|; // operators are types of this namespace: `limit<3>() | distinct()` finds it here
} // namespace detail

} // namespace weir
