// expect: no schema for a row type that is neither a plain aggregate nor adapted; use a struct without constructors and base classes, or WEIR_SCHEMA
// SPDX-License-Identifier: BSL-1.0
// A class with constructors has no schema by itself.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>
#include <weir/schema/declare.hpp>

using namespace weir::literals;

class order {
public:
    explicit order(double p = 0) : price(p) {}
    double price;
};

#ifndef WEIR_MISTAKE
WEIR_SCHEMA(order, (price, "price"));
#endif

auto const query = weir::input<order>() | weir::where("price"_c > 5.0);
