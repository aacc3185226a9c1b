// expect: step of a sequence of times is no interval; write interval<"1 day"> in "sequence(?, ?, ?)"
// SPDX-License-Identifier: BSL-1.0
// Days and numbers of days are different things.
#include <weir/expr/collections.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/json.hpp>
#include <weir/expr/math.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <string>
#include <vector>

using namespace weir::literals;

struct trade {
    std::string symbol;
    std::vector<double> prices;
};

#ifdef WEIR_MISTAKE
auto const query =
    weir::input<trade>() | weir::select(weir::sequence("2024-01-01"_date, "2024-02-01"_date, 7).as<"d">());
#else
auto const query =
    weir::input<trade>()
    | weir::select(weir::sequence("2024-01-01"_date, "2024-02-01"_date, weir::interval<"7 days">).as<"d">());
#endif
