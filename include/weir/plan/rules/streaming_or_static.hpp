// SPDX-License-Identifier: BSL-1.0
// Spark's rules 1, 2 and 38: streams are started, tables are asked for their rows.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <string_view>

namespace weir::detail {

/// Spark's rule 2: a table has no batches that could be waited for.
template <class Plan>
constexpr verdict no_static_query() {
    if constexpr (!Plan::is_streaming) {
        return fault(
            "static table in a streaming query: it has no stream to wait for; read it with read_stream, or "
            "use show(), collect() or count()");
    } else {
        return {};
    }
}

/// Spark's rules 1 and 38: a stream has no end, so no action can wait for its result.
template <class Plan>
constexpr verdict check_action(std::string_view action) {
    if constexpr (Plan::is_streaming) {
        return fault(
            action,
            " on a stream: it has no end, so there is no whole result; use write_stream(...).start()");
    } else {
        return {};
    }
}

} // namespace weir::detail
