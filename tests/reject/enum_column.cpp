// expect: enum column "n": Spark has no enumerations; use std::int32_t or std::string
// SPDX-License-Identifier: BSL-1.0
// Spark has no enumerations.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <cstdint>

using namespace weir::literals;

enum class side { buy, sell };

struct reading {
    double value;
#ifdef WEIR_MISTAKE
    side n;
#else
    std::int32_t n;
#endif
};

auto const query = weir::input<reading>() | weir::where("n"_c == "n"_c) | weir::where("value"_c > 0.5);
