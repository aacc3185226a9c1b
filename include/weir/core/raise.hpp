// SPDX-License-Identifier: BSL-1.0
// Turns a failed verdict into one compile error whose first line carries the whole message.
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/core/type_list.hpp>
#include <weir/core/verdict.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace weir::detail {

/// What is printed of a message, however long the names in it are.
inline constexpr std::size_t longest_message = 300;

template <auto Check>
consteval verdict shortened() {
    verdict v = Check();
    v.message.shorten(longest_message);
    return v;
}

// A compiler prints the template arguments of what a failed static_assert names. GCC prints a string argument
// whole; Clang cuts it after 34 characters, so the text is given in parts of that length.
#if defined(__clang__)
template <fixed_string... Parts>
struct message;

template <class Message>
inline constexpr bool error = false;

template <auto Check, std::size_t I>
consteval auto message_part() {
    constexpr std::size_t length = 34;
    constexpr std::size_t size = shortened<Check>().message.size();
    constexpr std::size_t n = size - I * length < length ? size - I * length : length;
    return fixed_string<n>(shortened<Check>().view().substr(I * length, n));
}

template <auto Check>
constexpr auto whole_message() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        return type_identity<message<message_part<Check, I>()...>>{};
    }(std::make_index_sequence<(shortened<Check>().message.size() + 33) / 34>{});
}

template <auto Check, class Message = typename decltype(whole_message<Check>())::type>
constexpr void raise() {
    if constexpr (!Check().reported) static_assert(error<Message>);
}
#else
template <fixed_string Message>
struct error;

template <auto Check>
consteval auto whole_message() {
    return fixed_string<shortened<Check>().message.size()>(shortened<Check>().view());
}

template <auto Check>
constexpr void raise() {
    if constexpr (!Check().reported) static_assert(sizeof(error<whole_message<Check>()>) != 0);
}
#endif

/// A base of the values that a query is told, such as output modes: Spark has functions where weir has
/// values.
template <class Self, fixed_string Name>
struct no_function {
    static constexpr bool is_no_function = true;

    template <class... Args>
    constexpr Self operator()(Args const&...) const {
        constexpr auto check = [] {
            return fault("parentheses after ", Name.view(), ", which is a value; write ", Name.view(),
                         when_called<Args...>);
        };
        raise<check>();
        return {};
    }
};

} // namespace weir::detail
