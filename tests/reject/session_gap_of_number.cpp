// expect: session gap "price" of type double; write an interval, or text like "5 minutes"
// SPDX-License-Identifier: BSL-1.0
// A number is no gap: of what unit would it be.
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
auto const query = weir::input<trade>() | weir::group_by(weir::session_window("dt"_c, "price"_c), "symbol"_c)
                   | weir::count();
#else
auto const query = weir::input<trade>()
                   | weir::group_by(weir::session_window("dt"_c, "5 minutes"), "symbol"_c) | weir::count();
#endif
