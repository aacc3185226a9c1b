// SPDX-License-Identifier: BSL-1.0
// group_by, agg and count: one row a group.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/session_window.hpp>
#include <weir/expr/window.hpp>
#include <weir/plan/select.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

/// What group_by makes of a plan; agg() or count() make a plan of it again. Keys are `output`s.
template <class Input, class... Keys>
struct grouped {
    using grouped_input = Input;
    Input input;
    [[no_unique_address]] value_tuple<Keys...> keys;

    constexpr grouped(Input i, value_tuple<Keys...> k) : input(std::move(i)), keys(std::move(k)) {}
};

// A grouping with a mistake that has been reported; agg() makes a rejected plan of it.
template <class Input, class... Keys>
struct rejected_group {
    using grouped_input = Input;
    Input input;
};

// The row of a group: its keys, then the values of its aggregates. The outputs of agg() are computed from it.
template <class S, class Keys, class Calls>
struct group_row;
template <class S, class... Keys, class... Calls>
struct group_row<S, type_list<Keys...>, type_list<Calls...>> {
    using type = columns<column<Keys::name, result_of<typename Keys::expr, S>>...,
                         column<"aggregate", group_result<Calls, S, sizeof...(Keys) == 0>>...>;
};

/// A grouping with its aggregates.
template <class Input, class Keys, class Calls, class Outputs>
struct aggregate_plan;

template <class Input, class... Keys, class... Calls, class... Outputs>
struct aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>
    : relation_interface<
          aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>> {
    using input_type = Input;
    using input_schema = typename Input::schema;
    using keys_list = type_list<Keys...>;
    using calls_list = type_list<Calls...>;
    using outputs_list = type_list<Outputs...>;
    using group_schema = typename group_row<input_schema, keys_list, calls_list>::type;
    using schema = columns<column<Keys::name, result_of<typename Keys::expr, input_schema>>...,
                           column<Outputs::name, result_of<typename Outputs::expr, group_schema>>...>;

    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t key_count = sizeof...(Keys);
    /// The key that carries the watermark.
    static constexpr std::size_t event_time =
        first_column(find_event_times<input_schema, event_times_of<Input>(), typename Keys::expr...>());

    Input input;
    [[no_unique_address]] value_tuple<Keys...> keys;
    [[no_unique_address]] value_tuple<Calls...> calls;
    [[no_unique_address]] value_tuple<Outputs...> outputs;

    constexpr aggregate_plan(Input i, value_tuple<Keys...> k, value_tuple<Calls...> c,
                             value_tuple<Outputs...> o)
        : input(std::move(i)), keys(std::move(k)), calls(std::move(c)), outputs(std::move(o)) {}
};

// The rows that have a time, where they are grouped by a window and it matters further down: see where.
template <class Input, class... Keys>
constexpr auto keep_in_windows(Input const& input, [[maybe_unused]] value_tuple<Keys...> const& keys) {
    constexpr std::size_t at = [] {
        std::size_t i = 0;
        std::size_t found = sizeof...(Keys);
        ((is_window<typename Keys::expr> || is_session<typename Keys::expr> ? void(found = i++) : void(++i)),
         ...);
        return found;
    }();
    if constexpr (at < sizeof...(Keys)) {
        auto const& window = element<at>(keys).value;
        if constexpr (requires { keep_generating(input, window); }) {
            return keep_generating(input, window);
        } else {
            return input;
        }
    } else {
        return input;
    }
}

template <class... Keys, class... Calls, class... Outputs, class Input>
constexpr auto make_aggregate_plan(Input const& input, value_tuple<Keys...> const& keys,
                                   value_tuple<Calls...> const& calls,
                                   value_tuple<Outputs...> const& outputs) {
    auto const kept = keep_in_windows(input, keys);
    return aggregate_plan<std::remove_const_t<decltype(kept)>, type_list<Keys...>, type_list<Calls...>,
                          type_list<Outputs...>>(kept, keys, calls, outputs);
}

template <class Key, class S>
constexpr verdict check_key() {
    verdict const v = Key::template check<S>();
    if (v.failed()) return v;
    if constexpr (has_aggregate<Key>()) {
        return fault("aggregate in group_by: \"", shown<Key>().view(),
                     "\" is known only after the rows are grouped; use agg(...)");
    } else if constexpr (is_generator<Key>) {
        return fault("generator in group_by: \"", shown<Key>().view(), "\"; put it in a select before");
    } else {
        return {};
    }
}

template <class S, bool Streaming, class... Keys>
constexpr verdict check_keys() {
    verdict const v = first_fault(check_key<Keys, S>()...);
    if (v.failed()) return v;
    if ((std::size_t{0} + ... + (is_window<Keys> || is_session<Keys> ? 1 : 0)) > 1) {
        return fault("more than one window in group_by; their rows would multiply, group by one window and "
                     "window again later");
    }
    if (Streaming && sizeof...(Keys) == 1 && (is_session<Keys> || ...)) {
        return fault(
            "session_window as the only key of group_by: one session of all rows is never closed for sure; "
            "group by a further key");
    }
    return {};
}

struct list_operands {
    template <class... Es>
    constexpr auto operator()(Es const&...) const {
        return type_list<Es...>{};
    }
};

// What stands beside aggregates has one value in a group: it is made of keys. `K` is the schema of the keys.
template <class E, class K>
constexpr verdict check_beside_aggregates() {
    if constexpr (is_aggregate_call<E>) {
        return {};
    } else if constexpr (has_aggregate<E>()) {
        return []<class... Es>(type_list<Es...>) {
            return first_fault(check_beside_aggregates<Es, K>()...);
        }(decltype(std::declval<E const&>().visit_operands(list_operands{})){});
    } else if constexpr (E::template check<K>().failed()) {
        return fault(
            "\"", shown<E>().view(),
            "\" beside an aggregate is no key of group_by; it has many values in a group, group by it or use "
            "first(...)");
    } else {
        return {};
    }
}

template <class Item, class S, class K>
constexpr verdict check_aggregate_item() {
    using value = typename inner_of<Item>::type;
    verdict const v = Item::template check<S>();
    if (v.failed()) return v;
    if constexpr (!has_aggregate<Item>()) {
        return fault("no aggregate in \"", shown<Item>().view(),
                     "\" of agg; a group has many rows, use first(...), max(...) or a key");
    } else {
        return check_beside_aggregates<value, K>();
    }
}

template <class Item>
constexpr auto key_output(Item const& item) {
    return output<output_name<Item>::value, typename inner_of<Item>::type>{inner_of<Item>::get(item)};
}

template <class S, std::size_t First, bool MayBeEmpty, class Item>
constexpr auto aggregate_output(Item const& item) {
    auto const value = replace_aggregates<S, First, MayBeEmpty>(inner_of<Item>::get(item));
    return output<output_name<Item>::value, std::remove_const_t<decltype(value)>>{value};
}

template <class S, std::size_t KeyCount, class... Items>
constexpr auto aggregate_outputs(value_tuple<Items...> const& items) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        [[maybe_unused]] constexpr auto start = [](std::size_t n) {
            constexpr std::array<std::size_t, sizeof...(Items) + 1> counts{count_aggregates<Items>()..., 0};
            std::size_t sum = KeyCount;
            for (std::size_t i = 0; i < n; ++i) sum += counts[i];
            return sum;
        };
        [[maybe_unused]] constexpr bool empty = KeyCount == 0;
        return join_tuples(value_tuple<decltype(aggregate_output<S, start(I), empty>(element<I>(items)))>(
            aggregate_output<S, start(I), empty>(element<I>(items)))...);
    }(std::index_sequence_for<Items...>{});
}

template <class... Keys>
struct group_by_operator : operator_base {
    value_tuple<Keys...> keys;

    constexpr explicit group_by_operator(value_tuple<Keys...> k) : keys(std::move(k)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] {
            return check_keys<typename Input::schema, Input::is_streaming, Keys...>();
        };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return rejected_group<Input, Keys...>{input};
        } else {
            return unpack(
                [&](auto const&... key) {
                    return grouped<Input, decltype(key_output(key))...>(
                        input, value_tuple<decltype(key_output(key))...>(key_output(key)...));
                },
                keys);
        }
    }
};

struct rejected_group_by : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        auto const plan = reject_plan(input);
        return rejected_group<std::remove_const_t<decltype(plan)>>{plan};
    }
};

template <class... Items>
struct agg_operator : operator_base {
    value_tuple<Items...> items;

    constexpr explicit agg_operator(value_tuple<Items...> i) : items(std::move(i)) {}

    template <class Input, class... Keys>
    constexpr auto operator()(grouped<Input, Keys...> const& group) const {
        using S = typename Input::schema;
        using K = columns<column<Keys::name, result_of<typename Keys::expr, S>>...>;
        constexpr auto check = [] { return first_fault(check_aggregate_item<Items, S, K>()...); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan<
                Input,
                columns<column<Keys::name, result_of<typename Keys::expr, S>>...,
                        column<output_name<Items>::value, result_of<typename inner_of<Items>::type, S>>...>>(
                group.input);
        } else {
            auto const calls =
                unpack([](auto const&... item) { return join_tuples(collect_aggregates(item)...); }, items);
            return make_aggregate_plan(group.input, group.keys, calls,
                                       aggregate_outputs<S, sizeof...(Keys)>(items));
        }
    }
    template <class Input, class... Keys>
    constexpr auto operator()(rejected_group<Input, Keys...> const& group) const {
        return reject_plan<Input, columns<column<output_name<Keys>::value, unknown_type>...,
                                          column<output_name<Items>::value, unknown_type>...>>(group.input);
    }
    /// Without group_by: one group of all rows.
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        return (*this)(grouped<Input>(input, value_tuple<>{}));
    }
};

template <class... Items>
constexpr verdict check_agg_items() {
    if constexpr (sizeof...(Items) == 0) {
        return fault("agg of nothing; write agg(sum(\"price\"_c).as<\"total\">()), or count()");
    } else if constexpr (!(expression<Items> && ...)) {
        return fault("argument of agg is no aggregate; write sum(\"price\"_c).as<\"total\">()");
    } else {
        return {};
    }
}

template <class... Items>
constexpr auto make_agg(Items const&... items) {
    using tuple = value_tuple<expression_for<Items>...>;
    return agg_operator<expression_for<Items>...>(tuple(as_expression(items)...));
}

/// `count()`: after group_by the operator that counts the rows of each group; in agg the aggregate count(*).
struct count_rows : aggregate_call<count_aggregate>, operator_base {
    template <class Group>
        requires(is_instance<Group, grouped> || is_instance<Group, rejected_group>)
    constexpr auto operator()(Group const& group) const {
        return make_agg(aggregate_call<count_aggregate>{}.as<"count">())(group);
    }
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] {
            return fault("count() without group_by; write agg(count().as<\"count\">()) for all rows",
                         when_called<Input>);
        };
        if constexpr (!Input::rejected) raise<check>();
        return reject_plan(input);
    }
};

template <>
inline constexpr bool is_aggregate_call<count_rows> = true;

// `| count` names several functions, so that the other `|` does not get to see it.
template <operator_input Input>
constexpr auto operator|(Input const& input, count_rows (*)()) {
    constexpr auto check = [] { return check_operator<count_rows(Input const&)>(); };
    raise<check>();
    return rejected_operator{}(input);
}

} // namespace detail

/// Groups the rows by keys: columns, expressions, at most one window(...). Follow it with agg(...) or
/// count().
///
/// Rows    in {Schema}, out by agg: the keys, then the aggregates.
/// Null    null is a key like any other; a row whose window time is null is dropped.
/// Time    a key that is the event time, or a window of it, keeps the watermark; rows late by it are dropped.
/// State   one accumulator a group and pane; freed when the watermark passes the group's time.
/// Cost    one hash lookup a row, none while the group stays the same window; no allocation for a known
///         group.
/// Errors  compile time: unknown column, two windows, an aggregate as key.
/// Source  Spark Dataset.groupBy.
template <class... Keys>
constexpr auto group_by(Keys const&... keys) {
    constexpr auto check = [] {
        return sizeof...(Keys) == 0 ? verdict{} : detail::check_items<Keys...>("group_by");
    };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_group_by{};
    } else {
        using tuple = detail::value_tuple<detail::expression_for<Keys>...>;
        return detail::group_by_operator<detail::expression_for<Keys>...>(
            tuple(detail::as_expression(keys)...));
    }
}

/// The aggregates of each group: `sum(x)`, or an expression of aggregates such as `sum(x) / count(x)`, under
/// aliases.
///
/// Rows    out {keys…, one column an item}.
/// Errors  compile time: unknown column, an argument of a wrong type, an item without an aggregate. Run time:
///         overflow.
/// Source  Spark RelationalGroupedDataset.agg.
template <class... Items>
constexpr auto agg(Items const&... items) {
    constexpr auto check = [] { return detail::check_agg_items<Items...>(); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_operator{};
    } else {
        return detail::make_agg(items...);
    }
}

/// After group_by: how many rows each group has, as the column `count`. In agg: count(*).
/// Source  Spark RelationalGroupedDataset.count.
constexpr detail::count_rows count() { return {}; }

} // namespace weir
