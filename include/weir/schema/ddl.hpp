// SPDX-License-Identifier: BSL-1.0
// A row type from a schema written as Spark's DDL: `row_of<"name string, age int NOT NULL">`.
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/core/raise.hpp>
#include <weir/core/type_list.hpp>
#include <weir/schema/ddl_parser.hpp>
#include <weir/schema/row.hpp>
#include <weir/schema/types.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {
namespace detail {

/// The schema `Ddl` as a tree; a type takes two characters at least.
template <fixed_string Ddl>
inline constexpr auto parsed_ddl = ddl_parser<Ddl.size() / 2 + 2>(Ddl.view()).parse();

/// Gives `out(index, character)` a name without its backquotes, of which two inside stand for one; returns
/// its length.
constexpr std::size_t write_ddl_name(std::string_view written, auto out) {
    bool const quoted = !written.empty() && written.front() == '`';
    if (quoted) written = written.substr(1, written.size() - 2);
    std::size_t n = 0;
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (quoted && written[i] == '`') ++i;
        out(n++, written[i]);
    }
    return n;
}

// The text and a node's index name a type: they make short symbols, and a text is read once.

template <fixed_string Ddl, std::size_t Node>
consteval auto ddl_name() {
    constexpr ddl_node node = parsed_ddl<Ddl>.nodes[Node];
    constexpr std::string_view written = Ddl.view().substr(node.name_begin, node.name_size);
    fixed_string<write_ddl_name(written, [](std::size_t, char) {})> name;
    write_ddl_name(written, [&](std::size_t i, char c) { name.data[i] = c; });
    return name;
}

template <fixed_string Ddl, std::size_t Node>
consteval auto ddl_type();

/// The type of a node as a column, an element or a value, which can be null unless it says NOT NULL.
template <fixed_string Ddl, std::size_t Node>
using ddl_column_type =
    nullable_if<typename decltype(ddl_type<Ddl, Node>())::type, parsed_ddl<Ddl>.nodes[Node].nullable>;

template <fixed_string Ddl, std::size_t Node, std::size_t... I>
consteval auto ddl_row(std::index_sequence<I...>) {
    return type_identity<row<columns<column<ddl_name<Ddl, parsed_ddl<Ddl>.child(Node, I)>(),
                                            ddl_column_type<Ddl, parsed_ddl<Ddl>.child(Node, I)>>...>>>{};
}

template <fixed_string Ddl, std::size_t Node>
consteval auto ddl_type() {
    constexpr auto const& tree = parsed_ddl<Ddl>;
    constexpr ddl_kind kind = tree.nodes[Node].kind;
    if constexpr (kind == ddl_kind::boolean) {
        return type_identity<bool>{};
    } else if constexpr (kind == ddl_kind::int8) {
        return type_identity<std::int8_t>{};
    } else if constexpr (kind == ddl_kind::int16) {
        return type_identity<std::int16_t>{};
    } else if constexpr (kind == ddl_kind::int32) {
        return type_identity<std::int32_t>{};
    } else if constexpr (kind == ddl_kind::int64) {
        return type_identity<std::int64_t>{};
    } else if constexpr (kind == ddl_kind::float32) {
        return type_identity<float>{};
    } else if constexpr (kind == ddl_kind::float64) {
        return type_identity<double>{};
    } else if constexpr (kind == ddl_kind::decimal) {
        return type_identity<decimal<tree.nodes[Node].precision, tree.nodes[Node].scale>>{};
    } else if constexpr (kind == ddl_kind::string) {
        return type_identity<std::string>{};
    } else if constexpr (kind == ddl_kind::binary) {
        return type_identity<binary>{};
    } else if constexpr (kind == ddl_kind::date) {
        return type_identity<date>{};
    } else if constexpr (kind == ddl_kind::timestamp) {
        return type_identity<timestamp>{};
    } else if constexpr (kind == ddl_kind::timestamp_ntz) {
        return type_identity<timestamp_ntz>{};
    } else if constexpr (kind == ddl_kind::interval) {
        return type_identity<interval_value>{};
    } else if constexpr (kind == ddl_kind::range) {
        return type_identity<
            typename interval_type<static_cast<interval_part>(tree.nodes[Node].precision),
                                   static_cast<interval_part>(tree.nodes[Node].scale)>::type>{};
    } else if constexpr (kind == ddl_kind::array) {
        return type_identity<std::vector<ddl_column_type<Ddl, tree.child(Node, 0)>>>{};
    } else if constexpr (kind == ddl_kind::map) {
        using key = typename decltype(ddl_type<Ddl, tree.child(Node, 0)>())::type;
        return type_identity<std::map<key, ddl_column_type<Ddl, tree.child(Node, 1)>>>{};
    } else if constexpr (kind == ddl_kind::structure) {
        return ddl_row<Ddl, Node>(std::make_index_sequence<tree.nodes[Node].children>{});
    } else {
        return type_identity<unknown_type>{};
    }
}

/// Reports a fault; the row is then what could be read.
template <fixed_string Ddl>
constexpr auto checked_ddl_row() {
    constexpr auto check = [] { return parsed_ddl<Ddl>.error; };
    if constexpr (check().failed()) raise<check>();
    return ddl_type<Ddl, 0>();
}

} // namespace detail

/// The row type of a schema written as Spark's DDL.
///
/// Rows    `name type [NOT NULL] [COMMENT 'text']`, commas between; types in any case, as in Spark's simple
///         strings; `struct<name: type, …>` is a row, an `array` a std::vector, a `map` a std::map, char and
///         varchar a string.
/// Null    columns, fields, elements and map values are std::optional unless NOT NULL.
/// Cost    the text is read once, when the program is compiled.
/// Errors  compile time, with the place from 0: `unknown type "itn" at 2 in "a itn"; did you mean "int"?`
/// Source  Spark StructType.fromDDL.
/// Example `using student = weir::row_of<"name string, age int, score
///         double">;`
template <fixed_string Ddl>
using row_of = typename decltype(detail::checked_ddl_row<Ddl>())::type;

} // namespace weir
