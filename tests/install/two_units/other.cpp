// SPDX-License-Identifier: BSL-1.0
// The other of two files that include everything: its inline variables are the same objects as the first
// one's.
#include <weir/testing.hpp>
#include <weir/version.hpp>
#include <weir/weir.hpp>

int const* version_seen_by_other();

int const* version_seen_by_other() { return &weir::version_minor; }
