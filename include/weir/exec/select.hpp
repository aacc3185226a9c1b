// SPDX-License-Identifier: BSL-1.0
// How select runs: the wanted outputs are computed, once for each row that its generator makes.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/select.hpp>

#include <cstddef>
#include <utility>

namespace weir::detail {

/// What a select computes.
template <class Generator, class... Outputs>
struct projection {
    [[no_unique_address]] Generator generator;
    [[no_unique_address]] value_tuple<Outputs...> outputs;
};

template <class Input, class Generator, class... Outputs>
constexpr demand select_demand(demand wanted, type_list<Outputs...>) {
    using S = typename Input::schema;
    demand below{{}, wanted.predicated, wanted.statistics, wanted.late_rows};
    std::size_t i = 0;
    ((wanted.columns.has(i) ? (below.columns |= Outputs::expr::template reads<S>(),
                               below.predicated = below.predicated && Outputs::expr::template total<S>)
                            : false,
      ++i),
     ...);
    if constexpr (!std::is_same_v<Generator, no_generator>) {
        below.columns |= Generator::template reads<S>();
        below.predicated = false;
    }
    return below;
}

// A window in a select makes a row of each window that the time falls in, the newest first.
template <class S, class Generator, class Row, class F>
constexpr void make_rows(Generator const& generator, Row const& row, F&& f) {
    if constexpr (is_window<Generator>) {
        auto const time = generator.template eval_time<S>(row);
        if (!present(time)) return;
        constexpr window_spec spec = Generator::spec;
        std::int64_t const us = unwrap(time);
        for (std::int64_t start = spec.newest_window(us); start > us - spec.size; start -= spec.slide) {
            f(time_window{from_micros(start), from_micros(start + spec.size)});
        }
    } else if constexpr (is_session<Generator>) {
        row_session const session = generator.template eval_session<S>(row);
        if (!session.empty()) f(time_window{from_micros(session.start), from_micros(session.end)});
    } else {
        generator.template generate<S>(row, f);
    }
}

template <class Input, class Generator, class... Outputs, demand Wanted, class Mode>
class executor<select_plan<Input, Generator, Outputs...>, Wanted, Mode>
    : public narrow_executor<
          executor<Input, select_demand<Input, Generator>(Wanted, type_list<Outputs...>{}), Mode>,
          projection<Generator, Outputs...>> {
    using S = typename Input::schema;
    using plan = select_plan<Input, Generator, Outputs...>;
    using base = narrow_executor<
        executor<Input, select_demand<Input, Generator>(Wanted, type_list<Outputs...>{}), Mode>,
        projection<Generator, Outputs...>>;
    using items = projection<Generator, Outputs...>;
    using base::input_;

public:
    explicit executor(plan const& p) : base(p.input, items{p.generator, p.values}) {}

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, compute(c.expressions.get(), next));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, compute(this->expressions_, next));
    }

    template <std::size_t I, class Row, class F>
    [[gnu::always_inline]] void peek(typename base::cursor const& c, Row const& row, F&& f) const {
        if constexpr (std::is_same_v<Generator, no_generator>
                      && all_total(std::index_sequence_for<Outputs...>{})) {
            input_.template peek<I>(c.below, row, [&](auto const& r) __attribute__((always_inline)) {
                f(output_row(c.expressions.get(), r));
            });
        }
    }

private:
    template <std::size_t... I>
    static constexpr bool all_total(std::index_sequence<I...>) {
        return ((!Wanted.columns.has(I) || Outputs::expr::template total<S>) && ...);
    }

    template <class Next>
    [[gnu::always_inline]] static auto compute(items const& from, Next& next) {
        return [&from, &next](auto const& row, auto live) __attribute__((always_inline)) {
            if constexpr (std::is_same_v<Generator, no_generator>) {
                next(output_row(from, row), live);
            } else {
                if (!live) return;
                make_rows<S>(from.generator, row,
                             [&](auto const&... made) { next(output_row(from, row, made...), live); });
            }
        };
    }

    template <class Row, class... Made>
    [[gnu::always_inline]] static auto output_row(items const& from, Row const& row, Made const&... made) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
            using flight = flight_row<decltype(value<I, Outputs>(from, row, made...))...>;
            return flight{value_tuple<decltype(value<I, Outputs>(from, row, made...))...>(
                value<I, Outputs>(from, row, made...)...)};
        }(std::index_sequence_for<Outputs...>{});
    }

    template <std::size_t I, class Output, class Row, class... Made>
    [[gnu::always_inline]] static auto value([[maybe_unused]] items const& from,
                                             [[maybe_unused]] Row const& row,
                                             [[maybe_unused]] Made const&... made) {
        using expr = typename Output::expr;
        if constexpr (!Wanted.columns.has(I)) {
            return absent{};
        } else if constexpr (generated_index<expr> != not_found) {
            return pick_value<generated_index<expr>>(made...);
        } else {
            return keep(element<I>(from.outputs).value.template eval<S>(row));
        }
    }
    template <std::size_t J, class First, class... Rest>
    static constexpr auto pick_value(First const& first, Rest const&... rest) {
        if constexpr (J == 0) {
            return in_flight_value(first);
        } else {
            return pick_value<J - 1>(rest...);
        }
    }
    template <class T>
    static constexpr auto in_flight_value(T const& value) {
        if constexpr (travels_by_value<T>) {
            return value;
        } else {
            return value_ref<T>{&value};
        }
    }
};

} // namespace weir::detail
