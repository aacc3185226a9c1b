// SPDX-License-Identifier: BSL-1.0
// Prints a schema as a tree, in the form of Spark's printSchema().
#pragma once

#include <weir/core/utf8.hpp>
#include <weir/schema/row.hpp>
#include <weir/schema/schema.hpp>
#include <weir/schema/types.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {
namespace detail {

/// The name of a type in a tree, where integers have their long names: `integer`, `decimal(10,2)`, `struct`.
template <class T>
void append_tree_type(std::string& out) {
    if constexpr (std::same_as<T, std::int8_t>) {
        out.append("byte");
    } else if constexpr (std::same_as<T, std::int16_t>) {
        out.append("short");
    } else if constexpr (std::same_as<T, std::int32_t>) {
        out.append("integer");
    } else if constexpr (integral_column<T>) {
        out.append("long");
    } else if constexpr (is_array<T>) {
        out.append("array");
    } else if constexpr (is_map<T>) {
        out.append("map");
    } else if constexpr (struct_column<T>) {
        out.append("struct");
    } else {
        out.append(type_name<T>().view());
    }
}

template <class S>
void append_tree_fields(std::string& out, std::string const& prefix);

/// The lines below the one of a nested column.
template <class T>
void append_tree_children(std::string& out, std::string const& prefix);

/// One line and what is below it; `label` says what the nullability is of, and is empty for the key of a map.
template <class T>
void append_tree_line(std::string& out, std::string const& prefix, std::string_view name,
                      std::string_view label, bool nullable = is_nullable<T>) {
    out.append(prefix).append("-- ");
    append_escaped(out, name);
    out.append(": ");
    append_tree_type<value_type_of<T>>(out);
    if (!label.empty()) out.append(" (").append(label).append(nullable ? " = true)" : " = false)");
    out.push_back('\n');
    append_tree_children<value_type_of<T>>(out, prefix + "    |");
}

template <class T>
void append_tree_children(std::string& out, std::string const& prefix) {
    if constexpr (is_array<T>) {
        append_tree_line<typename T::value_type>(out, prefix, "element", "containsNull");
    } else if constexpr (is_map<T>) {
        append_tree_line<typename T::key_type>(out, prefix, "key", "");
        append_tree_line<typename T::mapped_type>(out, prefix, "value", "valueContainsNull");
    } else if constexpr (struct_column<T>) {
        append_tree_fields<T>(out, prefix);
    }
}

template <class S>
void append_tree_fields(std::string& out, std::string const& prefix) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        // Spark's window has nullable bounds, though they never are null.
        (append_tree_line<column_type<S, I>>(out, prefix, schema_of<S>::names[I], "nullable",
                                             std::same_as<S, time_window> || is_nullable<column_type<S, I>>),
         ...);
    }(std::make_index_sequence<schema_of<S>::size>{});
}

} // namespace detail

/// The schema `S` as a tree: `root`, then ` |-- name: type (nullable = true)` for each column.
///
/// Source  Spark StructType.treeString.
template <class S>
[[nodiscard]] std::string schema_tree() {
    std::string tree = "root\n";
    detail::append_tree_fields<S>(tree, " |");
    return tree;
}

/// Prints the schema `S` to the standard output.
///
/// Source  Spark Dataset.printSchema.
template <class S>
void print_schema() {
    std::string tree = schema_tree<S>();
    tree.push_back('\n');
    std::fwrite(tree.data(), 1, tree.size(), stdout);
}

/// Prints the schema of a plan, a row or a value of a schema struct to the standard output.
///
/// Source  Spark Dataset.printSchema.
/// Example `weir::print_schema(trades);`
template <class T>
void print_schema(T const&) {
    if constexpr (requires { typename T::schema; }) {
        print_schema<typename T::schema>();
    } else {
        constexpr auto check = [] { return detail::check_schema<T>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            print_schema<T>();
        }
    }
}

} // namespace weir
