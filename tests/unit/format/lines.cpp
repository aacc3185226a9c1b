// SPDX-License-Identifier: BSL-1.0
// Lines are found whatever ends them and however the file is cut in blocks; memory stays bounded.
#include <weir/format/lines.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

/// A text that is read a few bytes at a time.
struct dripping {
    std::string text;
    std::size_t step = 1;
    std::size_t at = 0;

    std::size_t read(char* to, std::size_t size) {
        std::size_t const n = std::min({size, step, text.size() - at});
        std::memcpy(to, text.data() + at, n);
        at += n;
        return n;
    }
};

std::vector<std::string> lines_of(std::string const& text, std::string const& separator = "",
                                  std::size_t step = 1 << 20, std::int64_t most = 64LL << 20) {
    weir::detail::block_reader<dripping> blocks({separator, most});
    blocks.open({text, step});
    std::vector<std::string> lines;
    std::int64_t number = 1;
    for (;;) {
        std::string_view const block = blocks.next("f", number);
        if (block.empty()) break;
        number =
            weir::detail::for_each_line(block, separator, number, [&](std::string_view line, std::int64_t n) {
                lines.emplace_back(line);
                CHECK(n == static_cast<std::int64_t>(lines.size()));
            });
    }
    return lines;
}

using lines = std::vector<std::string>;

} // namespace

TEST_CASE("every_usual_line_end_ends_a_line") {
    for (std::size_t const step : {std::size_t{1}, std::size_t{3}, std::size_t{1000}}) {
        CHECK(lines_of("a\r\nb\nc\rd\n\re", "", step) == lines{"a", "b", "c", "d", "", "e"});
        CHECK(lines_of("", "", step).empty());
        CHECK(lines_of("\n\n", "", step) == lines{"", ""});
        CHECK(lines_of("x\r", "", step) == lines{"x"});
        CHECK(lines_of("\xEF\xBB\xBFx", "", step) == lines{"x"});
        CHECK(lines_of("\xEF\xBB\xBF", "", step).empty());
    }
}

TEST_CASE("given_line_end_is_the_only_one") {
    CHECK(lines_of("a;b\n;;c", ";") == lines{"a", "b\n", "", "c"});
    CHECK(lines_of("a||b|c||", "||") == lines{"a", "b|c"});
    CHECK(lines_of("a|", "||") == lines{"a|"});
}

TEST_CASE("line_that_spans_blocks_is_whole") {
    std::string text;
    lines expected;
    for (std::size_t i = 0; i < 3000; ++i) {
        expected.emplace_back(i % 7 * 100, static_cast<char>('a' + i % 26));
        text.append(expected.back()).append(i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r");
        if (i % 3 == 2) text.append("x\n"), expected.emplace_back("x");
    }
    CHECK(lines_of(text) == expected);
    CHECK(lines_of(text, "", 777) == expected);
}

TEST_CASE("carriage_return_at_the_end_of_a_block_waits_for_the_line_feed") {
    for (std::size_t const before : {131'070U, 131'071U, 131'072U, 131'073U}) {
        CHECK(lines_of(std::string(before, 'x') + "\r\nb\n") == lines{std::string(before, 'x'), "b"});
        CHECK(lines_of(std::string(before, 'x') + "\rb\n") == lines{std::string(before, 'x'), "b"});
    }
}

TEST_CASE("line_of_the_largest_size_is_read_and_a_longer_one_is_an_error_with_its_place") {
    std::string const line(1000, 'x');
    CHECK(lines_of("a\n" + line + "\nb\n", "", 1 << 20, 1000).size() == 3);
    try {
        lines_of("a\n" + line + "x\nb\n", "", 1 << 20, 1000);
        FAIL("no error");
    } catch (weir::data_error const& e) {
        CHECK(e.context() == R"(file "f", line 2)");
        CHECK_THAT(e.what(), test::contains("longer than 1000 bytes"));
    }
}

TEST_CASE("line_of_64_MiB_is_read_and_one_byte_more_is_an_error") {
    std::string text(std::size_t{64} << 20, 'x');
    text.append("\nend\n");
    CHECK(lines_of(text).size() == 2);
    text.insert(0, "x");
    CHECK_THROWS_AS(lines_of(text), weir::data_error);
}

TEST_CASE("rest_is_the_whole_file") {
    weir::detail::block_reader<dripping> blocks({"", 10});
    std::string const text(300'000, 'x');
    blocks.open({"\xEF\xBB\xBF" + text, 1000});
    CHECK(blocks.rest() == text);
    blocks.open({"again", 2});
    CHECK(blocks.rest() == "again");
}
