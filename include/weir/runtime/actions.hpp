// SPDX-License-Identifier: BSL-1.0
// How the actions of a static plan run: the same executors, over one batch.
#pragma once

#include <weir/exec/all.hpp>
#include <weir/plan/rules.hpp>
#include <weir/runtime/batch.hpp>
#include <weir/runtime/micro_batch.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

/// Runs a static plan and calls `each(row in flight)` for its rows. `Wanted` are the columns that are looked
/// at.
template <column_set Wanted, class Plan, class F>
void run_static(Plan const& plan, F&& each) {
    using executor_type = executor<Plan, demand{Wanted, false, false}, complete_mode>;
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

} // namespace detail

template <class Plan>
struct actions {
    using S = typename Plan::schema;
    static constexpr auto all = detail::first_columns(schema_of<S>::size);

    template <class Check>
    static constexpr bool runs(Check) {
        if constexpr (Plan::rejected) {
            return false;
        } else if constexpr (Check{}().failed()) {
            detail::raise<Check{}>();
            return false;
        } else {
            return true;
        }
    }

    static batch<S> collect(Plan const& plan) {
        constexpr auto check = [] { return detail::check_action<Plan>("collect()"); };
        if constexpr (runs(check)) {
            return gather(plan);
        } else {
            return batch<S>{};
        }
    }
    static std::int64_t count([[maybe_unused]] Plan const& plan) {
        constexpr auto check = [] { return detail::check_action<Plan>("count()"); };
        std::int64_t n = 0;
        if constexpr (runs(check)) {
            detail::run_static<detail::column_set{}>(plan, [&](auto const&) { ++n; });
        }
        return n;
    }
    static std::string show_string([[maybe_unused]] Plan const& plan, show_options const& options) {
        constexpr auto check = [] { return detail::check_action<Plan>("show()"); };
        table_text text(schema_of<S>::names, options);
        if constexpr (runs(check)) {
            detail::run_static<all>(plan, [&](auto const& row) { text.template add_row<S>(row); });
        }
        return text.finish();
    }
    static void show(Plan const& plan, show_options const& options) {
        std::string const text = show_string(plan, options);
        std::fwrite(text.data(), 1, text.size(), stdout);
    }
    static std::vector<std::string> to_json([[maybe_unused]] Plan const& plan) {
        constexpr auto check = [] { return detail::check_action<Plan>("to_json()"); };
        if constexpr (runs(check)) {
            return gather(plan).to_json();
        } else {
            return {};
        }
    }

private:
    static batch<S> gather(Plan const& plan) {
        std::vector<row<S>> rows;
        detail::run_static<all>(
            plan, [&]<class Row>(Row const& r) { rows.push_back(row_ref<S, Row>(r).to_owned()); });
        return batch<S>(std::move(rows));
    }
};

} // namespace weir
