// expect: argument 1 of upper is double; cast it to string in "upper(price)"
// SPDX-License-Identifier: BSL-1.0
// A text function takes text.
#include <weir/expr/column.hpp>
#include <weir/expr/text_case.hpp>
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
auto const query = weir::input<trade>() | weir::select(weir::upper("price"_c));
#else
auto const query = weir::input<trade>() | weir::select(weir::upper("symbol"_c));
#endif
