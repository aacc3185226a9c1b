// expect: stateful operator above event_time_timeout: rows of a timeout are behind the watermark and would be late; use processing_time_timeout, or transform_with_state
// SPDX-License-Identifier: BSL-1.0
// A key times out after its rows are late.
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
        weir::input<trade>() | weir::with_watermark<"dt", "10 seconds">() | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::append, weir::event_time_timeout, count_rows)
            | weir::distinct(),
        weir::append, [](auto const&) {});
#else
    return weir::inline_query(weir::input<trade>() | weir::with_watermark<"dt", "10 seconds">()
                                  | weir::group_by_key("symbol"_c)
                                  | weir::flat_map_groups_with_state<double>(
                                      weir::append, weir::processing_time_timeout, count_rows)
                                  | weir::distinct(),
                              weir::append, [](auto const&) {});
#endif
}
