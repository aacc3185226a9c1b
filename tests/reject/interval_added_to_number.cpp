// expect: cannot compute double + interval; only a timestamp moves by an interval, cast it in "price + INTERVAL '01' SECOND"
// SPDX-License-Identifier: BSL-1.0
// Only a timestamp moves by an interval.
#include <weir/expr/arithmetic.hpp>
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
auto const query =
    weir::input<trade>() | weir::select(("price"_c + weir::interval<"1 second">).as<"later">());
#else
auto const query = weir::input<trade>() | weir::select(("dt"_c + weir::interval<"1 second">).as<"later">());
#endif
