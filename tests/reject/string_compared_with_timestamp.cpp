// expect: cannot compare timestamp > string; write a literal like "2024-01-01 00:00:00"_ts or cast the string in "(dt > ?)"
// SPDX-License-Identifier: BSL-1.0
// A time is not compared with text; the message shows the literal to write.
#include <weir/core/timestamp_text.hpp>
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::where("dt"_c > "2024-01-01 00:00:00");
#else
auto const query = weir::input<trade>() | weir::where("dt"_c > "2024-01-01 00:00:00"_ts);
#endif
