// SPDX-License-Identifier: BSL-1.0
// Turns the fields of a CSV record into the columns that the plan reads.
#pragma once

#include <weir/format/csv_options.hpp>
#include <weir/format/csv_values.hpp>
#include <weir/format/decoded_row.hpp>
#include <weir/schema/schema.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// What a field is for its column; null: for one that cannot be null.
enum class csv_outcome : std::uint8_t { good, malformed, null };

/// Reads the fields of records of the schema `S`.
template <class S>
class csv_columns {
public:
    explicit csv_columns(csv_options const& options)
        : values_(options), null_value_(options.null_value), empty_value_(options.empty_value) {}

    [[nodiscard]] csv_values const& values() const { return values_; }
    [[nodiscard]] std::string_view null_value() const { return null_value_; }

    /// Reads a field into a column that is needed.
    template <std::size_t I>
    [[gnu::always_inline]] csv_outcome read(std::string_view field, bool empty_quotes,
                                            decoded<column_type<S, I>>& to) const {
        using type = column_type<S, I>;
        using value_type = value_type_of<type>;
        if (field.empty()) [[unlikely]]
            field = empty_quotes ? empty_value_ : null_value_;
        bool const null = field.size() == null_value_.size() && field == null_value_;
        if (null) return is_nullable<type> ? csv_outcome::good : csv_outcome::null;
        if constexpr (!csv_column<type>) {
            return csv_outcome::malformed; // check_csv_schema says so
        } else if constexpr (std::same_as<value_type, std::string>) {
            to = field;
        } else if constexpr (std::same_as<value_type, binary>) {
            to = binary{std::string(field)};
        } else {
            value_type value{};
            if (!values_.read(field, value)) return csv_outcome::malformed;
            to = value;
        }
        return csv_outcome::good;
    }

private:
    csv_values values_;
    std::string null_value_;
    std::string empty_value_;
};

} // namespace weir::detail
