// expect: no struct for the rows of the source; write read_stream<trade>(source), with a struct of the columns
// SPDX-License-Identifier: BSL-1.0
// Source without a struct.
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
auto const query = weir::read_stream(weir::json_files("data")) | weir::where("price"_c > 5);
#else
auto const query = weir::read_stream<trade>(weir::json_files("data")) | weir::where("price"_c > 5);
#endif
