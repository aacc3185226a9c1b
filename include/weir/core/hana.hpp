// SPDX-License-Identifier: BSL-1.0
// The one place that includes Boost.Hana: the tuple that rows hold, and the look of Hana's Struct concept.
#pragma once

#include <boost/hana/accessors.hpp>
#include <boost/hana/basic_tuple.hpp>
#include <boost/hana/fwd/first.hpp>
#include <boost/hana/fwd/length.hpp>
#include <boost/hana/fwd/second.hpp>

#include <cstddef>
#include <utility>

namespace weir::detail {

/// The tuple that holds a row's values: aggregate-like, flat, cheap to instantiate.
template <class... Ts>
using value_tuple = boost::hana::basic_tuple<Ts...>;

template <std::size_t I, class Tuple>
constexpr decltype(auto) element(Tuple&& tuple) {
    return boost::hana::at_c<I>(static_cast<Tuple&&>(tuple));
}

template <class... As, class... Bs, std::size_t... I, std::size_t... J>
constexpr value_tuple<As..., Bs...> join_two(value_tuple<As...> const& a, value_tuple<Bs...> const& b,
                                             std::index_sequence<I...>, std::index_sequence<J...>) {
    return value_tuple<As..., Bs...>(element<I>(a)..., element<J>(b)...);
}

constexpr value_tuple<> join_tuples() { return {}; }
template <class... As>
constexpr value_tuple<As...> join_tuples(value_tuple<As...> const& a) {
    return a;
}
/// One tuple of the elements of several.
template <class... As, class... Bs, class... Rest>
constexpr auto join_tuples(value_tuple<As...> const& a, value_tuple<Bs...> const& b, Rest const&... rest) {
    return join_tuples(join_two(a, b, std::index_sequence_for<As...>{}, std::index_sequence_for<Bs...>{}),
                       rest...);
}

/// Calls `f` with the elements of a tuple.
template <class F, class... Ts>
constexpr decltype(auto) unpack(F&& f, value_tuple<Ts...> const& tuple) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) -> decltype(auto) {
        return f(element<I>(tuple)...);
    }(std::index_sequence_for<Ts...>{});
}

/// True for types that BOOST_HANA_DEFINE_STRUCT or BOOST_HANA_ADAPT_STRUCT describe.
template <class T>
concept hana_struct = !boost::hana::is_default<boost::hana::accessors_impl<T>>::value;

/// Hana's description of a struct: a tuple of pairs of name and accessor.
template <hana_struct T>
constexpr auto hana_accessors() {
    return boost::hana::accessors_impl<T>::apply();
}

} // namespace weir::detail
