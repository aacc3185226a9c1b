// expect: union of column "price" of type double with "symbol" of type string; cast one of them
// SPDX-License-Identifier: BSL-1.0
// Columns of a union meet by position, in one kind.
#include <weir/expr/column.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/union_with.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::select("price"_c)
                   | weir::union_with(weir::input<trade>() | weir::select("symbol"_c));
#else
auto const query = weir::input<trade>() | weir::select("price"_c)
                   | weir::union_with(weir::input<trade>() | weir::select("price"_c));
#endif
