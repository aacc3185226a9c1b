// expect: arguments of sql are not between < and >; write sql<"select ...">(view<"trades">(trades))
// SPDX-License-Identifier: BSL-1.0
// The text of a statement is a template argument.
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
auto const query = weir::sql("select price from t", weir::view<"t">(weir::input<trade>()));
#else
auto const query = weir::sql<"select price from t">(weir::view<"t">(weir::input<trade>()));
#endif
