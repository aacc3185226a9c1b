// SPDX-License-Identifier: BSL-1.0
// How the actions of a static plan run: the same executors, over one batch.
#pragma once

#include <weir/exec/all.hpp>
#include <weir/exec/static_plan.hpp>
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

/// What can be asked of a static plan: its rows, their number, their text. Plans have these as members.
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
