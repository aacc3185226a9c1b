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

    /// Whether the arguments of the aggregates cannot fail.
    static constexpr bool total_arguments() {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return ((!calls_wanted[I] || type_at<I, Calls...>::template total_arguments<S>) && ... && true);
        }(std::index_sequence_for<Calls...>{});
    }
    /// The accumulator that counts every row, if there is one: it tells whether a group was used at all.
    static constexpr std::size_t row_counter() {
        std::size_t found = not_found;
        for_each_wanted([&](auto i) {
            using accumulator = std::remove_cvref_t<decltype(element<i>(std::declval<accumulators&>()))>;
            if constexpr (requires { accumulator::counts_rows; }) {
                if (accumulator::counts_rows) found = i;
            }
        });
        return found;
    }

    /// Adds a row: as a whole or, where an expression or an accumulator of fixed size refuses it, not at all.
    template <class Row>
    [[gnu::always_inline]] void feed(accumulators& to, Row const& row) const {
        with_arguments(row,
                       [&](auto const& add_to) __attribute__((always_inline)) { add_whole(to, add_to); });
    }
    /// Computes the arguments of all aggregates for a row, then calls `use` with what adds them to a group.
    template <class Row, class Use>
    [[gnu::always_inline]] void with_arguments(Row const& row, Use const& use) const {
        [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
            value_tuple<decltype(arguments_of<I>(row))...> const arguments(arguments_of<I>(row)...);
            use([&](accumulators& to)
                    __attribute__((always_inline)) { (add_arguments<I>(to, element<I>(arguments)), ...); });
        }(std::index_sequence_for<Calls...>{});
    }
    /// Adds a row to one aggregate after the other, each with its arguments; `live` may be a predicate.
    template <class Row, class Live>
    [[gnu::always_inline]] void feed_each(accumulators& to, Row const& row, Live live) const {
        add_whole(to, [&](accumulators& sum) __attribute__((always_inline)) {
            for_each_wanted([&](auto i) __attribute__((always_inline)) {
                if constexpr (std::is_same_v<Live, always_live>) {
                    element<i>(calls_).template feed<S>(row, element<i>(sum));
                } else if constexpr (layout::predicated) {
                    element<i>(calls_).template feed_if<S>(live, row, element<i>(sum));
                } else if (live) {
                    element<i>(calls_).template feed<S>(row, element<i>(sum));
                }
            });
        });
    }
    /// A row counts as a whole or, where an accumulator refuses it, not at all.
    template <class Add>
    [[gnu::always_inline]] static void add_whole(accumulators& to, Add const& add_to) {
        if constexpr (std::is_trivially_copyable_v<accumulators>) {
            accumulators sum = to;
            add_to(sum);
            to = sum;
        } else {
            add_to(to);
        }
    }
    /// Adds what `from`, a group of later rows, holds.
    static void merge(accumulators& to, accumulators const& from) {
        for_each_wanted([&](auto i) { element<i>(to).merge(element<i>(from)); });
    }

    /// Calls `next` with the row of a group. `key_of(K)` gives the value of its key at `K`, a constant, as a
    /// row in flight keeps it. Without keys there is a group that is not `used`, in which no row has come.
    template <class KeyOf, class Next>
    void emit(KeyOf const& key_of, accumulators const& values, Next& next, bool used = true) const {
        auto const group = [&]<std::size_t... K, std::size_t... C>(std::index_sequence<K...>,
                                                                   std::index_sequence<C...>) {
            return row_of_values(key_of(std::integral_constant<std::size_t, K>{})...,
                                 value_of<C>(values, used)...);
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
    [[gnu::always_inline]] static constexpr void for_each_wanted(F&& f) {
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
    static auto value_of(accumulators const& g, [[maybe_unused]] bool used) {
        if constexpr (!calls_wanted[C]) {
            return absent{};
        } else {
            using type = column_type<G, key_count + C>;
            using plain = typename std::remove_cvref_t<decltype(element<C>(g))>::result;
            if constexpr (key_count > 0 || std::is_same_v<type, plain>) {
                return keep(element<C>(g).value());
            } else {
                return used ? type(element<C>(g).value()) : type();
            }
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
