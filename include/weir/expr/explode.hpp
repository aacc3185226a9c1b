// SPDX-License-Identifier: BSL-1.0
// explode and its kin: a row for each element of an array or entry of a map.
#pragma once

#include <weir/expr/collection.hpp>
#include <weir/expr/function.hpp>
#include <weir/expr/is_generator.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

template <class E, bool Outer, bool Position>
struct explode_node : expression_interface<explode_node<E, Outer, Position>> {
    [[no_unique_address]] E inner;

    static constexpr bool makes_rows = true;
    static constexpr bool is_aggregate = has_aggregate<E>();
    template <class S>
    static constexpr bool total = false;

    template <class T>
    static constexpr auto find_outputs() {
        if constexpr (is_array<T>) {
            using value = nullable_if<typename T::value_type, Outer || is_nullable<typename T::value_type>>;
            if constexpr (Position) {
                return type_list<nullable_if<std::int32_t, Outer>, value>{};
            } else {
                return type_list<value>{};
            }
        } else if constexpr (is_map<T>) {
            using key = nullable_if<typename T::key_type, Outer>;
            using value = nullable_if<typename T::mapped_type, Outer || is_nullable<typename T::mapped_type>>;
            if constexpr (Position) {
                return type_list<nullable_if<std::int32_t, Outer>, key, value>{};
            } else {
                return type_list<key, value>{};
            }
        } else {
            return type_list<unknown_type>{};
        }
    }
    template <class S>
    using outputs = decltype(find_outputs<result_value<E, S>>());
    template <class S>
    using result = list_at<0, outputs<S>>;

    static constexpr std::string_view name =
        Position ? (Outer ? "posexplode_outer" : "posexplode") : (Outer ? "explode_outer" : "explode");

    /// The names of the columns that it gives when no alias is given.
    template <class S>
    static constexpr std::string_view output_name_at(std::size_t i) {
        constexpr bool map = is_map<result_value<E, S>>;
        std::size_t const value = i - (Position ? 1 : 0);
        if (Position && i == 0) return "pos";
        return !map ? "col" : value == 0 ? "key" : "value";
    }

    template <class S>
    static constexpr verdict check() {
        verdict const inner_verdict = E::template check<S>();
        if (inner_verdict.failed()) return inner_verdict;
        using type = result_value<E, S>;
        if constexpr (is_array<type> || is_map<type> || std::same_as<type, unknown_type>) {
            return {};
        } else {
            return fault("cannot ", name, " a ", type_name<type>().view(), " in \"",
                         shown<explode_node>().view(), "\"; its argument is an array or a map");
        }
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) {
        out << name << '(';
        E::write(out);
        out << ')';
    }

    template <class S, class Row, class F>
    constexpr void generate(Row const& row, F&& f) const {
        if constexpr (requires { inner.template for_each_part<S>(row, [](std::string_view) {}); } && !Outer) {
            std::int32_t position = 0; // an expression that can list its parts without building an array
            inner.template for_each_part<S>(row, [&](auto const& part) {
                if constexpr (Position) {
                    f(position++, part);
                } else {
                    f(part);
                }
            });
        } else {
            auto const& values = inner.template eval<S>(row);
            if (!present(values) || unwrap(values).empty()) {
                if constexpr (Outer) emit_nulls<S>(f);
                return;
            }
            std::int32_t position = 0;
            for (auto const& value : unwrap(values)) {
                if constexpr (is_map<result_value<E, S>>) {
                    emit(f, position, in_flight(value.first), in_flight(value.second));
                } else {
                    emit(f, position, in_flight(value));
                }
                ++position;
            }
        }
    }

private:
    template <class F, class... Values>
    static constexpr void emit(F&& f, std::int32_t position, Values const&... values) {
        if constexpr (Position) {
            f(nullable_if<std::int32_t, Outer>(position), widen<Values>(values)...);
        } else {
            f(widen<Values>(values)...);
        }
    }
    template <class V>
    static constexpr auto widen(V const& value) {
        if constexpr (Outer && !is_nullable<V>) {
            return std::optional<V>(value);
        } else {
            return value;
        }
    }
    template <class S, class F>
    static constexpr void emit_nulls(F&& f) {
        [&]<class... Ts>(type_list<Ts...>) { f(std::remove_cvref_t<flight_type<Ts>>()...); }(outputs<S>{});
    }
};

template <class E, bool Outer, bool Position>
inline constexpr bool is_generator<explode_node<E, Outer, Position>> = true;

} // namespace detail

/// A row for each element of an array (column `col`) or entry of a map (columns `key`, `value`).
///
/// Null    a null or empty array gives no row; `explode_outer` gives one row of nulls.
/// Cost    with split(), the parts are never put in an array.
/// Errors  compile time: an argument that is neither array nor map.
/// Source  Spark functions.explode.
template <expression E>
constexpr auto explode(E const& e) {
    return detail::explode_node<E, false, false>{{}, e};
}
/// As explode, with a row of nulls for a null or empty array.
/// Source  Spark functions.explode_outer.
template <expression E>
constexpr auto explode_outer(E const& e) {
    return detail::explode_node<E, true, false>{{}, e};
}
/// As explode, with the position from 0 on in a column `pos`.
/// Source  Spark functions.posexplode.
template <expression E>
constexpr auto posexplode(E const& e) {
    return detail::explode_node<E, false, true>{{}, e};
}
/// As posexplode, with a row of nulls for a null or empty array.
/// Source  Spark functions.posexplode_outer.
template <expression E>
constexpr auto posexplode_outer(E const& e) {
    return detail::explode_node<E, true, true>{{}, e};
}

} // namespace weir
