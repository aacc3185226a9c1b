// SPDX-License-Identifier: BSL-1.0
// What a user's function over the rows of a key gives: a row, an optional row or a range of them.
#pragma once

#include <weir/plan/group_state.hpp>
#include <weir/plan/typed.hpp>

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

// The schema of a row that is given on: a row of a group is the struct that it holds.
template <class T>
struct plain_row {
    using type = T;
};
template <class S>
struct plain_row<struct_row<S>> {
    using type = S;
};

// The row type of what a call gives: of a std::optional or a range its elements; else void.
template <class T>
constexpr auto find_given() {
    if constexpr (is_nullable<T>) {
        return type_identity<typename plain_row<value_type_of<T>>::type>{};
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        return type_identity<void>{};
    } else {
        using item = typename decltype(find_item<T>())::type;
        return type_identity<typename plain_row<item>::type>{};
    }
}

/// Calls `f` with each row that a call gave: of an optional, of a range, or the one.
template <class Given, class F>
[[gnu::always_inline]] inline void for_each_given(Given&& given, F&& f) {
    using type = std::remove_cvref_t<Given>;
    if constexpr (is_nullable<type>) {
        if (given) f(*given);
    } else if constexpr (!std::is_void_v<typename decltype(find_given<type>())::type>) {
        for (auto&& value : given) f(value);
    } else {
        f(given);
    }
}

/// Passes on a value that a user's function made as a row of `Schema`.
template <class Schema, class T, class Next>
[[gnu::always_inline]] inline void pass_value(T const& value, Next& next) {
    if constexpr (is_row<T>) {
        next(value, std::true_type{});
    } else if constexpr (std::is_same_v<Schema, T> || std::is_base_of_v<Schema, T>) {
        next(struct_ref<Schema>{&value}, std::true_type{});
    } else {
        using kept_value = kept<decltype(in_flight(value))>;
        next(flight_row<kept_value>{value_tuple<kept_value>(keep(in_flight(value)))}, std::true_type{});
    }
}

template <class T>
constexpr verdict check_given(std::string_view op) {
    if constexpr (std::is_void_v<T>) {
        return fault(op, " function gives nothing; return a struct whose fields are the columns");
    } else {
        return check_map_result<T>(op);
    }
}
template <class T>
constexpr verdict check_flat_given(std::string_view op) {
    if constexpr (std::is_void_v<T>) {
        return fault(op, " function gives nothing; return a std::optional or a std::vector of a struct whose "
                         "fields are the columns");
    } else if constexpr (std::is_void_v<typename decltype(find_given<T>())::type>) {
        return fault(op, " function gives neither a std::optional nor a range; return one of a struct whose "
                         "fields are the columns");
    } else {
        return check_map_result<typename decltype(find_given<T>())::type>(op);
    }
}

} // namespace weir::detail
