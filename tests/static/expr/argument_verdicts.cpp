// SPDX-License-Identifier: BSL-1.0
// What functions and aggregates say about arguments that they do not take, word for word.
#include <weir/expr/all_aggregates.hpp>
#include <weir/expr/functions.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/named_generator.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir;
using namespace weir::literals;

struct place {
    timestamp start;
    std::string city;
};
struct record {
    timestamp dt;
    date day;
    std::string s;
    double price;
    std::int32_t n;
    std::map<std::string, std::int32_t> tags;
    std::vector<std::string> words;
    std::vector<place> places;
    decimal<10, 2> d;
};

template <class E>
consteval bool says(E const&, std::string_view text) {
    return E::template check<record>() == text && text.size() < 300;
}

static_assert(says(
    approx_count_distinct("n"_c, "s"_c),
    R"x(argument 2 of approx_count_distinct is no number; write the relative standard deviation in "approx_count_distinct(n)")x"));
static_assert(
    says(element_at("tags"_c, "n"_c),
         R"x(key of element_at is int, the keys of the map are string; cast it in "element_at(tags, n)")x"));
static_assert(says(
    element_at("price"_c, 1),
    R"x(cannot take an item of a double by element_at; it has to be an array or a map in "element_at(price, ?)")x"));
static_assert(says(
    array_join("places"_c, ","),
    R"x(cannot array_join a array<struct<start:timestamp,city:string>>; its elements are joined as texts in "array_join(places, ?)")x"));
static_assert(says(sort_array("words"_c, "s"_c),
                   R"x(direction of sort_array is string; write true or false in "sort_array(words, s)")x"));
static_assert(
    says(flatten("words"_c),
         R"x(cannot flatten a array<string>; its argument is an array of arrays in "flatten(words)")x"));
static_assert(says(
    array_sort("words"_c, [](auto a, auto) { return a; }),
    R"x(lambda of array_sort gives string; it has to give an int in "array_sort(words, lambdafunction(namedlambdavariable(), name...")x"));
static_assert(says(
    max_by("s"_c, "tags"_c),
    R"x(cannot order by values of type map<string,int> in max_by; a map has no order in "max_by(s, tags)")x"));
static_assert(
    says(max_by("s"_c, "price"_c, "s"_c),
         R"x(argument 3 of max_by is string; it has to be a number of rows in "max_by(s, price, s)")x"));
static_assert(says(
    collect_set("tags"_c),
    R"x(cannot collect_set values of type map<string,int>; a map cannot be compared in "collect_set(tags)")x"));
static_assert(says(map_keys("words"_c),
                   R"x(cannot map_keys a array<string>; its argument is a map in "map_keys(words)")x"));
static_assert(
    says(array_contains("words"_c, lit(nullptr)),
         R"x(null as an argument of array_contains; it finds no element in "array_contains(words, NULL)")x"));
static_assert(
    says(concat("words"_c, "s"_c),
         R"x(arrays and what is none in concat; put a value into array() first in "concat(words, s)")x"));
static_assert(says(concat_ws(",", "tags"_c),
                   R"x(cannot concat_ws a map<string,int>; cast it to string in "concat_ws(?, tags)")x"));
static_assert(says(date_trunc<"hours_">("dt"_c),
                   R"x(no unit of time "hours_" in date_trunc; write one like "hour" or "month")x"));
static_assert(says(hash("tags"_c),
                   R"x(hash of a map: its order has no meaning; hash its keys in "hash(tags)")x"));
static_assert(says(
    map_from_entries("words"_c),
    R"x(cannot map_from_entries a array<string>; its argument is an array of structs of two fields in "map_from_entries(words)")x"));
static_assert(says(create_map("tags"_c, 1),
                   R"x(map as a key in map; a key has to be comparable in "map(tags, ?)")x"));
static_assert(says(
    sum("tags"_c).distinct(),
    R"x(cannot compare values of type map<string,int> in DISTINCT; a map has no order in "sum(DISTINCT tags)")x"));
static_assert(says(
    count("tags"_c).distinct(),
    R"x(cannot compare values of type map<string,int> in DISTINCT; a map has no order in "count(DISTINCT tags)")x"));
static_assert(says(
    percentile("price"_c, "s"_c),
    R"x(percentage of percentile is string; it has to be a number from 0 to 1, or an array of such numbers in "percentile(price, s, 1)")x"));
static_assert(says(
    percentile_approx("price"_c, 0.5, "s"_c),
    R"x(accuracy of percentile_approx is string; it has to be an integer in "percentile_approx(price, ?, s)")x"));
static_assert(says(
    round("d"_c, "n"_c),
    R"x(cannot round a decimal(10,2) to digits known at run time only; write round<2>(...) in "round(d, n)")x"));
static_assert(says(bit_and("price"_c),
                   R"x(argument of bit_and is double; it has to be an integer in "bit_and(price)")x"));
static_assert(says(
    listagg("price"_c, ","),
    R"x(cannot join values of type double by a delimiter of type string; cast them to string in "listagg(price, ?)")x"));
static_assert(says(first("s"_c, "s"_c),
                   R"x(argument 2 of first is not boolean; write true to pass over nulls in "first(s)")x"));
static_assert(
    says(mode("tags"_c),
         R"x(cannot find the mode of values of type map<string,int>; a map has no order in "mode(tags)")x"));
static_assert(says(to_json("n"_c),
                   R"x(cannot write to_json a int; it has to be a struct, an array or a map)x"));
static_assert(decltype(from_json<std::map<std::int32_t, double>>("s"_c))::check<record>()
              == "map without string keys in from_json; JSON has no others");
static_assert(says(hash(), R"x(hash has no argument; name the values to hash in "hash()")x"));
static_assert(says(elt("n"_c), R"x(elt has no values to pick from; name them after the index in "elt(n)")x"));
static_assert(
    says(stack<2>("s"_c, "n"_c),
         R"x(values of a column of stack have several types in "stack(2, s, n)"; cast them to one type)x"));
static_assert(
    says(extract<"yer">("dt"_c),
         R"x(no field "yer" of timestamp; write one like year or second in "extract(yer FROM dt)")x"));
static_assert(says(
    timestampadd<"dya">("n"_c, "dt"_c),
    R"x(no unit of time "dya" in timestampadd; write one like day or month in "timestampadd(dya, n, dt)")x"));
static_assert(says(
    timestampdiff<"dya">("dt"_c, "dt"_c),
    R"x(no unit of time "dya" in timestampdiff; write one like day or month in "timestampdiff(dya, dt, dt)")x"));
static_assert(says(count_if("n"_c),
                   R"x(operand of count_if is int, not boolean; compare it with a value in "count_if(n)")x"));

static_assert(
    says(extract<"year">("n"_c),
         R"x(argument of extract is int; cast it to date or timestamp in "extract(year FROM n)")x"));

static_assert(
    says(extract<"year">("n"_c),
         R"x(argument of extract is int; cast it to date or timestamp in "extract(year FROM n)")x"));
static_assert(says(get_field<"x">("price"_c),
                   R"x(no field "x" in a double; it has no fields in "price.x")x"));

static_assert(detail::named_generator<decltype(explode("words"_c)), "a", "b">::check<record>()
              == R"x(names of other columns than "explode(words)" has; give it 1)x");

} // namespace
