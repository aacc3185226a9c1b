// SPDX-License-Identifier: BSL-1.0
// The time of the batch: current_timestamp, current_date, now, localtimestamp.
#pragma once

#include <weir/core/batch_time.hpp>
#include <weir/expr/time_fields.hpp>
#include <weir/expr/time_parse.hpp>

#include <string_view>

namespace weir {

namespace detail {

template <class Fn>
struct clock_function : time_function<Fn> {
    static constexpr std::string_view kinds = "";
};
struct current_timestamp_function : clock_function<current_timestamp_function> {
    static constexpr std::string_view name = "current_timestamp";
    using value = timestamp;
    static timestamp compute() { return time_of_batch(); }
};
struct now_function : clock_function<now_function> {
    static constexpr std::string_view name = "now";
    using value = timestamp;
    static timestamp compute() { return time_of_batch(); }
};
struct current_date_function : clock_function<current_date_function> {
    static constexpr std::string_view name = "current_date";
    using value = date;
    static date compute() { return from_days(day_of(time_of_batch())); }
};
struct localtimestamp_function : clock_function<localtimestamp_function> {
    static constexpr std::string_view name = "localtimestamp";
    using value = timestamp_ntz;
    static timestamp_ntz compute() { return timestamp_ntz(time_of_batch().time_since_epoch()); }
};

} // namespace detail

/// The time of the batch, the same for all its rows: of a micro-batch, of a push into an inline query (one
/// row or a span), of a static plan that runs.
/// Source  Spark functions.current_timestamp.
constexpr auto current_timestamp() { return detail::make_function<detail::current_timestamp_function>(); }
/// The same.
/// Source  Spark functions.now.
constexpr auto now() { return detail::make_function<detail::now_function>(); }
/// The day on which the batch began, in UTC.
/// Source  Spark functions.current_date.
constexpr auto current_date() { return detail::make_function<detail::current_date_function>(); }
/// The same.
/// Source  Spark functions.curdate.
constexpr auto curdate() { return current_date(); }
/// What a clock in UTC showed when the batch began.
/// Source  Spark functions.localtimestamp.
constexpr auto localtimestamp() { return detail::make_function<detail::localtimestamp_function>(); }
/// Whole seconds since 1970 when the batch began.
/// Source  Spark functions.unix_timestamp.
constexpr auto unix_timestamp() { return unix_timestamp(current_timestamp()); }

} // namespace weir
