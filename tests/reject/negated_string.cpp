// expect: cannot negate string; the operand has to be a number in "(- symbol)"
// SPDX-License-Identifier: BSL-1.0
// Text has no sign.
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/column.hpp>
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
auto const query = weir::input<trade>() | weir::select((-"symbol"_c).as<"less">());
#else
auto const query = weir::input<trade>() | weir::select((-"price"_c).as<"less">());
#endif
