// SPDX-License-Identifier: BSL-1.0
// Operators over the user's own types and functions: as<T>, map, filter with a lambda, flat_map.
#pragma once

#include <weir/core/lambda_body.hpp>
#include <weir/plan/relation.hpp>
#include <weir/plan/where.hpp>
#include <weir/schema/row.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class Input, class T>
struct as_plan : relation_interface<as_plan<Input, T>> {
    using schema = T;
    using input_type = Input;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = [] {
        if constexpr (Input::event_time == not_found) {
            return not_found;
        } else {
            return index_of<T>(schema_of<typename Input::schema>::names[Input::event_time]);
        }
    }();

    Input input;

    constexpr explicit as_plan(Input i) : input(std::move(i)) {}
};

template <class T>
struct as_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] {
            return first_fault(check_schema<T>(), check_convert<T, typename Input::schema>());
        };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan<Input, known_columns<T>>(input);
        } else {
            return as_plan<Input, T>(input);
        }
    }
};

// What a lambda takes and gives.

struct no_parameter; // a function of none or several

template <class F>
struct parameter_of {
    using type = no_parameter;
};
template <class R, class F, class A, bool N>
struct parameter_of<R (F::*)(A) const noexcept(N)> {
    using type = std::remove_cvref_t<A>;
};
template <class R, class F, class A, bool N>
struct parameter_of<R (F::*)(A) noexcept(N)> {
    using type = std::remove_cvref_t<A>;
};
template <class R, class A, bool N>
struct parameter_of<R (*)(A) noexcept(N)> {
    using type = std::remove_cvref_t<A>;
};

struct any_row {}; // a generic lambda: it gets the row as it is

template <class F>
constexpr auto find_parameter() {
    if constexpr (std::is_pointer_v<F>) {
        return type_identity<typename parameter_of<F>::type>{};
    } else if constexpr (requires { &F::operator(); }) {
        return type_identity<typename parameter_of<decltype(&F::operator())>::type>{};
    } else {
        return type_identity<any_row>{};
    }
}
template <class F>
using parameter = typename decltype(find_parameter<F>())::type;

// The row type that a lambda with the parameter `P` is called with, for an input of schema `S`.
template <class F, class S>
constexpr auto find_argument() {
    using p = parameter<F>;
    if constexpr (std::is_same_v<p, any_row>) {
        return type_identity<row<S>>{};
    } else {
        return type_identity<p>{};
    }
}

template <class F, class S>
constexpr verdict check_lambda(std::string_view op) {
    using p = parameter<F>;
    if constexpr (std::is_same_v<p, any_row>) {
        if constexpr (std::is_invocable_v<F&, row<S> const&>) {
            return {};
        } else if constexpr (fails_in_body<F, row<S> const&>()) {
            return reported_before();
        } else {
            return fault(op,
                         " with a function that cannot be called with a row; take a struct with the fields "
                         "that it reads, or auto const&");
        }
    } else if constexpr (std::is_same_v<p, no_parameter>) {
        return fault(op, " with a function of not one parameter; take a struct with the fields that it "
                         "reads, or auto const&");
    } else if constexpr (!schema_like<p>) {
        return fault(op, " parameter is no row; let the function take a struct with the fields that it "
                         "reads, or auto const&");
    } else if constexpr (!std::is_invocable_v<F&, p const&>) {
        return fault(
            op, " parameter is not const: a row is only read; let the function take it by value or const&");
    } else {
        return check_convert<p, S>();
    }
}

// A result that is no struct becomes the column `value`, as in Spark.
template <class T>
constexpr auto find_result_schema() {
    if constexpr (schema_like<T> && !std::same_as<T, time_window> && !std::same_as<T, binary>) {
        return type_identity<T>{};
    } else {
        return type_identity<columns<column<"value", T>>>{};
    }
}
template <class T>
using result_schema = typename decltype(find_result_schema<T>())::type;

template <class F, class S>
using lambda_result = std::remove_cvref_t<decltype(std::declval<F&>()(
    std::declval<typename decltype(find_argument<F, S>())::type const&>()))>;

// Calls `f` with the row in the form that it takes.
template <class S, class F, class Row>
[[gnu::always_inline]] inline decltype(auto) call_with_row(F& f, Row const& row) {
    using p = parameter<F>;
    if constexpr (std::is_same_v<p, any_row>) {
        return f(row_ref<S, Row>(row));
    } else if constexpr (std::is_same_v<Row, struct_ref<p>>) {
        return f(*row.value);
    } else if constexpr (std::is_same_v<Row, p>) {
        return f(row);
    } else {
        return f(build<p, S>(row));
    }
}

template <class Input, class F, class Schema, bool Flat>
struct map_plan : relation_interface<map_plan<Input, F, Schema, Flat>> {
    using schema = Schema;
    using input_type = Input;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = not_found;

    Input input;
    F function;

    constexpr map_plan(Input i, F f) : input(std::move(i)), function(std::move(f)) {}
};

template <class T>
constexpr verdict check_map_result(std::string_view op) {
    using S = result_schema<T>;
    if constexpr (schema_like<T>) {
        return check_schema<S>();
    } else {
        (void)op;
        return check_column_type<T>("value");
    }
}

template <class F>
struct map_operator : operator_base {
    F function;

    constexpr explicit map_operator(F f) : function(std::move(f)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return check_lambda<F, S>("map"); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan<Input, columns<column<"value", unknown_type>>>(input);
        } else {
            using result = lambda_result<F, S>;
            constexpr auto check_result = [] { return check_map_result<result>("map"); };
            if constexpr (check_result().failed()) {
                raise<check_result>();
                return reject_plan<Input, columns<column<"value", unknown_type>>>(input);
            } else {
                return map_plan<Input, F, result_schema<result>, false>(input, function);
            }
        }
    }
};

// What the range holds that a lambda of flat_map gives; void where it gives no range.
template <class Range>
constexpr auto find_item() {
    if constexpr (requires(Range& range) { *std::begin(range); }) {
        return type_identity<std::remove_cvref_t<decltype(*std::begin(std::declval<Range&>()))>>{};
    } else {
        return type_identity<void>{};
    }
}

template <class Item>
constexpr verdict check_flat_map_result() {
    if constexpr (std::is_void_v<Item>) {
        return fault("flat_map function gives no range; return a std::vector, or use map for one row each");
    } else {
        return check_map_result<Item>("flat_map");
    }
}

template <class F>
struct flat_map_operator : operator_base {
    F function;

    constexpr explicit flat_map_operator(F f) : function(std::move(f)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return check_lambda<F, S>("flat_map"); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan<Input, columns<column<"value", unknown_type>>>(input);
        } else {
            using item = typename decltype(find_item<lambda_result<F, S>>())::type;
            constexpr auto check_result = [] { return check_flat_map_result<item>(); };
            if constexpr (check_result().failed()) {
                raise<check_result>();
                return reject_plan<Input, columns<column<"value", unknown_type>>>(input);
            } else {
                return map_plan<Input, F, result_schema<item>, true>(input, function);
            }
        }
    }
};

// A filter by a function is a where by the function's answer.
template <class Input, class F>
struct filter_plan : relation_interface<filter_plan<Input, F>> {
    using schema = typename Input::schema;
    using input_type = Input;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Input::event_time;
    static constexpr column_set event_times = event_times_of<Input>();

    Input input;
    F function;

    constexpr filter_plan(Input i, F f) : input(std::move(i)), function(std::move(f)) {}
};

template <class F, class S>
constexpr verdict check_filter_lambda() {
    if constexpr (check_lambda<F, S>("filter").failed()) {
        return check_lambda<F, S>("filter");
    } else if constexpr (!std::is_convertible_v<lambda_result<F, S>, bool>) {
        return fault("filter function gives no boolean; return whether the row is kept");
    } else {
        return {};
    }
}

template <class F>
struct filter_operator : operator_base {
    F function;

    constexpr explicit filter_operator(F f) : function(std::move(f)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] { return check_filter_lambda<F, typename Input::schema>(); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return filter_plan<Input, F>(input, function);
        }
    }
};

} // namespace detail

/// The rows as values of the user's struct `T`, columns matched by name.
///
/// Rows    in {Schema}, out {T}; columns that `T` has no field for are left out.
/// Null    a nullable column needs a std::optional field.
/// Time    the watermark stays on its column.
/// Errors  compile time: a field without a column, a column that does not fit its field.
/// Source  Spark Dataset.as.
template <class T>
constexpr auto as() {
    return detail::as_operator<T>{};
}

/// One row for each: what `f` makes of it. `f` takes the user's struct, or `auto const&` for the row itself;
/// what it gives is a struct, whose fields are the columns, or a value, which becomes the column `value`.
///
/// Time    what `f` makes has no event time; give it one by with_watermark.
/// Cost    `f` is inlined; a struct that is not the source's own is built from the row.
/// Errors  compile time: a parameter that does not fit the row, a result that is no schema. Run time: what
///         `f` throws.
/// Source  Spark Dataset.map.
template <class F>
constexpr auto map(F f) {
    return detail::map_operator<F>(std::move(f));
}

/// The rows for which `f` is true; `f` as in map.
/// Source  Spark Dataset.filter.
template <class F>
    requires(!expression<F>)
constexpr auto filter(F f) {
    constexpr auto check = [] { return detail::check_filter<F>("filter"); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_operator{};
    } else {
        return detail::filter_operator<F>(std::move(f));
    }
}

/// The rows of the range that `f` gives for each row; `f` as in map.
/// Source  Spark Dataset.flatMap.
template <class F>
constexpr auto flat_map(F f) {
    return detail::flat_map_operator<F>(std::move(f));
}

} // namespace weir
