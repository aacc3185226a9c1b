// SPDX-License-Identifier: BSL-1.0
// What a join finds in its condition: equal keys, conditions on one side, conditions on both, bounds of time.
#pragma once

#include <weir/expr/cast.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/conditional.hpp>
#include <weir/expr/logic.hpp>
#include <weir/expr/time_literal.hpp>
#include <weir/plan/select.hpp>
#include <weir/schema/joined_schema.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// Both sides of a join: `C` is the schema in which its condition is written, with the columns of the left
/// side first.
template <class L, class R>
struct join_sides {
    using left_schema = L;
    using right_schema = R;
    using C = joined_schema<L, R, false, false>;
    static constexpr std::size_t left = schema_of<L>::size;
    static constexpr std::size_t right = schema_of<R>::size;

    static constexpr column_set left_columns = first_columns(left);
    static constexpr column_set right_columns = shift_columns(first_columns(right), left);

    template <class E>
    static constexpr bool reads_left = !(E::template reads<C>() & left_columns).empty();
    template <class E>
    static constexpr bool reads_right = !(E::template reads<C>() & right_columns).empty();
};

// ---- keys

/// Two expressions, one a side, that have to be equal.
template <class L, class R, bool NullSafe>
struct key_pair {
    static constexpr bool null_safe = NullSafe;
    using left_type = L;
    using right_type = R;
    [[no_unique_address]] L left;
    [[no_unique_address]] R right;
};

template <class E>
inline constexpr bool is_equality = false;
template <class A, class B>
inline constexpr bool is_equality<function<equal, A, B>> = true;
template <class A, class B>
inline constexpr bool is_equality<function<null_safe_equal, A, B>> = true;
template <class E>
inline constexpr bool is_null_safe = false;
template <class A, class B>
inline constexpr bool is_null_safe<function<null_safe_equal, A, B>> = true;

enum class conjunct_role : std::uint8_t { key, left, right, both };

template <class E, class Sides>
constexpr conjunct_role role_of() {
    if constexpr (is_equality<E>) {
        constexpr bool is_key = []<class Fn, class A, class B>(type_identity<function<Fn, A, B>>) {
            constexpr bool straight = Sides::template reads_left<A> && !Sides::template reads_right<A>
                                      && !Sides::template reads_left<B> && Sides::template reads_right<B>;
            constexpr bool crossed = !Sides::template reads_left<A> && Sides::template reads_right<A>
                                     && Sides::template reads_left<B> && !Sides::template reads_right<B>;
            using S = typename Sides::C;
            return (straight || crossed)
                   && !std::is_same_v<common_type_t<result_of<A, S>, result_of<B, S>>, unknown_type>;
        }(type_identity<E>{});
        if (is_key) return conjunct_role::key;
    }
    if constexpr (!Sides::template reads_right<E>) {
        return conjunct_role::left;
    } else if constexpr (!Sides::template reads_left<E>) {
        return conjunct_role::right;
    } else {
        return conjunct_role::both;
    }
}

/// A condition taken apart; each member is a value_tuple.
template <class Keys, class Left, class Right, class Both>
struct join_condition {
    [[no_unique_address]] Keys keys;
    [[no_unique_address]] Left left;
    [[no_unique_address]] Right right;
    [[no_unique_address]] Both both;
};

template <class E>
constexpr auto split_conjuncts(E const& e) {
    return value_tuple<E>(e);
}
template <class L, class R>
constexpr auto split_conjuncts(connective_node<logical_and, L, R> const& e) {
    return join_tuples(split_conjuncts(e.left), split_conjuncts(e.right));
}

template <class Sides, class Fn, class A, class B>
constexpr auto as_key(function<Fn, A, B> const& e) {
    constexpr bool null_safe = std::is_same_v<Fn, null_safe_equal>;
    if constexpr (Sides::template reads_left<A>) {
        return key_pair<A, B, null_safe>{element<0>(e.arguments), element<1>(e.arguments)};
    } else {
        return key_pair<B, A, null_safe>{element<1>(e.arguments), element<0>(e.arguments)};
    }
}

template <class Sides, conjunct_role Role, class... Es>
constexpr auto pick_conjuncts(value_tuple<Es...> const& all) {
    return unpack(
        [](auto const&... e) {
            [[maybe_unused]] constexpr auto one = []<class E>(E const& conjunct) {
                if constexpr (role_of<E, Sides>() != Role) {
                    return value_tuple<>{};
                } else if constexpr (Role == conjunct_role::key) {
                    auto const key = as_key<Sides>(conjunct);
                    return value_tuple<std::remove_const_t<decltype(key)>>(key);
                } else {
                    return value_tuple<E>(conjunct);
                }
            };
            return join_tuples(one(e)...);
        },
        all);
}

template <class Sides, class... Es>
constexpr auto take_apart(value_tuple<Es...> const& all) {
    auto const keys = pick_conjuncts<Sides, conjunct_role::key>(all);
    auto const left = pick_conjuncts<Sides, conjunct_role::left>(all);
    auto const right = pick_conjuncts<Sides, conjunct_role::right>(all);
    auto const both = pick_conjuncts<Sides, conjunct_role::both>(all);
    return join_condition<std::remove_const_t<decltype(keys)>, std::remove_const_t<decltype(left)>,
                          std::remove_const_t<decltype(right)>, std::remove_const_t<decltype(both)>>{
        keys, left, right, both};
}

template <class C, class Tuple>
constexpr column_set reads_of_all() {
    return []<class... Es>(type_identity<value_tuple<Es...>>) {
        return (column_set{} | ... | Es::template reads<C>());
    }(type_identity<Tuple>{});
}
template <class C, class Tuple>
constexpr column_set reads_of_keys() {
    return []<class... Ls, class... Rs, bool... Safe>(type_identity<value_tuple<key_pair<Ls, Rs, Safe>...>>) {
        return (column_set{} | ... | (Ls::template reads<C>() | Rs::template reads<C>()));
    }(type_identity<Tuple>{});
}
/// The columns, of both sides, that a condition reads.
template <class Sides, class Condition>
constexpr column_set condition_reads() {
    using C = typename Sides::C;
    return reads_of_keys<C, decltype(Condition::keys)>() | reads_of_all<C, decltype(Condition::left)>()
           | reads_of_all<C, decltype(Condition::right)>() | reads_of_all<C, decltype(Condition::both)>();
}

// ---- nulls

/// The columns without whose value the expression is null, so that the condition made of it cannot hold.
template <class E, class C>
constexpr column_set null_rejecting();

template <class E, class C>
struct null_rejected {
    static constexpr column_set columns =
        plain_column<E, C>() == not_found ? column_set{} : one_column(plain_column<E, C>());
};
template <fixed_string Name, class C>
struct null_rejected<col_node<Name>, C> {
    static constexpr column_set columns = col_node<Name>::template reads<C>();
};
template <class Fn, class... Args, class C>
struct null_rejected<function<Fn, Args...>, C> {
    static constexpr column_set columns =
        sees_nulls<Fn>() ? column_set{} : (column_set{} | ... | null_rejecting<Args, C>());
};
template <class E, class C>
constexpr column_set null_rejecting() {
    return null_rejected<E, C>::columns;
}

template <class C, class Condition>
constexpr column_set rejected_nulls() {
    column_set all;
    [&]<class... Ls, class... Rs, bool... Safe>(type_identity<value_tuple<key_pair<Ls, Rs, Safe>...>>) {
        ((Safe ? void() : void(all |= null_rejecting<Ls, C>() | null_rejecting<Rs, C>())), ...);
    }(type_identity<std::remove_cvref_t<decltype(std::declval<Condition>().keys)>>{});
    auto const add = [&]<class... Es>(type_identity<value_tuple<Es...>>) {
        (void(all |= null_rejecting<Es, C>()), ...);
    };
    add(type_identity<std::remove_cvref_t<decltype(std::declval<Condition>().left)>>{});
    add(type_identity<std::remove_cvref_t<decltype(std::declval<Condition>().right)>>{});
    add(type_identity<std::remove_cvref_t<decltype(std::declval<Condition>().both)>>{});
    return all;
}

// ---- bounds of time

/// A sum of columns, each with a sign, and microseconds.
struct time_sum {
    static constexpr std::size_t most = 4;
    std::array<std::size_t, most> columns{};
    std::array<int, most> signs{};
    std::size_t size = 0;
    std::int64_t micros = 0;
    bool valid = true;
};

template <class E, class C>
struct time_term {
    static constexpr void add(time_sum& sum, int sign) {
        constexpr std::size_t column = plain_column<E, C>();
        if (column == not_found || sum.size == time_sum::most
            || !std::is_same_v<result_value<E, C>, timestamp>) {
            sum.valid = false;
            return;
        }
        sum.columns[sum.size] = column;
        sum.signs[sum.size++] = sign;
    }
};
// Intervals of months have no fixed length.
template <fixed_string Text, bool InOrder, class C>
struct time_term<interval_literal<Text, InOrder>, C> {
    static constexpr void add(time_sum& sum, int sign) {
        constexpr auto by = as_interval_value(interval_literal<Text, InOrder>::value);
        if (by.months != 0) sum.valid = false;
        sum.micros += sign * (by.days * micros_per_day + by.microseconds);
    }
};
template <class T, std::int64_t Count, class C>
    requires(is_day_time<T>)
struct time_term<time_literal<T, Count>, C> {
    static constexpr void add(time_sum& sum, int sign) { sum.micros += sign * Count; }
};
template <class A, class B, class C>
struct time_term_pair {
    template <int Direction>
    static constexpr void add(time_sum& sum, int sign) {
        time_term<A, C>::add(sum, sign);
        time_term<B, C>::add(sum, sign * Direction);
    }
};
template <class Op, int Direction, class A, class B, class C>
struct time_term<function<time_shift<Op, Direction>, A, B>, C> {
    static constexpr void add(time_sum& sum, int sign) {
        time_term_pair<A, B, C>::template add<Direction>(sum, sign);
    }
};
template <class A, class B, class C>
struct time_term<function<weir::detail::add, A, B>, C> {
    static constexpr void add(time_sum& sum, int sign) {
        time_term_pair<A, B, C>::template add<1>(sum, sign);
    }
};
template <class A, class B, class C>
struct time_term<function<subtract, A, B>, C> {
    static constexpr void add(time_sum& sum, int sign) {
        time_term_pair<A, B, C>::template add<-1>(sum, sign);
    }
};
template <class E, class C>
struct time_term<cast_node<timestamp, E>, C> : time_term<E, C> {};
template <fixed_string Name, class E, class C>
struct time_term<aliased<Name, E>, C> : time_term<E, C> {};

/// What a conjunct tells of a column of `side` when a column of `from`, on the other side, has passed a time
/// `w`: those at or before `w` plus this many microseconds have no partner any more.
/// Source  Spark StreamingJoinHelper.getStateValueWatermark.
constexpr std::optional<std::int64_t> bound_of(time_sum const& sum, bool inclusive, column_set const& side,
                                               column_set const& from) {
    if (!sum.valid) return std::nullopt;
    std::size_t own = 0;
    std::size_t others = 0;
    for (std::size_t i = 0; i < sum.size; ++i) {
        bool const is_own = side.has(sum.columns[i]);
        if (is_own ? sum.signs[i] > 0 : !from.has(sum.columns[i]) || sum.signs[i] < 0) return std::nullopt;
        ++(is_own ? own : others);
    }
    if (own != 1 || others != 1) return std::nullopt;
    constexpr std::int64_t milli = 1'000;
    return floor_div(sum.micros, milli) * milli - (inclusive ? milli : 0);
}

template <class E, class C>
struct time_order {
    static constexpr bool found = false;
};
template <class C, class Small, class Large>
constexpr time_sum order_sum() { // small - large
    time_sum sum;
    time_term<Small, C>::add(sum, 1);
    time_term<Large, C>::add(sum, -1);
    return sum;
}
template <class A, class B, class C>
struct time_order<function<less, A, B>, C> {
    static constexpr bool found = true;
    static constexpr bool inclusive = false;
    static constexpr time_sum sum = order_sum<C, A, B>();
};
template <class A, class B, class C>
struct time_order<function<less_equal, A, B>, C> {
    static constexpr bool found = true;
    static constexpr bool inclusive = true;
    static constexpr time_sum sum = order_sum<C, A, B>();
};
template <class A, class B, class C>
struct time_order<function<greater, A, B>, C> : time_order<function<less, B, A>, C> {};
template <class A, class B, class C>
struct time_order<function<greater_equal, A, B>, C> : time_order<function<less_equal, B, A>, C> {};

/// How the watermark frees the state of a stream-stream join.
struct join_bounds {
    std::size_t time_key = not_found; // the key that is an event time: both sides are freed by it
    std::optional<std::int64_t> left; // else: left rows at or before the watermark plus this are freed
    std::optional<std::int64_t> right;

    /// What is left of the bounds where state can be freed: by an event time of its own side.
    [[nodiscard]] constexpr join_bounds with_own_times(bool of_left, bool of_right) const {
        join_bounds own = *this;
        if (!of_left) own.left.reset();
        if (!of_right) own.right.reset();
        return own;
    }
    [[nodiscard]] constexpr bool frees_left() const { return time_key != not_found || left.has_value(); }
    [[nodiscard]] constexpr bool frees_right() const { return time_key != not_found || right.has_value(); }
    /// How far behind the watermark the rows of the join can be.
    [[nodiscard]] constexpr std::int64_t lag() const {
        if (time_key != not_found) return 0;
        return std::max<std::int64_t>({0, -left.value_or(0), -right.value_or(0)});
    }
};

/// `Times` are the columns of the condition's schema that carry a watermark.
template <class Sides, class Condition, column_set Times>
constexpr join_bounds find_bounds() {
    using C = typename Sides::C;
    join_bounds bounds;
    [&]<class... Ls, class... Rs, bool... Safe>(type_identity<value_tuple<key_pair<Ls, Rs, Safe>...>>) {
        std::array<std::size_t, sizeof...(Ls) + 1> const left{plain_column<Ls, C>()..., not_found};
        std::array<std::size_t, sizeof...(Ls) + 1> const right{plain_column<Rs, C>()..., not_found};
        for (auto const* keys : {&left, &right}) {
            for (std::size_t i = 0; i < sizeof...(Ls) && bounds.time_key == not_found; ++i) {
                if ((*keys)[i] != not_found && Times.has((*keys)[i])) bounds.time_key = i;
            }
        }
    }(type_identity<std::remove_cvref_t<decltype(std::declval<Condition>().keys)>>{});
    if (bounds.time_key != not_found) return bounds;

    constexpr column_set left_times = Times & Sides::left_columns;
    constexpr column_set right_times = Times & Sides::right_columns;
    auto const narrow = [](std::optional<std::int64_t>& known, std::optional<std::int64_t> found) {
        if (found) known = known ? std::min(*known, *found) : *found;
    };
    [[maybe_unused]] auto const one = [&]<class E>(type_identity<E>) {
        using order = time_order<E, C>;
        if constexpr (order::found) {
            narrow(bounds.left, bound_of(order::sum, order::inclusive, Sides::left_columns, right_times));
            narrow(bounds.right, bound_of(order::sum, order::inclusive, Sides::right_columns, left_times));
        }
    };
    [&]<class... Es>(type_identity<value_tuple<Es...>>) {
        (one(type_identity<Es>{}), ...);
    }(type_identity<std::remove_cvref_t<decltype(std::declval<Condition>().both)>>{});
    return bounds;
}

// ---- a condition on one side, as a condition of that side

/// The expression `E` over both sides, which reads one side only, as an expression over that side.
template <class E, class C, std::size_t From, std::size_t Count>
struct one_sided : expression_interface<one_sided<E, C, From, Count>> {
    [[no_unique_address]] E inner;

    template <class S>
    using result = result_of<E, C>;
    template <class S>
    static constexpr bool total = E::template total<C>;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return columns_from(E::template reads<C>(), From, Count);
    }
    static constexpr void write(text& out) { E::write(out); }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return inner.template eval<C>(half_row<Row, From>{&row});
    }
};

} // namespace weir::detail
