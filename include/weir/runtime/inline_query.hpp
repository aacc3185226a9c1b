// SPDX-License-Identifier: BSL-1.0
// inline_query: a query in a service's own loop, on the caller's thread.
#pragma once

#include <weir/core/batch_time.hpp>
#include <weir/exec/aggregate.hpp>
#include <weir/exec/alias.hpp>
#include <weir/exec/deduplicate.hpp>
#include <weir/exec/groups_with_state.hpp>
#include <weir/exec/join.hpp>
#include <weir/exec/join_table.hpp>
#include <weir/exec/leaf.hpp>
#include <weir/exec/limit.hpp>
#include <weir/exec/order_by.hpp>
#include <weir/exec/select.hpp>
#include <weir/exec/session.hpp>
#include <weir/exec/transform_with_state.hpp>
#include <weir/exec/union_with.hpp>
#include <weir/exec/watermark.hpp>
#include <weir/exec/where.hpp>
#include <weir/exec/with_watermark.hpp>
#include <weir/plan/rules.hpp>
#include <weir/schema/row.hpp>
#include <weir/sink/foreach.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

/// The leaves that `push<Name>` of a `T` feeds: all of that name, since an input that a plan uses twice is
/// one input. Without a name: the inputs that have none, or the only input of that type.
template <class Executor, fixed_string Name, class T, std::size_t... I>
constexpr auto find_inputs(std::index_sequence<I...>) {
    constexpr std::string_view names[] = {Executor::template leaf<I>::plan_type::name.view()...};
    constexpr bool of_type[] = {std::is_same_v<typename Executor::template leaf<I>::schema, T>...};
    std::array<bool, sizeof...(I)> found{};
    bool any = false;
    for (std::size_t i = 0; i < sizeof...(I); ++i) {
        found[i] = of_type[i] && names[i] == Name.view();
        any = any || found[i];
    }
    if (any || Name.size() != 0) return found;
    std::string_view only;
    for (std::size_t i = 0; i < sizeof...(I); ++i) {
        if (!of_type[i]) continue;
        if (any && names[i] != only) return std::array<bool, sizeof...(I)>{}; // two inputs: which one is open
        only = names[i];
        any = found[i] = true;
    }
    return found;
}

template <class Executor, fixed_string Name, class T>
inline constexpr auto fed_inputs =
    find_inputs<Executor, Name, T>(std::make_index_sequence<Executor::inputs>{});

template <class Executor, std::size_t... I>
constexpr bool has_input_named(std::string_view name, std::index_sequence<I...>) {
    return ((Executor::template leaf<I>::plan_type::name.view() == name) || ...);
}

template <class Executor, fixed_string Name, class T>
constexpr verdict check_push() {
    for (bool const fed : fed_inputs<Executor, Name, T>) {
        if (fed) return {};
    }
    if (Name.size() == 0) {
        return Executor::inputs == 1
                   ? fault("row of another type pushed; push the struct that input<> names")
                   : fault("several inputs: which one is pushed into is open; name it, push<\"name\">(row)");
    }
    if (has_input_named<Executor>(Name, std::make_index_sequence<Executor::inputs>{})) {
        return fault("row of another type pushed into input \"", Name.view(),
                     "\"; push the struct that input<> names");
    }
    return fault("no input \"", Name.view(), "\" in this query; name it in input<T, \"", Name.view(),
                 "\">()");
}

/// Calls `f` with the index of each leaf that is fed, as a constant.
template <class Executor, fixed_string Name, class T, class F>
constexpr void for_each_fed(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (
            (void)[&] {
                if constexpr (fed_inputs<Executor, Name, T>[I]) f(std::integral_constant<std::size_t, I>{});
            }(),
            ...);
    }(std::make_index_sequence<Executor::inputs>{});
}

/// The inputs that a push of several blocks names.
template <fixed_string... Names>
struct input_names {};

} // namespace detail

/// A query that runs in the caller's loop: no thread, no lock, no allocation once warm.
///
/// Rows    each push goes through the whole fused plan; what comes out is handed to the sink before push
/// returns. Time    every push acts as a micro-batch followed by its no-data batch: late is what the
/// watermark before the push
///         says, and what the new watermark closes comes out during the push. A span is one micro-batch.
/// State   in memory, until the watermark frees it.
/// Cost    per row that of a hand-written loop; rows of a span keep their window's accumulators in registers.
/// Errors  run time: those of its expressions; the query can be used on, the row is lost.
template <class Plan, output_mode Mode, class Sink, class LateRows = detail::ignore_late_rows>
class inline_query_type {
    static constexpr detail::demand wanted{detail::first_columns(schema_of<typename Plan::schema>::size),
                                           false, false, !std::is_same_v<LateRows, detail::ignore_late_rows>};
    using executor = detail::executor<Plan, wanted, Mode>;
    using cursor = typename executor::cursor;
    static constexpr std::size_t watermarks = detail::count_watermarks<Plan>();
    static constexpr bool several_watermarks = watermarks > 1;
    static constexpr auto leaves = detail::find_watermark_leaves<Plan>();
    // Update and complete send something with every batch; append only when the watermark closes something.
    // The user's own state is called with every batch, during the push where that has one row.
    static constexpr bool immediate = detail::calls_during_push<Plan>();
    static constexpr bool every_push =
        executor::is_stateful && !immediate
        && (!std::is_same_v<Mode, append_mode> || detail::any_below<detail::keeps_user_state, Plan>());
    static constexpr bool by_clock = detail::any_below<detail::due_by_clock, Plan>();
    static constexpr bool loads_state = detail::any_below<detail::begins_with_state, Plan>();
    static constexpr bool expires_at_once = detail::any_below<detail::forgetting_at_once, Plan>();

    static constexpr std::size_t ahead = 16; // rows between asking for state and using it

public:
    inline_query_type(Plan const& plan, Sink sink, LateRows late_rows = {})
        : executor_(plan),
          cursor_(executor_.open()),
          sink_(std::move(sink)),
          late_rows_(std::move(late_rows)) {
        if constexpr (watermarks > 0) context_.late_watermark = context_.watermark = 0;
        context_.late_rows = &late_rows_;
        if constexpr (several_watermarks) {
            executor_.for_each_watermark(cursor_, [&](detail::event_time_report const& report) {
                inputs_.any_idles = inputs_.any_idles || report.idle_after_ms >= 0;
            });
        }
    }
    inline_query_type(inline_query_type const&) = delete;
    inline_query_type& operator=(inline_query_type const&) = delete;
    ~inline_query_type() = default;

    /// Runs one row through the query.
    template <fixed_string Name = "", class T>
        requires detail::schema_like<T>
    [[gnu::always_inline]] void push(T const& row) {
        constexpr auto check = [] { return detail::check_push<executor, Name, T>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            auto const time = batch_begins();
            if constexpr (immediate) context_.single = !loads_state || version_ > 0;
            detail::for_each_fed<executor, Name, T>([&](auto i) __attribute__((always_inline)) {
                push_at<i>(cursor_, row);
                if constexpr (several_watermarks) see_input(i);
            });
            after_push();
        }
    }

    template <fixed_string Name = "", class T>
        requires(!detail::schema_like<T> && !std::ranges::contiguous_range<T>)
    void push(T const&) {
        constexpr auto check = [] { return detail::check_push<executor, Name, T>(); };
        detail::raise<check>();
    }
    /// The values of a row are no row.
    template <fixed_string Name = "", class First, class Second, class... More>
    void push(First const&, Second const&, More const&...) {
        constexpr auto check = [] {
            return detail::fault("several values pushed; push one row, as push(trade{...})",
                                 detail::when_called<First>);
        };
        detail::raise<check>();
    }

    /// Runs the rows of a block through the query, as one micro-batch.
    ///
    /// Errors  run time: those of the query's expressions; the rows before the one that failed count, it and
    /// those after it do not.
    /// `rows` is a span, a vector or another contiguous range.
    template <fixed_string Name = "", std::ranges::contiguous_range Rows>
        requires(!detail::schema_like<Rows>)
    void push(Rows const& rows) {
        using row_type = std::ranges::range_value_t<Rows>;
        constexpr auto check = [] { return detail::check_push<executor, Name, row_type>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            auto const time = batch_begins();
            context_.single = false;
            push_fed<Name>(std::span<row_type const>(rows));
            end_batch();
        }
    }

    /// Runs blocks of several inputs through the query, as one micro-batch: `push<"trades", "quotes">(t, q)`.
    template <fixed_string First, fixed_string Second, fixed_string... More,
              std::ranges::contiguous_range... Rows>
        requires(sizeof...(Rows) == 2 + sizeof...(More))
    void push(Rows const&... rows) {
        push_together(detail::input_names<First, Second, More...>{},
                      std::span<std::ranges::range_value_t<Rows> const>(rows)...);
    }

    /// Moves the watermark to `to` without an event: rows and windows that end at or before it are late from
    /// now on, what it closes comes out. It never goes back.
    void advance_watermark(timestamp to) {
        std::int64_t const us = micros(to);
        if (us <= floor_) return;
        auto const time = batch_begins();
        floor_ = us;
        end_batch();
    }

    /// A duration or a text is no time to move to.
    template <class Time>
        requires(!std::is_convertible_v<Time, timestamp>)
    void advance_watermark(Time const&) {
        constexpr auto check = [] {
            return detail::fault(
                "advance_watermark to what is no timestamp; write a time, such as now - 1s or "
                "\"2024-01-01 00:00:00\"_ts",
                detail::when_called<Time>);
        };
        detail::raise<check>();
    }

    /// The end of the input: emits and closes everything that is still open. Rows with an event time that are
    /// pushed after it are late.
    void flush() {
        auto const time = batch_begins();
        executor_.close(cursor_);
        context_.closing = true;
        context_.watermark = std::numeric_limits<std::int64_t>::max() - 1;
        finish();
        context_.closing = false;
        if constexpr (watermarks > 0) {
            context_.late_watermark =
                context_.watermark; // it is the end: whatever has an event time is late now
        } else {
            context_.watermark = context_.late_watermark;
        }
    }

    /// A batch without rows: state that has timed out by the clock comes out. Time passes between pushes only
    /// by this.
    void poll() {
        auto const time = batch_begins();
        context_.single = false;
        end_batch();
    }
    /// The clock by which state times out and processing time is told; the system's unless another is named.
    void use_clock(clock const& by) { context_.clock = detail::batch_clock(by); }

    /// How the watermarks of several inputs become one; the least of them unless told otherwise.
    void use_watermark_policy(watermark_policy policy) {
        if constexpr (several_watermarks) inputs_.tracker = detail::watermark_tracker(policy);
    }

    /// The watermark in force: rows at or before it are late.
    [[nodiscard]] timestamp watermark() const { return from_micros(context_.late_watermark); }

private:
    struct emitter {
        Sink* sink;
        template <class Row, class Live>
        [[gnu::always_inline]] void operator()(Row const& row, Live live) const {
            if (live) (*sink)(row_ref<typename Plan::schema, Row>(row));
        }
    };

    // What it gives is the time of the batch for as long as it lives.
    [[nodiscard, gnu::always_inline]] detail::batch_time batch_begins() {
        context_.clock.restart();
        return detail::batch_time(context_.clock);
    }

    [[gnu::always_inline]] void after_push() {
        if constexpr (every_push) {
            end_batch();
        } else if constexpr (immediate) {
            bool due = watermarks > 1 || (loads_state && !context_.single);
            if constexpr (watermarks == 1) due = due || newest(cursor_) >= next_change_;
            if constexpr (by_clock) due = due || due_now();
            if (due) [[unlikely]]
                end_batch();
        } else if constexpr (expires_at_once) {
            end_batch();
        } else if constexpr (executor::is_stateful && watermarks == 1) {
            if (newest(cursor_) >= next_change_) [[unlikely]]
                end_batch();
        } else if constexpr (executor::is_stateful && watermarks > 1) {
            end_batch();
        }
    }

    template <fixed_string... Names, class... Ts>
    void push_together(detail::input_names<Names...>, std::span<Ts const>... rows) {
        constexpr auto check = [] {
            return detail::first_fault(detail::check_push<executor, Names, Ts>()...);
        };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            auto const time = batch_begins();
            context_.single = false;
            (push_fed<Names>(rows), ...);
            end_batch();
        }
    }
    template <fixed_string Name, class T>
    void push_fed(std::span<T const> rows) {
        detail::for_each_fed<executor, Name, T>([&](auto i) {
            push_block<i>(rows);
            if constexpr (several_watermarks) {
                if (!rows.empty()) see_input(i);
            }
        });
    }

    template <std::size_t I, class T>
    void push_block(std::span<T const> rows) {
        executor_.close(cursor_); // what came before the block is safe, whatever fails in it
        try {
            run_block<I>(rows);
        } catch (...) {
            recover<I>(rows);
            throw;
        }
    }

    // A row has failed, and the cursor of its block is gone: the rows before it whose effects were nowhere
    // else are run again.
    template <std::size_t I, class T>
    void recover(std::span<T const> rows) {
        if constexpr (detail::keeps_rows_in_cursor<executor, I>) {
            std::size_t const first = executor_.template first_unstored<I>();
            cursor_ = executor_.open();
            context_.late_rows = nullptr; // these have been told
            for (T const& row : rows.subspan(first, context_.row - first)) push_at<I>(cursor_, row);
            context_.late_rows = &late_rows_;
        } else {
            cursor_ = executor_.open();
        }
    }

    // A function of its own with the cursor as a local: the loop has all registers, and keeps the cursor in
    // them. It must not be caught here: a handler that looks at the cursor would keep it in memory.
    template <std::size_t I, class T>
    [[gnu::noinline]] void run_block(std::span<T const> rows) {
        cursor local = executor_.open();
        if (executor_.wants_prefetch(local) && rows.size() > ahead) {
            std::size_t const most = rows.size() - ahead;
            for (std::size_t i = 0; i < most; ++i) {
                executor_.template prefetch<I>(local, detail::struct_ref<T>{&rows[i + ahead]});
                push_at<I>(local, rows[i]);
            }
            for (std::size_t i = most; i < rows.size(); ++i) push_at<I>(local, rows[i]);
        } else {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if constexpr (detail::keeps_rows_in_cursor<executor, I>) context_.row = i;
                push_at<I>(local, rows[i]);
            }
        }
        cursor_ = local; // not returned: the caller's memory would be its place from the start
    }

    template <std::size_t I, class T>
    [[gnu::always_inline]] void push_at(cursor& at, T const& row) {
        executor_.template push<I>(at, detail::struct_ref<T>{&row}, detail::always_live{}, context_,
                                   emitter{&sink_});
    }

    [[gnu::always_inline]] std::int64_t newest(cursor& c) {
        std::int64_t max = detail::no_watermark;
        executor_.for_each_watermark(c, [&](detail::event_time_report const& report) { max = report.max; });
        return max;
    }

    [[gnu::always_inline]] bool due_now() {
        std::int64_t next = detail::no_expiry;
        executor_.for_each_operator(
            [&](detail::operator_report const& r) { next = r.next_timeout < next ? r.next_timeout : next; });
        return next != detail::no_expiry && next <= context_.clock.now();
    }

    // The end of a micro-batch, and its no-data batch: what the batch's rows give goes out under the
    // watermark before them, then the new watermark closes what it passes. Rows that pass from one operator
    // to the next then are judged by the one before.
    [[gnu::noinline]] void end_batch() {
        if constexpr (!executor::is_stateful) return;
        std::int64_t const before = context_.watermark;
        bool const pending = every_push || (immediate && (by_clock || !context_.single));
        if (pending) {
            executor_.close(cursor_);
            finish();
        }
        // Only now: rows that come out of state may have an event time of their own.
        std::int64_t const after = moved_watermark();
        if ((after > before || expires_at_once) && after >= executor_.next_expiry()) {
            if (!pending) executor_.close(cursor_);
            context_.watermark = after;
            finish();
        }
        context_.late_watermark = context_.watermark = after;
    }

    void finish() {
        try {
            executor_.finish(context_, emitter{&sink_});
        } catch (...) { // of the sink: the query can be used on
            context_.late_watermark = context_.watermark;
            reopen();
            throw;
        }
        executor_.commit(++version_);
        reopen();
    }
    void reopen() {
        executor_.begin_batch();
        cursor_ = executor_.open();
    }

    std::int64_t moved_watermark() {
        if constexpr (watermarks == 0) {
            return floor_ > context_.watermark ? floor_ : context_.watermark;
        } else {
            std::int64_t moved = 0;
            std::array<detail::event_time_report, watermarks> reports;
            std::size_t n = 0;
            executor_.for_each_watermark(
                cursor_, [&](detail::event_time_report const& report) { reports[n++] = report; });
            if constexpr (several_watermarks) {
                detail::share_times(reports);
                moved = inputs_.tracker.move(reports, inputs_.seen_at, inputs_.any_idles ? now() : 0);
            } else {
                moved = detail::watermark_of(reports[0]);
                next_change_ = detail::next_millisecond(reports[0].max);
            }
            return std::max({moved, floor_, context_.watermark});
        }
    }

    // Of several inputs: when each has brought a row last, in ms, for those that may fall silent.
    struct watermark_inputs {
        detail::watermark_tracker tracker{watermark_policy::min};
        std::array<std::int64_t, watermarks> seen_at{};
        bool any_idles = false;
        bool begun = false;
    };
    struct no_inputs {};

    std::int64_t now() {
        std::int64_t const time = context_.clock.now();
        if (!inputs_.begun) inputs_.seen_at.fill(time);
        inputs_.begun = true;
        return time;
    }
    void see_input(std::size_t leaf) {
        if (!inputs_.any_idles) return;
        std::int64_t const time = now();
        for (std::size_t i = 0; i < watermarks; ++i) {
            if (leaves.first[i] <= leaf && leaf < leaves.end[i]) inputs_.seen_at[i] = time;
        }
    }

    executor executor_;
    cursor cursor_;
    Sink sink_;
    LateRows late_rows_;
    detail::batch_context<LateRows> context_{};
    std::int64_t next_change_ = detail::no_watermark;
    std::int64_t floor_ = detail::no_watermark;
    std::int64_t version_ = 0;
    [[no_unique_address]] std::conditional_t<several_watermarks, watermark_inputs, no_inputs> inputs_;
};

namespace detail {

template <class F>
struct late_row_sink {
    F f;
    template <class Schema, class Row>
    void operator()(type_identity<Schema>, Row const& row) {
        f(row_ref<Schema, Row>(row));
    }
};

/// What a rejected query is: it takes anything and does nothing, so that a mistake gives one error.
struct rejected_query {
    template <fixed_string... Names>
    void push(auto const&...) {}
    void advance_watermark(timestamp) {}
    void flush() {}
    void poll() {}
    void use_clock(clock const&) {}
    void use_watermark_policy(watermark_policy) {}
    [[nodiscard]] timestamp watermark() const { return {}; }
};

template <class Plan>
constexpr verdict check_inline() {
    return Plan::rejected || any_below<reads_source, Plan>()
               ? fault("inline_query over a source: its rows are pushed by the caller; begin the plan with "
                       "input<T>()")
               : verdict{};
}

} // namespace detail

/// Makes a query that runs in the caller's loop. `sink` is called with each row that comes out, lent until it
/// returns; `late_rows`, if given, with each row that the watermark drops.
///
/// Errors  compile time: an output mode that does not fit the plan, a plan that reads a source.
/// Example examples/live_average.cpp
template <relation Plan, output_mode Mode, class Sink>
auto inline_query(Plan const& plan, Mode, Sink sink) {
    return inline_query(plan, Mode{}, std::move(sink), detail::ignore_late_rows{});
}
/// What is no plan: a pipeline, a group.
template <class Plan, class... Args>
    requires(!relation<Plan>)
auto inline_query(Plan const&, Args const&...) {
    constexpr auto check = [] {
        if constexpr (requires { typename Plan::grouped_input; }) {
            return detail::fault("group_by without an aggregate in inline_query; add agg(...) or count()");
        } else if constexpr (plan_operator<Plan>) {
            return detail::fault(
                "pipeline without an input in inline_query; put weir::input<trade>() | before it, "
                "with the struct that is pushed");
        } else {
            return detail::fault(
                "inline_query of something that is no plan; give it input<trade>() | operators");
        }
    };
    detail::raise<check>();
    return detail::rejected_query{};
}
/// `inline_query(plan, "append", f)`: the mode is a value.
template <relation Plan, class Mode, class Sink, class... LateRows>
    requires(!output_mode<Mode> && sizeof...(LateRows) < 2)
auto inline_query(Plan const&, Mode const&, Sink const&, LateRows const&...) {
    constexpr auto check = [] {
        return detail::fault(
            "output mode of another type in inline_query; write weir::append, weir::update or "
            "weir::complete",
            detail::when_called<Sink>);
    };
    if constexpr (!Plan::rejected) detail::raise<check>();
    return detail::rejected_query{};
}
/// `inline_query(plan, f)`: which rows go out is said in between.
template <relation Plan, class Sink>
auto inline_query(Plan const&, Sink const&) {
    constexpr auto check = [] {
        return output_mode<Sink>
                   ? detail::fault("inline_query without a function for its rows; write inline_query(plan, "
                                   "weir::append, "
                                   "[](auto const& row) { ... })")
                   : detail::fault(
                         "inline_query without an output mode; write inline_query(plan, weir::append, f), or "
                         "update or complete");
    };
    if constexpr (!Plan::rejected) detail::raise<check>();
    return detail::rejected_query{};
}
template <relation Plan, output_mode Mode, class Sink, class LateRows>
auto inline_query(Plan const& plan, Mode, Sink sink, LateRows late_rows) {
    constexpr auto check = [] {
        if constexpr (Plan::rejected) {
            return verdict{};
        } else {
            return detail::first_fault(
                detail::check_inline<Plan>(), detail::check_stream<Plan, Mode>(),
                detail::check_row_function<Sink, typename Plan::schema>("inline_query sink"));
        }
    };
    if constexpr (Plan::rejected) {
        return detail::rejected_query{};
    } else if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_query{};
    } else if constexpr (std::is_same_v<LateRows, detail::ignore_late_rows>) {
        return inline_query_type<Plan, Mode, Sink>(plan, std::move(sink));
    } else {
        return inline_query_type<Plan, Mode, Sink, detail::late_row_sink<LateRows>>(plan, std::move(sink),
                                                                                    {std::move(late_rows)});
    }
}

} // namespace weir
