// expect: cannot compute string + int; cast the string to a number in "(symbol + ?)"
// SPDX-License-Identifier: BSL-1.0
// There is no arithmetic on text.
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/cast.hpp>
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
auto const query = weir::input<trade>() | weir::select(("symbol"_c + 1).as<"next">());
#else
auto const query = weir::input<trade>() | weir::select((weir::cast<int>("symbol"_c) + 1).as<"next">());
#endif
