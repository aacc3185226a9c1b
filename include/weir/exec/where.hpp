// SPDX-License-Identifier: BSL-1.0
// How where runs: a branch, or a predicate where the node above can take one.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/where.hpp>

namespace weir::detail {

template <class Input, class Condition>
constexpr demand where_demand(demand wanted) {
    using S = typename Input::schema;
    return {wanted.columns | Condition::template reads<S>(),
            wanted.predicated && Condition::template total<S>, wanted.statistics, wanted.late_rows};
}

template <class Input, class Condition, demand Wanted, class Mode>
class executor<where_plan<Input, Condition>, Wanted, Mode>
    : public narrow_executor<executor<Input, where_demand<Input, Condition>(Wanted), Mode>, Condition> {
    using S = typename Input::schema;
    using base = narrow_executor<executor<Input, where_demand<Input, Condition>(Wanted), Mode>, Condition>;
    using base::input_;

    // A predicate needs a condition that can be computed for rows that are dropped anyway, and is never null.
    static constexpr bool as_predicate = Wanted.predicated && Condition::template total<S>;

public:
    explicit executor(where_plan<Input, Condition> const& plan) : base(plan.input, plan.condition) {}

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, keep_true(c.expressions.get(), next));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, keep_true(this->expressions_, next));
    }

    template <std::size_t I, class Row, class F>
    [[gnu::always_inline]] void peek(typename base::cursor const& c, Row const& row, F&& f) const {
        input_.template peek<I>(c.below, row, f);
    }

private:
    template <class Next>
    [[gnu::always_inline]] static auto keep_true(Condition const& condition, Next& next) {
        return [&condition, &next](auto const& row, auto live) __attribute__((always_inline)) {
            if constexpr (as_predicate) {
                bool const holds = condition.template eval<S>(row);
                next(row, static_cast<bool>(static_cast<unsigned>(live) & static_cast<unsigned>(holds)));
            } else {
                if (!live) return;
                auto const holds = condition.template eval<S>(row);
                if (present(holds) && unwrap(holds)) next(row, always_live{});
            }
        };
    }
};

} // namespace weir::detail
