// expect: event_time_timeout without watermark: no event time ever passes; use with_watermark before group_by_key, or processing_time_timeout
// SPDX-License-Identifier: BSL-1.0
// A timeout by event time needs a watermark.
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
    for (auto const& r : rows) sum += r.price;
    state.update(sum);
    return std::optional(total{key, sum});
};

auto start() {
#ifdef WEIR_MISTAKE
    return weir::inline_query(
        weir::input<trade>() | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::append, weir::event_time_timeout, add),
        weir::append, [](auto const&) {});
#else
    return weir::inline_query(
        weir::input<trade>() | weir::with_watermark<"dt", "10 seconds">() | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::append, weir::event_time_timeout, add),
        weir::append, [](auto const&) {});
#endif
}
