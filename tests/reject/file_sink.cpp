// expect: csv_files sink: files are not written yet; write the rows in foreach_batch, with batch.to_json()
// SPDX-License-Identifier: BSL-1.0
// Files are not written yet.
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
    weir::memory_stream<trade> trades;
#ifdef WEIR_MISTAKE
    auto const query = weir::write_stream(weir::read_stream(trades)).csv_files("out").start();
#else
    auto const query = weir::write_stream(weir::read_stream(trades)).console().start();
#endif
}
