// SPDX-License-Identifier: BSL-1.0
// Which casts there are, and which of them cannot fail.
#pragma once

#include <weir/core/interval_types.hpp>
#include <weir/core/time.hpp>
#include <weir/schema/schema.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace weir::detail {

/// Whether an interval can be cast, or be what is cast to: to one of its kind, and between a number and an
/// interval of one field.
template <class To, class From>
constexpr bool interval_castable() {
    if constexpr (interval_column<From> && interval_column<To>) {
        return is_year_month<From> == is_year_month<To>;
    } else if constexpr (interval_column<From>) {
        return From::from == From::to && (integral_column<To> || is_decimal<To>);
    } else {
        return To::from == To::to && (integral_column<From> || is_decimal<From>);
    }
}

/// Months or microseconds of one of the last field of an interval.
template <interval_column T>
inline constexpr std::int64_t interval_unit_length = T::to == interval_part::year     ? 12
                                                     : T::to == interval_part::month  ? 1
                                                     : T::to == interval_part::day    ? micros_per_day
                                                     : T::to == interval_part::hour   ? 3'600'000'000
                                                     : T::to == interval_part::minute ? 60'000'000
                                                                                      : micros_per_second;

template <class To, class From>
constexpr bool castable();

/// Whether what is in a nested value can be cast; what can be null only to what can be null.
template <class To, class From>
constexpr bool part_castable() {
    return (is_nullable<To> || !(is_nullable<From> || std::same_as<From, void_type>))
           && castable<value_type_of<To>, value_type_of<From>>();
}

/// A nested value is cast part by part, to a type of the same shape; the names of fields do not matter.
template <class To, class From>
constexpr bool nested_castable() {
    if constexpr (is_array<To> && is_array<From>) {
        return part_castable<typename To::value_type, typename From::value_type>();
    } else if constexpr (is_map<To> && is_map<From>) {
        return part_castable<typename To::key_type, typename From::key_type>()
               && part_castable<typename To::mapped_type, typename From::mapped_type>();
    } else if constexpr (struct_column<To> && struct_column<From>) {
        if constexpr (schema_of<To>::size != schema_of<From>::size) {
            return false;
        } else {
            return []<std::size_t... I>(std::index_sequence<I...>) {
                return (part_castable<column_type<To, I>, column_type<From, I>>() && ...);
            }(std::make_index_sequence<schema_of<To>::size>{});
        }
    } else {
        return false;
    }
}

/// Whether Spark has a cast from `From` to `To`, both without nullability.
template <class To, class From>
constexpr bool castable() {
    if constexpr (std::same_as<To, From> || std::same_as<From, void_type>) {
        return true;
    } else if constexpr (string_column<To>) {
        return true;
    } else if constexpr (!atomic_column<From> && !atomic_column<To>) {
        return nested_castable<To, From>();
    } else if constexpr (std::same_as<From, binary> || !atomic_column<From> || !atomic_column<To>) {
        return false;
    } else if constexpr (string_column<From>) {
        return true;
    } else if constexpr (std::same_as<To, binary>) {
        return false;
    } else if constexpr (std::same_as<From, interval_value> || std::same_as<To, interval_value>) {
        return false;
    } else if constexpr (interval_column<From> || interval_column<To>) {
        return interval_castable<To, From>();
    } else if constexpr (std::same_as<From, timestamp_ntz> || std::same_as<To, timestamp_ntz>) {
        return std::same_as<From, timestamp> || std::same_as<To, timestamp> || std::same_as<From, date>
               || std::same_as<To, date>;
    } else if constexpr (numeric_column<From> || numeric_column<To>) {
        return !std::same_as<From, date> && !std::same_as<To, date>;
    } else {
        return !std::same_as<From, bool> && !std::same_as<To, bool>; // timestamp and date
    }
}

/// Whether every value of `From` has one of `To`, so that the cast cannot fail.
template <class To, class From>
constexpr bool cast_always_fits() {
    if constexpr (std::same_as<To, From> || string_column<To> || std::same_as<To, binary>
                  || std::same_as<From, void_type> || !atomic_column<To>) {
        return true; // of a nested value only a part can fail
    } else if constexpr (string_column<From>) {
        return false;
    } else if constexpr (std::same_as<To, bool> || std::same_as<To, date>) {
        return true;
    } else if constexpr (interval_column<From> && interval_column<To>) {
        return true;
    } else if constexpr (interval_column<From> || interval_column<To>) {
        return false;
    } else if constexpr (integral_column<To>) {
        return std::same_as<From, bool> || (integral_column<From> && sizeof(From) <= sizeof(To))
               || (std::same_as<From, timestamp> && sizeof(To) == 8);
    } else if constexpr (floating_column<To>) {
        return true;
    } else if constexpr (std::same_as<To, timestamp>) {
        return integral_column<From> || is_decimal<From> || std::same_as<From, timestamp_ntz>;
    } else {
        return std::same_as<To, timestamp_ntz> && std::same_as<From, timestamp>;
    }
}

} // namespace weir::detail
