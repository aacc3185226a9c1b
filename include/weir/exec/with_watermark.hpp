// SPDX-License-Identifier: BSL-1.0
// How with_watermark runs: it remembers the newest event time that passed.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/with_watermark.hpp>

#include <algorithm>
#include <cstdint>

namespace weir::detail {

constexpr demand watermark_demand(demand wanted, std::size_t column) {
    wanted.columns.add(column);
    return wanted;
}

template <class Input, std::size_t Column, std::int64_t Delay, demand Wanted, class Mode>
class executor<watermark_plan<Input, Column, Delay>, Wanted, Mode> {
    using input = executor<Input, watermark_demand(Wanted, Column), Mode>;

    struct statistics {
        std::int64_t rows = 0;
        std::int64_t min = 0;
        std::int64_t max = 0;
        double mean = 0;
    };
    struct nothing {};

public:
    static constexpr std::size_t inputs = input::inputs;
    static constexpr bool is_stateful = input::is_stateful;
    static constexpr bool has_watermark = true;
    template <std::size_t I>
    using leaf = typename input::template leaf<I>;

    struct cursor {
        [[no_unique_address]] typename input::cursor below;
        std::int64_t max = no_watermark;
        [[no_unique_address]] std::conditional_t<Wanted.statistics, statistics, nothing> batch;
    };

    explicit executor(watermark_plan<Input, Column, Delay> const& plan)
        : input_(plan.input), options_(plan.options), id_(plan.id) {}

    [[nodiscard]] cursor open() { return {input_.open(), max_, batch_}; }
    void close(cursor& c) {
        input_.close(c.below);
        max_ = c.max;
        batch_ = c.batch;
    }
    void begin_batch() {
        input_.begin_batch();
        batch_ = {};
    }
    void commit(std::int64_t version) { input_.commit(version); }
    [[nodiscard]] std::int64_t next_expiry() const { return input_.next_expiry(); }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(cursor& c, Row const& row, Live live, Context& context, Next&& next) {
        input_.template push<I>(c.below, row, live, context,
                                [&c, &next](auto const& r, auto l) __attribute__((always_inline)) {
                                    see(c, value_at<Column>(r), l);
                                    next(r, l);
                                });
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, [&](auto const& r, auto l) {
            cursor c{{}, max_, batch_};
            see(c, value_at<Column>(r), l);
            max_ = c.max;
            batch_ = c.batch;
            next(r, l);
        });
    }

    [[nodiscard]] bool wants_prefetch(cursor const& c) const { return input_.wants_prefetch(c.below); }
    template <std::size_t I, class Row>
    [[gnu::always_inline]] void prefetch(cursor const& c, Row const& row) const {
        input_.template prefetch<I>(c.below, row);
    }
    template <std::size_t I, class Row, class F>
    [[gnu::always_inline]] void peek(cursor const& c, Row const& row, F&& f) const {
        input_.template peek<I>(c.below, row, f);
    }
    template <class F>
    void for_each_watermark(cursor& c, F&& f) {
        event_time_report report;
        report.max = c.max;
        report.delay = Delay;
        report.id = id_;
        if (options_.idle_after) report.idle_after_ms = options_.idle_after->count();
        if constexpr (Wanted.statistics) {
            report.batch_rows = c.batch.rows;
            report.batch_min = c.batch.min;
            report.batch_max = c.batch.max;
            report.batch_mean = c.batch.mean;
        }
        f(report);
        input_.for_each_watermark(c.below, f);
    }
    template <class F>
    void for_each_operator(F&& f) {
        input_.for_each_operator(f);
    }

private:
    template <class Time, class Live>
    [[gnu::always_inline]] static void see(cursor& c, Time const& time, Live live) {
        if constexpr (is_nullable<Time>) {
            if (!time) return;
        }
        std::int64_t const us = micros(unwrap(time));
        if constexpr (std::is_same_v<Live, always_live>) {
            c.max = us > c.max ? us : c.max;
        } else {
            std::int64_t const seen = live ? us : no_watermark;
            c.max = seen > c.max ? seen : c.max;
        }
        if constexpr (Wanted.statistics) {
            if (!live) return;
            auto& b = c.batch;
            b.min = b.rows == 0 || us < b.min ? us : b.min;
            b.max = b.rows == 0 || us > b.max ? us : b.max;
            ++b.rows;
            b.mean += (static_cast<double>(us) - b.mean) / static_cast<double>(b.rows);
        }
    }

    input input_;
    watermark_options options_;
    std::uint64_t id_;
    std::int64_t max_ = no_watermark;
    [[no_unique_address]] std::conditional_t<Wanted.statistics, statistics, nothing> batch_;
};

} // namespace weir::detail
