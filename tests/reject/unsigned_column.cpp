// expect: unsigned column "n": Spark has no unsigned type; use std::int64_t
// SPDX-License-Identifier: BSL-1.0
// Spark has no unsigned types; the message names the wider signed one.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <cstdint>

using namespace weir::literals;

struct reading {
    double value;
#ifdef WEIR_MISTAKE
    std::uint32_t n;
#else
    std::int64_t n;
#endif
};

auto const query = weir::input<reading>() | weir::where("n"_c == "n"_c) | weir::where("value"_c > 0.5);
