// SPDX-License-Identifier: BSL-1.0
// The kinds of joins: which rows they give besides the pairs.
#pragma once

#include <weir/core/raise.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir {

/// Which rows a join gives besides the pairs for which its condition holds.
enum class join_kind : std::uint8_t {
    inner,
    left_outer,
    right_outer,
    full_outer,
    left_semi,
    left_anti,
    cross,
    existence // the left rows with the columns of one partner, if there is any: for subqueries of SQL
};

/// Which rows a join gives, as a type: `inner`, `left_outer` and the others below.
template <join_kind Kind>
struct join_type : detail::no_function<join_type<Kind>, "the kind of join"> {
    static constexpr join_kind kind = Kind;
};

/// The pairs alone.
inline constexpr join_type<join_kind::inner> inner{};
/// Also the left rows without a partner; then the right columns are null.
inline constexpr join_type<join_kind::left_outer> left_outer{};
/// Also the right rows without a partner; then the left columns are null.
inline constexpr join_type<join_kind::right_outer> right_outer{};
/// Also the rows of both sides without a partner.
inline constexpr join_type<join_kind::full_outer> full_outer{};
/// The left rows that have a partner, once, without the right columns.
inline constexpr join_type<join_kind::left_semi> left_semi{};
/// The left rows that have no partner, without the right columns.
inline constexpr join_type<join_kind::left_anti> left_anti{};
/// Every left row with every right row.
inline constexpr join_type<join_kind::cross> cross{};

namespace detail {

constexpr bool keeps_left(join_kind k) {
    return k == join_kind::left_outer || k == join_kind::full_outer || k == join_kind::existence;
}
constexpr bool keeps_right(join_kind k) { return k == join_kind::right_outer || k == join_kind::full_outer; }
constexpr bool gives_left_only(join_kind k) { return k == join_kind::left_semi || k == join_kind::left_anti; }
/// Whether a left row is done with after its first partner.
constexpr bool takes_one_partner(join_kind k) { return gives_left_only(k) || k == join_kind::existence; }
constexpr std::string_view name_of_kind(join_kind k) {
    constexpr std::array<std::string_view, 8> names{"inner",     "left_outer", "right_outer", "full_outer",
                                                    "left_semi", "left_anti",  "cross",       "existence"};
    return names[static_cast<std::size_t>(k)];
}

} // namespace detail
} // namespace weir
