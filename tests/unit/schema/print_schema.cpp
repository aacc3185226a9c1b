// SPDX-License-Identifier: BSL-1.0
// Schemas print as the trees of Spark 4.3.0 (schemas.json); those of DDL texts are in tests/parity/schemas.
#include <weir/schema/print_schema.hpp>

#include "catch.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

struct place {
    std::int32_t x;
    std::optional<std::string> y;
};

struct everything {
    bool a;
    std::int8_t b;
    std::int16_t c;
    std::int32_t d;
    std::int64_t e;
    float f;
    double g;
    std::optional<std::string> h;
    weir::binary i;
    weir::date j;
    weir::timestamp k;
    weir::decimal<10, 2> l;
    std::vector<std::optional<place>> m;
    std::optional<std::map<place, std::int32_t>> n;
};

struct windowed {
    weir::time_window window;
    std::int64_t count;
};

} // namespace

TEST_CASE("tree_has_a_line_for_each_column_and_what_is_in_it") {
    CHECK(weir::schema_tree<everything>() == R"(root
 |-- a: boolean (nullable = false)
 |-- b: byte (nullable = false)
 |-- c: short (nullable = false)
 |-- d: integer (nullable = false)
 |-- e: long (nullable = false)
 |-- f: float (nullable = false)
 |-- g: double (nullable = false)
 |-- h: string (nullable = true)
 |-- i: binary (nullable = false)
 |-- j: date (nullable = false)
 |-- k: timestamp (nullable = false)
 |-- l: decimal(10,2) (nullable = false)
 |-- m: array (nullable = false)
 |    |-- element: struct (containsNull = true)
 |    |    |-- x: integer (nullable = false)
 |    |    |-- y: string (nullable = true)
 |-- n: map (nullable = true)
 |    |-- key: struct
 |    |    |-- x: integer (nullable = false)
 |    |    |-- y: string (nullable = true)
 |    |-- value: integer (valueContainsNull = false)
)");
}

TEST_CASE("bounds_of_a_window_are_nullable_as_in_spark") {
    CHECK(weir::schema_tree<windowed>() == R"(root
 |-- window: struct (nullable = false)
 |    |-- start: timestamp (nullable = true)
 |    |-- end: timestamp (nullable = true)
 |-- count: long (nullable = false)
)");
}

TEST_CASE("line_ends_in_names_are_escaped") {
    using schema = weir::columns<weir::column<"a\nb", std::int32_t>>;
    CHECK(weir::schema_tree<schema>() == "root\n |-- a\\nb: integer (nullable = false)\n");
    CHECK(weir::schema_tree<weir::row<schema>>() == weir::schema_tree<schema>());
}
