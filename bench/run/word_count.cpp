// SPDX-License-Identifier: BSL-1.0
// Word count over the Shakespeare text in complete mode, file source included; an event is a word.
#include <weir/expr/split.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/text_files.hpp>

#include "hand_word_count.hpp"
#include "harness.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

namespace {

/// The words of a text by the rules of the job: one more than there are separators, in every line.
double words_in(std::string_view text) {
    auto const count = std::count_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n'; });
    return static_cast<double>(count + (text.ends_with('\n') ? 0 : 1));
}

/// A number for a word, for the digest: 8 bytes at a time.
std::uint64_t word_bits(std::string_view word) {
    std::uint64_t bits = bench::mix(word.size());
    for (; !word.empty(); word.remove_prefix(std::min<std::size_t>(8, word.size()))) {
        std::uint64_t part = 0;
        std::memcpy(&part, word.data(), std::min<std::size_t>(8, word.size()));
        bits = bench::mix(bits ^ part);
    }
    return bits;
}

/// A word's row of either side, added to the digest.
auto into(bench::row_digest& digest) {
    return [&digest](std::string_view word, std::int64_t count) { digest.add(word_bits(word), count); };
}

std::uint64_t hand_run(std::filesystem::path const& folder) {
    bench::row_digest digest;
    bench::hand::word_count(folder, into(digest));
    return digest.value();
}

// The weir side: the same job as a query, run to the end of the folder; what the last batch gives goes into the digest.
std::uint64_t weir_run(std::filesystem::path const& folder) {
    using namespace weir::literals;
    bench::row_digest digest;
    auto const add = into(digest);
    auto query = weir::write_stream(weir::read_stream(weir::text_files(folder.string()))
                                    | weir::select(weir::explode(weir::split("value"_c, " ")).as<"word">())
                                    | weir::group_by("word"_c) | weir::count())
                     .output_mode(weir::complete)
                     .trigger(weir::on_demand)
                     .foreach([&](auto const& row) { add(row["word"_c], row["count"_c]); })
                     .start();
    query.process_all_available();
    return digest.value();
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: word_count <text file>\n", stderr);
        return 1;
    }
    std::string const text = bench::read_file(argv[1]);
    if (text.find('\r') != text.npos) {
        std::fputs("the hand loop does not split at carriage returns\n", stderr);
        return 1;
    }
    bench::report report;
    for (std::size_t const copies : {1U, 16U}) {
        bench::temporary_folder const folder;
        for (std::size_t i = 0; i < copies; ++i)
            folder.write("part-" + std::to_string(10 + i) + ".txt", text);
        report.compare(
            "word count, file source", copies == 1 ? "the text" : "the text 16 times", 2,
            static_cast<double>(copies) * words_in(text), [&] { return hand_run(folder.path()); },
            [&] { return weir_run(folder.path()); });
    }
    return report.finish();
}
