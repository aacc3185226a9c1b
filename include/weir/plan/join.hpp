// SPDX-License-Identifier: BSL-1.0
// join: rows of two relations side by side, where a condition holds.
#pragma once

#include <weir/expr/choice.hpp>
#include <weir/plan/alias.hpp>
#include <weir/plan/join_bounds.hpp>
#include <weir/plan/join_condition.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/where.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

/// Which rows a join gives besides the pairs for which its condition holds.
enum class join_kind : std::uint8_t {
    inner,
    left_outer,
    right_outer,
    full_outer,
    left_semi,
    left_anti,
    cross
};

template <join_kind Kind>
struct join_type {
    static constexpr join_kind kind = Kind;
};

/// The pairs alone.
inline constexpr join_type<join_kind::inner> inner{};
/// Also the left rows without a partner; then the right columns are null.
inline constexpr join_type<join_kind::left_outer> left_outer{};
/// Also the right rows without a partner; then the left columns are null.
inline constexpr join_type<join_kind::right_outer> right_outer{};
/// Also the rows of both sides without a partner.
inline constexpr join_type<join_kind::full_outer> full_outer{};
/// The left rows that have a partner, once, without the right columns.
inline constexpr join_type<join_kind::left_semi> left_semi{};
/// The left rows that have no partner, without the right columns.
inline constexpr join_type<join_kind::left_anti> left_anti{};
/// Every left row with every right row.
inline constexpr join_type<join_kind::cross> cross{};

namespace detail {

constexpr bool keeps_left(join_kind k) { return k == join_kind::left_outer || k == join_kind::full_outer; }
constexpr bool keeps_right(join_kind k) { return k == join_kind::right_outer || k == join_kind::full_outer; }
constexpr bool gives_left_only(join_kind k) { return k == join_kind::left_semi || k == join_kind::left_anti; }
constexpr std::string_view name_of_kind(join_kind k) {
    constexpr std::array<std::string_view, 7> names{"inner",     "left_outer", "right_outer", "full_outer",
                                                    "left_semi", "left_anti",  "cross"};
    return names[static_cast<std::size_t>(k)];
}

template <join_kind Kind, class L, class R>
struct join_output {
    using type = joined_schema<L, R, keeps_right(Kind), keeps_left(Kind)>;
};
template <join_kind Kind, class L, class R>
    requires(gives_left_only(Kind))
struct join_output<Kind, L, R> {
    using type = L;
};

/// A join in which one side is a table, that is read once: the rows of `Input` look for partners in it.
/// `TableLeft` tells on which side the table was written.
template <class Input, class Table, join_kind Kind, bool TableLeft, class Condition>
struct lookup_plan : relation_interface<lookup_plan<Input, Table, Kind, TableLeft, Condition>> {
    using input_type = Input;
    using table_type = Table;
    using condition_type = Condition;
    using left_schema = typename std::conditional_t<TableLeft, Table, Input>::schema;
    using right_schema = typename std::conditional_t<TableLeft, Input, Table>::schema;
    using sides = join_sides<left_schema, right_schema>;
    using schema = typename join_output<Kind, left_schema, right_schema>::type;
    static constexpr join_kind kind = Kind;
    static constexpr bool table_left = TableLeft;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = false;
    static constexpr column_set event_times =
        shift_columns(event_times_of<Input>(), TableLeft ? sides::left : 0);
    static constexpr std::size_t event_time = first_column(event_times);

    Input input;
    Table table;
    [[no_unique_address]] Condition condition;

    constexpr lookup_plan(Input i, Table t, Condition c)
        : input(std::move(i)), table(std::move(t)), condition(std::move(c)) {}
};

/// A join of two streams: both sides are kept until the watermark tells that no partner can come.
template <class Left, class Right, join_kind Kind, class Condition>
struct stream_join_plan : relation_interface<stream_join_plan<Left, Right, Kind, Condition>> {
    using left_type = Left;
    using right_type = Right;
    using condition_type = Condition;
    using sides = join_sides<typename Left::schema, typename Right::schema>;
    using schema = typename join_output<Kind, typename Left::schema, typename Right::schema>::type;
    static constexpr join_kind kind = Kind;
    static constexpr bool is_streaming = true;
    static constexpr bool rejected = false;
    static constexpr column_set event_times =
        gives_left_only(Kind) ? event_times_of<Left>()
                              : event_times_of<Left>() | shift_columns(event_times_of<Right>(), sides::left);
    static constexpr std::size_t event_time = first_column(event_times);

    Left left;
    Right right;
    [[no_unique_address]] Condition condition;

    constexpr stream_join_plan(Left l, Right r, Condition c)
        : left(std::move(l)), right(std::move(r)), condition(std::move(c)) {}
};

// ---- what is wrong with a join

template <class E, class Sides>
constexpr verdict check_join_condition() {
    using C = typename Sides::C;
    verdict const v = E::template check<C>();
    if (v.failed()) return v;
    using type = result_value<E, C>;
    if constexpr (has_aggregate<E>()) {
        return fault("aggregate in a join condition: \"", shown<E>().view(),
                     "\" is known only after the rows are grouped; join before, or filter after agg(...)");
    } else if constexpr (!std::is_same_v<type, bool> && !std::is_same_v<type, unknown_type>) {
        return fault("join condition \"", shown<E>().view(), "\" is ", type_name<type>().view(),
                     ", not boolean; compare columns of both sides");
    } else {
        return {};
    }
}

template <fixed_string Name, class L, class R>
constexpr verdict check_join_column() {
    using column = col_node<Name>;
    verdict const v = first_fault(column::template check<L>(), column::template check<R>());
    if (v.failed()) return v;
    if constexpr (!column::template where<L>.found() || !column::template where<R>.found()) {
        return {};
    } else if constexpr (column::template where<L>.way.depth != 0
                         || column::template where<R>.way.depth != 0) {
        return fault("join on the field \"", Name.view(),
                     "\"; write the condition with an alias for each side");
    } else if constexpr (!comparable<result_of<column, L>, result_of<column, R>>()) {
        return fault("join on \"", Name.view(), "\" of type ",
                     short_type_name<result_value<column, L>>().view(), " with ",
                     short_type_name<result_value<column, R>>().view(), "; cast one of them");
    } else {
        return {};
    }
}

/// Which joins can run at all, by which sides are streams. Source  Spark's rules 22 to 27.
constexpr verdict check_join_sides(join_kind kind, bool left_streaming, bool right_streaming) {
    std::string_view const name = name_of_kind(kind);
    if (left_streaming && right_streaming) {
        return kind != join_kind::left_anti
                   ? verdict{}
                   : fault(
                         "left_anti join of two streams: that a row has no partner is known only at the end "
                         "of the other stream; use left_outer with a bound of time and keep the nulls");
    }
    if (left_streaming && keeps_right(kind)) {
        return fault(name,
                     " join of a stream with a table on the right: which rows of the table have no partner "
                     "is known only at the end of the stream; use inner or left_outer");
    }
    if (right_streaming && (keeps_left(kind) || gives_left_only(kind))) {
        return fault(name,
                     " join of a table with a stream on the right: which rows of the table have a partner "
                     "is known only at the end of the stream; put the stream on the left");
    }
    return {};
}

/// Spark's rule 26, and that state is found by equal keys.
template <class Left, class Right, join_kind Kind, class Sides, class Condition>
constexpr verdict check_stream_join() {
    constexpr column_set left_times = event_times_of<Left>();
    constexpr column_set right_times = shift_columns(event_times_of<Right>(), Sides::left);
    constexpr join_bounds bounds = find_bounds<Sides, Condition, left_times | right_times>();
    if (std::is_same_v<decltype(Condition::keys), value_tuple<>>) {
        return fault(name_of_kind(Kind),
                     " join of two streams without equal keys: every row would meet every other; "
                     "add an equality of columns of both sides to the condition");
    }
    constexpr bool needs_left = keeps_left(Kind) || Kind == join_kind::left_semi;
    constexpr bool needs_right = keeps_right(Kind);
    bool const bounded =
        bounds.time_key != not_found || (needs_left && bounds.left) || (needs_right && bounds.right);
    if ((needs_left || needs_right) && !bounded) {
        return fault(name_of_kind(Kind),
                     " join of two streams without a bound of time: that a row has no partner "
                     "is never known; give both a watermark and compare their times, "
                     "as \"r.at\"_c <= \"l.at\"_c + interval<\"1 minute\">");
    }
    return {};
}

// ---- from two plans and the conjuncts of a condition to a plan

/// As in Spark, a condition on one side, and that the columns without which the condition cannot hold are not
/// null, goes below the join where the rows of that side are not kept for their own sake.
template <join_kind Kind>
inline constexpr bool filters_left = !keeps_left(Kind) && Kind != join_kind::left_anti;
template <join_kind Kind>
inline constexpr bool filters_right = !keeps_right(Kind);

template <class Plan, std::size_t Column>
constexpr auto keep_present(Plan const& plan) {
    using S = typename Plan::schema;
    constexpr std::string_view name = schema_of<S>::names[Column];
    using present_column = slot<Column, col_node<fixed_string<name.size()>(name)>, column_type<S, Column>>;
    return where(null_test<present_column, true>{{}, {}})(plan);
}

template <column_set Columns, std::size_t I, class Plan>
constexpr auto keep_all_present(Plan const& plan) {
    if constexpr (I == schema_of<typename Plan::schema>::size) {
        return plan;
    } else if constexpr (!Columns.has(I) || !is_nullable<column_type<typename Plan::schema, I>>) {
        return keep_all_present<Columns, I + 1>(plan);
    } else {
        return keep_all_present<Columns, I + 1>(keep_present<Plan, I>(plan));
    }
}

template <class C, std::size_t From, std::size_t I, class Plan, class... Es>
constexpr auto keep_where(Plan const& plan, value_tuple<Es...> const& conditions) {
    if constexpr (I == sizeof...(Es)) {
        return plan;
    } else {
        using E = type_at<I, Es...>;
        using own = one_sided<E, C, From, schema_of<typename Plan::schema>::size>;
        return keep_where<C, From, I + 1>(where(own{{}, element<I>(conditions)})(plan), conditions);
    }
}

template <class Left, class Right, join_kind Kind, class Condition>
constexpr auto make_join(Left const& left, Right const& right, Condition const& condition) {
    if constexpr (Left::is_streaming && Right::is_streaming) {
        return stream_join_plan<Left, Right, Kind, Condition>(left, right, condition);
    } else if constexpr (Right::is_streaming || (!Left::is_streaming && Kind == join_kind::right_outer)) {
        return lookup_plan<Right, Left, Kind, true, Condition>(right, left, condition);
    } else {
        return lookup_plan<Left, Right, Kind, false, Condition>(left, right, condition);
    }
}

template <join_kind Kind, class Left, class Right, class... Es>
constexpr auto join_where(Left const& left, Right const& right, value_tuple<Es...> const& conjuncts) {
    using sides = join_sides<typename Left::schema, typename Right::schema>;
    using C = typename sides::C;
    auto const whole = take_apart<sides>(conjuncts);
    constexpr column_set present = rejected_nulls<C, std::remove_const_t<decltype(whole)>>();
    auto const filtered_left = [&] {
        if constexpr (filters_left<Kind>) {
            return keep_where<C, 0, 0>(keep_all_present<present, 0>(left), whole.left);
        } else {
            return left;
        }
    }();
    auto const filtered_right = [&] {
        if constexpr (filters_right<Kind>) {
            constexpr column_set own = columns_from(present, sides::left, sides::right);
            return keep_where<C, sides::left, 0>(keep_all_present<own, 0>(right), whole.right);
        } else {
            return right;
        }
    }();
    auto const rest_left = [&] {
        if constexpr (filters_left<Kind>) {
            return value_tuple<>{};
        } else {
            return whole.left;
        }
    }();
    auto const rest_right = [&] {
        if constexpr (filters_right<Kind>) {
            return value_tuple<>{};
        } else {
            return whole.right;
        }
    }();
    using condition = join_condition<decltype(whole.keys), std::remove_const_t<decltype(rest_left)>,
                                     std::remove_const_t<decltype(rest_right)>, decltype(whole.both)>;
    return make_join<std::remove_const_t<decltype(filtered_left)>,
                     std::remove_const_t<decltype(filtered_right)>, Kind>(
        filtered_left, filtered_right, condition{whole.keys, rest_left, rest_right, whole.both});
}

// Names of columns that both sides have: equal in value, once in the result, first in it.
template <fixed_string... Names>
struct join_columns {};

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
/// one.
///         Equalities of both sides in the condition are looked up by hash; without one every row meets every
///         row.
/// Null    null keys match nothing; `eq_null_safe` compares them as values. The side that may have no partner
///         becomes nullable.
/// Time    stream with stream: both event times go on.
/// State   stream with stream: the rows of both sides, until the watermark and a bound of time in the
/// condition,
///         or a key that is a time or window, tell that no partner can come; then outer joins give what had
///         none. Stream with table: none; the table is read once, when the query starts.
/// Cost    a hash lookup a row.
/// Errors  compile time: unknown or ambiguous column, a condition that is not boolean, kinds that a stream
/// cannot
///         have, two streams without equal keys, an outer join of two streams without a bound of time.
/// Source  Spark Dataset.join.
template <relation Right, expression Condition, join_kind Kind = join_kind::inner>
constexpr auto join(Right const& other, Condition const& condition, join_type<Kind> = {}) {
    return detail::join_operator < Right, Kind == join_kind::cross ? join_kind::inner : Kind,
           Condition > (other, condition);
}

/// Joins with `other` by columns that both have: `join(classes, on<"name">, left_outer)`. They come once,
/// before the others; in a full_outer join from the side that has the row. Errors  compile time: a column
/// that a side does not have; otherwise as the join above.
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
