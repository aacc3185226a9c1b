// SPDX-License-Identifier: BSL-1.0
// The state variables of a processor for transform_with_state.
#pragma once

#include <weir/plan/list_state.hpp>
#include <weir/plan/map_state.hpp>
#include <weir/plan/timers.hpp>
#include <weir/plan/value_state.hpp>
