// SPDX-License-Identifier: BSL-1.0
// The small readers beneath the formats: numbers without a loop, UTF-8, patterns of dates and times.
#include <weir/core/number_text.hpp>
#include <weir/core/time_pattern_reader.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/format/padded_number.hpp>
#include <weir/format/scan.hpp>
#include <weir/format/utf8.hpp>

#include "catch.hpp"

#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace {

std::string random_text(std::mt19937& random, std::string_view letters, std::size_t most) {
    std::string text;
    for (std::size_t n = random() % (most + 1); n != 0; --n)
        text.push_back(letters[random() % letters.size()]);
    return text;
}

std::string padded(std::string text) { return text.append(24, '7'); }

} // namespace

TEST_CASE("padded_numbers_are_those_of_the_cast_or_no_answer") {
    std::mt19937 random(5);
    for (int i = 0; i < 200'000; ++i) {
        std::string const text = random_text(random, i % 2 == 0 ? "0123456789" : "0123456789.-+e x", 18);
        std::string const buffer = padded(text);
        std::string_view const view(buffer.data(), text.size());
        std::int64_t whole = 0;
        if (weir::detail::read_padded_integer(view, whole))
            CHECK(weir::parse_integer<std::int64_t>(view) == whole);
        std::int32_t small = 0;
        if (weir::detail::read_padded_integer(view, small))
            CHECK(weir::parse_integer<std::int32_t>(view) == small);
        double real = 0;
        if (weir::detail::read_padded_number(view, real)) {
            auto const expected = weir::parse_double(view);
            CHECK(expected == real);
            CHECK(std::signbit(*expected) == std::signbit(real));
        }
        float single = 0;
        if (weir::detail::read_padded_number(view, single)) CHECK(weir::parse_float(view) == single);
    }
    double value = 0;
    std::string const usual = padded("60000.25");
    CHECK(weir::detail::read_padded_number(std::string_view(usual).substr(0, 8), value));
    CHECK(value == 60000.25);
}

TEST_CASE("bytes_are_found_among_64") {
    std::string const text = "a,b\n" + std::string(56, 'x') + "\xC3\xA9,\r";
    std::uint64_t others = 0;
    CHECK(weir::detail::find_bytes<true>(text.data(), others, ',', '\r') == (2U | std::uint64_t{3} << 62U));
    CHECK(others != 0);
    others = 0;
    CHECK(weir::detail::find_bytes<true>(std::string(64, 'y').data(), others, ',') == 0);
    CHECK(others == 0);
}

TEST_CASE("invalid_utf8_is_replaced_as_java_replaces_it") {
    auto const repaired = [](std::string_view text) {
        std::string out;
        weir::detail::append_repaired(out, text);
        CHECK(weir::detail::is_utf8(text) == (out == text));
        return out;
    };
    CHECK(repaired("日本 😀 e") == "日本 😀 e");
    CHECK(repaired("ab\xFF"
                   "c")
          == "ab\xEF\xBF\xBD"
             "c");
    CHECK(repaired("\xC3,") == "\xEF\xBF\xBD,");
    CHECK(repaired("\xE2\x82") == "\xEF\xBF\xBD");
    CHECK(repaired("\xE2\x82x") == "\xEF\xBF\xBDx");
    CHECK(repaired("\xC0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(repaired("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); // a surrogate
}

TEST_CASE("other_encodings_become_utf8") {
    auto const recoded = [](std::string_view text, std::string_view name) {
        std::string out;
        weir::detail::append_as_utf8(out, text, weir::detail::encoding_named(name));
        return out;
    };
    CHECK(recoded("\xE9t\xE9", "ISO-8859-1") == "été");
    CHECK(recoded(std::string_view("\xFF\xFE\xE9\0", 4), "UTF-16") == "é");
    CHECK(recoded(std::string_view("\0\xE9", 2), "utf-16be") == "é");
    CHECK(recoded(std::string_view("\x3D\xD8\x00\xDE", 4), "UTF-16LE") == "😀");
    CHECK(recoded("a\xE9", "US-ASCII") == "a\xEF\xBF\xBD");
    CHECK(weir::detail::encoding_named("EBCDIC") == weir::detail::encoding::unknown);
}

TEST_CASE("times_are_read_by_their_pattern") {
    auto const time = [](char const* pattern, char const* text) -> std::string {
        auto const t = weir::detail::time_pattern(pattern).read_timestamp(text);
        std::string out;
        if (t) weir::append_timestamp(out, *t);
        return out;
    };
    CHECK(time("dd/MM/yyyy HH:mm", "29/02/2024 13:14") == "2024-02-29 13:14:00");
    CHECK(time("dd/MM/yyyy", "9/2/2024").empty());
    CHECK(time("d/M/yyyy", "9/12/2024") == "2024-12-09 00:00:00");
    CHECK(time("dd/MM/yyyy", "30/02/2024").empty());
    CHECK(time("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2024-02-29T13:14:15.678+01:00") == "2024-02-29 12:14:15.678");
    CHECK(time("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]", "2024-02-29T13:14:15") == "2024-02-29 13:14:15");
    CHECK(time("yyyyMMddHHmmss", "20240229131415") == "2024-02-29 13:14:15");
    CHECK(time("d MMM yyyy h:mm a", "9 Feb 2024 12:05 am") == "2024-02-09 00:05:00");
    CHECK(time("d MMMM yy", "9 February 24") == "2024-02-09 00:00:00");
    CHECK_THROWS_AS(weir::detail::time_pattern("EEE, d MMMM yy"), weir::query_error);
    CHECK(time("yyyy", "2024x").empty());
    CHECK_THROWS_AS(weir::detail::time_pattern("yyyy-QQ"), weir::query_error);
}
