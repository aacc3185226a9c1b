// SPDX-License-Identifier: BSL-1.0
// All functions that SQL can call, and their names.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/sql/functions/aggregates.hpp>
#include <weir/sql/functions/collections.hpp>
#include <weir/sql/functions/conditional.hpp>
#include <weir/sql/functions/hash.hpp>
#include <weir/sql/functions/json.hpp>
#include <weir/sql/functions/math.hpp>
#include <weir/sql/functions/strings.hpp>
#include <weir/sql/functions/times.hpp>
#include <weir/sql/functions/windows.hpp>

#include <cstddef>
#include <string_view>

namespace weir::detail {

/// The names of all functions, a list a topic.
inline constexpr std::string_view sql_function_names[] = {
    sql_aggregate_names, sql_collection_names, sql_conditional_names, sql_hash_names,  sql_json_names,
    sql_math_names,      sql_string_names,     sql_time_names,        sql_window_names};

/// The function whose name is nearest to `name`; empty where none is near.
constexpr std::string_view nearest_sql_function(std::string_view name) {
    std::string_view best;
    std::size_t least = name.size() < 3 ? 1 : name.size() / 3 + 1;
    for (std::string_view list : sql_function_names) {
        while (!list.empty()) {
            std::size_t const end = list.find(' ') < list.size() ? list.find(' ') : list.size();
            std::size_t const distance = edit_distance(name, list.substr(0, end));
            if (distance < least || (best.empty() && distance == least)) {
                least = distance;
                best = list.substr(0, end);
            }
            list.remove_prefix(end < list.size() ? end + 1 : end);
        }
    }
    return best;
}

} // namespace weir::detail
