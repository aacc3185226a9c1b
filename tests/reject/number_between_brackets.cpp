// expect: row[...] without a column; write row["price"_c], or row.at<0>() by position
// SPDX-License-Identifier: BSL-1.0
// A row is read by its columns.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    auto const rows = weir::table<trade>({}).collect();
    auto const& row = rows[0];
#ifdef WEIR_MISTAKE
    auto const price = row[2];
#else
    auto const price = row["price"_c];
#endif
}
