// expect: not a timestamp "12:30"; write a timestamp like "2024-01-31 12:30:00"
// SPDX-License-Identifier: BSL-1.0
// A timestamp is read when the program is compiled.
#include <weir/core/timestamp_text.hpp>

using namespace weir::literals;

#ifdef WEIR_MISTAKE
weir::timestamp const start = "12:30"_ts;
#else
weir::timestamp const start = "2024-01-31 12:30:00"_ts;
#endif
