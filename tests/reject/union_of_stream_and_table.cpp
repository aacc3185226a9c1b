// expect: union of a stream and a static table; their rows never end together, make both of one kind
// SPDX-License-Identifier: BSL-1.0
// A union is of streams, or of tables.
#include <weir/plan/union_with.hpp>
#include <weir/runtime/table.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>
#include <vector>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto both(weir::memory_stream<trade> a, std::vector<trade> b) {
    return weir::read_stream(a) | weir::union_with(weir::table<trade>(b));
}
#else
auto both(weir::memory_stream<trade> a, weir::memory_stream<trade> b) {
    return weir::read_stream(a) | weir::union_with(weir::read_stream(b));
}
#endif
