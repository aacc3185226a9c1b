// expect: branches of coalesce have types double, string; cast them to one type
// SPDX-License-Identifier: BSL-1.0
// The arguments of coalesce have one kind.
#include <weir/expr/column.hpp>
#include <weir/expr/conditional.hpp>
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
auto const query = weir::input<trade>() | weir::select(weir::coalesce("price"_c, "none").as<"p">());
#else
auto const query = weir::input<trade>() | weir::select(weir::coalesce("price"_c, 0.0).as<"p">());
#endif
