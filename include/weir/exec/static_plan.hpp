// SPDX-License-Identifier: BSL-1.0
// How a static plan runs: all its sources at once, as one batch.
#pragma once

#include <weir/core/batch_time.hpp>
#include <weir/exec/executor.hpp>

#include <cstddef>
#include <tuple>
#include <utility>

namespace weir::detail {

template <class Plan>
constexpr auto sources_of(Plan const& plan) {
    if constexpr (requires { plan.left; }) {
        return std::tuple_cat(sources_of(plan.left), sources_of(plan.right));
    } else if constexpr (requires { plan.input; }) {
        return sources_of(plan.input);
    } else {
        return std::tuple(&plan.source.description);
    }
}

/// Runs a static plan and calls `each(row in flight)` for its rows. `Wanted` are the columns that are looked
/// at.
template <column_set Wanted, class Plan, class F>
void run_static(Plan const& plan, F&& each) {
    using executor_type = executor<Plan, demand{Wanted, false, false}, complete_mode>;
    statement_time const time{}; // before the executor, which may run other statements
    executor_type run(plan);
    batch_context<ignore_late_rows> context;
    auto const emit = [&](auto const& row, auto live) {
        if (live) each(row);
    };
    run.begin_batch();
    auto cursor = run.open();
    auto const sources = sources_of(plan);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (
            (void)[&] {
                using leaf = typename executor_type::template leaf<I>;
                typename leaf::plan_type::source_type::template reader<typename leaf::schema, leaf::columns>
                    reader(*std::get<I>(sources));
                if (!reader.prepare(true)) return;
                reader.read(
                    [&](auto const& row) { run.template push<I>(cursor, row, always_live{}, context, emit); },
                    [](auto const&) {});
            }(),
            ...);
    }(std::make_index_sequence<executor_type::inputs>{});
    run.close(cursor);
    run.finish(context, emit);
}

} // namespace weir::detail
