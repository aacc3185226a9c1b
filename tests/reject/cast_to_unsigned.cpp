// expect: unsigned column "cast": Spark has no unsigned type; use std::int64_t
// SPDX-License-Identifier: BSL-1.0
// A cast leads to a column type.
#include <weir/expr/functions.hpp>
#include <weir/runtime/inline_query.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto cheap(weir::memory_stream<trade> trades) {
#ifdef WEIR_MISTAKE
    return weir::read_stream(trades) | weir::select("price"_c.cast<unsigned>().as<"whole">());
#else
    return weir::read_stream(trades) | weir::select("price"_c.cast<std::int64_t>().as<"whole">());
#endif
}
