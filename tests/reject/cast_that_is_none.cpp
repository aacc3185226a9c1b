// expect: cannot cast timestamp to boolean in "CAST(dt AS BOOLEAN)"; compare it with a value
// SPDX-License-Identifier: BSL-1.0
// A cast that Spark does not have says what to write instead.
#include <weir/expr/cast.hpp>
#include <weir/expr/column.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::select(weir::cast<bool>("dt"_c));
#else
auto const query = weir::input<trade>() | weir::select(weir::cast<std::int64_t>("dt"_c));
#endif
