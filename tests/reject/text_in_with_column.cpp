// expect: text given to with_column is a value, not a column; write "price"_c for the column, lit("...") for the value
// SPDX-License-Identifier: BSL-1.0
// A text is no column.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::with_column<"copy">("price");
#else
auto const query = weir::input<trade>() | weir::with_column<"copy">("price"_c);
#endif
