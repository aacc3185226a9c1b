// expect: pointer column "n": a row owns its values; use std::string for text
// SPDX-License-Identifier: BSL-1.0
// A row owns its values.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <string>

using namespace weir::literals;

struct reading {
    double value;
#ifdef WEIR_MISTAKE
    char const* n;
#else
    std::string n;
#endif
};

auto const query = weir::input<reading>() | weir::where("n"_c == "n"_c) | weir::where("value"_c > 0.5);
