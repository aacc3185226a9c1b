// SPDX-License-Identifier: BSL-1.0
// How order_by runs: the batch is kept, sorted, and passed on.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/exec/owned_row.hpp>
#include <weir/plan/order_by.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <utility>
#include <vector>

namespace weir::detail {

template <class Input, class... Keys>
constexpr demand order_demand(demand wanted) {
    return {(wanted.columns | ... | Keys::expr::template reads<typename Input::schema>()), false,
            wanted.statistics, wanted.late_rows};
}

template <class S, class Row, class E, sort_direction Direction, null_order Nulls>
std::weak_ordering compare_rows_by(sort_key<E, Direction, Nulls> const& key, Row const& a, Row const& b) {
    auto const& x = key.inner.template eval<S>(a);
    auto const& y = key.inner.template eval<S>(b);
    if (!present(x) || !present(y)) {
        if (present(x) == present(y)) return std::weak_ordering::equivalent;
        return present(x) == (Nulls == null_order::last) ? std::weak_ordering::less
                                                         : std::weak_ordering::greater;
    }
    std::weak_ordering const order = compare_values(unwrap(x), unwrap(y));
    return Direction == sort_direction::ascending ? order : 0 <=> order;
}

/// How two rows of the schema `S` are ordered by sort keys.
template <class S, class Row, class... Keys>
std::weak_ordering compare_rows(Row const& a, Row const& b, Keys const&... keys) {
    std::weak_ordering order = std::weak_ordering::equivalent;
    (void)((order = compare_rows_by<S>(keys, a, b), order != 0) || ...);
    return order;
}

template <class Input, class... Keys, demand Wanted, class Mode>
class executor<order_by_plan<Input, Keys...>, Wanted, Mode>
    : public narrow_executor<executor<Input, order_demand<Input, Keys...>(Wanted), Mode>> {
    using S = typename Input::schema;
    using base = narrow_executor<executor<Input, order_demand<Input, Keys...>(Wanted), Mode>>;
    using base::input_;
    static constexpr column_set kept = order_demand<Input, Keys...>(Wanted).columns;
    using row_type = owned_row_t<S, kept>;

public:
    static constexpr bool is_stateful = true;

    explicit executor(order_by_plan<Input, Keys...> const& plan) : base(plan.input), keys_(plan.keys) {}

    template <std::size_t I, class Row, class Live, class Context, class Next>
    void push(typename base::cursor& c, Row const& row, Live live, Context& context, Next&&) {
        input_.template push<I>(c.below, row, live, context, store());
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, store());
        // Sorts places, not rows: rows may be wide, and equal ones keep their order.
        order_.resize(rows_.size());
        for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
        std::sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
            std::weak_ordering const order = compare(rows_[a], rows_[b]);
            return order != 0 ? order < 0 : a < b;
        });
        for (std::size_t const i : order_) next(rows_[i], always_live{});
        rows_.clear();
    }

private:
    auto store() {
        return [this](auto const& row, auto live) {
            if (live) rows_.push_back(own_wanted<S, kept>(row));
        };
    }

    std::weak_ordering compare(row_type const& a, row_type const& b) const {
        return unpack([&](auto const&... key) { return compare_rows<S>(a, b, key...); }, keys_);
    }

    [[no_unique_address]] value_tuple<Keys...> keys_;
    std::vector<row_type> rows_;
    std::vector<std::size_t> order_;
};

} // namespace weir::detail
