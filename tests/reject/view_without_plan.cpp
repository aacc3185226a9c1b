// expect: view of what is no plan; write view<"trades">(trades), with a plan that has a source
// SPDX-License-Identifier: BSL-1.0
// A view is one of a plan.
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
    auto const dear = weir::where("price"_c > 5.0);
#ifdef WEIR_MISTAKE
    auto const query = weir::sql<"select price from t">(weir::view<"t">(dear));
#else
    auto const query = weir::sql<"select price from t">(weir::view<"t">(weir::input<trade>() | dear));
#endif
}
