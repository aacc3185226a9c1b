// SPDX-License-Identifier: BSL-1.0
// The accumulators of a group, fed from rows and merged, and the row that a group becomes.
#pragma once

#include <weir/exec/grouping.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// What an aggregation does with one group, wherever it keeps it; `Wanted` are the columns that are read of
/// its rows.
template <class Plan, demand Wanted>
class group_values;

template <class Input, class... Keys, class... Calls, class... Outputs, demand Wanted>
class group_values<aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>,
                   Wanted> {
    using plan = aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>;
    using layout = grouping<plan>;
    using S = typename Input::schema;
    using G = typename plan::group_schema;

    static constexpr std::size_t key_count = layout::key_count;
    static constexpr auto calls_wanted = layout::wanted_calls(Wanted.columns);

    template <std::size_t I>
    static auto find_accumulator() {
        if constexpr (calls_wanted[I]) {
            return std::type_identity<typename type_at<I, Calls...>::template accumulator<S>>{};
        } else {
            return std::type_identity<absent>{};
        }
    }
    template <std::size_t... I>
    static auto find_accumulators(std::index_sequence<I...>)
        -> value_tuple<typename decltype(find_accumulator<I>())::type...>;

public:
    using accumulators = decltype(find_accumulators(std::index_sequence_for<Calls...>{}));

    explicit group_values(plan const& p) : keys_(p.keys), calls_(p.calls), outputs_(p.outputs) {}

    template <std::size_t K>
    [[nodiscard]] constexpr auto const& key() const {
        return element<K>(keys_).value;
    }
    /// The keys of a row that a table holds, borrowed.
    template <class Row>
    [[gnu::always_inline]] auto table_key(Row const& row) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
            using values = value_tuple<
                std::remove_cvref_t<decltype(key<layout::table_key[I]>().template eval<S>(row))>...>;
            return values(key<layout::table_key[I]>().template eval<S>(row)...);
        }(std::make_index_sequence<layout::table_keys>{});
    }

    /// Whether the keys in the table cannot fail, so that they may be computed ahead of their row.
    static constexpr bool total_keys() {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return (layout::template key_expr<layout::table_key[I]>::template total<S> && ... && true);
        }(std::make_index_sequence<layout::table_keys>{});
    }

    /// Adds a row: as a whole or, where an expression or an accumulator of fixed size refuses it, not at all.
    template <class Row>
    [[gnu::always_inline]] void feed(accumulators& to, Row const& row) const {
        [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
            value_tuple<decltype(arguments_of<I>(row))...> const arguments(arguments_of<I>(row)...);
            if constexpr (std::is_trivially_copyable_v<accumulators>) {
                accumulators sum = to;
                (add_arguments<I>(sum, element<I>(arguments)), ...);
                to = sum;
            } else {
                (add_arguments<I>(to, element<I>(arguments)), ...);
            }
        }(std::index_sequence_for<Calls...>{});
    }
    /// Adds what `from`, a group of later rows, holds.
    static void merge(accumulators& to, accumulators const& from) {
        for_each_wanted([&](auto i) { element<i>(to).merge(element<i>(from)); });
    }

    /// Calls `next` with the row of a group. `key_of(K)` gives the value of its key at `K`, a constant, as a
    /// row in flight keeps it.
    template <class KeyOf, class Next>
    void emit(KeyOf const& key_of, accumulators const& values, Next& next) const {
        auto const group = [&]<std::size_t... K, std::size_t... C>(std::index_sequence<K...>,
                                                                   std::index_sequence<C...>) {
            return row_of_values(key_of(std::integral_constant<std::size_t, K>{})..., value_of<C>(values)...);
        }(std::make_index_sequence<key_count>{}, std::index_sequence_for<Calls...>{});
        [&]<std::size_t... K, std::size_t... O>(std::index_sequence<K...>, std::index_sequence<O...>) {
            next(row_of_values(key_output<K>(group)..., value_output<O>(group)...), always_live{});
        }(std::make_index_sequence<key_count>{}, std::index_sequence_for<Outputs...>{});
    }

private:
    template <class... Ts>
    static flight_row<Ts...> row_of_values(Ts... values) {
        return {value_tuple<Ts...>(std::move(values)...)};
    }
    template <class F>
    [[gnu::always_inline]] static void for_each_wanted(F&& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
            (
                (void)[&]() __attribute__((always_inline)) {
                    if constexpr (calls_wanted[I]) f(std::integral_constant<std::size_t, I>{});
                }(),
                ...);
        }(std::index_sequence_for<Calls...>{});
    }
    template <std::size_t I, class Row>
    [[gnu::always_inline]] auto arguments_of(Row const& row) const {
        if constexpr (calls_wanted[I]) {
            return element<I>(calls_).template values<S>(row);
        } else {
            return absent{};
        }
    }
    template <std::size_t I, class Arguments>
    [[gnu::always_inline]] static void add_arguments(accumulators& to, Arguments const& arguments) {
        if constexpr (calls_wanted[I]) type_at<I, Calls...>::add(element<I>(to), arguments);
    }
    template <std::size_t C>
    static auto value_of(accumulators const& g) {
        if constexpr (!calls_wanted[C]) {
            return absent{};
        } else {
            return keep(element<C>(g).value());
        }
    }
    template <std::size_t K, class Group>
    static auto key_output(Group const& group) {
        if constexpr (Wanted.columns.has(K)) {
            return keep(value_at<K>(group));
        } else {
            return absent{};
        }
    }
    template <std::size_t O, class Group>
    auto value_output(Group const& group) const {
        if constexpr (Wanted.columns.has(key_count + O)) {
            return keep(element<O>(outputs_).value.template eval<G>(group));
        } else {
            return absent{};
        }
    }

    [[no_unique_address]] value_tuple<Keys...> keys_;
    [[no_unique_address]] value_tuple<Calls...> calls_;
    [[no_unique_address]] value_tuple<Outputs...> outputs_;
};

} // namespace weir::detail
