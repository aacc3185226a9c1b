// expect: call without a function; write call(f, "price"_c), with a lambda or a function object
// SPDX-License-Identifier: BSL-1.0
// A call is one of a function.
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
    [[maybe_unused]] auto const twice = [](double v) { return v * 2; };
#ifdef WEIR_MISTAKE
    auto const query = weir::input<trade>() | weir::select(weir::call("price"_c));
#else
    auto const query = weir::input<trade>() | weir::select(weir::call(twice, "price"_c));
#endif
}
