// expect: ambiguous column "price": several columns have this name; rename one with .as<>()
// SPDX-License-Identifier: BSL-1.0
// A name that two columns have is ambiguous.
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/column.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::select("price"_c, ("price"_c * 2).as<"price">())
                   | weir::where("price"_c > 5.0);
#else
auto const query = weir::input<trade>() | weir::select("price"_c, ("price"_c * 2).as<"twice">())
                   | weir::where("price"_c > 5.0);
#endif
