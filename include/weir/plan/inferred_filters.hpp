// SPDX-License-Identifier: BSL-1.0
// Conditions that a join's equal keys carry over from one side to the other.
#pragma once

#include <weir/plan/filter_below.hpp>
#include <weir/plan/join_condition.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// A row of which one column is known.
template <std::size_t Column, class Value>
struct one_value_row {
    Value value;
};
template <std::size_t I, std::size_t Column, class Value>
constexpr Value const& value_at(one_value_row<Column, Value> const& row) {
    static_assert(I == Column);
    return row.value;
}

/// A condition `E` on the column `Column` of the schema `S`, asked of the column `At` of another.
template <class E, class S, std::size_t Column, std::size_t At>
struct condition_on_key : expression_interface<condition_on_key<E, S, Column, At>> {
    [[no_unique_address]] E inner;

    template <class Other>
    using result = result_of<E, S>;
    template <class Other>
    static constexpr bool total = E::template total<S>;
    template <class Other>
    static constexpr verdict check() {
        return {};
    }
    template <class Other>
    static constexpr column_set reads() {
        return one_column(At);
    }
    static constexpr void write(text& out) { E::write(out); }

    template <class Other, class Row>
    constexpr auto eval(Row const& row) const {
        auto&& value = value_at<At>(row);
        using type = std::remove_cvref_t<decltype(value)>;
        return inner.template eval<S>(one_value_row<Column, type const&>{value});
    }
};

/// What is known of the rows of a plan: that a condition holds for one of their columns.
template <class E, class S, std::size_t Column, std::size_t Place>
struct known_condition {
    static constexpr std::size_t place = Place;
    using type = column_type<S, Column>;
    template <std::size_t At>
    using at = condition_on_key<E, S, Column, At>;
    [[no_unique_address]] E condition;
};

template <class E>
inline constexpr bool says_present = false;
template <class E>
inline constexpr bool says_present<null_test<E, true>> = true;

/// A condition as something known of a column, if it reads only one.
template <class S, class E>
constexpr auto known_of(E const& e) {
    constexpr column_set read = E::template reads<S>();
    if constexpr (read.size() == 1 && !says_present<E> && !varies<E>) {
        constexpr std::size_t column = first_column(read);
        return value_tuple<known_condition<E, S, column, column>>(known_condition<E, S, column, column>{e});
    } else {
        return value_tuple<>{};
    }
}
template <class S, class... Es>
constexpr auto known_of_all(value_tuple<Es...> const& conjuncts) {
    return unpack([](auto const&... e) { return join_tuples(known_of<S>(e)...); }, conjuncts);
}

template <class Plan>
constexpr auto known_of_plan(Plan const&) {
    return value_tuple<>{};
}
template <class Input, class Condition>
constexpr auto known_of_plan(where_plan<Input, Condition> const& plan);
template <class Input, std::size_t Column, std::int64_t Delay>
constexpr auto known_of_plan(watermark_plan<Input, Column, Delay> const& plan);
template <class Input, fixed_string Name>
constexpr auto known_of_plan(alias_plan<Input, Name> const& plan);
template <class Input, class Generator, class... Outputs>
constexpr auto known_of_plan(select_plan<Input, Generator, Outputs...> const& plan);

template <class Input, class Condition>
constexpr auto known_of_plan(where_plan<Input, Condition> const& plan) {
    return join_tuples(known_of_all<typename Input::schema>(split_conjuncts(plan.condition)),
                       known_of_plan(plan.input));
}
template <class Input, std::size_t Column, std::int64_t Delay>
constexpr auto known_of_plan(watermark_plan<Input, Column, Delay> const& plan) {
    return known_of_plan(plan.input);
}
template <class Input, fixed_string Name>
constexpr auto known_of_plan(alias_plan<Input, Name> const& plan) {
    return known_of_plan(plan.input);
}
// Columns that are passed on keep what is known of them, at their new place.
template <class S, class... Outputs, class E, class From, std::size_t Column, std::size_t Place>
constexpr auto known_above(known_condition<E, From, Column, Place> const& known) {
    constexpr std::size_t place = [] {
        std::size_t i = 0;
        std::size_t found = not_found;
        ((plain_column<typename Outputs::expr, S>() == Place && found == not_found ? void(found = i++)
                                                                                   : void(++i)),
         ...);
        return found;
    }();
    if constexpr (place == not_found) {
        return value_tuple<>{};
    } else {
        using moved = known_condition<E, From, Column, place>;
        return value_tuple<moved>(moved{known.condition});
    }
}
template <class Input, class Generator, class... Outputs>
constexpr auto known_of_plan(select_plan<Input, Generator, Outputs...> const& plan) {
    return unpack(
        [](auto const&... known) {
            return join_tuples(known_above<typename Input::schema, Outputs...>(known)...);
        },
        known_of_plan(plan.input));
}

/// What is known of a key of one side, as conditions on the other: `From` is where the columns of the known
/// side begin, `Left` tells which it is.
template <class C, std::size_t From, bool Left, class... Keys, class Known>
constexpr auto carry_over(value_tuple<Keys...> const&, Known const& known) {
    return unpack(
        [](auto const&... k) {
            [[maybe_unused]] constexpr auto one = []<class K>(K const& condition) {
                [[maybe_unused]] constexpr auto through =
                    []<class L, class R, bool Safe>(type_identity<key_pair<L, R, Safe>>, K const& c) {
                        constexpr std::size_t own = Left ? plain_column<L, C>() : plain_column<R, C>();
                        constexpr std::size_t other = Left ? plain_column<R, C>() : plain_column<L, C>();
                        if constexpr (!Safe && own != not_found && other != not_found
                                      && own == From + K::place) {
                            if constexpr (std::is_same_v<typename K::type, column_type<C, other>>) {
                                using carried = typename K::template at<other>;
                                return value_tuple<carried>(carried{{}, c.condition});
                            } else {
                                return value_tuple<>{};
                            }
                        } else {
                            return value_tuple<>{};
                        }
                    };
                return join_tuples(through(type_identity<Keys>{}, condition)...);
            };
            return join_tuples(one(k)...);
        },
        known);
}

} // namespace weir::detail
