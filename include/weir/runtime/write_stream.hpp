// SPDX-License-Identifier: BSL-1.0
// write_stream: how a streaming plan is told its sink, output mode and trigger, and started.
#pragma once

#include <weir/exec/explain.hpp>
#include <weir/format/bad_record.hpp>
#include <weir/plan/rules.hpp>
#include <weir/runtime/foreach_batch.hpp>
#include <weir/runtime/inline_query.hpp>
#include <weir/runtime/micro_batch.hpp>
#include <weir/runtime/run_query.hpp>
#include <weir/runtime/write_checks.hpp>
#include <weir/sink/console.hpp>
#include <weir/sink/foreach.hpp>
#include <weir/sink/late_rows.hpp>
#include <weir/sink/memory.hpp>

#include <concepts>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

struct ignore_bad_records {
    void operator()(bad_record const&) const {}
};

/// Everything about a query that is no type.
struct query_settings {
    std::optional<std::string> name;
    std::string checkpoint;
    clock* by = &wall_clock::instance();
    trigger_rule trigger;
    watermark_policy policy = watermark_policy::min;
    bool no_data_batches = true;
};

/// Starts a query.
inline std::shared_ptr<query_core> launch(query_settings const& settings, std::string_view plan_text,
                                          std::unique_ptr<batch_engine> engine) {
    if (!settings.checkpoint.empty()) {
        std::fprintf(stderr,
                     "weir: nothing is written to the checkpoint \"%s\" yet; the query begins anew when "
                     "it is started again\n",
                     settings.checkpoint.c_str());
    }
    auto query = std::make_shared<running_query>(settings.name, plan_text, settings.trigger, *settings.by,
                                                 std::move(engine));
    query_registry::instance().started(*query);
    query->start(query);
    return query;
}

} // namespace detail

/// A streaming plan on its way to a query. Each call gives the same with one thing more; start() begins it.
///
/// Source  Spark DataStreamWriter.
template <class Plan, class Mode = append_mode, class Sink = detail::no_sink,
          class LateRows = detail::ignore_late_rows, class BadRecords = detail::ignore_bad_records>
class stream_writer {
public:
    stream_writer(Plan plan, Sink sink, LateRows late, BadRecords bad, detail::query_settings settings)
        : plan_(std::move(plan)),
          sink_(std::move(sink)),
          late_(std::move(late)),
          bad_(std::move(bad)),
          settings_(std::move(settings)) {}

    /// Which rows go out with each batch: append (the default), update or complete.
    /// Errors  compile time: a mode that does not fit the plan.
    template <class M>
    [[nodiscard]] auto output_mode(M) && {
        constexpr auto check = [] {
            return weir::output_mode<M>
                       ? verdict{}
                       : detail::fault("output mode of another type; write weir::append, weir::update or "
                                       "weir::complete");
        };
        if constexpr (check().failed()) {
            detail::raise<check>();
            return rebind<detail::rejected_mode>(std::move(sink_), std::move(late_), std::move(bad_));
        } else {
            return rebind<M>(std::move(sink_), std::move(late_), std::move(bad_));
        }
    }
    /// When the query looks for new data; without it, as soon as the batch before is done.
    template <class Trigger>
    [[nodiscard]] stream_writer trigger(Trigger) && {
        constexpr auto check = [] { return detail::check_trigger<Trigger>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            settings_.trigger = Trigger::rule;
        }
        return std::move(*this);
    }
    /// The name of the query; two active queries cannot have the same.
    [[nodiscard]] stream_writer name(std::string query_name) && {
        settings_.name = std::move(query_name);
        return std::move(*this);
    }
    /// The folder in which the query keeps what it needs to go on after a restart.
    [[nodiscard]] stream_writer checkpoint(std::string folder) && {
        settings_.checkpoint = std::move(folder);
        return std::move(*this);
    }
    /// The clock for triggers and times; the system's if none is given. It has to outlive the query.
    [[nodiscard]] stream_writer clock(weir::clock& by) && {
        settings_.by = &by;
        return std::move(*this);
    }
    /// How the watermarks of several inputs become one.
    /// Source  Spark multipleWatermarkPolicy.
    [[nodiscard]] stream_writer watermark_policy(weir::watermark_policy policy) && {
        settings_.policy = policy;
        return std::move(*this);
    }
    /// Whether a batch runs when only the watermark has moved.
    /// Source  Spark noDataMicroBatches.enabled.
    [[nodiscard]] stream_writer no_data_batches(bool enabled) && {
        settings_.no_data_batches = enabled;
        return std::move(*this);
    }
    /// Hands the rows that the watermark drops to `f(row)`.
    template <class F>
    [[nodiscard]] auto late_rows(F f) && {
        constexpr auto check = [] { return detail::check_late_rows<F, Plan>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
            return std::move(*this);
        } else {
            return rebind<Mode>(std::move(sink_), detail::late_row_sink<F>{std::move(f)}, std::move(bad_));
        }
    }
    /// Hands records that could not be read to `f(bad_record const&)`, in every parse mode.
    template <class F>
    [[nodiscard]] auto bad_records(F f) && {
        constexpr auto check = [] { return detail::check_bad_records<F>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
            return std::move(*this);
        } else {
            return rebind<Mode>(std::move(sink_), std::move(late_), std::move(f));
        }
    }

    /// Prints each batch as Spark does.
    [[nodiscard]] auto console(console_options const& options = {}) && {
        require_first_sink<detail::to_console>();
        return rebind<Mode>(detail::to_console{options}, std::move(late_), std::move(bad_));
    }
    /// Keeps the rows in memory, where the query's table() finds them.
    [[nodiscard]] auto memory() && {
        require_first_sink<detail::to_memory>();
        return rebind<Mode>(detail::to_memory{}, std::move(late_), std::move(bad_));
    }
    /// Calls `f(row)` for each row; or `f.open(partition_id, epoch_id)`, `f.process(row)`, `f.close(error)`.
    template <class F>
    [[nodiscard]] auto foreach(F f) && {
        constexpr auto check = [] {
            if constexpr (Plan::rejected) {
                return detail::reported_before();
            } else {
                return detail::first_fault(detail::check_first_sink<Sink>(),
                                           detail::check_foreach<F, typename Plan::schema>());
            }
        };
        if constexpr (check().failed()) {
            detail::raise<check>();
            return rebind<Mode>(detail::to_memory{}, std::move(late_), std::move(bad_));
        } else {
            return rebind<Mode>(detail::to_foreach<F>{std::move(f)}, std::move(late_), std::move(bad_));
        }
    }
    /// Calls `f(batch, batch_id)` for each batch.
    template <class F>
    [[nodiscard]] auto foreach_batch(F f) && {
        constexpr auto check = [] {
            if constexpr (Plan::rejected) {
                return detail::reported_before();
            } else {
                return detail::first_fault(detail::check_first_sink<Sink>(),
                                           detail::check_foreach_batch<typename Plan::schema, F>());
            }
        };
        if constexpr (check().failed()) {
            detail::raise<check>();
            return rebind<Mode>(detail::to_memory{}, std::move(late_), std::move(bad_));
        } else {
            return rebind<Mode>(detail::to_foreach_batch<F>{std::move(f)}, std::move(late_), std::move(bad_));
        }
    }

    /// Starts the query: with the trigger on_demand it waits for process_all_available(), else it runs on a
    /// thread.
    ///
    /// Errors  compile time: no sink, a mode that does not fit the plan. Run time: a source that cannot be
    /// opened.
    auto start() && {
        using S = typename Plan::schema;
        constexpr auto check = [] {
            if constexpr (Plan::rejected) {
                return verdict{};
            } else if constexpr (std::is_same_v<Mode, detail::rejected_mode>) {
                return detail::reported_before();
            } else {
                return detail::check_start<Plan, Mode, Sink>();
            }
        };
        if constexpr (check().failed()) detail::raise<check>();
        if constexpr (Plan::rejected || check().failed()) {
            return rejected_handle();
        } else if constexpr (std::is_same_v<Sink, detail::to_memory>) {
            auto rows = std::make_shared<detail::memory_table<S>>();
            return memory_query<S>(launch(detail::memory_sink<S, std::is_same_v<Mode, complete_mode>>(rows)),
                                   rows);
        } else if constexpr (std::is_same_v<Sink, detail::to_console>) {
            return streaming_query(launch(detail::console_sink<S>(sink_.options)));
        } else {
            return streaming_query(launch(callback_sink<S>(std::move(sink_))));
        }
    }

    /// `start("folder")`: where the rows go is said before.
    template <class Arg, class... Args>
    auto start(Arg const&, Args const&...) && {
        constexpr auto check = [] {
            return detail::fault(
                "argument of start(); name the sink before it: console(), memory(), foreach(f) or "
                "foreach_batch(f)",
                detail::when_called<Args...>);
        };
        detail::raise<check>();
        return rejected_handle();
    }
    /// A query that has not been started is none.
    template <class Query>
        requires std::same_as<Query, streaming_query>
    operator Query() const { // NOLINT(google-explicit-constructor)
        return not_started<Query>();
    }
    template <class... Args>
    bool await_termination(Args const&...) const {
        not_started<Args...>();
        return true;
    }
    template <class... Args>
    void process_all_available(Args const&...) const {
        not_started<Args...>();
    }
    template <class... Args>
    void stop(Args const&...) const {
        not_started<Args...>();
    }

    /// Files are not written yet.
    template <class... Args>
    auto csv_files(Args const&...) && {
        return no_file_sink<"csv_files", Args...>();
    }
    template <class... Args>
    auto json_files(Args const&...) && {
        return no_file_sink<"json_files", Args...>();
    }
    template <class... Args>
    auto text_files(Args const&...) && {
        return no_file_sink<"text_files", Args...>();
    }
    template <class... Args>
    auto parquet_files(Args const&...) && {
        return no_file_sink<"parquet_files", Args...>();
    }

private:
    template <class... Args>
    static streaming_query not_started() {
        constexpr auto check = [] {
            return detail::fault("query that is not started; add start() behind its sink",
                                 detail::when_called<Args...>);
        };
        detail::raise<check>();
        return streaming_query(nullptr);
    }
    template <fixed_string Name, class... Args>
    auto no_file_sink() {
        constexpr auto check = [] {
            return Plan::rejected ? detail::reported_before()
                                  : detail::check_file_sink<typename Plan::schema>(Name.view());
        };
        detail::raise<check>();
        return detail::rejected_writer{};
    }
    template <class NewSink>
    static constexpr void require_first_sink() {
        constexpr auto check = [] {
            return std::is_same_v<NewSink, detail::no_sink> ? verdict{} : detail::check_first_sink<Sink>();
        };
        if constexpr (check().failed()) detail::raise<check>();
    }

    template <class M, class NewSink, class Late, class Bad>
    auto rebind(NewSink sink, Late late, Bad bad) {
        return stream_writer<Plan, M, NewSink, Late, Bad>(std::move(plan_), std::move(sink), std::move(late),
                                                          std::move(bad), std::move(settings_));
    }

    template <class S, class F>
    static auto callback_sink(detail::to_foreach<F> sink) {
        return detail::foreach_sink<S, F>(std::move(sink.f));
    }
    template <class S, class F>
    static auto callback_sink(detail::to_foreach_batch<F> sink) {
        return detail::foreach_batch_sink<S, F>(std::move(sink.f));
    }

    static auto rejected_handle() {
        if constexpr (std::is_same_v<Sink, detail::to_memory>) {
            return memory_query<typename Plan::schema>(nullptr, nullptr);
        } else {
            return streaming_query(nullptr);
        }
    }

    template <class RealSink>
    std::shared_ptr<detail::query_core> launch(RealSink sink) {
        using engine = detail::micro_batch_engine<Plan, Mode, RealSink, LateRows, BadRecords>;
        return detail::launch(settings_, detail::explain_text<Plan, Mode>(),
                              std::make_unique<engine>(plan_, std::move(sink), std::move(late_),
                                                       std::move(bad_), settings_.policy,
                                                       settings_.no_data_batches, *settings_.by));
    }

    Plan plan_;
    Sink sink_;
    LateRows late_;
    BadRecords bad_;
    detail::query_settings settings_;
};

/// Begins the description of a query over a streaming plan.
/// Example `weir::write_stream(counts).output_mode(weir::complete).console().start()`
/// Errors  compile time: a pipeline without a source, a group_by without an aggregate.
template <class Plan>
auto write_stream(Plan plan) {
    constexpr auto check = [] { return detail::check_written<Plan>(); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return stream_writer<detail::rejected_plan<columns<>, true, detail::not_found>>({}, {}, {}, {}, {});
    } else {
        return stream_writer<Plan>(std::move(plan), {}, {}, {}, {});
    }
}

/// `plan | write_stream()`: what is written is an argument.
template <class... None>
    requires(sizeof...(None) == 0)
auto write_stream() {
    constexpr auto check = [] {
        return detail::fault(
            "write_stream without a plan; write write_stream(plan), not plan | write_stream()",
            detail::when_called<None...>);
    };
    detail::raise<check>();
    return detail::rejected_writer{};
}

} // namespace weir
