// expect: two functions with state in one query: the rows of the lower one have no event time for the upper; keep one, or use transform_with_state
// SPDX-License-Identifier: BSL-1.0
// As applyInPandasWithState in Spark.
#include <weir/weir.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};
struct total {
    std::string symbol;
    double sum;
};

auto const count_rows = [](auto const& key, auto rows, weir::group_state<double>&) {
    return std::optional(total{key, static_cast<double>(rows.size())});
};

auto start() {
#ifdef WEIR_MISTAKE
    return weir::inline_query(
        weir::input<trade>() | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::append, weir::no_timeout, count_rows)
            | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::append, weir::no_timeout, count_rows),
        weir::append, [](auto const&) {});
#else
    return weir::inline_query(
        weir::input<trade>() | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::append, weir::no_timeout, count_rows),
        weir::append, [](auto const&) {});
#endif
}
