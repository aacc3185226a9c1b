// SPDX-License-Identifier: BSL-1.0
// What write_stream says to a plan, a sink or a trigger that it cannot take.
#pragma once

#include <weir/exec/owned_row.hpp>
#include <weir/format/bad_record.hpp>
#include <weir/plan/rules.hpp>
#include <weir/runtime/batch.hpp>
#include <weir/runtime/streaming_query.hpp>
#include <weir/sink/console.hpp>
#include <weir/sink/foreach.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace weir::detail {

struct no_sink {};
struct to_console {
    console_options options;
};
struct to_memory {};
template <class F>
struct to_foreach {
    F f;
};
template <class F>
struct to_foreach_batch {
    F f;
};

template <class Trigger>
constexpr verdict check_trigger() {
    if constexpr (requires { Trigger::rule; }) {
        return Trigger::check();
    } else {
        return fault("trigger of another type; write weir::processing_time<\"2 seconds\">, weir::once, "
                     "weir::available_now or weir::on_demand");
    }
}

template <class S, class F>
constexpr verdict check_foreach_batch() {
    if constexpr (std::is_invocable_v<F&, batch<S> const&, std::int64_t>) {
        return {};
    } else {
        return fault("foreach_batch function does not take a batch and its id; write "
                     "[](auto const& batch, std::int64_t batch_id) { ... }");
    }
}
template <class F>
constexpr verdict check_bad_records() {
    if constexpr (std::is_invocable_v<F&, bad_record const&>) {
        return {};
    } else {
        return fault("bad_records function does not take a record; write "
                     "[](weir::bad_record const& record) { ... }");
    }
}

template <class Sink>
constexpr verdict check_first_sink() {
    return std::is_same_v<Sink, no_sink> ? verdict{}
                                         : fault("second sink of a query: it would replace the first; write "
                                                 "to both in one foreach_batch");
}

template <class Plan>
constexpr verdict check_written() {
    if constexpr (relation<Plan>) {
        return {};
    } else if constexpr (requires { typename Plan::grouped_input; }) {
        return fault("group_by without an aggregate in write_stream; add agg(...) or count()");
    } else if constexpr (plan_operator<Plan>) {
        return fault("pipeline without a source in write_stream; put read_stream(...) | before it");
    } else {
        return fault("write_stream of something that is no plan; give it read_stream(...) | operators");
    }
}

template <class Plan>
using has_input = std::bool_constant<requires { Plan::name; }>;

template <class Plan, class Mode, class Sink>
constexpr verdict check_start() {
    if constexpr (std::is_same_v<Sink, no_sink>) {
        return fault("query without a sink: its rows go nowhere; add console(), memory(), foreach(f) or "
                     "foreach_batch(f) before start()");
    } else if constexpr (any_below<has_input, Plan>()) {
        return fault("input<> in write_stream: nobody pushes into it; read a source, or make an inline_query "
                     "of the plan");
    } else {
        return check_stream<Plan, Mode>();
    }
}

/// A sink of files: what does not fit its format, else that there is none yet.
template <class S>
constexpr verdict check_file_sink(std::string_view name) {
    if (name == "text_files" && schema_of<S>::size != 1) {
        verdict v = fault("text_files sink of ", schema_of<S>::size, " columns ");
        write_schema<S>(v.message);
        v.message << "; a line is one string, select one column";
        return v;
    }
    return fault(name,
                 " sink: files are not written yet; write the rows in foreach_batch, with batch.to_json()");
}

// What follows write_stream without a plan: it takes anything and does nothing.
struct rejected_writer : rejected_operator {
    rejected_writer output_mode(auto const&...) const { return {}; }
    rejected_writer trigger(auto const&...) const { return {}; }
    rejected_writer name(auto const&...) const { return {}; }
    rejected_writer checkpoint(auto const&...) const { return {}; }
    rejected_writer console(console_options const& = {}) const { return {}; }
    rejected_writer memory(auto const&...) const { return {}; }
    rejected_writer foreach(auto const&...) const { return {}; }
    rejected_writer foreach_batch(auto const&...) const { return {}; }
    rejected_writer late_rows(auto const&...) const { return {}; }
    rejected_writer bad_records(auto const&...) const { return {}; }
    rejected_writer start(auto const&...) const { return {}; }
    void await_termination(auto const&...) const {}
    void process_all_available(auto const&...) const {}
    void stop(auto const&...) const {}
};

} // namespace weir::detail
