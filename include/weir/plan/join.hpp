// SPDX-License-Identifier: BSL-1.0
// join: rows of two relations side by side, where a condition holds.
#pragma once

#include <weir/expr/choice.hpp>
#include <weir/plan/alias.hpp>
#include <weir/plan/join_checks.hpp>
#include <weir/plan/join_condition.hpp>
#include <weir/plan/join_filter.hpp>
#include <weir/plan/join_kind.hpp>
#include <weir/plan/join_plans.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/where.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

// Names of columns that both sides have: equal in value, once in the result, first in it.
template <fixed_string... Names>
struct join_columns : no_function<join_columns<Names...>, "on<...>"> {};

template <join_kind Kind, class Sides, fixed_string... Names>
struct using_columns {
    using L = typename Sides::left_schema;
    using R = typename Sides::right_schema;
    using C = typename Sides::C;

    template <fixed_string Name>
    static constexpr std::size_t left_index = col_node<Name>::template where<L>.way.column;
    template <fixed_string Name>
    static constexpr std::size_t right_index = Sides::left + col_node<Name>::template where<R>.way.column;

    template <std::size_t I, class S>
    static constexpr auto column_at() {
        constexpr std::string_view name = schema_of<S>::names[I];
        return slot<I, col_node<fixed_string<name.size()>(name)>, column_type<S, I>>{};
    }
    static constexpr auto conjuncts() {
        constexpr auto one = []<fixed_string Name>(col_node<Name>) {
            return make_function<equal>(column_at<left_index<Name>, C>(), column_at<right_index<Name>, C>());
        };
        return value_tuple<decltype(one(col_node<Names>{}))...>(one(col_node<Names>{})...);
    }

    // The columns of the result, from the row of both sides.
    template <class S>
    static constexpr auto outputs() {
        constexpr auto key = []<fixed_string Name>(col_node<Name>) {
            constexpr std::size_t l = left_index<Name>;
            constexpr std::size_t r = right_index<Name>;
            if constexpr (Kind == join_kind::full_outer) {
                constexpr std::string_view name = schema_of<S>::names[l];
                auto const value = coalesce(column_at<l, S>(), column_at<r, S>());
                using out = output<fixed_string<name.size()>(name), std::remove_const_t<decltype(value)>>;
                return value_tuple<out>(out{value});
            } else {
                return all_columns<S>(std::index_sequence < Kind == join_kind::right_outer ? r : l > {});
            }
        };
        return join_tuples(key(col_node<Names>{})...,
                           others<S>(std::make_index_sequence<schema_of<S>::size>{}));
    }

private:
    template <class S, std::size_t... I>
    static constexpr auto others(std::index_sequence<I...>) {
        constexpr auto one = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (((J == left_index<Names> || J == right_index<Names>) || ...)) {
                return value_tuple<>{};
            } else {
                return all_columns<S>(std::index_sequence<J>{});
            }
        };
        return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
    }
};

template <class Left, class Right, join_kind Kind, class... Es>
constexpr verdict check_whole_join() {
    using sides = join_sides<typename Left::schema, typename Right::schema>;
    verdict const v = check_join_sides(Kind, Left::is_streaming, Right::is_streaming);
    if (v.failed()) return v;
    if constexpr (Left::is_streaming && Right::is_streaming) {
        using condition = decltype(take_apart<sides>(std::declval<value_tuple<Es...>>()));
        return check_stream_join<Left, Right, Kind, sides, condition>();
    } else {
        return {};
    }
}

template <class Right, join_kind Kind, class Condition>
struct join_operator : operator_base {
    Right right;
    [[no_unique_address]] Condition condition;

    constexpr join_operator(Right r, Condition c) : right(std::move(r)), condition(std::move(c)) {}

    template <class Left>
    static constexpr verdict check() {
        using sides = join_sides<typename Left::schema, typename Right::schema>;
        if constexpr (check_join_condition<Condition, sides>().failed()) {
            return check_join_condition<Condition, sides>();
        } else {
            return []<class... Es>(type_identity<value_tuple<Es...>>) {
                return check_whole_join<Left, Right, Kind, Es...>();
            }(type_identity<decltype(split_conjuncts(std::declval<Condition>()))>{});
        }
    }

    template <relation Left>
    constexpr auto operator()(Left const& left) const {
        constexpr auto check = [] { return join_operator::check<Left>(); };
        constexpr bool reported = Left::rejected || Right::rejected;
        if constexpr (reported || check().failed()) {
            if constexpr (!reported) raise<check>();
            return rejected_plan<
                typename join_output<Kind, typename Left::schema, typename Right::schema>::type,
                Left::is_streaming || Right::is_streaming, Left::event_time>{};
        } else {
            return join_where<Kind>(left, right, split_conjuncts(condition));
        }
    }
};

template <class Right, join_kind Kind>
struct cross_operator : operator_base {
    Right right;

    constexpr explicit cross_operator(Right r) : right(std::move(r)) {}

    template <relation Left>
    constexpr auto operator()(Left const& left) const {
        constexpr auto check = [] { return check_whole_join<Left, Right, Kind>(); };
        constexpr bool reported = Left::rejected || Right::rejected;
        if constexpr (reported || check().failed()) {
            if constexpr (!reported) raise<check>();
            return rejected_plan<
                typename join_output<Kind, typename Left::schema, typename Right::schema>::type,
                Left::is_streaming || Right::is_streaming, Left::event_time>{};
        } else {
            return join_where<Kind>(left, right, value_tuple<>{});
        }
    }
};

template <class Right, join_kind Kind, fixed_string... Names>
struct join_using_operator : operator_base {
    Right right;

    constexpr explicit join_using_operator(Right r) : right(std::move(r)) {}

    template <class Left>
    static constexpr verdict check() {
        using L = typename Left::schema;
        using R = typename Right::schema;
        constexpr auto of_columns = [] { return first_fault(check_join_column<Names, L, R>()...); };
        if constexpr (of_columns().failed()) {
            return of_columns();
        } else {
            using keys = using_columns<Kind, join_sides<L, R>, Names...>;
            return []<class... Es>(type_identity<value_tuple<Es...>>) {
                return check_whole_join<Left, Right, Kind, Es...>();
            }(type_identity<decltype(keys::conjuncts())>{});
        }
    }

    template <relation Left>
    constexpr auto operator()(Left const& left) const {
        using L = typename Left::schema;
        using R = typename Right::schema;
        using keys = using_columns<Kind, join_sides<L, R>, Names...>;
        constexpr auto check = [] { return join_using_operator::check<Left>(); };
        constexpr bool reported = Left::rejected || Right::rejected;
        if constexpr (reported || check().failed()) {
            if constexpr (!reported) raise<check>();
            return rejected_plan<typename join_output<Kind, L, R>::type,
                                 Left::is_streaming || Right::is_streaming, Left::event_time>{};
        } else {
            auto const pairs = join_where<Kind>(left, right, keys::conjuncts());
            if constexpr (gives_left_only(Kind)) {
                return pairs;
            } else {
                using S = typename decltype(pairs)::schema;
                return make_select(pairs, no_generator{}, keys::template outputs<S>());
            }
        }
    }
};

} // namespace detail

/// The columns by which join() matches two relations: those called `Names`, on both sides.
template <fixed_string... Names>
    requires(sizeof...(Names) > 0)
inline constexpr detail::join_columns<Names...> on{};

/// Joins with `other` where `condition` holds. The columns of both sides are known by their names, and where
/// a side has an alias by `"alias.column"_c` too.
///
/// Rows    out the columns of this relation, then those of `other`; left_semi and left_anti: those of this
///         one. Equalities of both sides in the condition are looked up by hash; without one every row meets
///         every row.
/// Null    null keys match nothing; `eq_null_safe` compares them as values. The side that may have no partner
///         becomes nullable.
/// Time    stream with stream: both event times go on.
/// State   stream with stream: the rows of both sides, until the watermark and a bound of time in the
///         condition, or a key that is a time or window, tell that no partner can come; then outer joins give
///         what had none. Stream with table: none; the table is read once, when the query starts.
/// Cost    a hash lookup a row.
/// Errors  compile time: unknown or ambiguous column, a condition that is not boolean, kinds that a stream
///         cannot have, two streams without equal keys, an outer join of two streams without a bound of time.
/// Source  Spark Dataset.join.
template <relation Right, expression Condition, join_kind Kind = join_kind::inner>
constexpr auto join(Right const& other, Condition const& condition, join_type<Kind> = {}) {
    return detail::join_operator < Right, Kind == join_kind::cross ? join_kind::inner : Kind,
           Condition > (other, condition);
}

/// Joins with `other` by columns that both have: `join(classes, on<"name">, left_outer)`. They come once,
/// before the others; in a full_outer join from the side that has the row.
/// Errors  compile time: a column that a side does not have; otherwise as the join above.
template <relation Right, fixed_string... Names, join_kind Kind = join_kind::inner>
constexpr auto join(Right const& other, detail::join_columns<Names...>, join_type<Kind> = {}) {
    return detail::join_using_operator < Right, Kind == join_kind::cross ? join_kind::inner : Kind,
           Names... > (other);
}

/// Joins every row with every row of `other`: `join(other, cross)`.
/// Errors  compile time: two streams.
/// Source  Spark Dataset.crossJoin.
template <relation Right>
constexpr auto join(Right const& other, join_type<join_kind::cross>) {
    return detail::cross_operator<Right, join_kind::inner>(other);
}

} // namespace weir
