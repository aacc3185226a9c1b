// SPDX-License-Identifier: BSL-1.0
// select and the operators that are a select in disguise: with_column, with_column_renamed, drop.
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

namespace weir {

namespace detail {

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

// ---- where the watermark goes: a column keeps it when it is the event time itself or a window of it

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

// ---- from the items of a select to its outputs

template <class S, std::size_t... I>
constexpr auto all_columns(std::index_sequence<I...>) {
    constexpr auto item = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
        constexpr std::string_view name = schema_of<S>::names[J];
        constexpr auto text = fixed_string<name.size()>(name);
        return output<text, slot<J, col_node<text>, column_type<S, J>>>{};
    };
    return value_tuple<decltype(item(std::integral_constant<std::size_t, I>{}))...>(
        item(std::integral_constant<std::size_t, I>{})...);
}

// The columns of the relation with this alias.
template <class S, fixed_string Alias, std::size_t... I>
constexpr auto columns_of(std::index_sequence<I...>) {
    constexpr auto one = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
        if constexpr (equal_ignoring_case(schema_of<S>::qualifiers[J], Alias.view())) {
            return all_columns<S>(std::index_sequence<J>{});
        } else {
            return value_tuple<>{};
        }
    };
    return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
}

template <fixed_string Star>
struct star_head {
    static constexpr auto value = fixed_string<Star.size() - 2>(Star.view().substr(0, Star.size() - 2));
};

// `t.*`: the fields of the struct column t.
template <class S, fixed_string Star>
constexpr auto star_outputs() {
    if constexpr (Star.view() == "*") {
        return all_columns<S>(std::make_index_sequence<schema_of<S>::size>{});
    } else {
        using head = star_head<Star>;
        using column_struct = result_value<col_node<head::value>, S>;
        if constexpr (has_alias<S>(head::value.view())) {
            return columns_of<S, head::value>(std::make_index_sequence<schema_of<S>::size>{});
        } else if constexpr (!struct_column<column_struct>) {
            return value_tuple<>{};
        } else {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
                constexpr auto item = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
                    constexpr std::string_view field = schema_of<column_struct>::names[J];
                    constexpr auto name = fixed_string<field.size()>(field);
                    constexpr auto path = [] {
                        constexpr std::string_view last = schema_of<column_struct>::names[J];
                        text t;
                        t << head::value.view() << '.' << last;
                        return fixed_string<head::value.size() + 1 + last.size()>(t.view());
                    }();
                    return output<name, col_node<path>>{};
                };
                return value_tuple<decltype(item(std::integral_constant<std::size_t, I>{}))...>(
                    item(std::integral_constant<std::size_t, I>{})...);
            }(std::make_index_sequence<schema_of<column_struct>::size>{});
        }
    }
}

template <class E>
struct inner_of {
    using type = E;
    static constexpr E const& get(E const& e) { return e; }
};
template <fixed_string Name, class E>
struct inner_of<aliased<Name, E>> {
    using type = E;
    static constexpr E const& get(aliased<Name, E> const& e) { return e.inner; }
};

template <class Item, class S>
constexpr auto generator_outputs() {
    using generator = typename inner_of<Item>::type;
    if constexpr (is_window<generator> || is_session<generator>) {
        return value_tuple<output<output_name<Item>::value, generated<0, time_window>>>{};
    } else {
        using made = typename generator::template outputs<S>;
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            constexpr auto item = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
                constexpr bool named = !std::is_same_v<Item, generator> && made::size == 1;
                if constexpr (named) {
                    return output<output_name<Item>::value, generated<J, list_at<J, made>>>{};
                } else {
                    constexpr std::string_view name = generator::template output_name_at<S>(J);
                    return output<fixed_string<name.size()>(name), generated<J, list_at<J, made>>>{};
                }
            };
            return value_tuple<decltype(item(std::integral_constant<std::size_t, I>{}))...>(
                item(std::integral_constant<std::size_t, I>{})...);
        }(std::make_index_sequence<made::size>{});
    }
}

template <class Item>
inline constexpr bool makes_rows = is_generator<Item> || is_window<Item> || is_session<Item>;

template <class S, class Item>
constexpr auto item_outputs(Item const& item) {
    if constexpr (is_star<Item>) {
        return star_outputs<S, Item::name>();
    } else if constexpr (makes_rows<Item>) {
        return generator_outputs<Item, S>();
    } else {
        using inner = inner_of<Item>;
        using out = output<output_name<Item>::value, typename inner::type>;
        return value_tuple<out>(out{inner::get(item)});
    }
}

template <class Item, class... Rest>
constexpr auto first_generator(Item const& item, Rest const&... rest) {
    if constexpr (makes_rows<Item>) {
        return inner_of<Item>::get(item);
    } else {
        return first_generator(rest...);
    }
}

template <class... Items>
constexpr auto pick_generator(Items const&... items) {
    if constexpr (!(makes_rows<Items> || ...)) {
        return no_generator{};
    } else {
        return first_generator(items...);
    }
}
template <class Item, class S>
constexpr verdict check_item() {
    if constexpr (is_star<Item>) {
        if constexpr (Item::name.view() == "*") {
            return {};
        } else if constexpr (has_alias<S>(star_head<Item::name>::value.view())) {
            return {};
        } else {
            using head = col_node<star_head<Item::name>::value>;
            verdict const v = head::template check<S>();
            if (v.failed()) return v;
            if constexpr (!struct_column<result_value<head, S>>) {
                return fault("no fields in \"", Item::name.view(), "\": the column is ",
                             type_name<result_of<head, S>>().view(), ", not a struct; name the columns");
            } else {
                return {};
            }
        }
    } else if constexpr (has_aggregate<Item>()) {
        verdict const v = Item::template check<S>();
        if (v.failed()) return v;
        return fault("aggregate in select: \"", shown<Item>().view(),
                     "\"; use group_by(...) | agg(...), or agg(...) alone for all rows");
    } else {
        return Item::template check<S>();
    }
}

template <class S, class... Items>
constexpr verdict check_select() {
    verdict const v = first_fault(check_item<Items, S>()...);
    if (v.failed()) return v;
    if ((std::size_t{0} + ... + (makes_rows<Items> ? 1 : 0)) > 1) {
        return fault(
            "more than one generator in a select; a row can be multiplied once, use a second select");
    }
    return {};
}

template <class Input, class Generator, class... Outputs>
constexpr auto make_select(Input const& input, Generator const& generator,
                           value_tuple<Outputs...> const& outputs) {
    if constexpr (requires {
                      keep_generating(input, generator);
                  }) { // of a stream with a watermark: see where
        auto const kept = keep_generating(input, generator);
        return select_plan<std::remove_const_t<decltype(kept)>, Generator, Outputs...>(kept, generator,
                                                                                       outputs);
    } else {
        return select_plan<Input, Generator, Outputs...>(input, generator, outputs);
    }
}

template <class Input, class... Outputs>
constexpr auto reject_select(Input const& input, value_tuple<Outputs...> const&) {
    return reject_plan<Input, output_schema<typename Input::schema, Outputs...>>(input);
}

template <class... Items>
struct select_operator : operator_base {
    value_tuple<Items...> items;

    constexpr explicit select_operator(value_tuple<Items...> i) : items(std::move(i)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return check_select<S, Items...>(); };
        auto const outputs =
            unpack([](auto const&... item) { return join_tuples(item_outputs<S>(item)...); }, items);
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_select(input, outputs);
        } else {
            return make_select(
                input, unpack([](auto const&... item) { return pick_generator(item...); }, items), outputs);
        }
    }
};

// ---- with_column: the columns of the input, one replaced or added

template <fixed_string Name, class E>
struct with_column_operator : operator_base {
    E value;

    constexpr explicit with_column_operator(E e) : value(std::move(e)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return check_select<S, E>(); };
        constexpr std::size_t at = place_of<S>();
        auto const with = outputs<S, at>(std::make_index_sequence<schema_of<S>::size>{});
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_select(input, with);
        } else {
            return make_select(input, pick_generator(value), with);
        }
    }

private:
    // Which column is replaced: as everywhere, its name is found without regard to case.
    template <class S>
    static constexpr std::size_t place_of() {
        bool ambiguous = false;
        return match_column<S>(Name.view(), ambiguous);
    }
    template <class S>
    constexpr auto own_output() const {
        return item_outputs<S>(aliased<Name, E>{{}, value});
    }
    template <class S, std::size_t At, std::size_t... I>
    constexpr auto outputs(std::index_sequence<I...>) const {
        auto const one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (J == At) {
                return own_output<S>();
            } else {
                return all_columns<S>(std::index_sequence<J>{});
            }
        };
        if constexpr (At == not_found) {
            return join_tuples(one(std::integral_constant<std::size_t, I>{})..., own_output<S>());
        } else {
            return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
        }
    }
};

// ---- with_column_renamed and drop. In Spark a name that is not there changes nothing; here it is misspelt.

template <class S, fixed_string Name>
constexpr verdict check_name() {
    for (std::string_view const name : schema_of<S>::names) {
        if (equal_ignoring_case(name, Name.view())) return {};
    }
    return no_column<S>(Name.view());
}

/// The select of `outputs`, or what is left of it once the mistake in it has been raised.
template <auto Check, class Input, class... Outputs>
constexpr auto select_checked(Input const& input, value_tuple<Outputs...> const& outputs) {
    if constexpr (Input::rejected || Check().failed()) {
        if constexpr (!Input::rejected) raise<Check>();
        return reject_select(input, outputs);
    } else {
        return make_select(input, no_generator{}, outputs);
    }
}

template <fixed_string From, fixed_string To>
struct rename_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return check_name<S, From>(); };
        return select_checked<check>(input, outputs<S>(std::make_index_sequence<schema_of<S>::size>{}));
    }

private:
    template <class S, std::size_t... I>
    static constexpr auto outputs(std::index_sequence<I...>) {
        auto const one = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (equal_ignoring_case(schema_of<S>::names[J], From.view())) {
                return value_tuple<output<To, slot<J, col_node<From>, column_type<S, J>>>>{};
            } else {
                return all_columns<S>(std::index_sequence<J>{});
            }
        };
        return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
    }
};

template <fixed_string... Names>
struct drop_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return first_fault(check_name<S, Names>()...); };
        return select_checked<check>(input, outputs<S>(std::make_index_sequence<schema_of<S>::size>{}));
    }

private:
    template <class S, std::size_t... I>
    static constexpr auto outputs(std::index_sequence<I...>) {
        auto const one = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr ((equal_ignoring_case(schema_of<S>::names[J], Names.view()) || ...)) {
                return value_tuple<>{};
            } else {
                return all_columns<S>(std::index_sequence<J>{});
            }
        };
        return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
    }
};

} // namespace detail

namespace detail {

/// Says why `Items` are no columns for `op`; empty when they are: a text is the value that it says, in Spark
/// it names a column.
template <class... Items>
constexpr verdict check_items(std::string_view op) {
    if constexpr (sizeof...(Items) == 0) {
        return fault(op, " of nothing; name a column, \"price\"_c");
    } else if constexpr (((!expression<Items> && std::is_convertible_v<Items, std::string_view>) || ...)) {
        return fault(
            "text given to ", op,
            " is a value, not a column; write \"price\"_c for the column, lit(\"...\") for the value");
    } else if constexpr (!(operand<Items> && ...)) {
        return fault("argument of ", op,
                     " is no expression; write a column, \"price\"_c, or what is computed of some");
    } else {
        return {};
    }
}

} // namespace detail

/// Computes the columns of the output, in the order given. `"*"_c` and `"t.*"_c` stand for all columns, or
/// all fields of a struct. One item may make several rows of one: explode(...) or window(...).
///
/// Rows    in {Schema}, out one column an item; its name is its alias, its column's name, or its SQL text.
/// Time    a column keeps the watermark when it is the event time itself, or a window of it.
/// Cost    fused with its neighbours; a column that nobody reads later is not computed. No allocation.
/// Errors  compile time: unknown column, wrong types, an aggregate, two generators. Run time: those of its
/// expressions. Source  Spark Dataset.select.
template <class... Items>
constexpr auto select(Items const&... items) {
    constexpr auto check = [] { return detail::check_items<Items...>("select"); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_operator{};
    } else {
        using tuple = detail::value_tuple<detail::expression_for<Items>...>;
        return detail::select_operator<detail::expression_for<Items>...>(
            tuple(detail::as_expression(items)...));
    }
}

/// All columns and one more, or one of them replaced.
/// Rows    in {Schema}, out {Schema, Name} or {Schema}. Otherwise as select. Source  Spark
/// Dataset.withColumn.
template <fixed_string Name, class E>
constexpr auto with_column(E const& e) {
    constexpr auto check = [] { return detail::check_items<E>("with_column"); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_operator{};
    } else {
        return detail::with_column_operator<Name, detail::expression_for<E>>(detail::as_expression(e));
    }
}

/// Renames a column. Errors  compile time: no such column. Source  Spark Dataset.withColumnRenamed.
template <fixed_string From, fixed_string To>
constexpr auto with_column_renamed() {
    return detail::rename_operator<From, To>{};
}

/// Leaves columns out. Errors  compile time: no such column. Source  Spark Dataset.drop.
template <fixed_string... Names>
constexpr auto drop() {
    return detail::drop_operator<Names...>{};
}

} // namespace weir
