// expect: no schema for a row type that is neither a plain aggregate nor adapted; use a struct without constructors and base classes, or WEIR_SCHEMA
// SPDX-License-Identifier: BSL-1.0
// Rows become structs.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};
struct priced {
    double price;
};

#ifdef WEIR_MISTAKE
auto const rows = weir::input<trade>() | weir::as<int>();
#else
auto const rows = weir::input<trade>() | weir::as<priced>();
#endif
