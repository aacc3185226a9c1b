// expect: advance_watermark to what is no timestamp; write a time, such as now - 1s or "2024-01-01 00:00:00"_ts
// SPDX-License-Identifier: BSL-1.0
// The watermark moves to a time.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <chrono>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    auto live = weir::inline_query(weir::input<trade>() | weir::with_watermark<"dt", "1 second">(),
                                   weir::append, [](auto const&) {});
#ifdef WEIR_MISTAKE
    live.advance_watermark(std::chrono::seconds(5));
#else
    live.advance_watermark("2024-01-01 00:00:05"_ts);
#endif
}
