// SPDX-License-Identifier: BSL-1.0
// Counts the words in the text files of a folder: after each batch, all counts so far.
#include <weir/weir.hpp>

#include <cstdint>
#include <cstdio>

using namespace weir::literals;

int main() {
    auto lines = weir::read_stream(weir::text_files("data/streaming_data", {.max_files_per_trigger = 1}));
    auto words = lines | weir::select(weir::explode(weir::split("value"_c, " ")).as<"word">());
    auto counts = words | weir::group_by("word"_c) | weir::count() | weir::order_by("count"_c.desc(), "word"_c);

    auto query = weir::write_stream(counts)
        .output_mode(weir::complete) // every count with every batch, so that they can be sorted
        .trigger(weir::available_now) // ends once the files that are there have been read; without it, waits for more
        .foreach_batch([](auto const& batch, std::int64_t batch_id) {
            std::printf("Batch: %lld\n", static_cast<long long>(batch_id));
            batch.show();
        })
        .start(); // the query runs on a thread of its own

    query.await_termination(); // rethrows what ended the query, if it failed
}
