// SPDX-License-Identifier: BSL-1.0
// The tree of a SQL statement: nodes in an array, linked by index, that name places of the text.
#pragma once

#include <weir/core/verdict.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

enum class sql_kind : std::uint8_t {
    none, // a child that was left out
    // expressions
    column, // a name with its parts: `t.a`
    star,   // `*`, `t.*`; children: the names of `except`
    number,
    string, // with those that are written after it
    boolean,
    null,
    typed, // date'…', timestamp'…', x'…'
    interval,
    unary,
    binary,
    logical,
    logical_not,
    between,
    in,
    like,
    is,
    case_when, // operand or none, (condition, value)…, otherwise or none
    cast,      // the value, the type
    call,      // arguments; then what `filter` says, and what `over` says, or none
    field,     // the value; the node names the field
    item,      // the value, the index
    lambda,    // names, then the body
    subquery,  // a query in brackets: a value
    exists,
    alias, // the expression; the node names it
    names, // a list of names
    type,
    list,
    sort,
    // queries
    query,  // with list, body, order list, limit, offset
    select, // items, from or none, where, group, having, windows, qualify
    set,    // left, right
    values,
    table,    // the node names it; alias names
    derived,  // a query in from; alias names
    function, // a call in from; alias names
    join,     // left, right, condition or names
    lateral,  // input, call, names
    pivot,    // input, aggregates, columns, values, names
    unpivot,  // input, names of values, entries, names; the node names the column of names
    group,    // keys, sets; in them a group of rollup, cube or sets with its elements
    cte,      // names, query
    over,     // partition, order, frame or none; a node without children names a window
    windows,  // names with their over
    frame,    // its two ends
    bound,    // none where unbounded
};

/// What an operator or clause does; the kind of its node says in which family.
enum class sql_op : std::uint8_t {
    none,
    plus,
    minus,
    tilde,
    times,
    divide,
    remainder,
    div,
    concat,
    shift_left,
    shift_right,
    shift_right_unsigned,
    bit_and,
    bit_xor,
    bit_or,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    null_safe_equal,
    logical_and,
    logical_or,
    like,
    ilike,
    rlike,
    like_any,
    like_all,
    is_null,
    is_true,
    is_false,
    is_unknown,
    is_distinct,
    cast,
    try_cast,
    distinct,
    date,
    timestamp,
    timestamp_ntz,
    binary,
    ascending,
    descending,
    union_,
    union_all,
    intersect,
    intersect_all,
    except,
    except_all,
    inner,
    left,
    right,
    full,
    cross,
    semi,
    anti,
    rollup,
    cube,
    sets,
    all,
    rows,
    range,
    nulls_first,
    nulls_last,
    preceding,
    following,
    current_row,
    niladic, // of a column: a function of no arguments where no column has the name
};

/// A node: the place of the text that it names, its first child and its next sibling (0 for none).
struct sql_node {
    sql_kind kind = sql_kind::none;
    sql_op op = sql_op::none;
    std::uint8_t flags = 0;
    std::uint32_t begin = 0; // of the name, literal or operator
    std::uint32_t size = 0;
    std::uint32_t first = 0;
    std::uint32_t next = 0;
};

inline constexpr std::uint8_t sql_negated = 1;
inline constexpr std::uint8_t sql_distinct = 1;
inline constexpr std::uint8_t sql_natural = 2;
inline constexpr std::uint8_t sql_using = 4;
inline constexpr std::uint8_t sql_outer = 8;
inline constexpr std::uint8_t sql_lateral = 16;
inline constexpr std::uint8_t sql_within = 32;

/// A statement as it was written; node 0 stands for nothing.
template <std::size_t Capacity>
struct sql_tree {
    std::array<sql_node, Capacity> nodes{};
    std::size_t size = 1;
    std::size_t root = 0;
    verdict error;

    [[nodiscard]] constexpr std::size_t child(std::size_t parent, std::size_t i) const {
        std::size_t n = nodes[parent].first;
        while (i-- > 0 && n != 0) n = nodes[n].next;
        return n;
    }
    [[nodiscard]] constexpr std::size_t children(std::size_t parent) const {
        std::size_t count = 0;
        for (std::size_t n = nodes[parent].first; n != 0; n = nodes[n].next) ++count;
        return count;
    }
};

} // namespace weir::detail
