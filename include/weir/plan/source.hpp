// SPDX-License-Identifier: BSL-1.0
// The leaves of a plan: a source that is read, and an input that a service pushes into.
#pragma once

#include <weir/plan/relation.hpp>

#include <cstddef>
#include <utility>

namespace weir {

namespace detail {

/// A plan that reads `Source`. A source has `streaming` (a constant) and is a cheap description: what it
/// opens is opened when a query starts.
template <class Source, class Schema>
struct source_plan : relation_interface<source_plan<Source, Schema>> {
    using schema = Schema;
    using source_type = Source;
    static constexpr bool is_streaming = Source::streaming;
    static constexpr bool rejected = false;
    static constexpr std::size_t event_time = not_found;

    Source source;

    explicit source_plan(Source s) : source(std::move(s)) {}
};

/// A plan whose rows are pushed by the caller of an inline query.
template <class Schema, fixed_string Name>
struct input_plan : relation_interface<input_plan<Schema, Name>> {
    using schema = Schema;
    static constexpr auto name = Name;
    static constexpr bool is_streaming = true;
    static constexpr bool rejected = false;
    static constexpr std::size_t event_time = not_found;
};

} // namespace detail

/// An input of an inline query, whose rows are values of the struct `Schema`; `Name` tells several inputs
/// apart.
///
/// Rows    out {Schema}: what is pushed.
/// Errors  compile time: a struct that is no schema.
/// Example `weir::input<trade>()`, `weir::input<quote, "quotes">()`
template <class Schema, fixed_string Name = "">
constexpr auto input() {
    constexpr auto check = [] { return detail::check_schema<Schema>(); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_plan<detail::known_columns<Schema>, true, detail::not_found>{};
    } else {
        return detail::input_plan<Schema, Name>{};
    }
}

} // namespace weir
