// SPDX-License-Identifier: BSL-1.0
// How offset runs: a counter of the rows that are left out.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/offset.hpp>

namespace weir::detail {

template <class Input, std::int64_t Rows, demand Wanted, class Mode>
class executor<offset_plan<Input, Rows>, Wanted, Mode>
    : public narrow_executor<
          executor<Input, demand{Wanted.columns, false, Wanted.statistics, Wanted.late_rows}, Mode>> {
    using base = narrow_executor<
        executor<Input, demand{Wanted.columns, false, Wanted.statistics, Wanted.late_rows}, Mode>>;
    using base::input_;

public:
    explicit executor(offset_plan<Input, Rows> const& plan) : base(plan.input) {}

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, skip(next));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, skip(next));
    }

private:
    template <class Next>
    auto skip(Next& next) {
        return [this, &next](auto const& row, auto live) {
            if (!live) return;
            if (seen_ < Rows) {
                ++seen_;
            } else {
                next(row, always_live{});
            }
        };
    }

    std::int64_t seen_ = 0;
};

} // namespace weir::detail
