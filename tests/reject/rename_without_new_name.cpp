// expect: arguments of with_column_renamed are not between < and >; write with_column_renamed<"from", "to">()
// SPDX-License-Identifier: BSL-1.0
// A column is renamed to something.
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
auto const query = weir::input<trade>() | weir::with_column_renamed<"price">();
#else
auto const query = weir::input<trade>() | weir::with_column_renamed<"price", "px">();
#endif
