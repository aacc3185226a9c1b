// SPDX-License-Identifier: BSL-1.0
// Windows in append mode against the naive recomputation.
#include "unit/exec/windows_property.hpp"

TEST_CASE("windows_in_append_mode_are_those_of_a_naive_recomputation") {
    windows::check_all<weir::append_mode>();
}
