// SPDX-License-Identifier: BSL-1.0
// What the reader of CSV files decides from the schema and the columns that are read.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/core/error.hpp>
#include <weir/core/verdict.hpp>
#include <weir/format/csv_fields.hpp>
#include <weir/format/csv_options.hpp>
#include <weir/format/csv_values.hpp>
#include <weir/schema/column_set.hpp>
#include <weir/schema/schema.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

/// Says why `S` cannot be read from CSV files; empty when it can.
template <class S>
constexpr verdict check_csv_schema() {
    verdict v;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (void)((!csv_column<column_type<S, I>>
                && !std::same_as<value_type_of<column_type<S, I>>, unknown_type>
                && (v = fault("CSV has no column type ", type_name<column_type<S, I>>().view(),
                              ", the type of \"", schema_of<S>::names[I],
                              "\"; read it as std::string and convert it"),
                    true))
               || ...);
    }(std::make_index_sequence<schema_of<S>::size>{});
    return v;
}

/// Why a header does not fit the names of the columns, of which the one at `corrupt` is not in the file;
/// empty when it does.
inline std::string csv_header_problem(std::vector<csv_field> const& fields,
                                      std::span<std::string_view const> names, std::size_t corrupt) {
    std::size_t const expected = names.size() - (corrupt < names.size() ? 1 : 0);
    if (fields.size() != expected) {
        return "the header has " + std::to_string(fields.size()) + " columns, the schema "
               + std::to_string(expected);
    }
    for (std::size_t i = 0, at = 0; i < names.size(); ++i) {
        if (i == corrupt) continue;
        std::string_view const found = fields[at++].text;
        if (equal_ignoring_case(names[i], found)) continue;
        std::string problem = "the header has \"";
        problem.append(found).append("\" where the schema has \"").append(names[i]).append("\"");
        return problem;
    }
    return {};
}

/// The columns of a file with the schema `S` of which `Needed` are read.
template <class S, column_set Needed>
struct csv_layout {
    static constexpr std::size_t width = schema_of<S>::size;
    using all_columns = std::make_index_sequence<width>;

    /// The column that gets the text of bad records, or not_found.
    static std::size_t find_corrupt(csv_options const& options) {
        std::size_t found = not_found;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            auto const look = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
                if (schema_of<S>::names[J] != options.column_name_of_corrupt_record) return;
                if constexpr (string_column<value_type_of<column_type<S, J>>>) {
                    found = J;
                } else {
                    throw query_error(
                        "INVALID_CORRUPT_RECORD_TYPE",
                        "the column \"" + options.column_name_of_corrupt_record
                            + "\" gets the text of bad records; make it a std::optional<std::string>");
                }
            };
            (look(std::integral_constant<std::size_t, I>{}), ...);
        }(all_columns{});
        return found;
    }

    // Only then can it be that columns are judged which nobody reads.
    static constexpr bool may_need_only_corrupt() {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return ((Needed == one_column(I) && string_column<value_type_of<column_type<S, I>>>) || ...);
        }(all_columns{});
    }

    // The fast way is made for one number of fields: without the text of bad records where that is the last
    // column.
    static constexpr bool ends_with_corrupt =
        width > 0 && schema_of<S>::names[width - 1] == "_corrupt_record";
    static constexpr std::size_t usual_fields = width - (ends_with_corrupt ? 1 : 0);

    static constexpr bool needs_text() {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return ((Needed.has(I)
                     && (std::same_as<value_type_of<column_type<S, I>>, std::string>
                         || std::same_as<value_type_of<column_type<S, I>>, binary>))
                    || ...);
        }(all_columns{});
    }
};

} // namespace weir::detail
