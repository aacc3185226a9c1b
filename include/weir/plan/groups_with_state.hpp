// SPDX-License-Identifier: BSL-1.0
// What map_groups_with_state and flat_map_groups_with_state share: the plan, and the look at the user's
// function.
#pragma once

#include <weir/plan/group_by_key.hpp>
#include <weir/plan/group_state.hpp>
#include <weir/plan/output_mode.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The mode of map_groups_with_state: one row a call.
struct map_mode {
    static constexpr std::string_view name = "map";
};
struct no_initial_state {};

/// A function over keyed groups. `Function` is map_mode, append_mode or update_mode.
template <class Input, class Key, class State, class Timeout, class Function, class F, class Initial,
          class Schema>
struct state_plan : relation_interface<state_plan<Input, Key, State, Timeout, Function, F, Initial, Schema>> {
    using schema = Schema;
    using input_type = Input;
    using function_mode = Function;
    using timeout_type = Timeout;
    using initial_type = Initial;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = not_found;

    Input input;
    [[no_unique_address]] Key key;
    [[no_unique_address]] F function;
    [[no_unique_address]] Initial initial;

    constexpr state_plan(Input i, Key k, F f, Initial s)
        : input(std::move(i)), key(std::move(k)), function(std::move(f)), initial(std::move(s)) {}
};

// ---- what the function gives

// The schema of a row that is given on: a row of a group is the struct that it holds.
template <class T>
struct plain_row {
    using type = T;
};
template <class S>
struct plain_row<struct_row<S>> {
    using type = S;
};

// The row type of what a call gives: of a std::optional or a range its elements; else void.
template <class T>
constexpr auto find_given() {
    if constexpr (is_nullable<T>) {
        return type_identity<typename plain_row<value_type_of<T>>::type>{};
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        return type_identity<void>{};
    } else {
        using item = typename decltype(find_item<T>())::type;
        return type_identity<typename plain_row<item>::type>{};
    }
}

/// Calls `f` with each row that a call gave: of an optional, of a range, or the one.
template <class Given, class F>
[[gnu::always_inline]] inline void for_each_given(Given&& given, F&& f) {
    using type = std::remove_cvref_t<Given>;
    if constexpr (is_nullable<type>) {
        if (given) f(*given);
    } else if constexpr (!std::is_void_v<typename decltype(find_given<type>())::type>) {
        for (auto&& value : given) f(value);
    } else {
        f(given);
    }
}

/// Passes on a value that a user's function made as a row of `Schema`.
template <class Schema, class T, class Next>
[[gnu::always_inline]] inline void pass_value(T const& value, Next& next) {
    if constexpr (is_row<T>) {
        next(value, std::true_type{});
    } else if constexpr (std::is_same_v<Schema, T> || std::is_base_of_v<Schema, T>) {
        next(struct_ref<Schema>{&value}, std::true_type{});
    } else {
        using kept_value = kept<decltype(in_flight(value))>;
        next(flight_row<kept_value>{value_tuple<kept_value>(keep(in_flight(value)))}, std::true_type{});
    }
}

template <class T>
constexpr verdict check_given(std::string_view op) {
    if constexpr (std::is_void_v<T>) {
        return fault(op, " function gives nothing; return a struct whose fields are the columns");
    } else {
        return check_map_result<T>(op);
    }
}
template <class T>
constexpr verdict check_flat_given(std::string_view op) {
    if constexpr (std::is_void_v<T>) {
        return fault(op, " function gives nothing; return a std::optional or a std::vector of a struct whose "
                         "fields are the columns");
    } else if constexpr (std::is_void_v<typename decltype(find_given<T>())::type>) {
        return fault(op, " function gives neither a std::optional nor a range; return one of a struct whose "
                         "fields are the columns");
    } else {
        return check_map_result<typename decltype(find_given<T>())::type>(op);
    }
}

// ---- what the function takes

template <class F, class K, class S, class State>
inline constexpr bool takes_group = std::is_invocable_v<F&, K const&, group_rows<S>, group_state<State>&>;

template <class State>
constexpr verdict check_state_type() {
    if constexpr (is_nullable<State>) {
        return fault("state of type std::optional: a key has a state or none; name the type itself");
    } else if constexpr (schema_like<State>) {
        return check_schema<State>();
    } else {
        return check_column_type<State>("state");
    }
}

template <class F, class K, class S, class State>
constexpr verdict check_group_function(std::string_view op) {
    verdict const v = check_state_type<State>();
    if (v.failed()) return v;
    if constexpr (!takes_group<F, K, S, State>) {
        return fault(op,
                     " function does not take (key, rows, state); write [](auto const& key, auto rows, "
                     "weir::group_state<S>& state) with S the state named in ",
                     op, "<S>");
    } else {
        return {};
    }
}

template <class Timeout, class Input>
constexpr verdict check_timeout() {
    if constexpr (!is_timeout<Timeout>) {
        return fault(
            "no timeout where one is expected; write weir::no_timeout, weir::processing_time_timeout "
            "or weir::event_time_timeout");
    } else if constexpr (std::is_same_v<Timeout, event_time_timeout_type> && Input::event_time == not_found
                         && Input::is_streaming) {
        return fault("event_time_timeout without watermark: no event time ever passes; use with_watermark "
                     "before group_by_key, or processing_time_timeout");
    } else {
        return {};
    }
}

// ---- the initial state: a static plan by the same key

// The state in a row of the initial plan: a struct by its fields, a value from the column `value`, else the
// last.
template <class S>
constexpr std::size_t initial_column =
    index_of<S>("value") != not_found ? index_of<S>("value") : schema_of<S>::size - 1;

template <class Initial, class K>
constexpr verdict check_initial_key() {
    if constexpr (std::is_same_v<Initial, no_initial_state>) {
        return {};
    } else if constexpr (!is_keyed<Initial>) {
        return fault("initial state without key; write table | weir::group_by_key(...)");
    } else if constexpr (Initial::rejected) {
        return {};
    } else if constexpr (Initial::grouped_input::is_streaming) {
        return fault("initial state from a stream: it has no end; use a static table");
    } else if constexpr (!std::is_same_v<typename Initial::key_type, K>) {
        return fault("initial state by a key of type ", type_name<typename Initial::key_type>().view(),
                     ", the rows are grouped by ", type_name<K>().view(), "; use the same key");
    } else {
        return {};
    }
}
template <class Initial, class K, class State>
constexpr verdict check_initial_state() {
    verdict const v = check_initial_key<Initial, K>();
    if (v.failed()) return v;
    if constexpr (std::is_same_v<Initial, no_initial_state> || check_initial_key<Initial, K>().failed()) {
        return {};
    } else if constexpr (Initial::rejected) {
        return {};
    } else if constexpr (schema_like<State>) {
        return check_convert<State, typename Initial::schema>();
    } else {
        using from = column_type<typename Initial::schema, initial_column<typename Initial::schema>>;
        if constexpr (upcasts<State, from>()) {
            return {};
        } else {
            return fault("initial state is ", type_name<from>().view(), ", the state is ",
                         type_name<State>().view(), "; cast the column");
        }
    }
}
template <class Initial>
constexpr bool initial_rejected() {
    if constexpr (is_keyed<Initial>) {
        return Initial::rejected;
    } else {
        return false;
    }
}

// ---- the operator

template <class State, class Timeout, class Function, class F, class Initial>
struct state_operator : operator_base {
    static constexpr bool flat = !std::is_same_v<Function, map_mode>;
    static constexpr std::string_view op = flat ? "flat_map_groups_with_state" : "map_groups_with_state";

    F function;
    [[no_unique_address]] Initial initial;

    constexpr state_operator(F f, Initial i) : function(std::move(f)), initial(std::move(i)) {}

    template <class Group>
        requires is_keyed<Group>
    constexpr auto operator()(Group const& group) const {
        if constexpr (Group::rejected || initial_rejected<Initial>()) {
            return rejected(group);
        } else {
            using Input = typename Group::grouped_input;
            using S = typename Input::schema;
            using K = typename Group::key_type;
            constexpr auto check = [] {
                return first_fault(check_function_mode(), check_timeout<Timeout, Input>(),
                                   check_group_function<F, K, S, State>(op),
                                   check_initial_state<Initial, K, State>());
            };
            if constexpr (check().failed()) {
                raise<check>();
                return rejected(group);
            } else {
                return apply(group);
            }
        }
    }
    /// A plan that is not grouped.
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] {
            return fault(op, " without group_by_key: state is kept by key; write group_by_key(...) | ", op,
                         "(...)");
        };
        if constexpr (!Input::rejected) raise<check>();
        return reject_plan<Input, columns<column<"value", unknown_type>>>(input);
    }

private:
    static constexpr verdict check_function_mode() {
        if constexpr (std::is_same_v<Function, complete_mode>) {
            return fault("flat_map_groups_with_state in complete mode: what a call gives is never the whole result; "
                         "name append or update");
        } else {
            return {};
        }
    }
    template <class Group>
    static constexpr auto rejected(Group const& group) {
        return reject_plan<typename Group::grouped_input, columns<column<"value", unknown_type>>>(
            group.input);
    }
    template <class Input, class Key>
    constexpr auto apply(keyed<Input, Key> const& group) const {
        using S = typename Input::schema;
        using K = typename keyed<Input, Key>::key_type;
        using given = typename plain_row<std::remove_cvref_t<
            std::invoke_result_t<F&, K const&, group_rows<S>, group_state<State>&>>>::type;
        constexpr auto check = [] {
            if constexpr (flat) {
                return check_flat_given<given>(op);
            } else {
                return check_given<given>(op);
            }
        };
        if constexpr (check().failed()) {
            raise<check>();
            return rejected(group);
        } else {
            using item = typename decltype([] {
                if constexpr (flat) {
                    return find_given<given>();
                } else {
                    return type_identity<given>{};
                }
            }())::type;
            using plan = state_plan<Input, Key, State, Timeout, Function, F, Initial, result_schema<item>>;
            return plan(group.input, group.key, function, initial);
        }
    }
};

} // namespace weir::detail
