// expect: arguments of cast are not between < and >; write cast<std::int32_t>("price"_c), with a type of C++
// SPDX-License-Identifier: BSL-1.0
// Name as an argument.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::select(weir::cast<"int">("price"_c).as<"p">());
#else
auto const query = weir::input<trade>() | weir::select(weir::cast<std::int32_t>("price"_c).as<"p">());
#endif
