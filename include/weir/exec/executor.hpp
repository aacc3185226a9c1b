// SPDX-License-Identifier: BSL-1.0
// What an executor is: the running form of a plan node. The executors of a plan nest as the plan does, and a
// push through them is one inlined function.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/hana.hpp>
#include <weir/plan/output_mode.hpp>
#include <weir/plan/relation.hpp>
#include <weir/schema/column_set.hpp>
#include <weir/schema/flight.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// What the node above wants of a node.
struct demand {
    column_set columns;      // the columns that it reads
    bool predicated = false; // it takes a row that a filter dropped, marked as such, in place of a branch
    bool statistics = false; // event times are measured for the progress report
    bool late_rows = false;  // rows dropped as late are handed over, whole

    friend constexpr bool operator==(demand const&, demand const&) = default;
};

/// The mark of a row that no filter has looked at.
using always_live = std::true_type;

inline constexpr std::int64_t no_watermark = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t no_expiry = std::numeric_limits<std::int64_t>::max();

/// What is the same for all rows of a batch. Times are microseconds since 1970.
template <class LateRows>
struct batch_context {
    std::int64_t late_watermark = no_watermark; // a row or window that ends at or before it is late
    std::int64_t watermark = no_watermark;      // what ends at or before it is complete
    LateRows* late_rows = nullptr;              // called as (schema tag, row) for each row dropped as late
    bool together = false;                      // a batch has rows of several inputs
    std::size_t row = 0;  // the place of the row in its block, where the executor asks for it
    bool closing = false; // the input has ended: everything still open goes out
    batch_clock clock{};  // processing time
    bool single = false;  // the batch is one row of one input
};

/// How far behind the watermark the rows that an executor puts out can be: what operators above it have to
/// take off the watermark. Only a join of streams adds to it.
/// Source  Spark WatermarkPropagator.
template <class Executor>
constexpr std::int64_t find_lag() {
    if constexpr (requires { Executor::lag; }) {
        return Executor::lag;
    } else {
        return 0;
    }
}
template <class Executor>
inline constexpr std::int64_t lag_of = find_lag<Executor>();

/// A watermark less the lag of the rows; as in Spark it is not less than 0, nor is there one where there was none.
template <std::int64_t Lag>
constexpr std::int64_t behind(std::int64_t watermark) {
    if constexpr (Lag == 0) {
        return watermark;
    } else {
        return watermark <= 0 ? watermark : watermark < Lag ? 0 : watermark - Lag;
    }
}
/// The least watermark that is at or after `time` once the lag has been taken off.
template <std::int64_t Lag>
constexpr std::int64_t reached_at(std::int64_t time) {
    return time <= 0 || time > no_expiry - Lag ? time : time + Lag;
}

struct ignore_late_rows {
    template <class Schema, class Row>
    void operator()(type_identity<Schema>, Row const&) const {}
};

/// What a stateful operator reports of a batch.
/// Source  Spark StateOperatorProgress.
struct operator_report {
    std::string_view name;
    std::int64_t rows_total = 0;
    std::int64_t rows_updated = 0;
    std::int64_t rows_removed = 0;
    std::int64_t rows_dropped_by_watermark = 0;
    std::int64_t memory_used_bytes = 0;
    std::int64_t next_timeout = no_expiry; // the processing time, in ms, at which state is due
};

/// What a with_watermark stage reports of a batch.
struct event_time_report {
    std::int64_t max = no_watermark; // the newest time ever seen, no_watermark if none
    std::int64_t delay = 0;
    std::int64_t batch_min = 0; // of the batch, if `batch_rows` is not 0
    std::int64_t batch_max = 0;
    std::int64_t batch_rows = 0;
    double batch_mean = 0;
    std::int64_t idle_after_ms = -1;
    std::uint64_t id = 0; // of the plan that it is a copy of
};

/// The running form of a plan node. Every executor has
///
/// * `inputs`: how many leaves it has; `leaf<I>`: the executor of one, which knows what is read of it;
/// * `cursor`: the part that a loop over rows keeps in registers; `open()` takes it out, `close(cursor)` puts
/// it back;
/// * `push<I>(cursor, row, live, context, next)`: takes a row of leaf `I`, calls `next(row, live)` for each
/// that comes
///   out; a row that is not `live` counts for nothing;
/// * `finish(context, next)`: the end of a batch: state that is due goes out through `next`, and is freed;
/// * `begin_batch()`, `commit(version)`;
/// * `next_expiry()`: the least watermark at which finish() would have something to do;
/// * where it can be done without effect, `peek<I>(cursor, row, f)`: calls `f` with the row that a push would
/// pass on, by
///   which `wants_prefetch(cursor)` and `prefetch<I>(cursor, row)` fetch state ahead of its use;
/// * `for_each_watermark(cursor, f)`, `for_each_operator(f)`: reports, outermost operator first;
/// * `is_stateful`: whether the plan below keeps state;
/// * where the effects of rows live in the cursor alone for a while: `first_unstored<I>()`, the place in its
/// block of the
///   first row of leaf `I` that would be lost with the cursor.
template <class Plan, demand Wanted, class Mode>
class executor;

template <class Executor, std::size_t I>
concept keeps_rows_in_cursor = requires(Executor const& e) { e.template first_unstored<I>(); };

// What executors without state have in common.

/// The constants of a stage's expressions, as its cursor holds them: a copy, so that a loop keeps them in
/// registers, where they are few; else a pointer.
template <class T>
class constants {
    static constexpr bool copied = std::is_trivially_copyable_v<T> && sizeof(T) <= 64;

public:
    constants() = default;
    constexpr explicit constants(T const& value) : value_(pick(value)) {}

    [[nodiscard]] constexpr T const& get() const {
        if constexpr (copied) {
            return value_;
        } else {
            return *value_;
        }
    }

private:
    static constexpr auto pick(T const& value) {
        if constexpr (copied) {
            return value;
        } else {
            return &value;
        }
    }
    [[no_unique_address]] decltype(pick(std::declval<T const&>())) value_{};
};

struct no_expressions {};

/// A stage with one input and no state of its own: everything but push and finish passes through.
template <class Input, class Expressions = no_expressions>
class narrow_executor {
public:
    static constexpr std::size_t inputs = Input::inputs;
    static constexpr bool is_stateful = Input::is_stateful;
    static constexpr bool has_watermark = Input::has_watermark;
    static constexpr std::int64_t lag = lag_of<Input>;
    struct cursor {
        [[no_unique_address]] typename Input::cursor below;
        [[no_unique_address]] constants<Expressions> expressions;
    };
    template <std::size_t I>
    using leaf = typename Input::template leaf<I>;

    template <class Plan>
    explicit narrow_executor(Plan const& plan, Expressions expressions = {})
        : input_(plan), expressions_(std::move(expressions)) {}

    [[nodiscard]] cursor open() { return {input_.open(), constants<Expressions>(expressions_)}; }
    void close(cursor& c) { input_.close(c.below); }
    void begin_batch() { input_.begin_batch(); }
    void commit(std::int64_t version) { input_.commit(version); }
    [[nodiscard]] std::int64_t next_expiry() const { return input_.next_expiry(); }

    [[nodiscard]] bool wants_prefetch(cursor const& c) const { return input_.wants_prefetch(c.below); }
    template <std::size_t I, class Row>
    [[gnu::always_inline]] void prefetch(cursor const& c, Row const& row) const {
        input_.template prefetch<I>(c.below, row);
    }
    template <std::size_t I, class Row, class F>
    [[gnu::always_inline]] void peek(cursor const&, Row const&, F&&) const {}
    template <std::size_t I>
    [[nodiscard]] std::size_t first_unstored() const
        requires keeps_rows_in_cursor<Input, I>
    {
        return input_.template first_unstored<I>();
    }
    template <class F>
    void for_each_watermark(cursor& c, F&& f) {
        input_.for_each_watermark(c.below, f);
    }
    template <class F>
    void for_each_operator(F&& f) {
        input_.for_each_operator(f);
    }

protected:
    // NOLINTBEGIN(cppcoreguidelines-non-private-member-variables-in-classes): shared with the derived stage
    Input input_;
    [[no_unique_address]] Expressions expressions_;
    // NOLINTEND(cppcoreguidelines-non-private-member-variables-in-classes)
};

} // namespace weir::detail
