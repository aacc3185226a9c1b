// SPDX-License-Identifier: BSL-1.0
// How limit runs: a counter, of the stream in append mode, of the batch above an aggregation in complete
// mode.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/limit.hpp>
#include <weir/plan/rules.hpp>

namespace weir::detail {

template <class Input, std::int64_t Rows, demand Wanted, class Mode>
class executor<limit_plan<Input, Rows>, Wanted, Mode>
    : public narrow_executor<
          executor<Input, demand{Wanted.columns, false, Wanted.statistics, Wanted.late_rows}, Mode>> {
    using base = narrow_executor<
        executor<Input, demand{Wanted.columns, false, Wanted.statistics, Wanted.late_rows}, Mode>>;
    using base::input_;

    // Above an aggregation in complete mode the whole result comes anew with each batch.
    static constexpr bool by_batch = std::is_same_v<Mode, complete_mode> && has_aggregation<Input>;

public:
    static constexpr bool is_stateful = true;

    explicit executor(limit_plan<Input, Rows> const& plan) : base(plan.input) {}

    void begin_batch() {
        base::begin_batch();
        updated_ = 0;
        if (by_batch) seen_ = 0;
    }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, count(next));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, count(next));
    }
    template <class F>
    void for_each_operator(F&& f) {
        if constexpr (Rows > 0 && !by_batch) {
            f(operator_report{"globalLimit", touched_ ? 1 : 0, updated_, 0, 0, sizeof(seen_)});
        }
        base::for_each_operator(f);
    }

private:
    template <class Next>
    auto count(Next& next) {
        return [this, &next](auto const& row, auto live) {
            if (!live || seen_ >= Rows) return;
            ++seen_;
            updated_ = 1;
            touched_ = true;
            next(row, always_live{});
        };
    }

    std::int64_t seen_ = 0;
    std::int64_t updated_ = 0;
    bool touched_ = false;
};

} // namespace weir::detail
