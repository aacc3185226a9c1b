// SPDX-License-Identifier: BSL-1.0
// All functions that SQL can call, and their names.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/sql/functions/aggregates.hpp>
#include <weir/sql/functions/collections.hpp>
#include <weir/sql/functions/conditional.hpp>
#include <weir/sql/functions/grouping.hpp>
#include <weir/sql/functions/hash.hpp>
#include <weir/sql/functions/json.hpp>
#include <weir/sql/functions/math.hpp>
#include <weir/sql/functions/row_windows.hpp>
#include <weir/sql/functions/strings.hpp>
#include <weir/sql/functions/times.hpp>
#include <weir/sql/functions/windows.hpp>

#include <cstddef>
#include <string_view>

namespace weir::detail {

/// The names of all functions, a list a topic.
inline constexpr std::string_view sql_function_names[] = {
    sql_aggregate_names, sql_collection_names, sql_conditional_names, sql_grouping_names,
    sql_hash_names,      sql_json_names,       sql_math_names,        sql_row_window_names,
    sql_string_names,    sql_time_names,       sql_window_names};

/// Whether a list of words has one, without regard to case.
constexpr bool is_word_of(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        std::size_t const space = list.find(' ');
        if (equal_ignoring_case(list.substr(0, space), word)) return true;
        if (space == std::string_view::npos) return false;
        list.remove_prefix(space + 1);
    }
    return false;
}

// Whether the names are worth a comparison: there are some hundreds, and compilers count the steps.
constexpr bool may_be_near(std::string_view a, std::string_view b, std::size_t most) {
    std::size_t const difference = a.size() < b.size() ? b.size() - a.size() : a.size() - b.size();
    return difference <= most && !a.empty() && !b.empty()
           && (ascii_lower(a.front()) == b.front() || ascii_lower(a.back()) == b.back());
}

/// The function whose name is nearest to `name`; empty where none is near.
constexpr std::string_view nearest_sql_function(std::string_view name) {
    std::string_view best;
    std::size_t least = name.size() < 3 ? 1 : name.size() / 3 + 1;
    for (std::string_view list : sql_function_names) {
        while (!list.empty()) {
            std::size_t const space = list.find(' ');
            std::size_t const end = space < list.size() ? space : list.size();
            std::string_view const known = list.substr(0, end);
            if (may_be_near(name, known, least)) {
                std::size_t const distance = edit_distance(name, known);
                if (distance < least || (best.empty() && distance == least)) {
                    least = distance;
                    best = known;
                }
            }
            list.remove_prefix(end < list.size() ? end + 1 : end);
        }
    }
    return best;
}

} // namespace weir::detail
