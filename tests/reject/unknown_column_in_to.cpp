// expect: no column "prise" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A field of the user's struct that the row has no column for names the nearest one.
#include <weir/schema/row.hpp>

#include <string>

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

quote read(weir::row<trade> const& row) { return weir::to<quote>(row); }
