// SPDX-License-Identifier: BSL-1.0
// The state variables of a processor: its members, by which they are named.
#pragma once

#include <weir/core/error.hpp>
#include <weir/plan/state_variable.hpp>
#include <weir/schema/reflect.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// Calls `f(index, variable)` for each member of a processor that is a state variable.
template <class P, class F>
[[gnu::always_inline]] inline void for_each_state_variable(P& processor, F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        with_members<member_count<P>>(processor, [&](auto&... members) {
            (
                (void)[&] {
                    if constexpr (is_state_variable<std::remove_cvref_t<decltype(members)>>)
                        f(std::integral_constant<std::size_t, I>{}, members);
                }(),
                ...);
        });
    }(std::make_index_sequence<member_count<P>>{});
}

[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_variable(std::string_view condition, std::string_view name, std::string_view what) {
    throw query_error(std::string(condition),
                      "state variable \"" + std::string(name) + "\" " + std::string(what));
}

/// Names the variables and lets them belong to `context`. `MayEnd`: values may have a time to live.
template <bool MayEnd, class P>
void name_state_variables(P& processor, variable_context& context) {
    std::array<std::string_view, member_count<P> + 1> names{};
    for_each_state_variable(processor, [&]<class V>(auto i, V& variable) {
        variable.name_if_none(member_names<P>[i]);
        auto const ttl = variable.ttl().ttl_duration.count();
        if (ttl > 0 && !MayEnd) {
            throw_variable("STATEFUL_PROCESSOR_INCORRECT_TIME_MODE_TO_ASSIGN_TTL", variable.name(),
                           "has a time to live, which needs time_mode::processing_time");
        }
        if (ttl < 0) {
            throw_variable("STATEFUL_PROCESSOR_TTL_DURATION_MUST_BE_POSITIVE", variable.name(),
                           "has a negative time to live");
        }
        for (std::string_view const other : names) {
            if (other == variable.name()) {
                throw_variable("STATEFUL_PROCESSOR_DUPLICATE_STATE_VARIABLE_DEFINED", other,
                               "has the name of another one");
            }
        }
        names[i] = variable.name();
        variable.belong_to(context);
    });
}

} // namespace weir::detail
