// expect: unsigned column "call(price)": Spark has no unsigned type; use std::int64_t
// SPDX-License-Identifier: BSL-1.0
// What a function of the user gives has to be a column type.
#include <weir/expr/call.hpp>
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
    weir::input<trade>() | weir::select(weir::call([](double) { return 1U; }, "price"_c).as<"v">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::call([](double) { return 1; }, "price"_c).as<"v">());
#endif
