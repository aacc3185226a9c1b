// SPDX-License-Identifier: BSL-1.0
// WEIR_SCHEMA: gives a class that is no plain aggregate a schema, or other column names to one that is.
#pragma once

#include <weir/schema/schema.hpp>

#include <boost/preprocessor/seq/enum.hpp>
#include <boost/preprocessor/seq/transform.hpp>
#include <boost/preprocessor/tuple/elem.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>

#include <tuple>

namespace weir::detail {

template <class T, class M>
constexpr declared_member<T, M> declare_member(M T::* pointer, std::string_view name) {
    return {pointer, name};
}

} // namespace weir::detail

#define WEIR_SCHEMA_MEMBER(r, Type, pair)                                                                    \
    ::weir::detail::declare_member<Type>(&Type::BOOST_PP_TUPLE_ELEM(0, pair), BOOST_PP_TUPLE_ELEM(1, pair))

/// Declares the schema of `Type`: pairs of a public member and its column's name, at the type's own namespace
/// scope.
///
/// Example `WEIR_SCHEMA(order, (id, "order_id"), (px, "price"));`
#define WEIR_SCHEMA(Type, ...)                                                                               \
    constexpr auto weir_schema(Type const*) {                                                                \
        return ::std::tuple{BOOST_PP_SEQ_ENUM(                                                               \
            BOOST_PP_SEQ_TRANSFORM(WEIR_SCHEMA_MEMBER, Type, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__)))};       \
    }                                                                                                        \
    static_assert(true)
