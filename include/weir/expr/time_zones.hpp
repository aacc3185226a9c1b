// SPDX-License-Identifier: BSL-1.0
// Times moved between time zones: from_utc_timestamp, to_utc_timestamp, convert_timezone.
#pragma once

#include <weir/core/time_zone.hpp>
#include <weir/expr/time_function.hpp>

#include <cstdint>
#include <string_view>

namespace weir {

namespace detail {

/// What clocks of a zone show when those in UTC show `t`, and the other way round.
template <class T>
T clock_from_utc(T t, time_zone const& zone) {
    std::int64_t const offset = zone.offset_at(floor_div(micros(t), micros_per_second));
    return t + std::chrono::seconds(offset);
}
template <class T>
T clock_to_utc(T t, time_zone const& zone) {
    std::int64_t const local = floor_div(micros(t), micros_per_second);
    return t + std::chrono::seconds(zone.to_utc(local) - local);
}

struct from_utc_timestamp_function : time_function<from_utc_timestamp_function> {
    static constexpr std::string_view name = "from_utc_timestamp";
    static constexpr std::string_view kinds = "Ts";
    using value = timestamp;
    static timestamp compute(timestamp t, std::string_view zone) {
        return clock_from_utc(t, zone_or_throw(zone));
    }
};
struct to_utc_timestamp_function : time_function<to_utc_timestamp_function> {
    static constexpr std::string_view name = "to_utc_timestamp";
    static constexpr std::string_view kinds = "Ts";
    using value = timestamp;
    static timestamp compute(timestamp t, std::string_view zone) {
        return clock_to_utc(t, zone_or_throw(zone));
    }
};
struct convert_timezone_function : time_function<convert_timezone_function> {
    static constexpr std::string_view name = "convert_timezone";
    static constexpr std::string_view kinds = "ssN";
    using value = timestamp_ntz;
    static timestamp_ntz compute(std::string_view from, std::string_view to, timestamp_ntz t) {
        time_zone const source = zone_or_throw(from);
        return clock_from_utc(clock_to_utc(t, source), zone_or_throw(to));
    }
};

/// The name of the zone in which times are shown.
struct current_timezone_function : time_function<current_timezone_function> {
    static constexpr std::string_view name = "current_timezone";
    static constexpr std::string_view kinds = "";
    using value = std::string;
    static constexpr std::string_view compute() { return "UTC"; }
};

} // namespace detail

/// What clocks of a zone show when those in UTC show the time: `from_utc_timestamp("t"_c, "Asia/Tokyo")`.
///
/// Rows    a zone is a region of the system's database, an offset, or one of Java's names of three letters.
/// Cost    a lookup among the changes of the region; its file is read once.
/// Errors  run time: INVALID_TIMEZONE.
/// Source  Spark functions.from_utc_timestamp.
template <class E, class Zone>
    requires(detail::operand<E> && detail::operand<Zone>)
constexpr auto from_utc_timestamp(E const& e, Zone const& zone) {
    return detail::make_function<detail::from_utc_timestamp_function>(e, zone);
}
/// What clocks in UTC show when those of a zone show the time; a time that they never show is moved on, of
/// two the earlier is taken.
/// Errors  run time: INVALID_TIMEZONE.
/// Source  Spark functions.to_utc_timestamp.
template <class E, class Zone>
    requires(detail::operand<E> && detail::operand<Zone>)
constexpr auto to_utc_timestamp(E const& e, Zone const& zone) {
    return detail::make_function<detail::to_utc_timestamp_function>(e, zone);
}
/// The zone in which times are shown, which is UTC.
/// Source  Spark functions.current_timezone.
constexpr auto current_timezone() { return detail::make_function<detail::current_timezone_function>(); }

/// What clocks of the zone `to` show when those of `from` show the time.
/// Errors  run time: INVALID_TIMEZONE.
/// Source  Spark functions.convert_timezone.
template <class From, class To, class E>
    requires(detail::operand<From> && detail::operand<To> && detail::operand<E>)
constexpr auto convert_timezone(From const& from, To const& to, E const& e) {
    return detail::make_function<detail::convert_timezone_function>(from, to, e);
}
/// The same from the zone in which times are shown.
template <class To, class E>
    requires(detail::operand<To> && detail::operand<E>)
constexpr auto convert_timezone(To const& to, E const& e) {
    return convert_timezone(current_timezone(), to, e);
}

} // namespace weir
