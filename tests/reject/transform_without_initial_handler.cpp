// expect: processor does not handle initial state; give it void handle_initial_state(auto const& key, auto const& row, weir::timer_values const& times)
// SPDX-License-Identifier: BSL-1.0
// The processor says what to do with the rows of the initial state.
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
struct loader {
    weir::value_state<double> sum;
    total handle_input_rows(std::string const& key, auto) { return {key, sum.get()}; }
    void handle_initial_state(auto const&, auto const& row, auto const&) { sum.update(row.sum); }
};

auto start() {
#ifdef WEIR_MISTAKE
    return weir::inline_query(
        weir::input<trade>() | weir::group_by_key("symbol"_c)
            | weir::transform_with_state(adder{}, weir::time_mode::processing_time,
                                         weir::table<total>({{"a", 1.0}}) | weir::group_by_key("symbol"_c)),
        weir::append, [](auto const&) {});
#else
    return weir::inline_query(
        weir::input<trade>() | weir::group_by_key("symbol"_c)
            | weir::transform_with_state(loader{}, weir::time_mode::none,
                                         weir::table<total>({{"a", 1.0}}) | weir::group_by_key("symbol"_c)),
        weir::append, [](auto const&) {});
#endif
}
