// expect: argument of read_stream or read is no source; write json_files("data") or another source, from(rows) for a range
// SPDX-License-Identifier: BSL-1.0
// A path does not say how its files are read.
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
auto const trades = weir::read_stream<trade>("data");
#else
auto const trades = weir::read_stream<trade>(weir::json_files("data"));
#endif
