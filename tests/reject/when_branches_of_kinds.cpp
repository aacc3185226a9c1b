// expect: branches of CASE have types string, int; cast them to one type
// SPDX-License-Identifier: BSL-1.0
// The branches of when have one kind.
#include <weir/expr/column.hpp>
#include <weir/expr/conditional.hpp>
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
    weir::input<trade>() | weir::select(weir::when("price"_c > 5.0, "high").otherwise(0).as<"p">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::when("price"_c > 5.0, "high").otherwise("low").as<"p">());
#endif
