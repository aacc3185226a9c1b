// SPDX-License-Identifier: BSL-1.0
// What transform_with_state keeps for a key: what its state variables hold, and when it ends.
#pragma once

#include <weir/exec/keyed_rows.hpp>
#include <weir/plan/transform_with_state.hpp>

#include <array>
#include <cstdint>
#include <type_traits>

namespace weir::detail {

// What a key holds for a member of the processor.
template <class Member>
struct cell_of {
    using type = absent;
};
template <class Member>
    requires is_state_variable<Member>
struct cell_of<Member> {
    using type = typename Member::cell_type;
};

/// What is kept for a key: a cell for each state variable and, where values can have a time to live, when
/// they end.
template <class Members, bool MayEnd>
struct processor_entry;
template <class... Members>
struct processor_entry<type_list<Members...>, false> {
    [[no_unique_address]] value_tuple<typename cell_of<Members>::type...> cells{};
};
template <class... Members>
struct processor_entry<type_list<Members...>, true> {
    [[no_unique_address]] value_tuple<typename cell_of<Members>::type...> cells{};
    std::array<std::int64_t, sizeof...(Members)> ends{};
    std::int64_t queued = no_time; // the time in the queue of ends that counts
};

/// Whether values can have a time to live.
template <class TimeMode>
inline constexpr bool values_may_end =
    std::is_same_v<TimeMode, time_mode_processing_time> || std::is_same_v<TimeMode, time_mode_by_use>;

template <class Input, class Key, class P, class TimeMode>
using processor_rows =
    keyed_rows<typename Input::schema, Key, processor_entry<member_types<P>, values_may_end<TimeMode>>>;

} // namespace weir::detail
