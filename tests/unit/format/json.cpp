// SPDX-License-Identifier: BSL-1.0
// The JSON decoder: rows, bad records by mode, the corrupt record column, and inputs that are broken on
// purpose.
#include <weir/format/json.hpp>
#include <weir/format/json_value.hpp>
#include <weir/schema/row.hpp>

#include "catch.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using weir::detail::first_columns;
using weir::detail::one_column;
using weir::detail::value_at;

struct trade {
    std::string symbol;
    std::optional<double> price;
    std::int64_t time;
};

struct loose {
    std::optional<std::int32_t> a;
    std::optional<std::string> b;
    std::optional<std::string> _corrupt_record;
};

/// Everything that a decoder says of some lines.
struct said {
    std::vector<std::string> rows;
    std::vector<std::string> bad; // line, column, reason
};

template <class T>
std::string shown(T const& value) {
    if constexpr (weir::is_nullable<T>) {
        return value ? shown(*value) : std::string("null");
    } else if constexpr (std::is_arithmetic_v<T>) {
        std::string out;
        weir::append_number(out, value);
        return out;
    } else if constexpr (std::is_same_v<T, weir::detail::absent>) {
        return "-";
    } else {
        return std::string(value);
    }
}

template <class S, class Row>
std::string shown_row(Row const& row) {
    std::string out;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((out += (I == 0 ? "" : "|") + shown(value_at<I>(row))), ...);
    }(std::make_index_sequence<weir::schema_of<S>::size>{});
    return out;
}

template <class S, weir::detail::column_set Needed = first_columns(weir::schema_of<S>::size)>
said read(std::string block, weir::json_options const& options = {}) {
    std::size_t const size = block.size();
    block.append(64, '\0');
    weir::detail::json_decoder<S, Needed> decoder(options);
    decoder.begin_file("f.json");
    said result;
    decoder.decode_block(
        std::string_view(block).substr(0, size), 1,
        [&](auto const& row) { result.rows.push_back(shown_row<S>(row)); },
        [&](weir::bad_record const& record) {
            result.bad.push_back(std::to_string(record.line) + " " + std::string(record.column) + ": "
                                 + std::string(record.reason));
        });
    return result;
}

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("an_object_is_a_row_whatever_the_order_of_its_names") {
    said const got = read<trade>("{\"symbol\":\"A\",\"price\":1.5,\"time\":7}\n"
                                 "{\"symbol\":\"B\",\"price\":2.5,\"time\":8}\n"
                                 "{\"time\":9,\"x\":[1,{\"y\":2}],\"symbol\":\"C\"}\n"
                                 "\n  \n"
                                 "[{\"symbol\":\"D\",\"time\":1},{\"symbol\":\"E\",\"time\":2}]\r\n"
                                 "{\"symbol\":\"F\",\"price\":null,\"time\":3} and more\n");
    CHECK(got.rows == texts{"A|1.5|7", "B|2.5|8", "C|null|9", "D|null|1", "E|null|2", "F|null|3"});
    CHECK(got.bad.empty());
}

TEST_CASE("columns_that_are_not_needed_are_not_judged") {
    said const got = read<trade, one_column(2)>("{\"symbol\":5,\"price\":\"x\",\"time\":7}\n{\"time\":8}\n");
    CHECK(got.rows == texts{"-|-|7", "-|-|8"});
    CHECK(got.bad.empty());
}

TEST_CASE("a_record_without_a_column_that_cannot_be_null_is_bad_and_gives_no_row") {
    said const got =
        read<trade>("{\"symbol\":\"A\"}\n{\"symbol\":null,\"time\":1}\n{\"symbol\":\"B\",\"time\":2}\n");
    CHECK(got.rows == texts{"B|null|2"});
    CHECK(got.bad
          == texts{"1 time: no value for \"time\", which cannot be null",
                   "2 symbol: no value for \"symbol\", which cannot be null"});
}

TEST_CASE("wrong_types_are_null_and_named_in_the_mode_permissive") {
    said const got = read<loose>(
        "{\"a\":\"x\",\"b\":\"y\"}\n{\"a\":1.5}\n{\"a\":[1],\"b\":[1, 2]}\n{\"a\":99999999999}\n");
    CHECK(got.rows
          == texts{"null|y|{\"a\":\"x\",\"b\":\"y\"}", "null|null|{\"a\":1.5}",
                   "null|[1, 2]|{\"a\":[1],\"b\":[1, 2]}", "null|null|{\"a\":99999999999}"});
    CHECK(got.bad
          == texts{"1 a: \"x\", a string, is no int", "2 a: 1.5, a number, is no int",
                   "3 a: an array, is no int", "4 a: 99999999999, a whole number, is no int"});
}

TEST_CASE("drop_malformed_drops_bad_records_and_tells_of_them") {
    said const got = read<loose>("{\"a\":\"x\"}\nbroken\n{\"a\":1}\n[{\"a\":2},{\"a\":\"y\"}]\n",
                                 {.mode = weir::drop_malformed});
    CHECK(got.rows == texts{"1|null|null"});
    CHECK(got.bad.size() == 3);
}

TEST_CASE("fail_fast_throws_with_file_line_and_column") {
    try {
        read<loose>("{\"a\":1}\n{\"a\":\"x\"}\n", {.mode = weir::fail_fast});
        FAIL("nothing was thrown");
    } catch (weir::data_error const& e) {
        CHECK(e.condition() == "FAILED_READ_FILE.NO_HINT");
        CHECK(e.context() == "file \"f.json\", line 2, column \"a\"");
        CHECK_THAT(e.what(), test::contains("\"x\", a string, is no int"));
    }
}

TEST_CASE("a_text_that_ends_too_early_is_bad_wherever_it_ends") {
    std::string const whole = R"({"a":1,"b":"x\u00e9y","z":[1,{"q":true}]})";
    for (std::size_t size = 1; size < whole.size(); ++size) {
        CAPTURE(size);
        said const got = read<loose>(whole + "\n" + whole.substr(0, size) + "\n" + whole + "\n");
        CHECK(got.rows.size() == 3);
        CHECK(got.rows[1] == "null|null|" + whole.substr(0, size));
        CHECK(got.bad.size() == 1);
        CHECK(got.rows[2] == got.rows[0]);
    }
}

TEST_CASE("nesting_is_bounded_and_never_overflows_the_stack") {
    auto const nested = [](std::size_t depth) {
        return "{\"z\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + ",\"a\":1}\n";
    };
    CHECK(read<loose>(nested(1'000)).rows == texts{"1|null|null"});
    CHECK(read<loose>(nested(1'001)).bad == texts{"1 : nested too deeply"});
    CHECK(read<loose>("{\"z\":" + std::string(1'000'000, '[') + "\n").bad == texts{"1 : nested too deeply"});
    CHECK(read<loose>("{\"b\":" + std::string(1'000'000, '[') + "\n").bad == texts{"1 : nested too deeply"});
    std::string objects = "{\"z\":";
    for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
    CHECK(read<loose>(objects + "\n").bad == texts{"1 : nested too deeply"});
    CHECK(read<loose>(std::string(100'000, '[') + "\n").bad.size() == 1);
}

TEST_CASE("bytes_that_are_not_utf8_make_the_record_bad") {
    for (std::string const bytes :
         {"\xFF", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"}) {
        CHECK(read<loose>("{\"b\":\"" + bytes + "\"}\n").bad.size() == 1);
        CHECK(read<loose>("{\"x\":\"" + bytes + "\",\"a\":1}\n").bad.size() == 1);
        CHECK(read<loose>("{\"" + bytes + "\":1}\n").bad.size() == 1);
        CHECK(read<loose>("{\"a\":1} " + bytes + "\n").bad.empty());
    }
    CHECK(read<loose>("{\"b\":\"\xC3\xA9\xF0\x9F\x98\x80\"}\n").rows
          == texts{"null|\xC3\xA9\xF0\x9F\x98\x80|null"});
}

TEST_CASE("a_line_of_64_mebibytes_is_read") {
    std::string const long_text(std::size_t{64} << 20U, 'x');
    said const got =
        read<loose>("{\"a\":1,\"b\":\"" + long_text + "\"}\n{\"z\":\"" + long_text + "\",\"a\":2}\n");
    REQUIRE(got.rows.size() == 2);
    CHECK(got.rows[0].size() == long_text.size() + 7);
    CHECK(got.rows[1] == "2|null|null");
    std::string const spaces(std::size_t{64} << 20U, ' ');
    CHECK(read<loose>("{\"a\":" + spaces + "1}\n").rows == texts{"1|null|null"});
    CHECK(read<loose>("{\"a\":" + std::string(std::size_t{64} << 20U, '1') + "}\n").bad.size() == 1);
}

TEST_CASE("the_column_for_bad_records_must_be_a_string_and_not_alone") {
    struct number {
        std::int32_t a;
        std::int32_t _corrupt_record;
    };
    CHECK_THROWS_WITH(read<number>(""), test::contains("INVALID_CORRUPT_RECORD_TYPE"));
    CHECK_THROWS_WITH((read<loose, one_column(2)>("")), test::contains("QUERY_ONLY_CORRUPT_RECORD_COLUMN"));
}

TEST_CASE("escaped_text_of_several_columns_stays_until_the_push_returns") {
    struct two {
        std::string x;
        std::string y;
    };
    said const got =
        read<two>("{\"x\":\"\\u0041\\n\",\"y\":\"\\\"q\\\"\"}\n{\"x\":\"\\u0042\\n\",\"y\":\"\\/r\\/\"}\n");
    CHECK(got.rows == texts{"A\n|\"q\"", "B\n|/r/"});
}

TEST_CASE("values_are_read_whole_or_not_at_all") {
    struct inner {
        std::optional<std::int32_t> x;
        std::string y;
    };
    struct outer {
        weir::timestamp dt;
        std::vector<inner> list;
        std::map<std::string, double> map;
    };
    auto const value = weir::parse_json_value<outer>(
        R"({"dt": "2024-01-01 00:00:10", "list": [{"x": 1, "y": "p"}, {"y": [1]}], "map": {"k": 1, "l": "NaN"}})");
    CHECK(value.dt == weir::from_micros(1'704'067'210'000'000));
    REQUIRE(value.list.size() == 2);
    CHECK(value.list[1].y == "[1]");
    CHECK(value.map.at("k") == 1.0);
    for (char const* text :
         {R"({"list": [], "map": {}})", R"({"dt": "x", "list": [], "map": {}})", "{", "", "[]", "1",
          R"({"dt": 0, "list": [{"x": 1}], "map": {}})", R"({"dt": 0, "list": [null], "map": {}})"}) {
        CAPTURE(text);
        try {
            (void)weir::parse_json_value<outer>(text);
            FAIL("nothing was thrown");
        } catch (weir::data_error const& e) {
            CHECK(e.condition() == "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION");
        }
    }
    CHECK(weir::parse_json_value<std::vector<std::int32_t>>("[1, 2]") == std::vector<std::int32_t>{1, 2});
}

TEST_CASE("a_permissive_value_is_what_from_json_gives") {
    auto const a_of = [](char const* text) { return weir::try_parse_json_value<loose>(text); };
    CHECK(a_of(R"({"a":1,"b":"x"})")->a == 1);
    CHECK_FALSE(a_of("").has_value());
    CHECK_FALSE(a_of(" ").has_value());
    CHECK_FALSE(a_of("null")->a.has_value());
    CHECK_FALSE(a_of("x")->a.has_value());
    CHECK(a_of(R"({"a":1)")->_corrupt_record == R"({"a":1)");
    CHECK(a_of(R"({"a":1,"b":[1, 2]})")->b == "[1,2]");
    CHECK(a_of(R"({"b":1.50})")->b == "1.5");
    CHECK(a_of(R"({"b":{"x": "\u00e9\n", "y":[ ], "z": {"q" : -0, "r":1e2}}})")->b
          == "{\"x\":\"\xC3\xA9\\n\",\"y\":[],\"z\":{\"q\":0,\"r\":100.0}}");
    using list = std::vector<std::optional<std::int32_t>>;
    CHECK(weir::try_parse_json_value<list>("[1,2,null]") == list{1, 2, std::nullopt});
    CHECK_FALSE(weir::try_parse_json_value<list>("[1,\"x\"]").has_value());
    CHECK(weir::try_parse_json_value<std::vector<loose>>(R"({"a":1})")->size() == 1);
}
