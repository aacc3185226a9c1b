// SPDX-License-Identifier: BSL-1.0
// What a plan is: a value whose type is the whole query; how operators are applied and chained with `|`.
#pragma once

#include <weir/core/hana.hpp>
#include <weir/core/raise.hpp>
#include <weir/core/verdict.hpp>
#include <weir/expr/expression.hpp>
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

/// Base of all plans. Its members are the operators as Spark has them, where each is a method: here they are
/// applied with `|`, which the compiler says.
template <fixed_string Name, class... Args>
constexpr auto refuse_method();
template <fixed_string Name, class... Args>
constexpr auto refuse_function();
template <fixed_string Name, class... Args>
constexpr void refuse_query();

struct relation_base {
    template <auto... Names, class... Args>
    constexpr auto select(Args const&...) const {
        return refuse_method<"select", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto where(Args const&...) const {
        return refuse_method<"where", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto filter(Args const&...) const {
        return refuse_method<"filter", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto group_by(Args const&...) const {
        return refuse_method<"group_by", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto agg(Args const&...) const {
        return refuse_method<"agg", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto with_column(Args const&...) const {
        return refuse_method<"with_column", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto with_column_renamed(Args const&...) const {
        return refuse_method<"with_column_renamed", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto drop(Args const&...) const {
        return refuse_method<"drop", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto with_watermark(Args const&...) const {
        return refuse_method<"with_watermark", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto join(Args const&...) const {
        return refuse_method<"join", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto union_with(Args const&...) const {
        return refuse_method<"union_with", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto order_by(Args const&...) const {
        return refuse_method<"order_by", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto limit(Args const&...) const {
        return refuse_method<"limit", Args...>();
    }
    template <auto... Names, class... Args>
    constexpr auto distinct(Args const&...) const {
        return refuse_method<"distinct", Args...>();
    }
    template <class... Args>
    constexpr auto write_stream(Args const&...) const {
        return refuse_function<"write_stream", Args...>();
    }
    template <class... Args>
    constexpr void print_schema(Args const&...) const {
        refuse_function<"print_schema", Args...>();
    }
    template <class... Args>
    constexpr void start(Args const&...) const {
        refuse_query<"start", Args...>();
    }
    template <class... Args>
    constexpr void await_termination(Args const&...) const {
        refuse_query<"await_termination", Args...>();
    }
};
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

/// How show() and the console print rows.
/// Source  Spark Dataset.show.
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
    /// How many rows there are.
    /// Errors  compile time: on a stream.
    /// Source  Spark Dataset.count.
    [[nodiscard]] std::int64_t count() const { return actions<Derived>::count(self()); }
    /// Prints the rows as Spark does.
    /// Errors  compile time: on a stream.
    /// Source  Spark Dataset.show.
    void show(show_options const& options = {}) const { actions<Derived>::show(self(), options); }
    /// What show() prints.
    /// Errors  compile time: on a stream.
    [[nodiscard]] std::string show_string(show_options const& options = {}) const {
        return actions<Derived>::show_string(self(), options);
    }
    /// The rows as JSON lines, null fields left out.
    /// Errors  compile time: on a stream.
    /// Source  Spark Dataset.toJSON.
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

template <class... Ops>
struct pipeline;

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

/// An operator with a mistake that has been reported: it rejects every plan without a word.
struct rejected_operator : operator_base {
    template <class Input>
    constexpr auto operator()(Input const& input) const {
        if constexpr (relation<Input>) {
            return reject_plan(input);
        } else {
            return reject_plan(input.input);
        }
    }
};

/// Says why `T` is no operator that `|` can apply; empty when it is one.
template <class T>
constexpr verdict check_operator() {
    if constexpr (plan_operator<T>) {
        return {};
    } else if constexpr (relation<T>) {
        return fault("plan on the right of |; write join(other, on<\"id\">) or union_with(other)");
    } else if constexpr (expression<T>) {
        if constexpr (has_aggregate<T>()) {
            return fault(
                "aggregate on the right of |; write group_by(...) | agg(...), or agg(...) for all rows");
        } else {
            return fault(
                "expression on the right of |; write select(...), where(...) or with_column<\"name\">(...)");
        }
    } else if constexpr (std::is_function_v<T>) {
        return fault("function on the right of | without its parentheses; write distinct(), count()");
    } else {
        return fault("value on the right of | that is no operator; write select(...), where(...), map(f)");
    }
}

/// A group is no plan: of the operators only those that make one plan row of it go on from there.
constexpr verdict group_without_aggregate() {
    return fault("group_by without an aggregate before the next operator; add agg(...) or count(), after "
                 "group_by_key a function with state");
}

/// A plan, or what group_by made of one: something that the next operator can be applied to.
template <class T>
concept operator_input = relation<T> || requires { typename std::remove_cvref_t<T>::grouped_input; };

} // namespace detail

/// Applies an operator to a plan.
///
/// Errors  compile time: what is on the right is no operator, or one that does not take groups.
template <class Input, class Op>
    requires detail::operator_input<Input>
constexpr auto operator|(Input const& input, Op const& op) {
    if constexpr (plan_operator<Op> && relation<Input>) {
        return op(input);
    } else if constexpr (plan_operator<Op> && requires { op(input); }) {
        return op(input);
    } else {
        constexpr auto check = [] {
            return plan_operator<Op> ? detail::group_without_aggregate() : detail::check_operator<Op>();
        };
        detail::raise<check>();
        return detail::rejected_operator{}(input);
    }
}

namespace detail {

template <fixed_string Name, class... Args>
constexpr auto refuse_method() {
    constexpr auto check = [] {
        return fault("method ", Name.view(),
                     " of a plan: operators are applied with |; write plan | weir::", Name.view(), "(...)");
    };
    raise<check>();
    return rejected_plan<columns<>, true, not_found>{};
}

// What is no operator, but a function of the plan.
template <fixed_string Name, class... Args>
constexpr auto refuse_function() {
    constexpr auto check = [] {
        return fault("method ", Name.view(),
                     " of a plan: the function takes the plan; write weir::", Name.view(), "(plan)");
    };
    raise<check>();
    return rejected_plan<columns<>, true, not_found>{};
}
// What is a method of a query.
template <fixed_string Name, class... Args>
constexpr void refuse_query() {
    constexpr auto check = [] {
        return fault("method ", Name.view(),
                     " of a plan, which is no query; write write_stream(plan).console().start()",
                     when_called<Args...>);
    };
    raise<check>();
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
            return run<I + 1>(input | detail::element<I>(operators));
        }
    }
};

/// Chains two operators into a pipeline without a source.
template <plan_operator First, plan_operator Second>
constexpr auto operator|(First const& first, Second const& second) {
    return detail::make_pipeline(detail::join_tuples(detail::as_tuple(first), detail::as_tuple(second)));
}

namespace detail {
using weir::operator|; // operators are types of this namespace: `limit<3>() | distinct()` finds it here
} // namespace detail

} // namespace weir
