// expect: struct for a source that has its own columns; write read_stream(source)
// SPDX-License-Identifier: BSL-1.0
// Struct for a source with columns of its own.
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
auto const query = weir::read_stream<trade>(weir::text_files("data"));
#else
auto const query = weir::read_stream(weir::text_files("data"));
#endif
