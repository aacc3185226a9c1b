// SPDX-License-Identifier: BSL-1.0
// The functions of JSON texts give what Spark 4.3.0 gave (json.json, collections.json).
#include <weir/expr/array_edit.hpp>
#include <weir/expr/array_lambdas.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/json.hpp>
#include <weir/expr/maps.hpp>
#include <weir/expr/structs.hpp>
#include <weir/expr/time_literal.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::shown;
using weir::from_json;
using weir::get_json_object;
using weir::to_json;

struct quote {
    std::string symbol;
    double price;
};
struct record {
    std::optional<std::string> value{};
    std::vector<quote> quotes{{"A", 1.5}, {"B", 2.0}};
};
record const row{};

/// The rows that a generator makes, each as the cells of show() with spaces between them.
template <class G>
std::vector<std::string> rows_of(G const& generator) {
    std::vector<std::string> rows;
    generator.template generate<record>(weir::detail::struct_ref<record>{&row}, [&](auto const&... values) {
        std::string cells;
        ((weir::append_value<weir::text_form::cell>(cells, values), cells.push_back(' ')), ...);
        rows.push_back(cells);
    });
    return rows;
}
using strings = std::vector<std::string>;

} // namespace

TEST_CASE("from_json_makes_a_bad_field_null_and_keeps_the_rest") {
    CHECK(shown(from_json<"a int, b string">(R"({"a":1,"b":"x"})")) == "struct<a:int,b:string> {1, x}");
    CHECK(shown(from_json<"a int, b int">(R"({"a":"x","b":2})")) == "struct<a:int,b:int> {NULL, 2}");
    CHECK(shown(from_json<"a int">(R"({"a":1)")) == "struct<a:int> {NULL}");
    CHECK(shown(from_json<"a int">(" ")) == "struct<a:int> NULL");
    CHECK(shown(from_json<"a int">(nullptr)) == "struct<a:int> NULL");
    CHECK(shown(from_json<"a int">("value"_c), row) == "struct<a:int> NULL");
    CHECK(shown(from_json<"a int">(R"({"a":1} junk)")) == "struct<a:int> {1}");
    CHECK(shown(from_json<"a string">(R"({"a":{"b": 1.50}})")) == R"(struct<a:string> {{"b":1.5}})");
    CHECK(shown(from_json<"a int, _corrupt_record string">(R"({"a":1)"))
          == R"(struct<a:int,_corrupt_record:string> {NULL, {"a":1})");
    CHECK(name_of(from_json<"a int">("value"_c)) == "from_json(value)");
}

TEST_CASE("from_json_reads_arrays_and_maps_with_their_double_keys") {
    CHECK(shown(from_json<"array<int>">("[1,2,null]")) == "array<int> [1, 2, NULL]");
    CHECK(shown(from_json<"array<int>">(R"([1,"x"])")) == "array<int> NULL");
    CHECK(shown(from_json<"array<struct<a:int>>">(R"({"a":1})")) == "array<struct<a:int>> [{1}]");
    CHECK(shown(from_json<"map<string,int>">(R"({"b":1,"a":2,"b":3})"))
          == "map<string,int> {b -> 1, a -> 2, b -> 3}");
    CHECK(name_of(from_json<"map<string,int>">("value"_c)) == "entries");
}

TEST_CASE("from_json_of_a_struct_is_null_where_a_field_that_cannot_be_null_is_bad") {
    auto const good = test::value_of(from_json<quote>(R"({"symbol":"A","price":1.5})"));
    CHECK((good.has_value() && good->symbol == "A" && good->price == 1.5));
    CHECK_FALSE(test::value_of(from_json<quote>(R"({"symbol":"A"})")).has_value());
}

TEST_CASE("from_json_obeys_its_options") {
    CHECK(shown(from_json<"a date">(R"({"a":"29/02/2024"})", {.date_format = "dd/MM/yyyy"}))
          == "struct<a:date> {2024-02-29}");
    CHECK(shown(from_json<"a int">("{a:1}", {.allow_unquoted_field_names = true})) == "struct<a:int> {1}");
    CHECK(error_of(from_json<"a int">(R"({"a":"x"})", {.mode = weir::fail_fast}))
          == "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION");
    CHECK(error_of(from_json<"a int">(R"({"a":"x"})", {.mode = weir::drop_malformed}))
          == "PARSE_MODE_UNSUPPORTED");
}

TEST_CASE("to_json_leaves_null_fields_out") {
    auto const half = weir::named_struct<"a", "b">(1, nullptr);
    CHECK(shown(to_json(half)) == R"(string {"a":1})");
    CHECK(shown(to_json(half, {.ignore_null_fields = false})) == R"(string {"a":1,"b":null})");
    CHECK(shown(to_json(weir::array(1, 2))) == "string [1,2]");
    CHECK(shown(to_json(weir::create_map("a", 1, "b", nullptr))) == R"(string {"a":1,"b":null})");
    CHECK(shown(to_json(weir::named_struct<"a">(weir::interval<"1 day">)))
          == R"(string {"a":"INTERVAL '1' DAY"})");
    CHECK(shown(to_json(nullptr)) == "string NULL");
    CHECK(shown(to_json("quotes"_c), row)
          == R"(string [{"symbol":"A","price":1.5},{"symbol":"B","price":2.0}])");
}

TEST_CASE("get_json_object_follows_a_path") {
    CHECK(shown(get_json_object(R"({"a":"b"})", "$.a")) == "string b");
    CHECK(shown(get_json_object(R"({"a":{"b":1}})", "$.a")) == R"(string {"b":1})");
    CHECK(shown(get_json_object(R"({"a":[1,2]})", "$.a[1]")) == "string 2");
    CHECK(shown(get_json_object(R"({"a":[1,2]})", "$.a[*]")) == "string [1,2]");
    CHECK(shown(get_json_object(R"({"a":[1,2]})", "$.a[5]")) == "string NULL");
    CHECK(shown(get_json_object(R"([{"a":1},{"a":2}])", "$[*].a")) == "string [1,2]");
    CHECK(shown(get_json_object(R"({"a":null})", "$.a")) == "string NULL");
    CHECK(shown(get_json_object(R"({"a":1})", "a")) == "string NULL");
    CHECK(shown(get_json_object(R"({"a b":1})", "$['a b']")) == "string 1");
    CHECK(shown(get_json_object("x", "$.a")) == "string NULL");
    CHECK(shown(get_json_object(R"({"a":"q\"x"})", "$.a")) == "string q\"x");
    CHECK(shown(get_json_object(R"({"a":1.50})", "$.a")) == "string 1.5");
}

TEST_CASE("arrays_objects_and_schemas_of_json_texts") {
    CHECK(shown(weir::json_array_length("[1,2,3]")) == "int 3");
    CHECK(shown(weir::json_array_length(R"({"a":1})")) == "int NULL");
    CHECK(shown(weir::json_object_keys(R"({"a":1,"b":2})")) == "array<string> [a, b]");
    CHECK(shown(weir::json_object_keys("[1]")) == "array<string> NULL");
    CHECK(shown(weir::schema_of_json(R"({"a":1,"b":"x"})")) == "string STRUCT<a: BIGINT, b: STRING>");
    CHECK(shown(weir::schema_of_json(R"([{"a":1.5}])")) == "string ARRAY<STRUCT<a: DOUBLE>>");
}

TEST_CASE("inline_stack_and_json_tuple_make_rows") {
    CHECK(rows_of(weir::inline_("quotes"_c)) == strings{"A 1.5 ", "B 2.0 "});
    CHECK(rows_of(weir::inline_(weir::array(weir::struct_(1, "a"), weir::struct_(2, "b"))))
          == strings{"1 a ", "2 b "});
    CHECK(rows_of(weir::inline_outer(weir::filter("quotes"_c, [](auto) { return false; })))
          == strings{"NULL NULL "});
    CHECK(rows_of(weir::stack<2>(1, 2, 3)) == strings{"1 2 ", "3 NULL "});
    CHECK(rows_of(weir::stack<2>(1, "a", 2, "b")) == strings{"1 a ", "2 b "});
    CHECK(rows_of(weir::json_tuple(R"({"a":1,"b":"x"})", "a", "b", "c")) == strings{"1 x NULL "});
    CHECK(rows_of(weir::json_tuple("value"_c, "a")) == strings{"NULL "});
}
