// SPDX-License-Identifier: BSL-1.0
// One of two files that include everything: a definition that is not inline would not link.
#include <weir/testing.hpp>
#include <weir/version.hpp>
#include <weir/weir.hpp>

int main() {
    extern int const* version_seen_by_other();
    return version_seen_by_other() == &weir::version_minor ? 0 : 1;
}
