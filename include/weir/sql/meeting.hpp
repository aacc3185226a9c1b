// SPDX-License-Identifier: BSL-1.0
// Where values of several types meet in SQL, and the casts that this takes: branches, elements, what IN is
// asked about, the arguments of functions.
#pragma once

#include <weir/expr/common_type.hpp>
#include <weir/expr/nulls.hpp>
#include <weir/sql/coercion.hpp>
#include <weir/sql/item.hpp>
#include <weir/sql/meeting_kinds.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

template <class A, class B>
constexpr auto find_sql_meeting();

/// The type in which values meet in SQL: as in C++, and a text beside another type is read as that type.
template <class A, class B>
using sql_met_type = typename decltype(find_sql_meeting<A, B>())::type;

template <class A, class B>
using sql_met_element = element_if<sql_met_type<value_type_of<A>, value_type_of<B>>, some_null<A, B>>;

template <class A, class B>
struct sql_met_struct {
    using type = unknown_type;
};
template <fixed_string... Names, class... As, class... Bs>
    requires(sizeof...(As) == sizeof...(Bs) && all_known<sql_met_element<As, Bs>...>)
struct sql_met_struct<row<columns<column<Names, As>...>>, row<columns<column<Names, Bs>...>>> {
    using type = row<columns<column<Names, sql_met_element<As, Bs>>...>>;
};

template <class Other>
using sql_text_beside =
    std::conditional_t<integral_column<Other>, std::int64_t,
                       std::conditional_t<numeric_column<Other>, double,
                                          std::conditional_t<any_interval<Other>, unknown_type, Other>>>;

template <class A, class B>
constexpr auto find_sql_meeting() {
    if constexpr (any_unknown<A, B>) {
        return type_identity<unknown_type>{};
    } else if constexpr (string_column<A> && atomic_column<B> && !string_column<B>) {
        return type_identity<sql_text_beside<B>>{};
    } else if constexpr (string_column<B> && atomic_column<A> && !string_column<A>) {
        return type_identity<sql_text_beside<A>>{};
    } else if constexpr (is_array<A> && is_array<B>) {
        using element = sql_met_element<typename A::value_type, typename B::value_type>;
        return type_identity<std::conditional_t<all_known<element>, std::vector<element>, unknown_type>>{};
    } else if constexpr (is_map<A> && is_map<B>) {
        // A key cannot become null by a cast.
        using key = met_type<typename A::key_type, typename B::key_type>;
        using value = sql_met_element<typename A::mapped_type, typename B::mapped_type>;
        return type_identity<
            std::conditional_t<all_known<key, value>, ordered_map<key, value>, unknown_type>>{};
    } else if constexpr (is_row<A> && is_row<B>) {
        return type_identity<typename sql_met_struct<A, B>::type>{};
    } else {
        return meet_types<A, B>();
    }
}

template <class So, class... Ts>
struct sql_common_type {
    using type = So;
};
template <class So, class T, class... Rest>
struct sql_common_type<So, T, Rest...> {
    using type = typename sql_common_type<sql_met_type<So, T>, Rest...>::type;
};

/// What a value of type `T` is cast to where values meet in `Common`; `T` where it goes there by itself.
template <class T, class Common>
constexpr auto find_sql_meeting_operand() {
    if constexpr (any_unknown<T, Common> || std::same_as<T, void_type>) {
        return type_identity<T>{};
    } else if constexpr (std::same_as<met_type<T, Common>, Common>) {
        return type_identity<T>{};
    } else {
        return type_identity<Common>{};
    }
}

template <class S, class... Es>
using sql_common_type_t = typename sql_common_type<void_type, sql_type_of<Es, S>...>::type;

/// A value that meets others in `Common`, cast to it if it does not get there by itself.
template <class S, class Common, class E>
constexpr auto sql_meet_in(E const& e) {
    using type = sql_type_of<E, S>;
    return cast_where_other<typename decltype(find_sql_meeting_operand<type, Common>())::type, type>(e);
}

template <class S, class Common, class E>
constexpr auto sql_cast_nested(E const& e) {
    using type = sql_type_of<E, S>;
    return cast_where_other<std::conditional_t<std::same_as<type, void_type>, type, Common>, type>(e);
}

template <class To, class S, class E>
constexpr auto sql_text_as(E const& e) {
    using type = sql_type_of<E, S>;
    return cast_where_other<std::conditional_t<string_column<type>, To, type>, type>(e);
}

template <class To, class S, class E>
constexpr auto sql_null_as(E const& e) {
    using type = sql_type_of<E, S>;
    return cast_where_other<std::conditional_t<std::same_as<type, void_type>, To, type>, type>(e);
}

template <class S, class E>
constexpr auto sql_summand(E const& e) {
    using type = sql_type_of<E, S>;
    constexpr bool casts =
        string_column<type> || std::same_as<type, timestamp> || std::same_as<type, void_type>;
    return cast_where_other<std::conditional_t<casts, double, type>, type>(e);
}

/// A function that stands for an operator, over numbers or over times and intervals.
template <sql_op Op, class S, class F, class L, class R>
constexpr auto sql_try(F const& f, L const& left, R const& right) {
    using a = sql_type_of<L, S>;
    using b = sql_type_of<R, S>;
    if constexpr (has_sql_time_operator<Op, a, b>) {
        return f(cast_where_other<sql_time_operand<Op, a, b>, a>(left),
                 cast_where_other<sql_time_operand<Op, b, a>, b>(right));
    } else {
        return sql_operate < Op == sql_op::divide ? Op : sql_op::plus, S > (left, right, f);
    }
}

/// nullif of two values that are compared as `ToA` and `ToB`; `Base` names it.
template <class Base, class ToA, class ToB>
struct sql_nullif_function : Base {
    template <class A, class B>
    static constexpr verdict check() {
        return {};
    }
    template <class To, class T>
    static constexpr decltype(auto) compared(T const& value) {
        if constexpr (string_column<T> && !string_column<To>) {
            return cast_function<To, false>::template apply<To>(value);
        } else {
            return static_cast<T const&>(value);
        }
    }
    template <class R, class A, class B>
    static constexpr auto apply(A const& a, B const& b) {
        using out = nullable_of<A>;
        bool const alike = present(a) && present(b)
                           && compare_in_order(compared<ToA>(unwrap(a)), compared<ToB>(unwrap(b))) == 0;
        return alike ? out() : out(a);
    }
};

template <class S, class Base = nullif_function, class F, class A, class B>
constexpr auto sql_nullif(F const& f, A const& a, B const& b) {
    using type_a = sql_type_of<A, S>;
    using type_b = sql_type_of<B, S>;
    using to_a = typename decltype(find_sql_operand<sql_op::equal, type_a, type_b>())::type;
    using to_b = typename decltype(find_sql_operand<sql_op::equal, type_b, type_a>())::type;
    if constexpr (std::same_as<to_a, type_a> && std::same_as<to_b, type_b>) {
        return f(a, b);
    } else {
        return make_function<sql_nullif_function<Base, to_a, to_b>>(a, b);
    }
}

// The branches of decode: what is left of the arguments is keys with their values, and perhaps the last
// value.
template <class S, class Common, class Case, class E>
constexpr auto sql_decode_branches(Case const& so_far, E const&) {
    return so_far;
}
template <class S, class Common, class Case, class E, class Otherwise>
constexpr auto sql_decode_branches(Case const& so_far, E const&, Otherwise const& otherwise) {
    return so_far.otherwise(sql_meet_in<S, Common>(otherwise));
}
template <class S, class E, class Key>
constexpr auto sql_decode_condition(E const& e, Key const& key) {
    return sql_operate<sql_op::null_safe_equal, S>(
        e, key, [](auto const& a, auto const& b) { return make_function<null_safe_equal>(a, b); });
}
template <class S, class Common, class Case, class E, class Key, class Value, class... Rest>
constexpr auto sql_decode_branches(Case const& so_far, E const& e, Key const& key, Value const& value,
                                   Rest const&... rest) {
    return sql_decode_branches<S, Common>(
        so_far.when(sql_decode_condition<S>(e, key), sql_meet_in<S, Common>(value)), e, rest...);
}

/// The type in which the values of decode meet: every second argument, and the last where no key is before
/// it.
template <class S, class... Es, std::size_t... I>
constexpr auto find_sql_decoded_type(std::index_sequence<I...>) {
    constexpr std::size_t n = sizeof...(Es);
    return type_identity<sql_common_type_t<S, type_at<(2 * I + 1 < n ? 2 * I + 1 : n - 1), Es...>...>>{};
}

/// `decode(e, key, value, …)` with the casts of SQL.
template <class S, class E, class Key, class Value, class... Rest>
constexpr auto sql_decode(E const& e, Key const& key, Value const& value, Rest const&... rest) {
    using common = typename decltype(find_sql_decoded_type<S, Key, Value, Rest...>(
        std::make_index_sequence<(sizeof...(Rest) + 3) / 2>{}))::type;
    return call_as<"decode", E, Key, Value, Rest...>(sql_decode_branches<S, common>(
        when(sql_decode_condition<S>(e, key), sql_meet_in<S, common>(value)), e, rest...));
}

/// Calls `f` with the arguments, cast where `Meeting` says that they meet.
template <class S, sql_meeting Meeting, class F, class... Es>
constexpr auto sql_meet(F const& f, Es const&... es) {
    if constexpr (Meeting == sql_meeting::none || std::is_void_v<S>) {
        return f(es...);
    } else if constexpr (Meeting == sql_meeting::all) {
        using common = sql_common_type_t<S, Es...>;
        return f(sql_meet_in<S, common>(es)...);
    } else if constexpr (Meeting == sql_meeting::all_alike) {
        using common = sql_common_type_t<S, Es...>;
        using alike = typename sql_alike_type<value_type_of<sql_type_of<Es, S>>...>::type;
        using nested =
            std::conditional_t<atomic_column<common> || std::same_as<common, void_type>, unknown_type,
                               std::conditional_t<std::same_as<common, unknown_type>, alike, common>>;
        if constexpr (std::same_as<nested, unknown_type>) {
            return f(sql_meet_in<S, common>(es)...);
        } else {
            return f(sql_cast_nested<S, nested>(es)...);
        }
    } else if constexpr (Meeting == sql_meeting::but_the_first && sizeof...(Es) > 0) {
        return [&](auto const& first, auto const&... rest) {
            using common = sql_common_type_t<S, std::remove_cvref_t<decltype(rest)>...>;
            return f(first, sql_meet_in<S, common>(rest)...);
        }(es...);
    } else if constexpr (Meeting == sql_meeting::as_nullif && sizeof...(Es) == 2) {
        return sql_nullif<S>(f, es...);
    } else if constexpr (Meeting == sql_meeting::as_nullif && sizeof...(Es) == 1) {
        return sql_nullif<S, nullifzero_function>([&](auto const& e, auto const&) { return f(e); }, es...,
                                                  constant<0>{});
    } else if constexpr (Meeting == sql_meeting::as_int) {
        return f(sql_text_as<std::int32_t, S>(es)...);
    } else if constexpr (Meeting == sql_meeting::as_boolean) {
        return f(sql_text_as<bool, S>(es)...);
    } else if constexpr (Meeting == sql_meeting::as_sum) {
        return f(sql_summand<S>(es)...);
    } else if constexpr (Meeting == sql_meeting::as_bigint) {
        return f(sql_text_as<std::int64_t, S>(es)...);
    } else if constexpr (Meeting == sql_meeting::as_text && sizeof...(Es) > 0) {
        return [&](auto const& first, auto const&... rest) {
            using type = sql_type_of<std::remove_cvref_t<decltype(first)>, S>;
            constexpr bool casts = atomic_column<type> && !string_column<type> && !std::same_as<type, binary>;
            return f(cast_where_other<std::conditional_t<casts, std::string, type>, type>(first), rest...);
        }(es...);
    } else if constexpr (Meeting == sql_meeting::as_added && sizeof...(Es) == 2) {
        return sql_operate<sql_op::plus, S>(es..., f);
    } else if constexpr (Meeting == sql_meeting::as_plus && sizeof...(Es) == 2) {
        return sql_try<sql_op::plus, S>(f, es...);
    } else if constexpr (Meeting == sql_meeting::as_minus && sizeof...(Es) == 2) {
        return sql_try<sql_op::minus, S>(f, es...);
    } else if constexpr (Meeting == sql_meeting::as_times && sizeof...(Es) == 2) {
        return sql_try<sql_op::times, S>(f, es...);
    } else if constexpr (Meeting == sql_meeting::as_divided && sizeof...(Es) == 2) {
        return sql_try<sql_op::divide, S>(f, es...);
    } else if constexpr (Meeting == sql_meeting::as_searched && sizeof...(Es) == 2) {
        return sql_search(f, es...);
    } else if constexpr (Meeting == sql_meeting::all_arrays) {
        if constexpr ((is_array<sql_type_of<Es, S>> && ...)) {
            return sql_meet<S, sql_meeting::all>(f, es...);
        } else {
            return f(es...);
        }
    } else if constexpr ((Meeting == sql_meeting::array_first || Meeting == sql_meeting::map_first)
                         && sizeof...(Es) > 0) {
        using null = std::conditional_t<Meeting == sql_meeting::map_first, ordered_map<void_type, void_type>,
                                        std::vector<void_type>>;
        return [&](auto const& first, auto const&... rest) {
            return f(sql_null_as<null, S>(first), rest...);
        }(es...);
    } else if constexpr (Meeting == sql_meeting::array_each) {
        return f(sql_null_as<std::vector<void_type>, S>(es)...);
    } else if constexpr (Meeting == sql_meeting::as_scaled) {
        return f(sql_text_as<std::conditional_t<sizeof...(Es) == 2, decimal<38, 18>, double>, S>(es)...);
    } else if constexpr (Meeting == sql_meeting::as_padded && sizeof...(Es) == 2) {
        if constexpr (std::same_as<sql_type_of<type_at<0, Es...>, S>, binary>) {
            return f(es..., binary_literal<fixed_string<1>("\0")>{});
        } else {
            return f(es...);
        }
    } else if constexpr (Meeting == sql_meeting::as_range && sizeof...(Es) > 1) {
        return [&](auto const& from, auto const& to, auto const&... step) {
            return sql_operate<sql_op::equal, S>(
                from, to, [&](auto const& a, auto const& b) { return f(a, b, step...); });
        }(es...);
    } else if constexpr (Meeting == sql_meeting::as_item && sizeof...(Es) == 2) {
        return sql_item<S>(f, es...);
    } else if constexpr (Meeting == sql_meeting::as_item_from_1 && sizeof...(Es) == 2) {
        return sql_item<S, 1>(f, es...);
    } else if constexpr (Meeting == sql_meeting::as_decoded && sizeof...(Es) > 2) {
        return sql_decode<S>(es...);
    } else if constexpr (Meeting == sql_meeting::as_values && sizeof...(Es) > 0) {
        return [&](auto const& first, auto const&... rest) {
            return f(sql_text_as<double, S>(sql_null_as<double, S>(first)), sql_text_as<double, S>(rest)...);
        }(es...);
    } else if constexpr (Meeting == sql_meeting::as_doubles) {
        return f(sql_text_as<double, S>(es)...);
    } else if constexpr (Meeting == sql_meeting::as_compared && sizeof...(Es) == 2) {
        return sql_operate<sql_op::equal, S>(es..., f);
    } else if constexpr (Meeting == sql_meeting::keys_and_values && sizeof...(Es) % 2 == 0) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            using key = sql_common_type_t<S, type_at<I - I % 2, Es...>...>;
            using mapped = sql_common_type_t<S, type_at<I - I % 2 + 1, Es...>...>;
            return f(sql_meet_in<S, std::conditional_t<I % 2 == 0, key, mapped>>(es)...);
        }(std::index_sequence_for<Es...>{});
    } else {
        return f(es...);
    }
}

} // namespace weir::detail
