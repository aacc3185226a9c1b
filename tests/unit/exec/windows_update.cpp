// SPDX-License-Identifier: BSL-1.0
// Windows in update mode against the naive recomputation.
#include "unit/exec/windows_property.hpp"

TEST_CASE("windows_in_update_mode_are_those_of_a_naive_recomputation") {
    windows::check_all<weir::update_mode>();
}
