// expect: window_time of timestamp; its argument is the column of a window in "window_time(dt)"
// SPDX-License-Identifier: BSL-1.0
// window_time takes the column of a window.
#include <weir/expr/column.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::select(weir::window_time("dt"_c));
#else
auto const query = weir::input<trade>() | weir::select("dt"_c);
#endif
