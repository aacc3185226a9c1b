// expect: column "n" has a C++ type that is no Spark type; use std::int32_t or std::string
// SPDX-License-Identifier: BSL-1.0
// A char is no Spark type.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <string>

using namespace weir::literals;

struct reading {
    double value;
#ifdef WEIR_MISTAKE
    char n;
#else
    std::string n;
#endif
};

auto const query = weir::input<reading>() | weir::where("n"_c == "n"_c) | weir::where("value"_c > 0.5);
