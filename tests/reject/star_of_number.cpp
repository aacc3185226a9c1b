// expect: no fields in "price.*": the column is double, not a struct; name the columns
// SPDX-License-Identifier: BSL-1.0
// Only a struct has fields to spread.
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
auto const query = weir::input<trade>() | weir::select("price.*"_c);
#else
auto const query = weir::input<trade>() | weir::select("price"_c);
#endif
