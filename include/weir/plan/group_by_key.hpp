// SPDX-License-Identifier: BSL-1.0
// group_by_key: rows by key, for functions that keep their own state for each key.
#pragma once

#include <weir/core/hash.hpp>
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/group_state.hpp>
#include <weir/plan/typed.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

// A key is looked up as it is in flight, and owned by the table. Both forms of a key description have
// `type<S>`, the owned form, `columns<S>`, the columns that it has in a table of initial state, and
// `in_flight<S>(row)`.

/// A key of columns and expressions: one is the value itself, several are a row. `Outputs` are `output`s.
template <class... Outputs>
struct expression_key {
    static constexpr bool many = sizeof...(Outputs) > 1;

    [[no_unique_address]] value_tuple<Outputs...> outputs;

    template <class S>
    static constexpr auto find_type() {
        if constexpr (sizeof...(Outputs) == 1) {
            return type_identity<result_of<typename type_at<0, Outputs...>::expr, S>>{};
        } else {
            return type_identity<
                row<columns<column<Outputs::name, result_of<typename Outputs::expr, S>>...>>>{};
        }
    }
    template <class S>
    using type = typename decltype(find_type<S>())::type;

    template <class S, class Row>
    [[gnu::always_inline]] constexpr auto in_flight(Row const& row) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
            using key = value_tuple<
                std::remove_cvref_t<decltype(element<I>(outputs).value.template eval<S>(row))>...>;
            return key(element<I>(outputs).value.template eval<S>(row)...);
        }(std::index_sequence_for<Outputs...>{});
    }
    template <class Key, class Flight>
    [[gnu::always_inline]] static constexpr bool equal(Key const& key, Flight const& flight) {
        if constexpr (sizeof...(Outputs) == 1) {
            return equal_values(key, element<0>(flight));
        } else {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
                return (equal_values(key.template at<I>(), element<I>(flight)) && ...);
            }(std::index_sequence_for<Outputs...>{});
        }
    }
    template <class Key, class Flight>
    static constexpr Key owned(Flight const& flight) {
        if constexpr (sizeof...(Outputs) == 1) {
            return own<Key>(element<0>(flight));
        } else {
            return unpack([](auto const&... values) { return Key(values...); }, flight);
        }
    }
};

// What a lambda gives as a key, in its owned form.
template <class T>
using owned_key = std::conditional_t<std::is_convertible_v<T, std::string_view>, std::string, T>;

/// A key that a function of the row gives.
template <class F>
struct function_key {
    static constexpr bool many = false;

    F function;

    template <class S>
    using type = owned_key<lambda_result<F, S>>;

    template <class S, class Row>
    [[gnu::always_inline]] constexpr auto in_flight(Row const& row) const {
        using result = lambda_result<F, S>;
        return value_tuple<result>(call_with_row<S>(function, row));
    }
    template <class Key, class Flight>
    [[gnu::always_inline]] static constexpr bool equal(Key const& key, Flight const& flight) {
        return equal_values(key, element<0>(flight));
    }
    template <class Key, class Flight>
    static constexpr Key owned(Flight const& flight) {
        return Key(element<0>(flight));
    }
};

/// What group_by_key makes of a plan; an operator with state makes a plan of it again.
template <class Input, class Key>
struct keyed {
    using grouped_input = Input;
    using schema = typename Input::schema;
    using key_type = typename Key::template type<schema>;
    static constexpr bool rejected = false;

    Input input;
    [[no_unique_address]] Key key;

    constexpr keyed(Input i, Key k) : input(std::move(i)), key(std::move(k)) {}
};

// A grouping with a mistake that has been reported.
template <class Input>
struct rejected_keyed {
    using grouped_input = Input;
    using schema = typename Input::schema;
    static constexpr bool rejected = true;

    Input input;
};

template <class T>
inline constexpr bool is_keyed = false;
template <class Input, class Key>
inline constexpr bool is_keyed<keyed<Input, Key>> = true;
template <class Input>
inline constexpr bool is_keyed<rejected_keyed<Input>> = true;

template <class Key, class S>
constexpr verdict check_state_key() {
    verdict const v = Key::template check<S>();
    if (v.failed()) return v;
    if constexpr (has_aggregate<Key>()) {
        return fault("aggregate in group_by_key: \"", shown<Key>().view(),
                     "\" is known only after the rows are grouped; use a column or an expression of one row");
    } else if constexpr (is_generator<Key> || is_window<Key>) {
        return fault("generator in group_by_key: \"", shown<Key>().view(), "\"; put it in a select before");
    } else {
        return {};
    }
}

template <class... Keys>
struct group_by_key_operator : operator_base {
    value_tuple<Keys...> keys;

    constexpr explicit group_by_key_operator(value_tuple<Keys...> k) : keys(std::move(k)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] { return first_fault(check_state_key<Keys, typename Input::schema>()...); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return rejected_keyed<Input>{input};
        } else {
            return unpack(
                [&](auto const&... key) {
                    using description = expression_key<decltype(key_output(key))...>;
                    return keyed<Input, description>(
                        input, description{value_tuple<decltype(key_output(key))...>(key_output(key)...)});
                },
                keys);
        }
    }
};

struct rejected_group_by_key : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        return rejected_keyed<Input>{input};
    }
};

template <class F, class S>
constexpr verdict check_key_function() {
    verdict const v = check_lambda<F, S>("group_by_key");
    if (v.failed()) return v;
    if constexpr (check_lambda<F, S>("").failed()) {
        return {};
    } else {
        return check_column_type<owned_key<lambda_result<F, S>>>("key");
    }
}

template <class F>
struct group_by_function_operator : operator_base {
    F function;

    constexpr explicit group_by_function_operator(F f) : function(std::move(f)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] { return check_key_function<F, typename Input::schema>(); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return rejected_keyed<Input>{input};
        } else {
            return keyed<Input, function_key<F>>(input, function_key<F>{function});
        }
    }
};

} // namespace detail

/// Groups the rows by key for an operator that keeps its own state for each key. Follow it with
/// map_groups_with_state, flat_map_groups_with_state or transform_with_state.
///
/// Rows    the key is handed over as the value of its one column or expression, or as a row of several.
/// Null    null is a key like any other.
/// Errors  compile time: unknown column, an aggregate, a generator or a window as key.
/// Source  Spark Dataset.groupByKey.
/// Example `events | weir::group_by_key("user"_c)`
template <class... Keys>
    requires(detail::operand<Keys> && ...)
constexpr auto group_by_key(Keys const&... keys) {
    constexpr auto check = [] { return detail::check_items<Keys...>("group_by_key"); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_group_by_key{};
    } else {
        using tuple = detail::value_tuple<detail::expression_for<Keys>...>;
        return detail::group_by_key_operator<detail::expression_for<Keys>...>(
            tuple(detail::as_expression(keys)...));
    }
}

/// The same, by what `f` makes of a row; `f` as in map.
/// Example `events | weir::group_by_key([](event const& e) { return e.user; })`
template <class F>
    requires(!detail::operand<F>)
constexpr auto group_by_key(F f) {
    return detail::group_by_function_operator<F>(std::move(f));
}

} // namespace weir
