// SPDX-License-Identifier: BSL-1.0
// Values are written as cells of show() and as casts to string are in Spark 4.3.0 (show.json, casts.json).
#include <weir/schema/value_text.hpp>

#include "catch.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir::literals;

struct inner {
    std::vector<std::int32_t> a;
    std::map<std::int32_t, std::int32_t> b;
};

struct point {
    std::int32_t id;
    std::optional<std::string> name;
    std::optional<double> score;
};

template <class T>
std::string cell(T const& value) {
    std::string out;
    weir::append_value<weir::text_form::cell>(out, value);
    return out;
}
template <class T>
std::string cast(T const& value) {
    std::string out;
    weir::append_value<weir::text_form::cast>(out, value);
    return out;
}

using optional_int = std::optional<std::int32_t>;
using optional_text = std::optional<std::string>;

} // namespace

TEST_CASE("nulls_are_upper_case_in_cells_and_lower_case_in_casts") {
    // Spark 4.3.0, recorded.
    std::vector<optional_text> const texts{"a", std::nullopt};
    std::map<std::string, optional_int> const map{{"a", 1}, {"b", std::nullopt}};
    CHECK(cast(texts) == "[a, null]");
    CHECK(cast(map) == "{a -> 1, b -> null}");
    CHECK(cast(point{1, std::nullopt, std::nullopt}) == "{1, null, null}");
    CHECK(cell(optional_int()) == "NULL");
    CHECK(cell(weir::void_type{}) == "NULL");
    CHECK(cell(std::vector<optional_text>{std::nullopt, "null"}) == "[NULL, null]");
    CHECK(cell(std::map<std::string, optional_int>{{"k", 1}, {"l", std::nullopt}}) == "{k -> 1, l -> NULL}");
    CHECK(cell(point{1, "x", std::nullopt}) == "{1, x, NULL}");
}

TEST_CASE("nested_values_are_written_inside_out") {
    // Spark 4.3.0, recorded.
    CHECK(cast(std::vector<std::int32_t>{1, 2}) == "[1, 2]");
    CHECK(cast(inner{{1}, {{1, 2}}}) == "{[1], {1 -> 2}}");
    CHECK(cast(std::vector<std::int32_t>{}) == "[]");
    CHECK(cast(std::map<std::string, std::string>{}) == "{}");
    CHECK(cell(std::map<std::int32_t, std::map<std::string, std::vector<std::int32_t>>>{{1, {{"x", {1}}}}})
          == "{1 -> {x -> [1]}}");
    CHECK(cell(std::map<weir::date, bool>{{"2024-02-29"_date, true}}) == "{2024-02-29 -> true}");
    CHECK(cell(std::vector<bool>{true, false}) == "[true, false]");
    CHECK(cell(weir::time_window{"2016-03-11 09:00:05"_ts, "2016-03-11 09:00:10"_ts})
          == "{2016-03-11 09:00:05, 2016-03-11 09:00:10}");
}

TEST_CASE("bytes_are_hexadecimal_in_cells_and_text_in_casts") {
    // Spark 4.3.0, recorded.
    CHECK(cell(weir::binary{""}) == "[]");
    CHECK(cell(weir::binary{std::string("\0\xFF\x10", 3)}) == "[00 FF 10]");
    CHECK(cell(std::vector<std::optional<weir::binary>>{weir::binary{"\x01"}, std::nullopt})
          == "[[01], NULL]");
    CHECK(cast(weir::binary{"abc"}) == "abc");
}

TEST_CASE("atoms_are_written_as_spark_writes_them") {
    CHECK(cell(true) == "true");
    CHECK(cell(std::int8_t{-128}) == "-128");
    CHECK(cell(1e7) == "1.0E7");
    CHECK(cell(0.1F) == "0.1");
    CHECK(cell(*weir::decimal<10, 5>::parse("0")) == "0.00000");
    CHECK(cell("2024-02-29 12:00:00.120"_ts) == "2024-02-29 12:00:00.12");
    CHECK(cell("12024-01-01"_date) == "+12024-01-01");
}

TEST_CASE("borrowed_values_are_written_like_owned_ones") {
    std::string const text = "abc";
    CHECK(cell(std::string_view(text)) == "abc");
    CHECK(cell(std::optional<std::string_view>(text)) == "abc");
    CHECK(cell(std::optional<std::string_view>()) == "NULL");
    CHECK(cell(std::vector<std::string_view>{text, text}) == "[abc, abc]");
    using schema = weir::columns<weir::column<"a", std::int32_t>, weir::column<"b", optional_text>>;
    CHECK(cell(weir::row<schema>(1, std::nullopt)) == "{1, NULL}");
    CHECK(cell(std::optional(weir::row<schema>(1, "x"))) == "{1, x}");
}
