// SPDX-License-Identifier: BSL-1.0
// union_with: the rows of two plans.
#pragma once

#include <weir/expr/conditional.hpp>
#include <weir/plan/relation.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class L, class R, std::size_t I>
using union_column_type = common_element_t<column_type<L, I>, column_type<R, I>>;

template <class L, class R, std::size_t... I>
constexpr auto find_union_schema(std::index_sequence<I...>) {
    if constexpr (std::is_same_v<typename schema_of<L>::types, typename schema_of<R>::types>) {
        return type_identity<L>{};
    } else {
        constexpr auto name = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
            constexpr std::string_view text = schema_of<L>::names[J];
            return fixed_string<text.size()>(text);
        };
        return type_identity<
            columns<column<name(std::integral_constant<std::size_t, I>{}), union_column_type<L, R, I>>...>>{};
    }
}

template <class L, class R>
struct union_schema {
    static constexpr std::size_t width =
        schema_of<L>::size < schema_of<R>::size ? schema_of<L>::size : schema_of<R>::size;
    using type = typename decltype(find_union_schema<L, R>(std::make_index_sequence<width>{}))::type;
};

template <class Left, class Right>
struct union_plan : relation_interface<union_plan<Left, Right>> {
    using left_type = Left;
    using right_type = Right;
    using schema = typename union_schema<typename Left::schema, typename Right::schema>::type;
    static constexpr bool is_streaming = Left::is_streaming;
    static constexpr bool rejected = Left::rejected || Right::rejected;
    // As in Spark, the union's columns are the left side's, and so is what they carry.
    static constexpr std::size_t event_time =
        Left::event_time != not_found ? Left::event_time : Right::event_time;

    Left left;
    Right right;

    constexpr union_plan(Left l, Right r) : left(std::move(l)), right(std::move(r)) {}
};

template <class L, class R>
constexpr verdict check_union(bool left_streaming, bool right_streaming) {
    if (left_streaming != right_streaming) {
        return fault(
            "union of a stream and a static table; their rows never end together, make both of one kind");
    }
    if constexpr (schema_of<L>::size != schema_of<R>::size) {
        verdict v = fault("union of ", schema_of<L>::size, " and ", schema_of<R>::size, " columns: ");
        write_schema<L>(v.message, 0, 90);
        v.message << " and ";
        write_schema<R>(v.message, 0, 90);
        v.message << "; select the same columns on both sides";
        return v;
    } else {
        verdict v;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (void)((any_unknown<column_type<L, I>, column_type<R, I>>
                            || !std::is_same_v<common_type_t<column_type<L, I>, column_type<R, I>>,
                                               unknown_type>
                        ? false
                        : (v = fault("union of column \"", schema_of<L>::names[I], "\" of type ",
                                     short_type_name<column_type<L, I>>().view(), " with \"",
                                     schema_of<R>::names[I], "\" of type ",
                                     short_type_name<column_type<R, I>>().view(), "; cast one of them"),
                           true))
                   || ...);
        }(std::make_index_sequence<schema_of<L>::size>{});
        return v;
    }
}

template <class Right>
struct union_operator : operator_base {
    Right right;

    constexpr explicit union_operator(Right r) : right(std::move(r)) {}

    template <relation Left>
    constexpr auto operator()(Left const& left) const {
        constexpr auto check = [] {
            return check_union<typename Left::schema, typename Right::schema>(Left::is_streaming,
                                                                              Right::is_streaming);
        };
        constexpr bool reported = Left::rejected || Right::rejected;
        if constexpr (reported || check().failed()) {
            if constexpr (!reported) raise<check>();
            return reject_plan(left);
        } else {
            return union_plan<Left, Right>(left, right);
        }
    }
};

} // namespace detail

/// The rows of both plans, columns matched by position.
///
/// Rows    in {A} and {B}, out the names of A with the types in which both meet; the left side's rows first
///         in a batch.
/// Null    a column is nullable where it is on one side.
/// Time    with a watermark on each side, the query's is the least of them (or the greatest, by its policy).
/// Errors  compile time: different numbers of columns, columns of different kinds, a stream with a static
///         table.
/// Source  Spark Dataset.union.
template <relation Right>
constexpr auto union_with(Right const& right) {
    return detail::union_operator<Right>(right);
}

/// Anything else is no plan whose rows could be added.
template <class... Others>
    requires(sizeof...(Others) != 1 || !(relation<Others> && ...))
constexpr auto union_with(Others const&...) {
    constexpr auto check = [] {
        return sizeof...(Others) > 1
                   ? detail::fault("union_with several arguments; write union_with(a) | union_with(b)")
                   : detail::fault("union_with what is no plan; give it a plan, table<trade>(rows) of rows",
                                   detail::when_called<Others...>);
    };
    detail::raise<check>();
    return detail::rejected_operator{};
}

} // namespace weir
