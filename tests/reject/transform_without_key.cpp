// expect: transform_with_state without group_by_key: state is kept by key; write group_by_key(...) | transform_with_state(...)
// SPDX-License-Identifier: BSL-1.0
// State belongs to a key.
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

struct adder {
    weir::value_state<double> sum;
    weir::timers timers;

    total handle_input_rows(std::string const& key, auto rows) {
        sum.update(sum.get_option().value_or(0) + static_cast<double>(rows.size()));
        return {key, sum.get()};
    }
    total handle_expired_timer(std::string const& key, weir::timer_values const&,
                               weir::expired_timer_info const&) {
        return {key, -1};
    }
};

auto start() {
#ifdef WEIR_MISTAKE
    return weir::inline_query(weir::input<trade>() | weir::transform_with_state(adder{}), weir::append,
                              [](auto const&) {});
#else
    return weir::inline_query(weir::input<trade>() | weir::group_by_key("symbol"_c)
                                  | weir::transform_with_state(adder{}),
                              weir::append, [](auto const&) {});
#endif
}
