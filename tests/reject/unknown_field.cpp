// expect: no field "strat" in column "window" of type struct<start:timestamp,end:timestamp>; did you mean "start"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt field of a struct column names the column and its fields.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
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
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "1 minute">()) | weir::count()
                   | weir::select("window.strat"_c, "count"_c);
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "1 minute">()) | weir::count()
                   | weir::select("window.start"_c, "count"_c);
#endif
