// SPDX-License-Identifier: BSL-1.0
// Times and intervals written in a query whose value is part of its type, so that it can be named.
#pragma once

#include <weir/core/date_text.hpp>
#include <weir/core/interval_text.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/expr/expression.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weir::detail {

/// The value of type `T` that is `count` days, months or microseconds.
template <class T>
constexpr T time_from(std::int64_t count) {
    if constexpr (std::same_as<T, date>) {
        return from_days(count);
    } else if constexpr (is_year_month<T>) {
        return T{static_cast<std::int32_t>(count)};
    } else if constexpr (is_day_time<T>) {
        return T{count};
    } else {
        return T(std::chrono::microseconds(count));
    }
}

/// A date, timestamp, timestamp_ntz or interval of a query, `Count` days, months or microseconds; its name is
/// Spark's: `DATE '2024-02-29'`, `INTERVAL '1' DAY`.
template <class T, std::int64_t Count>
struct time_literal : expression_interface<time_literal<T, Count>> {
    static constexpr T value = time_from<T>(Count);

    template <class S>
    using result = T;
    template <class S>
    static constexpr bool total = true;

    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) {
        if constexpr (interval_column<T>) {
            write_interval(out, value);
        } else {
            char buffer[40]{};
            char const* end = nullptr;
            if constexpr (std::same_as<T, date>) {
                out << "DATE '";
                end = write_day(buffer, civil_from_days(Count));
            } else {
                out << (std::same_as<T, timestamp> ? "TIMESTAMP '" : "TIMESTAMP_NTZ '");
                end = write_timestamp(buffer, from_micros(Count));
            }
            out << std::string_view(buffer, end) << '\'';
        }
    }

    template <class S, class Row>
    constexpr T eval(Row const&) const {
        return value;
    }
};

/// The literal of an interval that was read without a fault.
template <read_interval const& Read>
using interval_literal_of = time_literal<typename interval_type<Read.from, Read.to>::type, Read.count>;

} // namespace weir::detail
