// expect: flat_map_groups_with_state in append mode, the query in update mode; name one mode in both places
// SPDX-License-Identifier: BSL-1.0
// The function says in which mode its rows are meant.
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
            | weir::flat_map_groups_with_state<double>(weir::append, weir::no_timeout, add),
        weir::update, [](auto const&) {});
#else
    return weir::inline_query(
        weir::input<trade>() | weir::group_by_key("symbol"_c)
            | weir::flat_map_groups_with_state<double>(weir::update, weir::no_timeout, add),
        weir::update, [](auto const&) {});
#endif
}
