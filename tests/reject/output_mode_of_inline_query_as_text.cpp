// expect: output mode of another type in inline_query; write weir::append, weir::update or weir::complete
// SPDX-License-Identifier: BSL-1.0
// The output mode is a value of its own type.
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
    auto live = weir::inline_query(weir::input<trade>(), "append", [](auto const&) {});
#else
    auto live = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {});
#endif
}
