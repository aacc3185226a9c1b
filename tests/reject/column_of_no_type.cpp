// expect: column "n" has a type that is no column type; use a type of the table in the README, a plain struct, std::vector, std::map or std::optional
// SPDX-License-Identifier: BSL-1.0
// A type that no column has.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <memory>
#include <vector>

using namespace weir::literals;

struct reading {
    double value;
#ifdef WEIR_MISTAKE
    std::vector<std::unique_ptr<int>> n;
#else
    std::vector<int> n;
#endif
};

auto const query = weir::input<reading>() | weir::where("n"_c == "n"_c) | weir::where("value"_c > 0.5);
