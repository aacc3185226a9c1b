// SPDX-License-Identifier: BSL-1.0
// What is said about types that are no columns, and how a message shortens a wide schema.
#include <weir/core/date_text.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/schema/ddl.hpp>
#include <weir/schema/schema.hpp>
#include <weir/source/json_files.hpp>
#include <weir/source/text_files.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using weir::verdict;

consteval bool says(verdict const& v, std::string_view text) { return v == text && text.size() < 300; }

template <class T>
consteval verdict column() {
    return weir::detail::check_column_type<T>("n");
}

enum class side : std::uint8_t { buy, sell };
struct inner {
    std::uint16_t n;
};

static_assert(!column<std::vector<std::optional<std::int32_t>>>().failed());
static_assert(says(column<std::uint8_t>(),
                   R"(unsigned column "n": Spark has no unsigned type; use std::int16_t)"));
static_assert(says(column<std::uint16_t>(),
                   R"(unsigned column "n": Spark has no unsigned type; use std::int32_t)"));
static_assert(says(column<std::uint64_t>(),
                   R"(unsigned column "n": Spark has no unsigned type; use std::int64_t)"));
static_assert(says(column<inner>(), R"(unsigned column "n": Spark has no unsigned type; use std::int32_t)"));
static_assert(says(column<char const*>(),
                   R"(pointer column "n": a row owns its values; use std::string for text)"));
static_assert(
    says(column<std::optional<std::optional<double>>>(),
         R"(column "n" is std::optional of std::optional; a column is nullable or not, write one)"));
static_assert(says(column<char>(),
                   R"(column "n" has a C++ type that is no Spark type; use std::int32_t or std::string)"));
static_assert(says(column<long double>(), R"(column "n" has a C++ type that is no Spark type; use double)"));
static_assert(says(column<side>(),
                   R"(enum column "n": Spark has no enumerations; use std::int32_t or std::string)"));
static_assert(
    says(column<std::vector<std::unique_ptr<int>>>(),
         R"(column "n" has a type that is no column type; use a type of the table in the README, a plain )"
         R"(struct, std::vector, std::map or std::optional)"));

class closed {
public:
    explicit closed(int n) : value(n) {}
    int value;
};
static_assert(
    says(weir::detail::check_schema<closed>(),
         "no schema for a row type that is neither a plain aggregate nor adapted; use a struct without "
         "constructors and base classes, or WEIR_SCHEMA"));

// Structured bindings open a struct into so many members.
struct wide {
    std::int32_t m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19,
        m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30, m31, m32, m33, m34, m35, m36, m37, m38, m39,
        m40, m41, m42, m43, m44, m45, m46, m47, m48, m49, m50, m51, m52, m53, m54, m55, m56, m57, m58, m59,
        m60, m61, m62, m63, m64, m65, m66, m67, m68, m69, m70, m71, m72, m73, m74, m75, m76, m77, m78, m79,
        m80, m81, m82, m83, m84, m85, m86, m87, m88, m89, m90, m91, m92, m93, m94, m95, m96, m97, m98, m99,
        m100, m101, m102, m103, m104, m105, m106, m107, m108, m109, m110, m111, m112, m113, m114, m115, m116,
        m117, m118, m119, m120, m121, m122, m123, m124, m125, m126, m127, m128;
};
static_assert(says(weir::detail::check_schema<wide>(),
                   "struct of more than 128 members; nest some of them in a struct of their own"));

// Sources that have no column of some types.
struct keyed_by_number {
    std::map<std::int32_t, double> prices;
};
static_assert(says(
    weir::detail::check_json_type<keyed_by_number>("n"),
    R"(map column "prices" has keys of type int; JSON has string keys only, use std::map<std::string, ...>)"));
struct two_texts {
    std::string key;
    std::string value;
};
struct number {
    double value;
};
static_assert(says(weir::detail::check_text_schema<two_texts>(),
                   "text files have one column, the row type has 2; use a struct with one std::string"));
static_assert(
    says(weir::detail::check_text_schema<number>(),
         R"(text files have a string column, "value" is double; use a struct with one std::string)"));

// A wide schema is cut round the nearest name, and more of it where the names are long.

struct reading {
    std::int32_t id;
    std::string station;
    weir::timestamp at;
    double temperature;
    double pressure;
    double humidity;
    double wind;
    double rain;
    double snow;
    double sun;
    double clouds;
};
static_assert(says(weir::detail::no_column<reading>("humidty"),
                   R"(no column "humidty" in {..., station: string, at: timestamp, temperature: double, )"
                   R"(pressure: double, humidity: double, wind: double, rain: double, snow: double, ...}; )"
                   R"(did you mean "humidity"?)"));
static_assert(
    says(weir::detail::no_column<reading>("idd"),
         R"(no column "idd" in {id: int, station: string, at: timestamp, temperature: double, )"
         R"(pressure: double, humidity: double, wind: double, rain: double, ...}; did you mean "id"?)"));
static_assert(
    says(weir::detail::no_column<reading>("cluds"),
         R"(no column "cluds" in {..., temperature: double, pressure: double, humidity: double, wind: )"
         R"(double, rain: double, snow: double, sun: double, clouds: double}; did you mean "clouds"?)"));

struct long_names {
    double the_first_column_with_a_name_that_is_long_indeed;
    double the_second_column_with_a_name_that_is_long_indeed;
    double the_third_column_with_a_name_that_is_long_indeed;
    double the_fourth_column_with_a_name_that_is_long_indeed;
};
static_assert(says(weir::detail::no_column<long_names>("the_third_column_with_a_name_that_is_long"),
                   R"(no column "the_third_column_with_a_name_that_is_long" in {..., )"
                   R"(the_second_column_with_a_name_that_is_long_indeed: double, )"
                   R"(the_third_column_with_a_name_that_is_long_indeed: double, ...}; did you mean )"
                   R"("the_third_column_with_a_name_that_is_long_indeed"?)"));

// Schemas and times as text.

static_assert(says(weir::detail::check_ddl("name string, age itn"),
                   R"(unknown type "itn" at 17 in "name string, age itn"; did you mean "int"?)"));
static_assert(says(weir::detail::check_ddl("name, age int"),
                   R"(unexpected "," at 4 in "name, age int"; write a type here, such as int or string)"));
static_assert(says(weir::detail::check_timestamp_literal("12:30"),
                   R"(not a timestamp "12:30"; write a timestamp like "2024-01-31 12:30:00")"));
static_assert(says(weir::detail::check_date_literal("2024-13-01"),
                   R"(not a date "2024-13-01"; write a date like "2024-01-31")"));

} // namespace
