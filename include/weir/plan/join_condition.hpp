// SPDX-License-Identifier: BSL-1.0
// What a join finds in its condition: equal keys, conditions on one side, conditions on both.
#pragma once

#include <weir/expr/choice.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/conditional.hpp>
#include <weir/expr/logic.hpp>
#include <weir/plan/select.hpp>
#include <weir/schema/joined_schema.hpp>

#include <cstddef>
#include <cstdint>
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

// Keys.

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
inline constexpr bool is_conjunction = false;
template <class L, class R>
inline constexpr bool is_conjunction<connective_node<logical_and, L, R>> = true;

template <class E>
constexpr auto split_conjuncts(E const& e) {
    return value_tuple<E>(e);
}
// As in Spark, two comparisons.
template <class E, class Low, class High>
constexpr auto split_conjuncts(function<between_function, E, Low, High> const& e) {
    using above = function<greater_equal, E, Low>;
    using below = function<less_equal, E, High>;
    return value_tuple<above, below>(
        make_function<greater_equal>(element<0>(e.arguments), element<1>(e.arguments)),
        make_function<less_equal>(element<0>(e.arguments), element<2>(e.arguments)));
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

// Nulls.

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
template <class E, class C>
struct null_rejected<null_test<E, true>, C> {
    static constexpr column_set columns = null_rejecting<E, C>();
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

/// Whether a condition cannot hold for a row that has nulls for all columns of a side. Of an OR that reads
/// that side alone each part has to say so.
template <class E, class C>
struct side_rejected {
    static constexpr bool by(column_set const& side) { return !(null_rejecting<E, C>() & side).empty(); }
};
template <class L, class R, class C>
struct side_rejected<connective_node<logical_or, L, R>, C> {
    static constexpr bool by(column_set const& side) {
        column_set const read = L::template reads<C>() | R::template reads<C>();
        return (read & side) == read && side_rejected<L, C>::by(side) && side_rejected<R, C>::by(side);
    }
};
template <class L, class R, class C>
struct side_rejected<connective_node<logical_and, L, R>, C> {
    static constexpr bool by(column_set const& side) {
        return side_rejected<L, C>::by(side) || side_rejected<R, C>::by(side);
    }
};

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

// A condition on one side, as a condition of that side.

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
