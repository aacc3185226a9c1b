// expect: drop_duplicates_within_watermark on a static table, which has no watermark; use drop_duplicates
// SPDX-License-Identifier: BSL-1.0
// A table has no watermark.

#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>
#include <weir/runtime/table.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::table<trade>({}) | weir::drop_duplicates_within_watermark<"symbol">();
#else
auto const query = weir::table<trade>({}) | weir::drop_duplicates<"symbol">();
#endif
