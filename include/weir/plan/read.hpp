// SPDX-License-Identifier: BSL-1.0
// read_stream and read: from the description of a source to a plan.
#pragma once

#include <weir/plan/source.hpp>
#include <weir/schema/column_set.hpp>

#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

/// A source as the leaf of a plan: read as a stream, or once as a table.
template <class Description, bool Streaming>
struct read_source {
    using description_type = Description;
    static constexpr bool streaming = Streaming;
    Description description;

    template <class S, column_set Needed>
    using reader = typename Description::template reader<S, Needed, Streaming>;
};

template <class Description>
concept knows_schema = requires { typename Description::schema; };

template <class Description>
concept describes_source = std::is_class_v<Description> && !requires(Description& d) { d.begin(); };

constexpr verdict no_source() {
    return fault(
        "argument of read_stream or read is no source; write json_files(\"data\") or another source, "
        "from(rows) for a range");
}

template <class Schema, class Description>
constexpr verdict check_read() {
    verdict const v = check_schema<Schema>();
    if constexpr (!describes_source<Description>) {
        return no_source();
    } else if constexpr (check_schema<Schema>().failed()) {
        return v;
    } else if constexpr (requires { Description::template check<Schema>(); }) {
        return Description::template check<Schema>(); // a source that has no column of some types
    } else {
        return v;
    }
}

template <class Schema, bool Streaming, class Description>
auto make_read(Description description) {
    constexpr auto check = [] { return check_read<Schema, Description>(); };
    if constexpr (check().failed()) {
        raise<check>();
        return rejected_plan<known_columns<Schema>, Streaming, not_found>{};
    } else {
        return source_plan<read_source<Description, Streaming>, Schema>({std::move(description)});
    }
}

} // namespace detail

namespace detail {

// What read and read_stream say to a source without a schema, and to a struct for a source that has one.
template <fixed_string Function, class Description, bool Streaming>
auto refuse_read() {
    constexpr auto check = [] {
        if (!describes_source<Description>) return no_source();
        return knows_schema<Description>
                   ? fault("struct for a source that has its own columns; write ", Function.view(),
                           "(source)")
                   : fault("no struct for the rows of the source; write ", Function.view(),
                           "<trade>(source), with a struct of the columns");
    };
    raise<check>();
    return rejected_plan<columns<>, Streaming, not_found>{};
}

} // namespace detail

/// A stream of the rows of `source`, which are read as values of the struct `Schema`.
///
/// Rows    out {Schema}.
/// Errors  compile time: a struct that is no schema. When the query starts: a source that cannot be opened.
/// Source  Spark DataStreamReader.
/// Example `weir::read_stream<trade>(weir::json_files("data"))`
template <class Schema, class Description>
    requires(!detail::knows_schema<Description>)
auto read_stream(Description source) {
    return detail::make_read<Schema, true>(std::move(source));
}

/// A stream of the rows of a source that has a schema of its own: text files, rate, a memory stream.
template <detail::knows_schema Description>
    requires(!relation<Description>)
auto read_stream(Description source) {
    return detail::make_read<typename Description::schema, true>(std::move(source));
}

/// A plan that is a stream already, such as `from(range)`.
template <relation Plan>
auto read_stream(Plan plan) {
    return plan;
}

template <class Description>
    requires(!relation<Description> && !detail::knows_schema<Description>)
auto read_stream(Description const&) {
    return detail::refuse_read<"read_stream", Description, true>();
}
template <class Schema, detail::knows_schema Description>
auto read_stream(Description const&) {
    return detail::refuse_read<"read_stream", Description, true>();
}

/// The rows of `source` as a static table.
/// Source  Spark DataFrameReader.
template <class Schema, class Description>
    requires(!detail::knows_schema<Description>)
auto read(Description source) {
    return detail::make_read<Schema, false>(std::move(source));
}

/// The rows of a source that has a schema of its own, as a static table.
template <detail::knows_schema Description>
    requires(!relation<Description>)
auto read(Description source) {
    return detail::make_read<typename Description::schema, false>(std::move(source));
}

template <class Description>
    requires(!relation<Description> && !detail::knows_schema<Description>)
auto read(Description const&) {
    return detail::refuse_read<"read", Description, false>();
}
template <class Schema, detail::knows_schema Description>
auto read(Description const&) {
    return detail::refuse_read<"read", Description, false>();
}

} // namespace weir
