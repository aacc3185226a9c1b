// SPDX-License-Identifier: BSL-1.0
// Items of arrays by a constant index: whether they can be null.
#pragma once

#include <weir/expr/array_access.hpp>
#include <weir/expr/array_edit.hpp>
#include <weir/expr/structs.hpp>
#include <weir/sql/coercion.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace weir::detail {

/// A value that is said to be null at times, or never, whatever its type says.
template <bool Nullable>
struct nullability_function {
    static constexpr bool sees_nulls = true;
    template <class T>
    using result = std::conditional_t<Nullable, nullable_of<T>, value_type_of<T>>;
    static constexpr void write(text& out, text const& value) { out << value.view(); }
    template <class R, class T>
    static constexpr auto apply(T const& value) {
        if constexpr (Nullable) {
            return nullable_of<T>(value);
        } else {
            return unwrap(value);
        }
    }
};

/// An item of null.
struct void_item_function {
    static constexpr bool sees_nulls = true;
    template <class T, class K>
    using result = void_type;
    static constexpr void write(text& out, text const& value, text const& key) {
        out << value.view() << '[' << key.view() << ']';
    }
    template <class R, class T, class K>
    static constexpr void_type apply(T const&, K const&) {
        return {};
    }
};

enum class item_nullability : std::uint8_t { by_type, always, never };

template <class S, class... Es>
constexpr item_nullability written_item(std::int64_t at) {
    constexpr bool null[] = {some_null<result_of<Es, S>>..., false};
    constexpr auto size = static_cast<std::int64_t>(sizeof...(Es));
    if (at < 0 || at >= size) return item_nullability::by_type;
    return null[at] ? item_nullability::always : item_nullability::never;
}

/// Of an array that is written there, the element says it; of any other an element by a constant index can be
/// null, since there may be none.
/// Source  Spark, GetArrayItem and ElementAt.
template <class S, class E>
struct constant_item {
    static constexpr item_nullability at(std::int64_t) { return item_nullability::always; }
};
template <class S, class... Es>
struct constant_item<S, function<array_function, Es...>> {
    static constexpr item_nullability at(std::int64_t index) { return written_item<S, Es...>(index); }
};

template <class S, fixed_string Name, class... Es>
struct constant_item<S, function<field_function<Name>, function<array_function, Es...>>> {
    static constexpr item_nullability at(std::int64_t) { return item_nullability::by_type; }
};

/// What `f` finds in an array: in one that is written without elements there is nothing that could be null.
template <class F, class E, class Wanted>
constexpr auto sql_search(F const& f, E const& e, Wanted const& wanted) {
    if constexpr (std::same_as<E, function<array_function>>) {
        return make_function<nullability_function<false>>(f(e, wanted));
    } else {
        return f(e, wanted);
    }
}

/// What `f` makes of an array or map and an index; `First` is the index of the first element.
template <class S, std::int64_t First = 0, class F, class E, class Key>
constexpr auto sql_item(F const& f, E const& e, Key const& key) {
    auto const item = f(e, key);
    if constexpr (!std::is_void_v<S> && is_array<sql_type_of<E, S>> && is_written_integer<Key>) {
        constexpr std::int64_t written = Key::written_value;
        constexpr item_nullability null = constant_item<S, E>::at(written - First);
        if constexpr (null == item_nullability::by_type) {
            return item;
        } else {
            return make_function<nullability_function<null == item_nullability::always>>(item);
        }
    } else {
        return item;
    }
}

} // namespace weir::detail
