// SPDX-License-Identifier: BSL-1.0
// where, also called filter: keeps the rows for which a condition is true.
#pragma once

#include <weir/expr/session_window.hpp>
#include <weir/expr/window.hpp>
#include <weir/plan/filter_below.hpp>
#include <weir/plan/relation.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class Input, class Condition>
struct where_plan : relation_interface<where_plan<Input, Condition>> {
    using schema = typename Input::schema;
    using input_type = Input;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Input::event_time;
    static constexpr column_set event_times = event_times_of<Input>();

    Input input;
    Condition condition;

    constexpr where_plan(Input i, Condition c) : input(std::move(i)), condition(std::move(c)) {}
};

template <class Condition, class S>
constexpr verdict check_condition() {
    verdict const inner = Condition::template check<S>();
    if (inner.failed()) return inner;
    using type = result_value<Condition, S>;
    if constexpr (has_aggregate<Condition>()) {
        return fault("aggregate in where: \"", shown<Condition>().view(),
                     "\" is known only after the rows are grouped; filter after agg(...)");
    } else if constexpr (!std::same_as<type, bool> && !std::same_as<type, unknown_type>
                         && !std::same_as<type, void_type>) {
        return fault("condition \"", shown<Condition>().view(), "\" is ", type_name<type>().view(),
                     ", not boolean; compare it with a value");
    } else {
        return {};
    }
}

/// Says why `F` is neither a condition nor, for filter, a function; empty when it is.
template <class F>
constexpr verdict check_filter(std::string_view op) {
    if constexpr (expression<F>) {
        return {};
    } else if constexpr (std::is_convertible_v<F, std::string_view>) {
        return fault("text given to ", op, " as a condition; write ", op, "<\"price > 5\">() or ", op,
                     "(\"price\"_c > 5)");
    } else if constexpr (std::is_arithmetic_v<F>) {
        return fault(op, " of a constant keeps every row or none; a column is written \"price\"_c");
    } else if (op == "where") {
        return fault("where of what is no condition; write \"price\"_c > 5, or filter(f) for a function");
    } else {
        return {};
    }
}

template <class Condition>
struct where_operator : operator_base {
    Condition condition;

    constexpr explicit where_operator(Condition c) : condition(std::move(c)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] { return check_condition<Condition, typename Input::schema>(); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return filter_input(input);
        }
    }

private:
    template <class Input>
    constexpr auto filter_input(Input const& input) const {
        if constexpr (varies<Condition>) {
            return where_plan<Input, Condition>(input, condition);
        } else if constexpr (requires { filter_join(input, condition); }) {
            return filter_join(input, condition);
        } else if constexpr (splits_at_watermark<Condition, Input>) {
            return where_operator<decltype(condition.right)>(condition.right)(
                where_operator<decltype(condition.left)>(condition.left)(input));
        } else {
            return where_plan<Input, Condition>(input, condition);
        }
    }
    template <class Left, class Right>
        requires(goes_below_watermark<Condition, union_plan<Left, Right>>)
    constexpr auto filter_input(union_plan<Left, Right> const& input) const {
        using here = condition_by_place<Condition, typename Left::schema>;
        where_operator<here> const each(here{{}, condition});
        auto const left = each(input.left);
        auto const right = each(input.right);
        return union_plan<std::remove_const_t<decltype(left)>, std::remove_const_t<decltype(right)>>(left,
                                                                                                     right);
    }
    template <class Input>
        requires(goes_below_watermark<Condition, Input>)
    constexpr auto filter_input(Input const& input) const {
        auto const condition_there = condition_below(condition, input);
        return replace_input(input, where_operator<std::remove_const_t<decltype(condition_there)>>(
                                        condition_there)(input.input));
    }
};

// Rows that a generator drops.

/// Whether an array or map has elements.
template <class E>
struct has_elements : expression_interface<has_elements<E>> {
    [[no_unique_address]] E inner;

    template <class S>
    using result = bool;
    template <class S>
    static constexpr bool total = E::template total<S>;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) {
        out << "(size(";
        E::write(out);
        out << ") > 0)";
    }
    template <class S, class Row>
    constexpr bool eval(Row const& row) const {
        auto const& values = inner.template eval<S>(row);
        return present(values) && !unwrap(values).empty();
    }
};

/// As in Spark, the rows of which a generator makes none, since the column that is its argument is null or
/// empty, are dropped below the watermark, so that they do not move time.
template <class E, class Input>
concept generates_above_watermark =
    plain_column<E, typename Input::schema>() != not_found && goes_below_watermark<has_elements<E>, Input>;

template <class Input, class E, bool Position>
    requires generates_above_watermark<E, Input>
constexpr auto keep_generating(Input const& input, explode_node<E, false, Position> const& generator) {
    return where_operator<has_elements<E>>(has_elements<E>{{}, generator.inner})(input);
}
template <class Input, class E>
    requires generates_above_watermark<E, Input>
constexpr auto keep_generating(Input const& input, inline_node<E, false> const& generator) {
    return where_operator<has_elements<E>>(has_elements<E>{{}, generator.inner})(input);
}

// Rows that are in no window.

/// Whether a condition on the rows of a plan goes further down than a filter above it.
template <class Condition, class Input>
concept goes_down =
    goes_below_watermark<Condition, Input>
    || requires(Input const& input, Condition const& condition) { filter_join(input, condition); };

template <class E, class Input>
concept time_goes_down =
    is_nullable<result_of<E, typename Input::schema>> && goes_down<null_test<E, true>, Input>;

/// As in Spark, rows whose window has no time are dropped as a filter drops them: below a join, and below the
/// watermark of another time.
template <class Input, class E, fixed_string Size, fixed_string Slide, fixed_string Start>
    requires time_goes_down<E, Input>
constexpr auto keep_generating(Input const& input, window_node<E, Size, Slide, Start> const& window) {
    return where_operator<null_test<E, true>>(null_test<E, true>{{}, window.time})(input);
}
template <class Input, class E, class Gap>
    requires time_goes_down<E, Input>
constexpr auto keep_generating(Input const& input, session_node<E, Gap> const& session) {
    return where_operator<null_test<E, true>>(null_test<E, true>{{}, session.time})(input);
}

} // namespace detail

/// Keeps the rows for which `condition` is true.
///
/// Rows    in {Schema}, out {Schema}, same order.
/// Null    a null condition drops the row, as in SQL.
/// Time    event time and watermark pass through.
/// Cost    one branch a row, fused with its neighbours; directly before an aggregate no branch at all. No
///         allocation.
/// Errors  compile time: unknown column, condition not boolean, an aggregate in it. Run time: those of its
///         expressions.
/// Source  Spark Dataset.where.
template <class Condition>
constexpr auto where(Condition const& condition) {
    constexpr auto check = [] { return detail::check_filter<Condition>("where"); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_operator{};
    } else {
        return detail::where_operator<Condition>(condition);
    }
}

/// The same as `where`.
/// Source  Spark Dataset.filter.
template <expression Condition>
constexpr auto filter(Condition const& condition) {
    return where(condition);
}

} // namespace weir
