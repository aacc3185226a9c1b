// expect: not a date "2024-13-01"; write a date like "2024-01-31"
// SPDX-License-Identifier: BSL-1.0
// A date is read when the program is compiled.
#include <weir/core/date_text.hpp>

using namespace weir::literals;

#ifdef WEIR_MISTAKE
weir::date const day = "2024-13-01"_date;
#else
weir::date const day = "2024-12-01"_date;
#endif
