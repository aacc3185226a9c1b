// SPDX-License-Identifier: BSL-1.0
// How a union runs: both sides push into the same place.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/expr/conditional.hpp>
#include <weir/plan/union_with.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace weir::detail {

// A side's row in the types of the union.
template <class From, class To, column_set Wanted, class Row>
constexpr auto widen_row(Row const& row) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const value = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
            using from = column_type<From, J>;
            using to = column_type<To, J>;
            if constexpr (!Wanted.has(J)) {
                return absent{};
            } else if constexpr (std::is_same_v<from, to>) {
                return keep(value_at<J>(row));
            } else {
                return widen_value<nullable_if<flight_of<value_type_of<to>, false>, is_nullable<to>>>(
                    value_at<J>(row));
            }
        };
        using flight = flight_row<decltype(value(std::integral_constant<std::size_t, I>{}))...>;
        return flight{value_tuple<decltype(value(std::integral_constant<std::size_t, I>{}))...>(
            value(std::integral_constant<std::size_t, I>{})...)};
    }(std::make_index_sequence<schema_of<To>::size>{});
}

template <class Left, class Right, demand Wanted, class Mode>
class executor<union_plan<Left, Right>, Wanted, Mode> {
    using left = executor<Left, Wanted, Mode>;
    using right = executor<Right, Wanted, Mode>;
    using S = typename union_plan<Left, Right>::schema;

    template <std::size_t I>
    static auto find_leaf() {
        if constexpr (I < left::inputs) {
            return std::type_identity<typename left::template leaf<I>>{};
        } else {
            return std::type_identity<typename right::template leaf<I - left::inputs>>{};
        }
    }

public:
    static constexpr std::size_t inputs = left::inputs + right::inputs;
    static constexpr bool is_stateful = left::is_stateful || right::is_stateful;
    static constexpr bool has_watermark = left::has_watermark || right::has_watermark;
    static constexpr std::int64_t lag = std::max(lag_of<left>, lag_of<right>);
    template <std::size_t I>
    using leaf = typename decltype(find_leaf<I>())::type;
    struct cursor {
        typename left::cursor of_left;
        typename right::cursor of_right;
    };

    explicit executor(union_plan<Left, Right> const& plan) : left_(plan.left), right_(plan.right) {}

    [[nodiscard]] cursor open() { return {left_.open(), right_.open()}; }
    void close(cursor& c) {
        left_.close(c.of_left);
        right_.close(c.of_right);
    }
    void begin_batch() {
        left_.begin_batch();
        right_.begin_batch();
    }
    void commit(std::int64_t version) {
        left_.commit(version);
        right_.commit(version);
    }
    [[nodiscard]] std::int64_t next_expiry() const {
        return std::min(left_.next_expiry(), right_.next_expiry());
    }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(cursor& c, Row const& row, Live live, Context& context, Next&& next) {
        if constexpr (I < left::inputs) {
            left_.template push<I>(c.of_left, row, live, context,
                                   [&](auto const& r, auto l) __attribute__((always_inline)) {
                                       pass<typename Left::schema>(r, l, next);
                                   });
        } else {
            right_.template push<I - left::inputs>(c.of_right, row, live, context,
                                                   [&](auto const& r, auto l) __attribute__((always_inline)) {
                                                       pass<typename Right::schema>(r, l, next);
                                                   });
        }
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        left_.finish(context, [&](auto const& r, auto l) { pass<typename Left::schema>(r, l, next); });
        right_.finish(context, [&](auto const& r, auto l) { pass<typename Right::schema>(r, l, next); });
    }
    [[nodiscard]] static bool wants_prefetch(cursor const&) { return false; }
    template <std::size_t I, class Row>
    static void prefetch(cursor const&, Row const&) {}
    template <std::size_t I, class Row, class F>
    static void peek(cursor const&, Row const&, F&&) {}
    template <std::size_t I>
    [[nodiscard]] std::size_t first_unstored() const
        requires(I < left::inputs && keeps_rows_in_cursor<left, I>)
    {
        return left_.template first_unstored<I>();
    }
    template <std::size_t I>
    [[nodiscard]] std::size_t first_unstored() const
        requires(I >= left::inputs && keeps_rows_in_cursor<right, I - left::inputs>)
    {
        return right_.template first_unstored<I - left::inputs>();
    }
    template <class F>
    void for_each_watermark(cursor& c, F&& f) {
        left_.for_each_watermark(c.of_left, f);
        right_.for_each_watermark(c.of_right, f);
    }
    template <class F>
    void for_each_operator(F&& f) {
        left_.for_each_operator(f);
        right_.for_each_operator(f);
    }

private:
    template <class From, class Row, class Live, class Next>
    [[gnu::always_inline]] static void pass(Row const& row, Live live, Next& next) {
        if constexpr (std::is_same_v<typename schema_of<From>::types, typename schema_of<S>::types>) {
            next(row, live);
        } else {
            next(widen_row<From, S, Wanted.columns>(row), live);
        }
    }

    left left_;
    right right_;
};

} // namespace weir::detail
