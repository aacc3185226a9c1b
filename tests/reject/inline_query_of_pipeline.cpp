// expect: pipeline without an input in inline_query; put weir::input<trade>() | before it, with the struct that is pushed
// SPDX-License-Identifier: BSL-1.0
// A pipeline has no input to push into.
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
#ifdef WEIR_MISTAKE
    auto live = weir::inline_query(weir::where("price"_c > 5.0), weir::append, [](auto const&) {});
#else
    auto live = weir::inline_query(weir::input<trade>() | weir::where("price"_c > 5.0), weir::append,
                                   [](auto const&) {});
#endif
}
