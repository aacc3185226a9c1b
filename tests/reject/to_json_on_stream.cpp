// expect: to_json() on a stream: it has no end, so there is no whole result; use write_stream(...).start()
// SPDX-License-Identifier: BSL-1.0
// A stream has no end that to_json() could wait for.
#include <weir/runtime/actions.hpp>
#include <weir/runtime/table.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto run([[maybe_unused]] weir::memory_stream<trade> trades) {
#ifdef WEIR_MISTAKE
    return weir::read_stream(trades).to_json();
#else
    return weir::table<trade>({}).to_json();
#endif
}
