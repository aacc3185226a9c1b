// SPDX-License-Identifier: BSL-1.0
// explain: what was written, how it runs.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include "catch.hpp"

#include <cstdint>
#include <string>
#include <vector>

using namespace weir::literals;

namespace {

struct trade {
    weir::timestamp dt;
    std::int32_t amount;
    double price;
    std::string symbol;
};
struct quote {
    weir::timestamp qt;
    std::string sym;
    double bid;
};

auto trades() { return weir::read_stream<trade>(weir::json_files("trades")); }
auto quotes() { return weir::read_stream<quote>(weir::csv_files("quotes")); }

} // namespace

TEST_CASE("explain_tells_what_is_read_what_is_fused_and_what_is_kept") {
    auto const average =
        trades() | weir::with_watermark<"dt", "20 minutes">() | weir::where("amount"_c > "price"_c)
        | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes">())
        | weir::agg(weir::avg("price"_c).as<"avg_price">()) | weir::select("window.start"_c, "avg_price"_c);
    CHECK(weir::explain(average) ==
          R"(== Logical Plan ==
[start: timestamp, avg_price: double]
Project [window.start AS start, avg_price]
+- Aggregate [window(dt, 10 minutes, 5 minutes, 0 seconds) AS window], [avg(price) AS avg_price]
   +- EventTimeWatermark dt, 20 minutes
      +- Filter (amount > price)
         +- StreamingRelation [dt: timestamp, amount: int, price: double, symbol: string]

== Physical Plan ==
*(2) Project [window.start AS start, avg_price]
+- *(1) Aggregate [window(dt, 10 minutes, 5 minutes, 0 seconds) AS window], [avg(price) AS avg_price]
      state: the aggregates of each group, by slices of 5 minutes; freed when the watermark reaches the window's end
   +- *(1) EventTimeWatermark dt, 20 minutes
      +- *(1) Filter (amount > price)
         +- *(1) Scan json [dt: timestamp, amount: int, price: double], 3 of 4 columns read
)");
    CHECK(weir::explain(average, weir::complete).find("never freed in mode complete") != std::string::npos);
}

TEST_CASE("explain_of_a_join_shows_both_sides_and_their_loops") {
    auto const joined = trades() | weir::with_watermark<"dt", "20 minutes">()
                        | weir::join(quotes() | weir::with_watermark<"qt", "10 seconds">(),
                                     "symbol"_c == "sym"_c && "dt"_c >= "qt"_c
                                         && "dt"_c <= "qt"_c + weir::interval<"1 minute">)
                        | weir::drop_duplicates<"symbol">() | weir::select("symbol"_c, "bid"_c);
    CHECK(weir::explain(joined).substr(weir::explain(joined).find("== Physical")) ==
          R"(== Physical Plan ==
*(1,2) Project [symbol, bid]
+- *(1,2) Deduplicate [symbol]
      state: the keys seen; never freed, no key carries a watermark
   +- *(1,2) Join inner, (symbol = sym) AND (dt >= qt) AND (dt <= qt + INTERVAL '01' MINUTE)
      :  state: the rows of both sides; left freed when the watermark reaches their event time + 1 millisecond, right freed when the watermark reaches their event time + 1 minute 1 millisecond
      :- *(1) EventTimeWatermark dt, 20 minutes
      :  +- *(1) Scan json [dt: timestamp, symbol: string], 2 of 4 columns read
      +- *(2) EventTimeWatermark qt, 10 seconds
         +- *(2) Scan csv [qt: timestamp, sym: string, bid: double], 3 of 3 columns read
)");
}

TEST_CASE("explain_of_a_join_with_a_table_shows_what_is_read_before") {
    auto const known = weir::table(std::vector<quote>{});
    std::string const text =
        weir::explain(trades() | weir::join(known, "symbol"_c == "sym"_c) | weir::select("bid"_c));
    CHECK(text.substr(text.find("== Physical")) ==
          R"(== Physical Plan ==
*(1) Project [bid]
+- *(1) Join inner, (symbol = sym)
   :  state: the rows of the table, read once
   :- *(1) Scan json [symbol: string], 1 of 4 columns read
   +- *(2) Scan table [qt: timestamp, sym: string, bid: double]
)");
}

TEST_CASE("explain_of_windows_of_rows_shows_their_functions") {
    auto const numbered =
        weir::sql<"select sym, row_number() over (partition by sym order by bid) as n from quotes">(
            weir::view<"quotes">(weir::table(std::vector<quote>{})));
    std::string const text = weir::explain(numbered);
    CHECK(text.find("Window [row_number() OVER (PARTITION BY sym ORDER BY bid") != std::string::npos);
    CHECK(text.find("Scan table [sym: string, bid: double], 2 of 3 columns read") != std::string::npos);
}

TEST_CASE("type_name_of_a_plan_is_short") {
    CHECK(weir::type_name_of(trades() | weir::where("amount"_c > 3) | weir::select("price"_c))
          == "Project(Filter(StreamingRelation))");
    CHECK(weir::type_name_of(trades() | weir::union_with(trades()))
          == "Union(StreamingRelation, StreamingRelation)");
}

TEST_CASE("explain_of_a_query_knows_its_mode") {
    weir::memory_stream<trade> stream;
    auto query = weir::write_stream(weir::read_stream(stream) | weir::group_by("symbol"_c) | weir::count())
                     .output_mode(weir::complete)
                     .trigger(weir::on_demand)
                     .memory()
                     .start();
    CHECK(query.explain().find("the aggregates of each group; never freed in mode complete")
          != std::string::npos);
    CHECK(query.explain().find("Scan memory [symbol: string], 1 of 4 columns read") != std::string::npos);
}
