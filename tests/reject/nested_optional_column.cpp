// expect: column "n" is std::optional of std::optional; a column is nullable or not, write one
// SPDX-License-Identifier: BSL-1.0
// A column is nullable or not.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <optional>

using namespace weir::literals;

struct reading {
    double value;
#ifdef WEIR_MISTAKE
    std::optional<std::optional<double>> n;
#else
    std::optional<double> n;
#endif
};

auto const query = weir::input<reading>() | weir::where("n"_c == "n"_c) | weir::where("value"_c > 0.5);
