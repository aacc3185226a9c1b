// expect: no schema for a row type that is neither a plain aggregate nor adapted; use a struct without constructors and base classes, or WEIR_SCHEMA
// SPDX-License-Identifier: BSL-1.0
// Class without schema.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

struct marked_trade : trade {
    std::int32_t mark;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<marked_trade>();
#else
auto const query = weir::input<trade>();
#endif
