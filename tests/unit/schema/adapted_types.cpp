// SPDX-License-Identifier: BSL-1.0
// Schemas of types that are no plain aggregates: adapted to Boost.Hana's Struct, or by WEIR_SCHEMA; and a wide one.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/define_struct.hpp>

#include <string>
#include <type_traits>

using namespace weir::literals;

namespace adapted {

struct defined {
    BOOST_HANA_DEFINE_STRUCT(defined, (std::int32_t, a), (std::string, b));
};

struct with_constructor {
    with_constructor() = default;
    with_constructor(std::int32_t i, double d) : x(i), y(d) {}
    std::int32_t x = 0;
    double y = 0;
};

class order {
public:
    order() = default;
    order(std::int64_t i, double p) : id(i), px(p) {}
    std::int64_t id = 0;
    double px = 0;
};
WEIR_SCHEMA(order, (id, "order_id"), (px, "price"));

struct nested {
    std::int32_t left;
    std::optional<std::string> right;
};
struct wide {
    std::int32_t a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9;
    double c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9;
    std::optional<std::string> e0, e1, e2, e3, e4, e5, e6, e7, e8, e9;
    nested f0;
    std::vector<std::int32_t> f1;
    std::map<std::string, double> f2;
    weir::date f3;
    weir::timestamp f4;
    weir::decimal<10, 2> f5;
    weir::binary f6;
    bool f7;
    std::int64_t g0, g1, g2, g3, g4, g5, g6, g7, g8, g9;
};

} // namespace adapted

BOOST_HANA_ADAPT_STRUCT(adapted::with_constructor, x, y);

TEST_CASE("a_type_adapted_to_hana_is_a_schema") {
    auto const rows = weir::table<adapted::defined>({adapted::defined{1, "x"}, adapted::defined{2, "y"}});
    CHECK((rows | weir::where("a"_c > 1)).to_json() == std::vector<std::string>{R"({"a":2,"b":"y"})"});

    auto const sums = weir::table<adapted::with_constructor>({adapted::with_constructor{1, 2.5}})
                      | weir::select(("x"_c + "y"_c).as<"z">());
    CHECK(sums.collect()[0]["z"_c] == 3.5);
}

TEST_CASE("weir_schema_names_the_columns_of_a_class") {
    auto const orders = weir::table<adapted::order>({adapted::order{7, 1.5}});
    CHECK(orders.to_json() == std::vector<std::string>{R"({"order_id":7,"price":1.5})"});
    adapted::order const back = weir::to<adapted::order>(orders.collect()[0]);
    CHECK(back.id == 7);
    CHECK(back.px == 1.5);
}

TEST_CASE("a_struct_of_68_members_is_a_schema_with_every_kind_of_column") {
    using schema = weir::schema_of<adapted::wide>;
    static_assert(schema::size == 68);
    CHECK(schema::names[0] == "a0");
    CHECK(schema::names[57] == "f7");
    static_assert(std::is_same_v<weir::column_type<adapted::wide, 50>, adapted::nested>);
    CHECK(weir::type_name<adapted::nested>() == "struct<left:int,right:string>");

    adapted::wide row{};
    row.f0 = {3, "three"};
    row.f1 = {1, 2};
    auto const picked = weir::table<adapted::wide>(std::vector{row})
                        | weir::select("f0.left"_c, "f0.right"_c.as<"r">(), "f1"_c, "f7"_c);
    CHECK(picked.to_json() == std::vector<std::string>{R"({"left":3,"r":"three","f1":[1,2],"f7":false})"});
}
