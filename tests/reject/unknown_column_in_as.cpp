// expect: no column "prise" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A field of as<T> that the plan has no column for is one error, though its column is used further on.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

struct quote {
#ifdef WEIR_MISTAKE
    double prise;
#else
    double price;
#endif
};

auto const query = weir::input<trade>() | weir::as<quote>() | weir::where("price"_c > 1.0);
