// expect: time mode event_time without watermark: no timer ever expires; use with_watermark before group_by_key, or weir::time_mode::processing_time
// SPDX-License-Identifier: BSL-1.0
// Timers by event time need a watermark.
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
    return weir::inline_query(weir::input<trade>() | weir::group_by_key("symbol"_c)
                                  | weir::transform_with_state(adder{}, weir::time_mode::event_time),
                              weir::append, [](auto const&) {});
#else
    return weir::inline_query(weir::input<trade>() | weir::with_watermark<"dt", "10 seconds">()
                                  | weir::group_by_key("symbol"_c)
                                  | weir::transform_with_state(adder{}, weir::time_mode::event_time),
                              weir::append, [](auto const&) {});
#endif
}
