// SPDX-License-Identifier: BSL-1.0
// The first of the queries in ten_queries.cpp, alone.
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
    return queries;
}
