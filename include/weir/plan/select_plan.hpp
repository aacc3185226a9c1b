// SPDX-License-Identifier: BSL-1.0
// The plan of a select: its outputs, the generator below them, and where the watermark goes.
#pragma once

#include <weir/expr/aggregate.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/session_window.hpp>
#include <weir/expr/window.hpp>
#include <weir/plan/relation.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// An expression and the name of the column that it gives.
template <fixed_string Name, class E>
struct output {
    static constexpr auto name = Name;
    using expr = E;
    [[no_unique_address]] E value;
};

/// Stands for the value at index `I` that the generator of a select makes.
template <std::size_t I, class T>
struct generated : expression_interface<generated<I, T>> {
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
        return {};
    }
    static constexpr void write(text& out) { out << "generated"; }
};

template <class E>
inline constexpr std::size_t generated_index = not_found;
template <std::size_t I, class T>
inline constexpr std::size_t generated_index<generated<I, T>> = I;

struct no_generator {};

/// The column that an expression is, or not_found.
template <class E, class S>
constexpr std::size_t plain_column() {
    if constexpr (requires { E::column_index; }) {
        return E::column_index;
    } else if constexpr (requires { E::template where<S>; }) {
        return E::template where<S>.found() && E::template where<S>.way.depth == 0
                   ? E::template where<S>.way.column
                   : not_found;
    } else {
        return not_found;
    }
}

// A column that is passed on under its own name is known by its relation's alias too, as before.
template <class S, class Output>
constexpr auto find_output_column() {
    using expr = typename Output::expr;
    using plain = column<Output::name, result_of<expr, S>>;
    if constexpr (!has_qualifiers<S>) {
        return type_identity<plain>{};
    } else {
        constexpr std::size_t from = plain_column<expr, S>();
        if constexpr (from == not_found) {
            return type_identity<plain>{};
        } else if constexpr (schema_of<S>::qualifiers[from].empty()
                             || schema_of<S>::names[from] != Output::name.view()) {
            return type_identity<plain>{};
        } else {
            constexpr std::string_view alias = schema_of<S>::qualifiers[from];
            return type_identity<
                qualified_column<fixed_string<alias.size()>(alias), Output::name, result_of<expr, S>>>{};
        }
    }
}
template <class S, class... Outputs>
using output_schema = columns<typename decltype(find_output_column<S, Outputs>())::type...>;

// Where the watermark goes: a column keeps it when it is the event time itself or a window of it.

template <class E, class S, std::size_t EventTime>
constexpr bool carries_event_time() {
    if constexpr (EventTime == not_found) {
        return false;
    } else if constexpr (requires { E::template where<S>; }) {
        return E::template where<S>.found() && E::template where<S>.way.column == EventTime
               && E::template where<S>.way.depth == 0;
    } else {
        return false;
    }
}
template <class E, class S, std::size_t EventTime>
struct carries {
    static constexpr bool value = carries_event_time<E, S, EventTime>();
};
template <fixed_string Name, class E, class S, std::size_t EventTime>
struct carries<aliased<Name, E>, S, EventTime> : carries<E, S, EventTime> {};
template <std::size_t I, class Call, class T, class S, std::size_t EventTime>
struct carries<slot<I, Call, T>, S, EventTime> {
    static constexpr bool value = I == EventTime;
};
template <class E, fixed_string Size, fixed_string Slide, fixed_string Start, class S, std::size_t EventTime>
struct carries<window_node<E, Size, Slide, Start>, S, EventTime> : carries<E, S, EventTime> {};
template <class E, class Gap, class S, std::size_t EventTime>
struct carries<session_node<E, Gap>, S, EventTime> : carries<E, S, EventTime> {};
template <class E, class S, std::size_t EventTime>
struct carries<function<window_time_function, E>, S, EventTime> : carries<E, S, EventTime> {};

// Which of the expressions carry one of the event times `Times` of the input.
template <class S, column_set Times, class... Es>
constexpr column_set find_event_times() {
    column_set found;
    auto const look_for = [&]<std::size_t T>(std::integral_constant<std::size_t, T>) {
        if constexpr (Times.has(T)) {
            std::size_t i = 0;
            ((carries<Es, S, T>::value ? found.add(i) : void(), ++i), ...);
        }
    };
    [&]<std::size_t... T>(std::index_sequence<T...>) {
        (look_for(std::integral_constant<std::size_t, T>{}), ...);
    }(std::make_index_sequence<schema_of<S>::size>{});
    return found;
}

/// A projection, with at most one generator, whose values the outputs take by `generated<I, T>`.
template <class Input, class Generator, class... Outputs>
struct select_plan : relation_interface<select_plan<Input, Generator, Outputs...>> {
    using input_type = Input;
    using generator_type = Generator;
    using outputs = type_list<Outputs...>;
    using schema = output_schema<typename Input::schema, Outputs...>;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr column_set event_times = [] {
        using S = typename Input::schema;
        column_set found = find_event_times<S, event_times_of<Input>(), typename Outputs::expr...>();
        if constexpr (is_window<Generator> || is_session<Generator>) {
            if (!find_event_times<S, event_times_of<Input>(), Generator>().empty()) {
                constexpr std::array<bool, sizeof...(Outputs) + 1> made{
                    (generated_index<typename Outputs::expr> != not_found)..., false};
                for (std::size_t i = 0; i < sizeof...(Outputs); ++i) {
                    if (made[i]) found.add(i);
                }
            }
        }
        return found;
    }();
    static constexpr std::size_t event_time = first_column(event_times);

    Input input;
    [[no_unique_address]] Generator generator;
    [[no_unique_address]] value_tuple<Outputs...> values;

    constexpr select_plan(Input i, Generator g, value_tuple<Outputs...> v)
        : input(std::move(i)), generator(std::move(g)), values(std::move(v)) {}
};

} // namespace weir::detail
