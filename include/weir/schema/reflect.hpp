// SPDX-License-Identifier: BSL-1.0
// Reads the members of a plain aggregate (how many, their types and names) without a macro.
#pragma once

#include <weir/core/type_list.hpp>
#include <weir/schema/bindings.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

struct any_member {
    // Never called. It has a body since Clang wants one when T is a type of an unnamed namespace.
    template <class T>
    operator T() const noexcept { // NOLINT(google-explicit-constructor): stands for a value of any type
        __builtin_unreachable();
    }
};

template <class T, std::size_t... I>
constexpr bool initialisable(std::index_sequence<I...>) {
    return requires { T{(static_cast<void>(I), any_member{})...}; };
}

// The largest N for which T{x1, …, xN} is well formed. Members are counted upwards, since an aggregate that
// can be initialised with N values need not be with N - 1 (a reference member), but counting by doubling is
// cheaper for wide rows: first a bound, then bisection.
template <class T, std::size_t Low, std::size_t High>
constexpr std::size_t bisect_members() {
    if constexpr (High - Low <= 1) {
        return Low;
    } else if constexpr (constexpr std::size_t mid = (Low + High) / 2;
                         initialisable<T>(std::make_index_sequence<mid>{})) {
        return bisect_members<T, mid, High>();
    } else {
        return bisect_members<T, Low, mid>();
    }
}

template <class T, std::size_t Bound = 8>
constexpr std::size_t count_members() {
    if constexpr (Bound > max_members) {
        return bisect_members<T, Bound / 2, max_members + 2>();
    } else if constexpr (initialisable<T>(std::make_index_sequence<Bound>{})) {
        return count_members<T, Bound * 2>();
    } else {
        return bisect_members<T, Bound == 8 ? 0 : Bound / 2, Bound>();
    }
}

template <class T>
inline constexpr std::size_t member_count = count_members<T>();

template <class T>
struct wrap {
    T v;
};

// Never defined: only the addresses of its members are looked at, and only by the compiler.
#if defined(__clang__)
    #pragma clang diagnostic push
    #pragma clang diagnostic ignored "-Wundefined-internal" // for types of an unnamed namespace
#endif
template <class T>
extern const wrap<T> fake;
#if defined(__clang__)
    #pragma clang diagnostic pop
#endif

struct list_types {
    template <class... Ts>
    constexpr type_list<std::remove_cvref_t<Ts>...> operator()(Ts&...) const {
        return {};
    }
};

template <class T>
using member_types = decltype(with_members<member_count<T>>(std::declval<T const&>(), list_types{}));

// NOLINTBEGIN(readability-magic-numbers)
template <auto Pointer>
consteval std::string_view member_name() {
#if defined(__clang__)
    std::string_view const text = __PRETTY_FUNCTION__; // …[Pointer = &fake.v.price]
    std::size_t const from = text.find_last_of('.') + 1;
    return text.substr(from, text.find_last_of(']') - from);
#else
    // GCC: …[with auto Pointer = (& fake<T>.wrap<T>::v.T::price); …]
    std::string_view const text = __PRETTY_FUNCTION__;
    std::size_t const to = text.find(");");
    std::string_view const head = text.substr(0, to == std::string_view::npos ? text.find(")]") : to);
    std::size_t const from = head.find_last_of(':') + 1;
    return head.substr(from);
#endif
}
// NOLINTEND(readability-magic-numbers)

template <auto Pointer>
inline constexpr auto stored_name = [] {
    constexpr std::string_view name = member_name<Pointer>();
    std::array<char, name.size() + 1> data{};
    for (std::size_t i = 0; i < name.size(); ++i) data[i] = name[i];
    return data;
}();

template <auto Pointer>
inline constexpr std::string_view stored_name_view{stored_name<Pointer>.data(),
                                                   stored_name<Pointer>.size() - 1};

template <std::size_t I>
struct ignored_member {
    template <class T>
    constexpr ignored_member(T const&) noexcept {
    } // NOLINT(google-explicit-constructor): swallows an argument
};

template <class Skipped>
struct member_picker;
template <std::size_t... I>
struct member_picker<std::index_sequence<I...>> {
    template <class T, class... Rest>
    constexpr T& operator()(ignored_member<I>..., T& member, Rest&...) const {
        return member;
    }
};

/// The member at index `I` of an aggregate.
template <std::size_t I, class T>
constexpr auto& member(T& value) {
    return with_members<member_count<std::remove_const_t<T>>>(value,
                                                              member_picker<std::make_index_sequence<I>>{});
}

#if defined(__clang__)
    #pragma clang diagnostic push
    #pragma clang diagnostic ignored "-Wundefined-var-template"
#endif
template <class T, std::size_t... I>
constexpr auto make_member_names(std::index_sequence<I...>) {
    return std::array<std::string_view, sizeof...(I)>{stored_name_view<&member<I>(fake<T>.v)>...};
}
#if defined(__clang__)
    #pragma clang diagnostic pop
#endif

template <class T>
inline constexpr std::array<std::string_view, member_count<T>> member_names =
    make_member_names<T>(std::make_index_sequence<member_count<T>>{});

} // namespace weir::detail
