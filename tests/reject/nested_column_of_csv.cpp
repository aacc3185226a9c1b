// expect: CSV has no column type array<int>, the type of "n"; read it as std::string and convert it
// SPDX-License-Identifier: BSL-1.0
// A CSV file has no nested columns.
#include <weir/plan/read.hpp>
#include <weir/source/csv_files.hpp>

#include <cstdint>
#include <string>
#include <vector>

struct reading {
    double value;
#ifdef WEIR_MISTAKE
    std::vector<std::int32_t> n;
#else
    std::string n;
#endif
};

auto const readings = weir::read_stream<reading>(weir::csv_files("readings"));
