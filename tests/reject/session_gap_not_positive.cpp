// expect: session gap "0 seconds" is not positive; write a duration like "5 minutes"
// SPDX-License-Identifier: BSL-1.0
// A gap is a length of time.
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
auto const query = weir::input<trade>()
                   | weir::group_by(weir::session_window<"dt", "0 seconds">(), "symbol"_c) | weir::count();
#else
auto const query = weir::input<trade>()
                   | weir::group_by(weir::session_window<"dt", "5 seconds">(), "symbol"_c) | weir::count();
#endif
