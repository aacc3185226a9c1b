// expect: foreach_batch function does not take a batch and its id; write [](auto const& batch, std::int64_t batch_id) { ... }
// SPDX-License-Identifier: BSL-1.0
// A function for each batch is called with the batch and its id.
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

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades))
#ifdef WEIR_MISTAKE
        .foreach_batch([](auto const&) {})
#else
        .foreach_batch([](auto const&, std::int64_t) {})
#endif
        .start();
}
