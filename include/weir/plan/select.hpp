// SPDX-License-Identifier: BSL-1.0
// select: from the items that are chosen to the outputs of a plan.
#pragma once

#include <weir/expr/aggregate.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/session_window.hpp>
#include <weir/expr/window.hpp>
#include <weir/plan/select_plan.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

// From the items of a select to its outputs.

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
///         expressions.
/// Source  Spark Dataset.select.
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

} // namespace weir
