// SPDX-License-Identifier: BSL-1.0
// The names of types in Spark's DDL, and what is probably meant by a name that is none.
#pragma once

#include <weir/core/edit_distance.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

enum class ddl_kind : std::uint8_t {
    boolean,
    int8,
    int16,
    int32,
    int64,
    float32,
    float64,
    decimal,
    string,
    binary,
    date,
    timestamp,
    timestamp_ntz,
    interval, // without an order
    range,    // an interval of some of its fields
    array,
    map,
    structure,
    unknown,     // reported, and taken for any type after that
    unsupported, // a type of Spark that weir does not have
};

/// What may follow the name of a type in brackets.
enum class ddl_size : std::uint8_t { none, length, precision };

struct ddl_type_name {
    std::string_view name;
    ddl_kind kind;
    ddl_size size = ddl_size::none;
    std::string_view instead = {}; // what to write for an unsupported type
};

inline constexpr std::array<ddl_type_name, 33> ddl_type_names{{
    {"tinyint", ddl_kind::int8},
    {"byte", ddl_kind::int8},
    {"smallint", ddl_kind::int16},
    {"short", ddl_kind::int16},
    {"int", ddl_kind::int32},
    {"integer", ddl_kind::int32},
    {"bigint", ddl_kind::int64},
    {"long", ddl_kind::int64},
    {"float", ddl_kind::float32},
    {"real", ddl_kind::float32},
    {"double", ddl_kind::float64},
    {"decimal", ddl_kind::decimal, ddl_size::precision},
    {"dec", ddl_kind::decimal, ddl_size::precision},
    {"numeric", ddl_kind::decimal, ddl_size::precision},
    {"string", ddl_kind::string},
    {"char", ddl_kind::string, ddl_size::length},
    {"character", ddl_kind::string, ddl_size::length},
    {"varchar", ddl_kind::string, ddl_size::length},
    {"boolean", ddl_kind::boolean},
    {"date", ddl_kind::date},
    {"timestamp", ddl_kind::timestamp},
    {"timestamp_ltz", ddl_kind::timestamp},
    {"binary", ddl_kind::binary},
    {"array", ddl_kind::array},
    {"map", ddl_kind::map},
    {"struct", ddl_kind::structure},
    {"timestamp_ntz", ddl_kind::timestamp_ntz},
    {"interval", ddl_kind::interval},
    {"void", ddl_kind::unsupported, ddl_size::none, "give the column the type of its values"},
    {"time", ddl_kind::unsupported, ddl_size::none, "use timestamp, or bigint for microseconds of the day"},
    {"variant", ddl_kind::unsupported, ddl_size::none, "use string and from_json"},
    {"geometry", ddl_kind::unsupported, ddl_size::none, "use binary"},
    {"geography", ddl_kind::unsupported, ddl_size::none, "use binary"},
}};

/// What people write for a type that Spark calls otherwise, where the name is too far off to be found by its
/// letters.
inline constexpr std::array<std::array<std::string_view, 2>, 14> ddl_synonyms{{{"bool", "boolean"},
                                                                               {"bit", "boolean"},
                                                                               {"text", "string"},
                                                                               {"str", "string"},
                                                                               {"varchar2", "string"},
                                                                               {"uint", "bigint"},
                                                                               {"int32", "int"},
                                                                               {"int64", "bigint"},
                                                                               {"number", "decimal"},
                                                                               {"money", "decimal"},
                                                                               {"datetime", "timestamp"},
                                                                               {"list", "array"},
                                                                               {"dict", "map"},
                                                                               {"bytes", "binary"}}};

/// The type that was probably meant, or an empty text.
constexpr std::string_view suggest_ddl_type(std::string_view name) {
    for (auto const& [written, meant] : ddl_synonyms) {
        if (equal_ignoring_case(written, name)) return meant;
    }
    std::array<std::string_view, ddl_type_names.size()> names{};
    std::transform(ddl_type_names.begin(), ddl_type_names.end(), names.begin(),
                   [](ddl_type_name const& type) { return type.name; });
    std::size_t const near = nearest(name, names);
    return near < names.size() ? names[near] : std::string_view();
}

} // namespace weir::detail
