// expect: method print_schema of a plan: the function takes the plan; write weir::print_schema(plan)
// SPDX-License-Identifier: BSL-1.0
// print_schema is a function of a plan.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    auto const trades = weir::input<trade>();
#ifdef WEIR_MISTAKE
    trades.print_schema();
#else
    weir::print_schema(trades);
#endif
}
