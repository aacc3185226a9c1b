// SPDX-License-Identifier: BSL-1.0
// Rows become JSON as Spark 4.3.0 writes it (formats/json/write.json, expressions/json.json).
#include <weir/schema/json_text.hpp>

#include "catch.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir::literals;

struct plain {
    std::optional<std::int32_t> a;
    std::optional<std::string> b;
    std::optional<double> c;
};

struct reals {
    double a;
    float b;
};

struct pair {
    std::optional<std::int32_t> x;
    std::optional<std::string> y;
};

struct nested {
    std::optional<pair> s;
    std::optional<std::vector<std::optional<std::int32_t>>> a;
    std::optional<std::map<std::string, std::optional<std::int32_t>>> m;
};

struct times {
    weir::date a;
    weir::timestamp b;
};

template <class S>
std::string json(S const& row, weir::json_text_options const& options = {}) {
    std::string out;
    weir::append_json_row<S>(out, row, options);
    return out;
}
template <class T>
std::string value(T const& v) {
    std::string out;
    weir::append_json(out, v);
    return out;
}

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("null_fields_are_left_out") {
    // Spark 4.3.0, recorded.
    CHECK(json(plain{1, "x", 1.5}) == R"({"a":1,"b":"x","c":1.5})");
    CHECK(json(plain{2, {}, {}}) == R"({"a":2})");
    CHECK(json(plain{}) == "{}");
    CHECK(json(pair{1, {}}, {.ignore_null_fields = false}) == R"({"x":1,"y":null})");
}

TEST_CASE("null_elements_and_map_values_are_kept") {
    // Spark 4.3.0, recorded.
    CHECK(json(nested{pair{1, "p"}, {{1, {}}}, {{{"k", 1}, {"l", {}}}}})
          == R"({"s":{"x":1,"y":"p"},"a":[1,null],"m":{"k":1,"l":null}})");
    CHECK(json(nested{pair{}, std::vector<std::optional<std::int32_t>>{},
                      std::map<std::string, std::optional<std::int32_t>>{}})
          == R"({"s":{},"a":[],"m":{}})");
    CHECK(json(nested{}) == "{}");
    weir::json_text_options const all{.ignore_null_fields = false};
    std::vector<std::optional<std::int32_t>> const one_null(1);
    CHECK(json(nested{pair{1, {}}, one_null, {{{"k", {}}}}}, all)
          == R"({"s":{"x":1,"y":null},"a":[null],"m":{"k":null}})");
    CHECK(json(nested{}, all) == R"({"s":null,"a":null,"m":null})");
    CHECK(value(std::vector<std::optional<pair>>{pair{1, "y"}, pair{}, std::nullopt})
          == R"([{"x":1,"y":"y"},{},null])");
}

TEST_CASE("numbers_that_are_not_finite_are_strings") {
    // Spark 4.3.0, recorded.
    CHECK(json(reals{0.1, 0.1F}) == R"({"a":0.1,"b":0.1})");
    CHECK(json(reals{1e7, 1e10F}) == R"({"a":1.0E7,"b":1.0E10})");
    CHECK(json(reals{1e-4, 1e-5F}) == R"({"a":1.0E-4,"b":1.0E-5})");
    CHECK(json(reals{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<float>::infinity()})
          == R"({"a":"NaN","b":"Infinity"})");
    CHECK(json(reals{-infinity, -0.0F}) == R"({"a":"-Infinity","b":-0.0})");
    CHECK(json(reals{1e300, 3.4e38F}) == R"({"a":1.0E300,"b":3.4E38})");
    CHECK(value(*weir::decimal<10, 2>::parse("-0.01")) == "-0.01");
    CHECK(value(*weir::decimal<10, 2>::parse("1000")) == "1000.00");
    CHECK(value(std::numeric_limits<std::int64_t>::max()) == "9223372036854775807");
    CHECK(value(std::int8_t{-1}) == "-1");
    CHECK(value(false) == "false");
}

TEST_CASE("text_is_escaped_only_where_json_needs_it") {
    // Spark 4.3.0, recorded.
    CHECK(value(std::string("q\"x")) == R"("q\"x")");
    CHECK(value(std::string("back\\slash/")) == R"("back\\slash/")");
    CHECK(value(std::string("tab\tnl\ncr\r")) == R"("tab\tnl\ncr\r")");
    CHECK(value(std::string("\x01\x1F")) == R"("\u0001\u001F")");
    CHECK(value(std::string("é日😀")) == R"("é日😀")");
    CHECK(value(std::string("\b\f")) == R"("\b\f")");
    CHECK(value(std::string("</script>")) == R"("</script>")");
    CHECK(value(std::string()) == R"("")");
}

TEST_CASE("escapes_are_found_wherever_they_stand_among_plain_bytes") {
    for (std::size_t size = 1; size < 20; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            for (std::string const bad : {"\"", "\\", "\x1F", "é"}) {
                std::string const text = std::string(at, '~') + bad + std::string(size - at - 1, ' ');
                std::string const escaped = bad == "\x1F" ? "\\u001F" : bad == "é" ? bad : "\\" + bad;
                CHECK(value(text)
                      == '"' + std::string(at, '~') + escaped + std::string(size - at - 1, ' ') + '"');
            }
        }
    }
}

TEST_CASE("bytes_that_are_not_utf8_become_replacement_characters") {
    CHECK(value(std::string_view("a\xFFz")) == "\"a\uFFFDz\"");
    CHECK(value(std::string_view("\xE6\x97")) == "\"\uFFFD\"");
    CHECK(value(std::string_view("\xED\xA0\x80")) == "\"\uFFFD\"");
}

TEST_CASE("dates_timestamps_and_bytes_are_strings") {
    // Spark 4.3.0, recorded.
    CHECK(json(times{"2024-02-29"_date, "2024-02-29 12:00:00"_ts})
          == R"({"a":"2024-02-29","b":"2024-02-29T12:00:00.000Z"})");
    CHECK(json(times{"0001-01-01"_date, "2024-02-29 12:00:00.123456"_ts})
          == R"({"a":"0001-01-01","b":"2024-02-29T12:00:00.123Z"})");
    CHECK(json(times{"9999-12-31"_date, "1969-12-31 23:59:59.5"_ts})
          == R"({"a":"9999-12-31","b":"1969-12-31T23:59:59.500Z"})");
    CHECK(value(weir::binary{"abc"}) == R"("YWJj")");
    CHECK(value(weir::binary{""}) == R"("")");
    CHECK(value(weir::binary{"a"}) == R"("YQ==")");
    CHECK(value(weir::binary{"Jk"}) == R"("Sms=")");
}

TEST_CASE("keys_of_maps_are_names") {
    // Spark 4.3.0, recorded.
    CHECK(value(std::map<std::int32_t, std::optional<std::string>>{{1, "a"}, {2, {}}})
          == R"({"1":"a","2":null})");
    CHECK(value(std::map<std::string, std::int32_t>{}) == "{}");
}

TEST_CASE("odd_field_names_are_escaped") {
    // Spark 4.3.0, recorded.
    using schema = weir::columns<weir::column<"a b", std::int32_t>, weir::column<"c\"d", std::int32_t>,
                                 weir::column<"é", std::int32_t>, weir::column<"x.y", std::int32_t>>;
    std::string out;
    weir::append_json_row<schema>(out, weir::row<schema>(1, 2, 3, 4));
    CHECK(out == R"({"a b":1,"c\"d":2,"é":3,"x.y":4})");
}

TEST_CASE("rows_in_flight_are_written_like_owned_ones") {
    using schema =
        weir::columns<weir::column<"a", std::int32_t>, weir::column<"b", std::optional<std::string>>>;
    weir::detail::flight_row<std::int32_t, std::optional<std::string_view>> const flight{
        weir::detail::value_tuple<std::int32_t, std::optional<std::string_view>>(1, "x")};
    std::string out;
    weir::append_json_row<schema>(out, flight);
    weir::append_json_row<schema>(out, weir::row_ref<schema, decltype(flight)>(flight));
    plain const owned{1, "x", {}};
    weir::append_json_row<plain>(out, weir::detail::struct_ref<plain>{&owned});
    CHECK(out == R"({"a":1,"b":"x"}{"a":1,"b":"x"}{"a":1,"b":"x"})");
}
