// SPDX-License-Identifier: BSL-1.0
// What map_groups_with_state and flat_map_groups_with_state share: the plan, and the look at the user's
// function.
#pragma once

#include <weir/plan/group_by_key.hpp>
#include <weir/plan/group_results.hpp>
#include <weir/plan/group_state.hpp>
#include <weir/plan/initial_state.hpp>
#include <weir/plan/keyed_operator.hpp>
#include <weir/plan/output_mode.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The mode of map_groups_with_state: one row a call.
struct map_mode {
    static constexpr std::string_view name = "map";
};

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

// What the function takes.

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

// The operator.

template <class State, class Timeout, class Function, class F, class Initial>
struct state_operator : keyed_operator<state_operator<State, Timeout, Function, F, Initial>> {
    using keyed_operator<state_operator>::operator();

    static constexpr bool flat = !std::is_same_v<Function, map_mode>;
    static constexpr std::string_view op = flat ? "flat_map_groups_with_state" : "map_groups_with_state";

    F function;
    [[no_unique_address]] Initial initial;

    constexpr state_operator(F f, Initial i) : function(std::move(f)), initial(std::move(i)) {}

    template <class Group>
        requires is_keyed<Group>
    constexpr auto operator()(Group const& group) const {
        if constexpr (Group::rejected || initial_rejected<Initial>()) {
            return reject_group(group);
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
                return reject_group(group);
            } else {
                return apply(group);
            }
        }
    }

private:
    static constexpr verdict check_function_mode() {
        if constexpr (std::is_same_v<Function, complete_mode>) {
            return fault(
                "flat_map_groups_with_state in complete mode: what a call gives is never the whole result; "
                "name append or update");
        } else {
            return {};
        }
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
            return reject_group(group);
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
