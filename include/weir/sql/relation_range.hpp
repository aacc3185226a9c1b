// SPDX-License-Identifier: BSL-1.0
// Which columns of a from clause are those of one of its relations.
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/schema/column_set.hpp>

#include <array>
#include <cstddef>

namespace weir::detail {

/// The columns from `From` up to `To` are those of the relation `Name`; `Twins` are the same column as one of
/// their name before them.
template <fixed_string Name, std::size_t From, std::size_t To, column_set Twins = column_set{}>
struct sql_range {
    static constexpr auto name = Name;
    static constexpr std::size_t size = To - From;
    static constexpr std::size_t at(std::size_t i) { return From + i; }
    static constexpr column_set twins = Twins;
    /// Columns to which only names with the relation before them lead.
    static constexpr column_set hidden{};
    template <std::size_t By>
    using shifted = sql_range<Name, From + By, To + By, shift_columns(Twins, By)>;
};

/// The columns of the relation `Name` are `Columns`, in the order of its star.
template <fixed_string Name, column_set Twins, column_set Hidden, std::size_t... Columns>
struct sql_listed_range {
    static constexpr auto name = Name;
    static constexpr std::size_t size = sizeof...(Columns);
    static constexpr std::size_t at(std::size_t i) {
        constexpr std::array<std::size_t, size + 1> all{Columns..., 0};
        return all[i];
    }
    static constexpr column_set twins = Twins;
    static constexpr column_set hidden = Hidden;
    template <std::size_t By>
    using shifted =
        sql_listed_range<Name, shift_columns(Twins, By), shift_columns(Hidden, By), Columns + By...>;
};

} // namespace weir::detail
