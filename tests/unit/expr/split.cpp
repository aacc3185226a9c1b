// SPDX-License-Identifier: BSL-1.0
// split gives what Spark 4.3.0 gave (strings.json), as an array and under explode.
#include <weir/expr/generator.hpp>
#include <weir/expr/split.hpp>

#include "catch.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir::literals;
using parts = std::vector<std::string>;

struct line {
    std::string value;
    std::optional<std::string> maybe;
};

template <class E>
auto value_of(E const& e, line const& row = {}) {
    return e.template eval<line>(weir::detail::struct_ref<line>{&row});
}
template <class E>
parts exploded(E const& e, line const& row) {
    parts found;
    weir::explode(e).template generate<line>(weir::detail::struct_ref<line>{&row},
                                             [&](std::string_view part) { found.emplace_back(part); });
    return found;
}

} // namespace

TEST_CASE("split_gives_the_parts_between_separators") {
    CHECK(value_of(weir::split("a b c", " ")) == parts{"a", "b", "c"});
    CHECK(value_of(weir::split("a,b,,c,,", ",")) == parts{"a", "b", "", "c", "", ""});
    CHECK(value_of(weir::split("", ",")) == parts{""});
    CHECK(value_of(weir::split(",a", ",")) == parts{"", "a"});
    CHECK(value_of(weir::split("aXbXc", "x")) == parts{"aXbXc"});
    CHECK(value_of(weir::split("日本語", "本")) == parts{"日", "語"});
    CHECK(value_of(weir::split("a::b:c", "::")) == parts{"a", "b:c"});
}

TEST_CASE("split_by_nothing_gives_the_characters") {
    CHECK(value_of(weir::split("abc", "")) == parts{"a", "b", "c"});
    CHECK(value_of(weir::split("日本語", "")) == parts{"日", "本", "語"});
    CHECK(value_of(weir::split("", "")) == parts{""});
    CHECK(value_of(weir::split("abc", "", 2)) == parts{"a", "bc"});
}

TEST_CASE("split_takes_an_escaped_operator_as_a_text") {
    CHECK(value_of(weir::split("a.b.c", "\\.")) == parts{"a", "b", "c"});
    CHECK(value_of(weir::split("a|b", "\\|")) == parts{"a", "b"});
    CHECK(value_of(weir::split("a\tb", "\\t")) == parts{"a", "b"});
    CHECK(value_of(weir::split("a]b", "]")) == parts{"a", "b"});
}

TEST_CASE("split_stops_at_its_limit") {
    CHECK(value_of(weir::split("a,b,c,d", ",", 2)) == parts{"a", "b,c,d"});
    CHECK(value_of(weir::split("a,b,c,d", ",", 0)) == parts{"a", "b", "c", "d"});
    CHECK(value_of(weir::split("a,b,c,d", ",", -1)) == parts{"a", "b", "c", "d"});
    CHECK(value_of(weir::split("a,b,c,,", ",", 1)) == parts{"a,b,c,,"});
}

TEST_CASE("split_by_a_regular_expression_is_refused_when_the_query_is_built") {
    for (char const* pattern : {"\\d+", "[0-9]", ".", "|", "\\s+", "a\\", "x*"}) {
        CHECK_THROWS_AS(weir::split("value"_c, pattern), weir::query_error);
    }
    CHECK_THROWS_WITH(weir::split("value"_c, "\\d+"),
                      test::contains("split by the regular expression \"\\d+\"")
                          && test::contains("not supported yet"));
    CHECK_THROWS_AS(weir::split("value"_c, std::string(63, 'x')), weir::query_error);
}

TEST_CASE("split_of_null_is_null") {
    CHECK(value_of(weir::split("maybe"_c, ",")) == std::nullopt);
    CHECK(value_of(weir::split("maybe"_c, ","), {"", "a,b"}) == parts{"a", "b"});
    CHECK(exploded(weir::split("maybe"_c, ","), {}).empty());
}

TEST_CASE("explode_of_split_gives_the_same_parts_as_the_array_at_every_length") {
    auto const by_byte = weir::split("value"_c, " ");
    auto const by_limit = weir::split("value"_c, " ", -1); // the other loop
    for (std::size_t size = 0; size < 200; ++size) {
        for (std::size_t every : {1U, 2U, 3U, 7U, 15U, 16U, 17U, 63U, 64U, 65U}) {
            line row;
            for (std::size_t i = 0; i < size; ++i)
                row.value.push_back(i % every == every - 1 ? ' ' : 'a' + char(i % 26));
            parts const expected = value_of(by_limit, row);
            REQUIRE(value_of(by_byte, row) == expected);
            REQUIRE(exploded(by_byte, row) == expected);
        }
    }
}

TEST_CASE("split_finds_bytes_beyond_ascii_and_none_that_are_alike") {
    std::string text;
    for (int c = 1; c < 256; ++c) text.push_back(static_cast<char>(c));
    for (int c : {0x20, 0x2C, 0x7F, 0x80, 0xA0, 0xAC, 0xFF}) {
        std::string const by(1, static_cast<char>(c));
        for (std::size_t from = 0; from < 250; from += 3) {
            for (std::size_t size : {1U, 3U, 5U, 9U, 12U, 20U, 70U}) {
                line const row{text.substr(from, size), {}};
                REQUIRE(exploded(weir::split("value"_c, by), row)
                        == value_of(weir::split("value"_c, by, -1), row));
            }
        }
    }
}
