// expect: no timeout where one is expected; write weir::no_timeout, weir::processing_time_timeout or weir::event_time_timeout
// SPDX-License-Identifier: BSL-1.0
// The timeout is the first argument of map_groups_with_state.
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
    return total{key, sum};
};

auto start() {
#ifdef WEIR_MISTAKE
    return weir::inline_query(weir::input<trade>() | weir::group_by_key("symbol"_c)
                                  | weir::map_groups_with_state<double>(10, add),
                              weir::update, [](auto const&) {});
#else
    return weir::inline_query(weir::input<trade>() | weir::group_by_key("symbol"_c)
                                  | weir::map_groups_with_state<double>(weir::no_timeout, add),
                              weir::update, [](auto const&) {});
#endif
}
