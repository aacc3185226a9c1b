// SPDX-License-Identifier: BSL-1.0
// The test kit: a source that rows are added to by hand, and a clock that is told the time.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/source/memory_stream.hpp>
#include <weir/weir.hpp>
