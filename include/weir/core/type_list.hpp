// SPDX-License-Identifier: BSL-1.0
// Packs of types: a list, and the type at an index without recursion.
#pragma once

#include <cstddef>
#include <utility>

namespace weir::detail {

template <class... Ts>
struct type_list {
    static constexpr std::size_t size = sizeof...(Ts);
};

template <class T>
struct type_identity {
    using type = T;
};

template <std::size_t I, class T>
struct indexed_type {
    using type = T;
};

template <class Indices, class... Ts>
struct indexed_types;

template <std::size_t... I, class... Ts>
struct indexed_types<std::index_sequence<I...>, Ts...> : indexed_type<I, Ts>... {};

template <std::size_t I, class T>
indexed_type<I, T> pick_indexed(indexed_type<I, T> const&);

/// The type at index `I` of a pack.
template <std::size_t I, class... Ts>
using type_at =
    typename decltype(pick_indexed<I>(indexed_types<std::make_index_sequence<sizeof...(Ts)>, Ts...>{}))::type;

template <std::size_t I, class List>
struct list_element;
template <std::size_t I, class... Ts>
struct list_element<I, type_list<Ts...>> {
    using type = type_at<I, Ts...>;
};
template <std::size_t I, class List>
using list_at = typename list_element<I, List>::type;

template <class... Lists>
struct concat_lists {
    using type = type_list<>;
};
template <class... Ts>
struct concat_lists<type_list<Ts...>> {
    using type = type_list<Ts...>;
};
template <class... As, class... Bs, class... Rest>
struct concat_lists<type_list<As...>, type_list<Bs...>, Rest...>
    : concat_lists<type_list<As..., Bs...>, Rest...> {};
template <class... Lists>
using concat = typename concat_lists<Lists...>::type;

template <class T, template <class...> class Template>
inline constexpr bool is_instance = false;
template <template <class...> class Template, class... Ts>
inline constexpr bool is_instance<Template<Ts...>, Template> = true;

} // namespace weir::detail
