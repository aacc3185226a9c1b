// SPDX-License-Identifier: BSL-1.0
// order_by: sorts rows.
#pragma once

#include <weir/expr/column.hpp>
#include <weir/plan/select.hpp>

#include <cstddef>
#include <utility>

namespace weir {

namespace detail {

template <class Input, class... Keys>
struct order_by_plan : relation_interface<order_by_plan<Input, Keys...>> {
    using schema = typename Input::schema;
    using input_type = Input;
    using keys_list = type_list<Keys...>;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Input::event_time;
    static constexpr column_set event_times = event_times_of<Input>();

    Input input;
    [[no_unique_address]] value_tuple<Keys...> keys;

    constexpr order_by_plan(Input i, value_tuple<Keys...> k) : input(std::move(i)), keys(std::move(k)) {}
};

template <class Key, class S>
constexpr verdict check_sort_key() {
    using E = typename Key::expr;
    verdict const v = E::template check<S>();
    if (v.failed()) return v;
    if constexpr (is_map<result_value<E, S>>) {
        return fault("cannot sort by \"", shown<E>().view(), "\" of type ",
                     type_name<result_of<E, S>>().view(), "; a map has no order");
    } else if constexpr (has_aggregate<E>()) {
        return fault("aggregate in order_by: \"", shown<E>().view(),
                     "\"; name it in agg(...) and sort by its name");
    } else {
        return {};
    }
}

template <class T>
inline constexpr bool is_sort_key = false;
template <class E, sort_direction D, null_order N>
inline constexpr bool is_sort_key<sort_key<E, D, N>> = true;

template <class... Keys>
constexpr verdict check_sort_items() {
    if constexpr (((expression<Keys> || is_sort_key<Keys>) && ...) && sizeof...(Keys) > 0) {
        return {};
    } else {
        return fault("order_by of what is no column; write \"price\"_c or \"price\"_c.desc()");
    }
}

template <class Item>
constexpr auto as_sort_key(Item const& item) {
    if constexpr (is_sort_key<Item>) {
        return item;
    } else {
        return item.asc();
    }
}

template <class... Keys>
struct order_by_operator : operator_base {
    value_tuple<Keys...> keys;

    constexpr explicit order_by_operator(value_tuple<Keys...> k) : keys(std::move(k)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] { return first_fault(check_sort_key<Keys, typename Input::schema>()...); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return order_by_plan<Input, Keys...>(input, keys);
        }
    }
};

} // namespace detail

/// Sorts by the keys, ascending unless `.desc()` is asked; equal rows keep their order.
///
/// Null    first when ascending, last when descending, unless the key says otherwise. NaN is the greatest
///         number.
/// State   the rows of a batch.
/// Errors  compile time: unknown column, a map; on a stream, but above an aggregation in complete mode.
/// Source  Spark Dataset.orderBy.
template <class... Keys>
constexpr auto order_by(Keys const&... keys) {
    constexpr auto check = [] { return detail::check_sort_items<Keys...>(); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_operator{};
    } else {
        using tuple = detail::value_tuple<decltype(detail::as_sort_key(keys))...>;
        return detail::order_by_operator<decltype(detail::as_sort_key(keys))...>(
            tuple(detail::as_sort_key(keys)...));
    }
}

} // namespace weir
