// SPDX-License-Identifier: BSL-1.0
// A user's program: it includes weir and has the version that the package announced.
#include <weir/version.hpp>
#include <weir/weir.hpp>

#include <algorithm>
#include <array>

int main() {
    std::array const expected{EXPECTED_VERSION};
    std::array const actual{weir::version_major, weir::version_minor, weir::version_patch};
    return std::ranges::equal(expected, actual) ? 0 : 1;
}
