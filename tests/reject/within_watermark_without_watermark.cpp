// expect: drop_duplicates_within_watermark without watermark: it keeps keys for its delay; put with_watermark before it, or use drop_duplicates
// SPDX-License-Identifier: BSL-1.0
// The delay of the watermark is how long a key is remembered.
#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::drop_duplicates_within_watermark<"symbol">();
#else
auto const query = weir::input<trade>() | weir::with_watermark<"dt", "1 minute">()
                   | weir::drop_duplicates_within_watermark<"symbol">();
#endif
