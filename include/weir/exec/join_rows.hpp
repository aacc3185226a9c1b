// SPDX-License-Identifier: BSL-1.0
// What both ways to run a join share: the columns that are kept of a row, the key, the conditions.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/exec/owned_row.hpp>
#include <weir/expr/conditional.hpp>
#include <weir/plan/join.hpp>

#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The parts of a condition, at work. `NullsMatch`: null keys are values like any other.
template <class Sides, class Condition, bool NullsMatch>
struct join_parts {
    using C = typename Sides::C;

    static constexpr column_set both_reads = reads_of_all<C, decltype(Condition::both)>();
    /// The columns, of both sides, that the condition reads.
    static constexpr column_set reads = condition_reads<Sides, Condition>();

    // The type in which the two values of a key meet.
    template <class K>
    using common_key =
        common_type_t<result_of<typename K::left_type, C>, result_of<typename K::right_type, C>>;
    template <class K>
    static constexpr bool nullable_key = (K::null_safe || NullsMatch)
                                         && (is_nullable<result_of<typename K::left_type, C>>
                                             || is_nullable<result_of<typename K::right_type, C>>);
    template <class K>
    using stored_key = typename key_form<nullable_if<common_key<K>, nullable_key<K>>>::type;
    template <class K>
    using borrowed_key = nullable_if<flight_of<common_key<K>, false>, nullable_key<K>>;

    template <class Keys>
    struct key_types;
    template <class... Ks>
    struct key_types<value_tuple<Ks...>> {
        using stored = value_tuple<stored_key<Ks>...>;
        using borrowed = value_tuple<borrowed_key<Ks>...>;
    };
    using stored_keys = typename key_types<decltype(Condition::keys)>::stored;
    using borrowed_keys = typename key_types<decltype(Condition::keys)>::borrowed;
    static constexpr std::size_t key_count = []<class... Ks>(type_identity<value_tuple<Ks...>>) {
        return sizeof...(Ks);
    }(type_identity<decltype(Condition::keys)>{});

    /// Calls `f` with the key of a row of one side; not where a null makes it match nothing.
    template <bool Left, class Row, class F>
    [[gnu::always_inline]] static bool with_key(Condition const& condition, Row const& row, F&& f) {
        half_row<Row, Left ? 0 : Sides::left> const half{&row};
        return unpack(
            [&](auto const&... key) __attribute__((always_inline)) {
                return with_values(f, type_identity<value_tuple<std::remove_cvref_t<decltype(key)>...>>{},
                                   value_of<Left>(key).template eval<C>(half)...);
            },
            condition.keys);
    }

    /// Whether all the conditions hold for a row of the condition's schema.
    template <class... Es, class Row>
    [[gnu::always_inline]] static bool all_hold(value_tuple<Es...> const& conditions, Row const& row) {
        return unpack([&](auto const&... e) __attribute__((always_inline)) { return (holds(e, row) && ...); },
                      conditions);
    }

private:
    template <bool Left, class K>
    static constexpr auto const& value_of(K const& key) {
        if constexpr (Left) {
            return key.left;
        } else {
            return key.right;
        }
    }
    template <class E, class Row>
    [[gnu::always_inline]] static bool holds(E const& e, Row const& row) {
        auto const value = e.template eval<C>(row);
        return present(value) && unwrap(value);
    }
    template <class F, class... Ks, class... Values>
    [[gnu::always_inline]] static bool with_values(F& f, type_identity<value_tuple<Ks...>>,
                                                   Values const&... values) {
        if (!((nullable_key<Ks> || present(values)) && ...)) return false;
        f(borrowed_keys(as_key_value<Ks>(values)...));
        return true;
    }
    template <class K, class T>
    [[gnu::always_inline]] static constexpr borrowed_key<K> as_key_value(T const& value) {
        if constexpr (nullable_key<K>) {
            return widen_value<borrowed_key<K>>(value);
        } else {
            return widen_value<borrowed_key<K>>(unwrap(value));
        }
    }
};

} // namespace weir::detail
