// SPDX-License-Identifier: BSL-1.0
// Ten queries in one file.
#include <weir/weir.hpp>

#include <string>
#include <vector>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

std::vector<weir::streaming_query> start() {
    auto trades = weir::read_stream<trade>(weir::json_files("trades"));
    std::vector<weir::streaming_query> queries;
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 0.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::sum("price"_c).as<"q0">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 1.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::avg("price"_c).as<"q1">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 2.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::min("price"_c).as<"q2">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 3.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::max("price"_c).as<"q3">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 4.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::first("price"_c).as<"q4">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 5.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::last("price"_c).as<"q5">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 6.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::stddev("price"_c).as<"q6">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 7.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::variance("price"_c).as<"q7">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 8.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::sum("price"_c).as<"q8">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    queries.push_back(weir::write_stream(trades | weir::where("price"_c > 9.0) | weir::group_by("symbol"_c)
                                         | weir::agg(weir::avg("price"_c).as<"q9">()))
                          .output_mode(weir::complete)
                          .console()
                          .start());
    return queries;
}
