// expect: flat_map_groups_with_state above an aggregate: groups that change would come again; put it below, or use transform_with_state
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

auto const add = [](auto const& key, auto rows, weir::group_state<double>& state) {
    double sum = state.get_option().value_or(0);
    for (auto const& r : rows) sum += r["price"_c];
    state.update(sum);
    return std::optional(total{key, sum});
};

auto start() {
#ifdef WEIR_MISTAKE
    return weir::inline_query(
        weir::input<trade>() | weir::with_watermark<"dt", "10 seconds">() | weir::group_by("dt"_c, "symbol"_c)
            | weir::agg(weir::sum("price"_c).as<"price">()) | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::append, weir::no_timeout, add),
        weir::append, [](auto const&) {});
#else
    return weir::inline_query(
        weir::input<trade>() | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::append, weir::no_timeout, add),
        weir::append, [](auto const&) {});
#endif
}
