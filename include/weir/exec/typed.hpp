// SPDX-License-Identifier: BSL-1.0
// How as<T>, map, filter by a function and flat_map run.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/typed.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <class Input>
constexpr demand all_columns_of(demand wanted) {
    return {first_columns(schema_of<typename Input::schema>::size), false, wanted.statistics,
            wanted.late_rows};
}

template <class Input, class T>
constexpr demand as_demand(demand wanted) {
    demand below{{}, wanted.predicated, wanted.statistics, wanted.late_rows};
    for (std::size_t i = 0; i < schema_of<T>::size; ++i) {
        if (wanted.columns.has(i))
            below.columns.add(index_of<typename Input::schema>(schema_of<T>::names[i]));
    }
    return below;
}

template <class Input, class T, demand Wanted, class Mode>
class executor<as_plan<Input, T>, Wanted, Mode>
    : public narrow_executor<executor<Input, as_demand<Input, T>(Wanted), Mode>> {
    using S = typename Input::schema;
    using base = narrow_executor<executor<Input, as_demand<Input, T>(Wanted), Mode>>;
    using base::input_;

public:
    explicit executor(as_plan<Input, T> const& plan) : base(plan.input) {}

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, convert(next));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, convert(next));
    }

private:
    template <class Next>
    [[gnu::always_inline]] static auto convert(Next& next) {
        return [&next](auto const& row, auto live) __attribute__((always_inline)) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(row)>, struct_ref<T>>) {
                next(row, live);
            } else {
                next(reordered(row, std::make_index_sequence<schema_of<T>::size>{}), live);
            }
        };
    }
    template <class Row, std::size_t... I>
    [[gnu::always_inline]] static auto reordered(Row const& row, std::index_sequence<I...>) {
        using flight = flight_row<decltype(value<I>(row))...>;
        return flight{value_tuple<decltype(value<I>(row))...>(value<I>(row)...)};
    }
    template <std::size_t I, class Row>
    [[gnu::always_inline]] static auto value([[maybe_unused]] Row const& row) {
        if constexpr (!Wanted.columns.has(I)) {
            return absent{};
        } else {
            constexpr std::size_t from = index_of<S>(schema_of<T>::names[I]);
            if constexpr (std::is_same_v<column_type<T, I>, column_type<S, from>>) {
                return keep(value_at<from>(row));
            } else {
                return own<column_type<T, I>>(value_at<from>(row));
            }
        }
    }
};

template <class Input, class F, class Schema, bool Flat, demand Wanted, class Mode>
class executor<map_plan<Input, F, Schema, Flat>, Wanted, Mode>
    : public narrow_executor<executor<Input, all_columns_of<Input>(Wanted), Mode>> {
    using S = typename Input::schema;
    using base = narrow_executor<executor<Input, all_columns_of<Input>(Wanted), Mode>>;
    using base::input_;

public:
    explicit executor(map_plan<Input, F, Schema, Flat> const& plan)
        : base(plan.input), function_(plan.function) {}

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, apply(next));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, apply(next));
    }

private:
    template <class Next>
    [[gnu::always_inline]] auto apply(Next& next) {
        return [this, &next](auto const& row, auto live) __attribute__((always_inline)) {
            if (!live) return;
            if constexpr (Flat) {
                for (auto&& value : call_with_row<S>(function_, row)) pass(value, next);
            } else {
                auto&& value = call_with_row<S>(function_, row);
                pass(value, next);
            }
        };
    }
    template <class T, class Next>
    [[gnu::always_inline]] static void pass(T const& value, Next& next) {
        if constexpr (is_row<T>) {
            next(value, always_live{});
        } else if constexpr (std::is_same_v<Schema, T>) {
            next(struct_ref<T>{&value}, always_live{});
        } else {
            using kept_value = kept<decltype(in_flight(value))>;
            next(flight_row<kept_value>{value_tuple<kept_value>(keep(in_flight(value)))}, always_live{});
        }
    }

    F function_;
};

template <class Input, class F, demand Wanted, class Mode>
class executor<filter_plan<Input, F>, Wanted, Mode>
    : public narrow_executor<executor<Input, all_columns_of<Input>(Wanted), Mode>> {
    using S = typename Input::schema;
    using base = narrow_executor<executor<Input, all_columns_of<Input>(Wanted), Mode>>;
    using base::input_;

public:
    explicit executor(filter_plan<Input, F> const& plan) : base(plan.input), function_(plan.function) {}

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, keep_true(next));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, keep_true(next));
    }

private:
    template <class Next>
    [[gnu::always_inline]] auto keep_true(Next& next) {
        return [this, &next](auto const& row, auto live) __attribute__((always_inline)) {
            if (live && call_with_row<S>(function_, row)) next(row, always_live{});
        };
    }

    F function_;
};

} // namespace weir::detail
