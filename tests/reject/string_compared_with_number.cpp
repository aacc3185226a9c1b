// expect: cannot compare string > int; cast one side to the type of the other in "(symbol > ?)"
// SPDX-License-Identifier: BSL-1.0
// A string is not compared with a number.
#include <weir/expr/column.hpp>
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
auto const query = weir::input<trade>() | weir::where("symbol"_c > 5);
#else
auto const query = weir::input<trade>() | weir::where("symbol"_c > "5");
#endif
