// expect: static table in a streaming query: it has no stream to wait for; read it with read_stream, or use show(), collect() or count()
// SPDX-License-Identifier: BSL-1.0
// A static table is no stream.
#include <weir/runtime/actions.hpp>
#include <weir/runtime/table.hpp>
#include <weir/runtime/write_stream.hpp>

#include <string>
#include <vector>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto run(std::vector<trade> const& trades) {
    return weir::write_stream(weir::table<trade>(trades)).console().start();
}
#else
void run(std::vector<trade> const& trades) { weir::table<trade>(trades).show(); }
#endif
