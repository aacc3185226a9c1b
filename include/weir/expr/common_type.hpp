// SPDX-License-Identifier: BSL-1.0
// The type in which values of several types meet, and how a value becomes one of that type.
#pragma once

#include <weir/expr/arithmetic.hpp>
#include <weir/expr/function.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

template <class A, class B>
constexpr auto meet_types();

template <class A, class B>
using met_type = typename decltype(meet_types<A, B>())::type;

template <class... Ts>
inline constexpr bool some_null = ((is_nullable<Ts> || std::same_as<Ts, void_type>) || ...);

template <class T, bool Nullable>
using element_if = std::conditional_t<std::same_as<T, void_type>, void_type, nullable_if<T, Nullable>>;

// Elements meet as columns do, and can be null where one of them can.
template <class A, class B>
using met_element = element_if<met_type<value_type_of<A>, value_type_of<B>>, some_null<A, B>>;

template <class... Ts>
inline constexpr bool all_known = (!std::same_as<value_type_of<Ts>, unknown_type> && ...);

template <class A, class B>
struct met_struct {
    using type = unknown_type;
};
template <fixed_string... Names, class... As, class... Bs>
    requires(sizeof...(As) == sizeof...(Bs) && all_known<met_element<As, Bs>...>)
struct met_struct<row<columns<column<Names, As>...>>, row<columns<column<Names, Bs>...>>> {
    using type = row<columns<column<Names, met_element<As, Bs>>...>>;
};

// The type in which two values meet, without nullability; unknown_type where they do not.
template <class A, class B>
constexpr auto meet_types() {
    if constexpr (std::same_as<A, B> || std::same_as<B, void_type>) {
        return type_identity<A>{};
    } else if constexpr (std::same_as<A, void_type>) {
        return type_identity<B>{};
    } else if constexpr (numeric_column<A> && numeric_column<B>) {
        return type_identity<common_number_t<A, B>>{};
    } else if constexpr (string_column<A> && string_column<B>) {
        return type_identity<std::string>{};
    } else if constexpr ((std::same_as<A, date> && std::same_as<B, timestamp>)
                         || (std::same_as<A, timestamp> && std::same_as<B, date>)) {
        return type_identity<timestamp>{};
    } else if constexpr ((std::same_as<A, date> && std::same_as<B, timestamp_ntz>)
                         || (std::same_as<A, timestamp_ntz> && std::same_as<B, date>)) {
        return type_identity<timestamp_ntz>{};
    } else if constexpr ((is_year_month<A> && is_year_month<B>) || (is_day_time<A> && is_day_time<B>)) {
        return type_identity<typename wider_interval<A, B>::type>{};
    } else if constexpr (is_array<A> && is_array<B>) {
        using element = met_element<typename A::value_type, typename B::value_type>;
        return type_identity<std::conditional_t<all_known<element>, std::vector<element>, unknown_type>>{};
    } else if constexpr (is_map<A> && is_map<B>) {
        using key = met_type<typename A::key_type, typename B::key_type>;
        using value = met_element<typename A::mapped_type, typename B::mapped_type>;
        return type_identity<
            std::conditional_t<all_known<key, value>, ordered_map<key, value>, unknown_type>>{};
    } else if constexpr (is_row<A> && is_row<B>) {
        return type_identity<typename met_struct<A, B>::type>{};
    } else {
        return type_identity<unknown_type>{};
    }
}

template <class... Ts>
struct common_type {
    using type = void_type;
};
template <class A, class... Rest>
struct common_type<A, Rest...> {
    using type = met_type<A, typename common_type<Rest...>::type>;
};
template <class... Ts>
using common_type_t = typename common_type<value_type_of<Ts>...>::type;

/// The common type as the element of an array of such values: nullable where one of them can be null.
template <class... Ts>
using common_element_t = element_if<common_type_t<Ts...>, some_null<Ts...>>;

template <class... Ts>
constexpr verdict check_common(std::string_view function) {
    if constexpr (any_unknown<Ts...> || !std::same_as<common_type_t<Ts...>, unknown_type>) {
        return {};
    } else {
        verdict v = fault("branches of ", function, " have types ");
        bool first = true;
        ((v.message << (first ? "" : ", ") << type_name<Ts>().view(), first = false), ...);
        v.message << "; cast them to one type";
        return v;
    }
}

// How a value in flight becomes one of the type `To`, in flight too. Texts of both forms meet as a
// std::string.
template <class To, bool Owned>
using flight_of = std::conditional_t<std::same_as<To, std::string> && !Owned, std::string_view, To>;

template <class To, class T>
constexpr To widen_value(T&& value) {
    using from = std::remove_cvref_t<T>;
    if constexpr (std::same_as<from, To>) {
        return std::forward<T>(value);
    } else if constexpr (std::same_as<from, void_type> && !is_nullable<To>) {
        return To{}; // the element of an array without elements
    } else if constexpr (is_nullable<To>) {
        if constexpr (std::same_as<from, void_type>) {
            return std::nullopt;
        } else if constexpr (is_nullable<from>) {
            return value ? To(widen_value<value_type_of<To>>(*value)) : To();
        } else {
            return To(widen_value<value_type_of<To>>(std::forward<T>(value)));
        }
    } else if constexpr (is_array<To>) {
        To out;
        out.reserve(value.size());
        for (auto const& item : value) out.push_back(widen_value<typename To::value_type>(item));
        return out;
    } else if constexpr (is_map<To>) {
        To out;
        out.reserve(value.size());
        for (auto const& [key, mapped] : value) {
            out.append(widen_value<typename To::key_type>(key),
                       widen_value<typename To::mapped_type>(mapped));
        }
        return out;
    } else if constexpr (is_row<To>) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return To(widen_value<column_type<To, I>>(schema_of<from>::template get<I>(value))...);
        }(std::make_index_sequence<schema_of<To>::size>{});
    } else if constexpr (interval_column<To>) {
        return To{count_of(value)};
    } else if constexpr (is_decimal<To>) {
        auto const widened = To::from(value);
        if (!widened) [[unlikely]]
            throw_numeric_value_out_of_range("the value", To::precision, To::scale);
        return *widened;
    } else if constexpr (is_decimal<from>) {
        return static_cast<To>(value.to_double());
    } else {
        return static_cast<To>(std::forward<T>(value));
    }
}

} // namespace weir::detail
