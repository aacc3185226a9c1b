// SPDX-License-Identifier: BSL-1.0
// table: rows written in the program, and from: the rows of a range, as plans.
#pragma once

#include <weir/plan/read.hpp>
#include <weir/source/table.hpp>

#include <initializer_list>
#include <iterator>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir {

/// A static table of the given rows.
///
/// Rows    out {T}, in the order given.
/// Errors  compile time: a `T` that is no schema.
/// Source  Spark createDataFrame.
/// Example `weir::table<weir::row_of<"name string, class string">>({{"LiLei", "class1"}})`
template <class T>
auto table(std::vector<T> rows) {
    return read(detail::table_source<T>{std::make_shared<std::vector<T> const>(std::move(rows))});
}
/// The same, of rows between braces.
template <class T>
auto table(std::initializer_list<T> rows) {
    return table<T>(std::vector<T>(rows));
}

/// A stream of the values of a range: any range of a schema, read once, in batches of 65,536 rows.
///
/// Rows    out {the range's value type}.
/// State   an rvalue is moved into the plan, an lvalue is referred to and has to outlive the query. A range
///         that can be passed over once only gives its rows to one query.
/// Example `weir::from(trades | std::views::filter(is_valid))`
template <class Range>
    requires requires(Range& range) {
        std::begin(range);
        std::end(range);
    }
auto from(Range&& range) {
    using held = std::remove_reference_t<Range>;
    if constexpr (std::is_array_v<held>) {
        return from(std::span(range));
    } else if constexpr (std::is_lvalue_reference_v<Range>) {
        return read_stream(
            detail::range_source<held>{std::shared_ptr<held>(std::shared_ptr<void>(), &range)});
    } else {
        return read_stream(detail::range_source<held>{std::make_shared<held>(std::move(range))});
    }
}

} // namespace weir
