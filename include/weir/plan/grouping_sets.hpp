// SPDX-License-Identifier: BSL-1.0
// Grouping sets: a row for each set of keys, and the keys that a set leaves out as nulls.
#pragma once

#include <weir/expr/conditional.hpp>
#include <weir/expr/function.hpp>
#include <weir/expr/generator.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

// A grouping set is a number: its lower half has a bit for each key that the set leaves out, the first key's
// the highest, as in Spark's grouping_id(); its upper half tells sets with the same keys apart.
inline constexpr int grouping_set_bits = 32;

/// A row for each of the sets `Ids`.
template <std::int64_t... Ids>
struct grouping_sets : expression_interface<grouping_sets<Ids...>> {
    static constexpr bool makes_rows = true;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    using outputs = type_list<std::int64_t>;
    template <class S>
    using result = std::int64_t;
    template <class S>
    static constexpr std::string_view output_name_at(std::size_t) {
        return "grouping_set";
    }
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) {
        out << "grouping_sets(";
        bool first = true;
        ((out << (first ? "" : ", ") << Ids, first = false), ...);
        out << ')';
    }
    template <class S, class Row, class F>
    constexpr void generate(Row const&, F&& f) const {
        (f(std::int64_t{Ids}), ...);
    }
};
template <std::int64_t... Ids>
inline constexpr bool is_generator<grouping_sets<Ids...>> = true;

/// Whether the set of a row has the key of bit `Bit`.
template <int Bit>
struct in_grouping_set {
    static constexpr std::string_view name = "in_grouping_set";
    template <class>
    using result = bool;
    template <class>
    static constexpr bool total = true;
    template <class>
    static constexpr bool apply(std::int64_t set) {
        return (set >> Bit & 1) == 0;
    }
};

/// The bits `Bits` of a row's set in a number of type `T`, the first one the highest.
template <class T, int... Bits>
struct grouping_bits {
    static constexpr std::string_view name = sizeof...(Bits) == 1 ? "grouping" : "grouping_id";
    template <class>
    using result = T;
    template <class>
    static constexpr bool total = true;
    template <class>
    static constexpr T apply(std::int64_t set) {
        std::int64_t value = 0;
        ((value = value << 1 | (set >> Bits & 1)), ...);
        return static_cast<T>(value);
    }
};

/// grouping(…) and grouping_id(…) where no grouping sets are.
template <class T, bool Id>
struct grouping_function {
    static constexpr std::string_view name = Id ? "grouping_id" : "grouping";
    static constexpr bool sees_nulls = true;
    template <class... Ts>
    static constexpr verdict check() {
        return fault(name,
                     "() without grouping sets; group by rollup(...), cube(...) or grouping sets (...)");
    }
    template <class...>
    using result = T;
    template <class R, class... Values>
    static constexpr R apply(Values const&...) {
        return {};
    }
};

} // namespace weir::detail
