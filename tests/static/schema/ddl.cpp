// SPDX-License-Identifier: BSL-1.0
// Schemas in DDL become row types at compile time, and a bad one says where and what to write.
#include <weir/schema/ddl.hpp>

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

using weir::column;
using weir::columns;
using weir::row;
using weir::row_of;
using weir::detail::check_ddl;

template <class T>
using null = std::optional<T>;

// Columns are nullable unless NOT NULL.
static_assert(std::same_as<row_of<"name string, age int, score double">,
                           row<columns<column<"name", null<std::string>>, column<"age", null<std::int32_t>>,
                                       column<"score", null<double>>>>>);
static_assert(std::same_as<row_of<"a int NOT NULL, b string not null COMMENT 'it''s'">,
                           row<columns<column<"a", std::int32_t>, column<"b", std::string>>>>);

// Every type, by every name.
static_assert(
    std::same_as<row_of<"a byte, b SHORT, c integer, d Long, e real, f boolean, g binary, h date">,
                 row_of<"a tinyint, b smallint, c int, d bigint, e float, f boolean, g binary, h date">>);
static_assert(std::same_as<weir::column_type<row_of<"t timestamp_ltz">, 0>, null<weir::timestamp>>);
static_assert(std::same_as<weir::column_type<row_of<"d decimal">, 0>, null<weir::decimal<10, 0>>>);
static_assert(std::same_as<weir::column_type<row_of<"d numeric( 5 , 2 )">, 0>, null<weir::decimal<5, 2>>>);
static_assert(std::same_as<row_of<"c char(5), v varchar(10)">, row_of<"c string, v string">>);

// Elements, values and fields are nullable too; a colon in a struct may be left out.
static_assert(std::same_as<weir::column_type<row_of<"a array<array<string>>">, 0>,
                           null<std::vector<null<std::vector<null<std::string>>>>>>);
static_assert(std::same_as<weir::column_type<row_of<"m map<string,date> NOT NULL">, 0>,
                           std::map<std::string, null<weir::date>>>);
static_assert(std::same_as<weir::column_type<row_of<"s struct<x: int NOT NULL, y string>">, 0>,
                           null<row<columns<column<"x", std::int32_t>, column<"y", null<std::string>>>>>>);
static_assert(std::same_as<weir::column_type<row_of<"s struct<>">, 0>, null<row<columns<>>>>);

// Names: keywords, digits, backquotes; spaces and comments between words.
static_assert(std::same_as<row_of<"`a b` int, `c``d` int, `` int, 1a int, select int">,
                           row<columns<column<"a b", null<std::int32_t>>, column<"c`d", null<std::int32_t>>,
                                       column<"", null<std::int32_t>>, column<"1a", null<std::int32_t>>,
                                       column<"select", null<std::int32_t>>>>>);
static_assert(std::same_as<row_of<"a\tint /* x */,\nb int -- y">, row_of<"a int,b int">>);

// What is wrong, where (counted from 0), and what to write.
static_assert(check_ddl("a itn") == R"(unknown type "itn" at 2 in "a itn"; did you mean "int"?)");
static_assert(check_ddl("a boolean, b bool")
              == R"(unknown type "bool" at 13 in "a boolean, b bool"; did you mean "boolean"?)");
static_assert(check_ddl("a list<int>")
              == R"(unknown type "list" at 2 in "a list<int>"; did you mean "array"?)");
static_assert(
    check_ddl("a zzzzzz")
    == R"(unknown type "zzzzzz" at 2 in "a zzzzzz"; use a type such as int, bigint, double, string or timestamp)");
static_assert(
    check_ddl("a timestamp_ntz, b timestamp without time zone, c interval, d interval hour to minute") == "");
static_assert(
    check_ddl("a interval month to day")
    == R"(incomplete type "interval" at 20 in "a interval month to day"; write interval day to second or interval year to month)");
static_assert(check_ddl("a void")
              == R"(unsupported type "void" at 2 in "a void"; give the column the type of its values)");
static_assert(check_ddl("") == R"(empty schema at 0 in ""; write columns as "name type, name type")");
static_assert(check_ddl("a:int")
              == R"(unexpected ":" at 1 in "a:int"; a column is written without a colon, "name type")");
static_assert(check_ddl("a int,")
              == R"(unexpected end at 6 in "a int,"; a column is written "name type [NOT NULL]")");
static_assert(check_ddl("a int NULL")
              == R"(unexpected "NULL" at 6 in "a int NULL"; a column is written "name type [NOT NULL]")");
static_assert(check_ddl("a int not nul") == R"(unexpected "nul" at 10 in "a int not nul"; write NOT NULL)");
static_assert(check_ddl("a array") == R"(incomplete type "array" at 7 in "a array"; write array<int>)");
static_assert(check_ddl("a map<int>") == R"(unexpected ">" at 9 in "a map<int>"; write map<string,int>)");
static_assert(check_ddl("a struct<b:>")
              == R"(unexpected ">" at 11 in "a struct<b:>"; write a type here, such as int or string)");
static_assert(check_ddl("a varchar")
              == R"(no length of "varchar" at 9 in "a varchar"; write varchar(10), or string)");
static_assert(check_ddl("a int(10)") == "size of type \"int\" at 5 in \"a int(10)\"; write int alone");
static_assert(check_ddl("a decimal(39,0)")
              == "decimal precision 39 at 10 in \"a decimal(39,0)\"; it is 1 to 38");
static_assert(check_ddl("a decimal(10,11)")
              == "decimal scale 11 at 10 in \"a decimal(10,11)\"; it is at most the precision, 10");
static_assert(check_ddl("a-b int") == R"(invalid name "a-b" at 0 in "a-b int"; put it in backquotes)");
static_assert(check_ddl("日本 int") == R"(invalid name "日本" at 0 in "日本 int"; put it in backquotes)");
static_assert(check_ddl("`a int") == R"(unclosed quote ` at 0 in "`a int"; close it)");

static_assert(
    check_ddl("a string collate UNICODE")
    == R"(unsupported collation at 9 in "a string collate UNICODE"; text is compared byte by byte)");

// Of a long schema the words around the fault are shown.
static_assert(
    check_ddl("first_column string, second_column string, third_column strng, fourth_column string, "
              "fifth_column string")
    == "unknown type \"strng\" at 56 in \"...d_column string, third_column strng, "
       "fourth_column string, f...\"; did you mean \"string\"?");

} // namespace
