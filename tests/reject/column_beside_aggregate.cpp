// expect: "price" beside an aggregate is no key of group_by; it has many values in a group, group by it or use first(...)
// SPDX-License-Identifier: BSL-1.0
// What stands beside an aggregate has one value in a group.
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
auto const query = weir::input<trade>() | weir::group_by("symbol"_c)
                   | weir::agg((weir::max("price"_c) - "price"_c).as<"off">());
#else
auto const query = weir::input<trade>() | weir::group_by("symbol"_c)
                   | weir::agg((weir::max("price"_c) - weir::min("price"_c)).as<"off">());
#endif
