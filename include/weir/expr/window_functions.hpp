// SPDX-License-Identifier: BSL-1.0
// The functions that only exist over windows of rows: numbers and ranks of rows, values of other rows.
#pragma once

#include <weir/expr/row_window.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace weir::detail {

enum class rank_kind : std::uint8_t { row_number, rank, dense_rank, percent_rank, cume_dist };

/// row_number, rank, dense_rank, percent_rank, cume_dist.
template <rank_kind Kind>
struct rank_function {
    static constexpr bool share = Kind == rank_kind::percent_rank || Kind == rank_kind::cume_dist;
    static constexpr bool ordered = true;
    static constexpr bool ranks = true;
    static constexpr std::string_view name = Kind == rank_kind::row_number     ? "row_number"
                                             : Kind == rank_kind::rank         ? "RANK"
                                             : Kind == rank_kind::dense_rank   ? "DENSE_RANK"
                                             : Kind == rank_kind::percent_rank ? "PERCENT_RANK"
                                                                               : "cume_dist";
    template <class...>
    using result = std::conditional_t<share, double, std::int32_t>;
    static constexpr void write(text& out) { out << name << "()"; }

    template <class R, class At, class Arguments>
    static constexpr R value(window_place const& place, At const&, Arguments const&) {
        switch (Kind) {
        case rank_kind::row_number:
            return static_cast<R>(place.row + 1);
        case rank_kind::rank:
            return static_cast<R>(place.first_peer + 1);
        case rank_kind::dense_rank:
            return static_cast<R>(place.distinct + 1);
        case rank_kind::percent_rank:
            return static_cast<R>(place.size <= 1 ? 0.0
                                                  : static_cast<double>(place.first_peer)
                                                        / static_cast<double>(place.size - 1));
        default:
            return static_cast<R>(static_cast<double>(place.end_of_peers) / static_cast<double>(place.size));
        }
    }
};

/// ntile(n): the rows in n parts that differ by one row at most.
struct ntile_function {
    static constexpr bool ordered = true;
    static constexpr bool ranks = true;
    static constexpr std::string_view name = "ntile";
    template <class N>
    static constexpr verdict check() {
        return integral_column<N> ? verdict{}
                                  : fault("argument of ntile is ", type_name<N>().view(), "; write a number");
    }
    template <class>
    using result = std::int32_t;
    template <class R, class At, class Arguments>
    static R value(window_place const& place, At const& at, Arguments const& arguments) {
        auto const& n = at(element<0>(arguments), place.row);
        std::int64_t const parts = present(n) ? static_cast<std::int64_t>(unwrap(n)) : 0;
        if (parts <= 0) throw_value_out_of_range(name, "the number of parts", "[1, 2147483647]");
        auto const size = static_cast<std::int64_t>(place.size);
        auto const row = static_cast<std::int64_t>(place.row);
        std::int64_t const low = size / parts;
        std::int64_t const larger = size % parts; // so many parts have a row more
        std::int64_t const in_larger = larger * (low + 1);
        return static_cast<R>(row < in_larger ? row / (low + 1) + 1
                                              : larger + (low == 0 ? 0 : (row - in_larger) / low) + 1);
    }
};

/// lag and lead: the value so many rows before or after; `IgnoreNulls`: of the rows where it is not null.
template <bool Lead, bool IgnoreNulls>
struct offset_function {
    static constexpr bool ordered = true;
    static constexpr bool lead = Lead;
    static constexpr std::string_view name = Lead ? "lead" : "lag";
    template <class T, class N, class Default>
    static constexpr verdict check() {
        if (!integral_column<N>)
            return fault("offset of ", name, " is ", type_name<N>().view(), "; write a number of rows");
        if (std::is_same_v<common_type_t<T, Default>, unknown_type>)
            return fault("default of ", name, " is ", type_name<Default>().view(), " for a value of type ",
                         type_name<T>().view(), "; cast it");
        return {};
    }
    template <class T, class, class Default>
    using result = nullable_if<common_type_t<value_type_of<T>, value_type_of<Default>>,
                               is_nullable<T> || is_nullable<Default> || std::is_same_v<Default, void_type>>;
    template <class Value, class N, class Default>
    static constexpr void write(text& out, Value const& value, N const& n, Default const& otherwise) {
        out << name << '(' << value.view() << ", " << n.view() << ", " << otherwise.view() << ')';
    }

    template <class R, class At, class Arguments>
    static R value(window_place const& place, At const& at, Arguments const& arguments) {
        auto const& n = at(element<1>(arguments), place.row);
        std::int64_t steps = present(n) ? static_cast<std::int64_t>(unwrap(n)) : 0;
        std::int64_t const direction = (steps < 0) == Lead ? -1 : 1;
        steps = steps < 0 ? -steps : steps;
        auto row = static_cast<std::int64_t>(place.row);
        auto const size = static_cast<std::int64_t>(place.size);
        if constexpr (IgnoreNulls) {
            while (steps > 0) {
                row += direction;
                if (row < 0 || row >= size) break;
                if (present(at(element<0>(arguments), static_cast<std::size_t>(row)))) --steps;
            }
        } else {
            row += direction * steps;
        }
        if (row < 0 || row >= size) return own_as<R>(at(element<2>(arguments), place.row));
        return own_as<R>(at(element<0>(arguments), static_cast<std::size_t>(row)));
    }

    template <class R, class V>
    static R own_as(V const& value) {
        if constexpr (std::is_same_v<V, void_type>) {
            return R{};
        } else if constexpr (string_column<value_type_of<R>>) {
            return own<R>(value);
        } else {
            return own<R>(widen_value<R>(value));
        }
    }
};

/// nth_value(x, n): the value of the n-th row of the frame.
template <bool IgnoreNulls>
struct nth_value_function {
    static constexpr bool ordered = true;
    static constexpr std::string_view name = "nth_value";
    template <class, class N>
    static constexpr verdict check() {
        return integral_column<N>
                   ? verdict{}
                   : fault("argument 2 of nth_value is ", type_name<N>().view(), "; write a number");
    }
    template <class T, class>
    using result = nullable_of<T>;
    template <class Value, class N>
    static constexpr void write(text& out, Value const& value, N const& n) {
        out << name << '(' << value.view() << ", " << n.view() << ')';
    }
    template <class R, class At, class Arguments>
    static R value(window_place const& place, At const& at, Arguments const& arguments) {
        auto const& n = at(element<1>(arguments), place.row);
        std::int64_t left = present(n) ? static_cast<std::int64_t>(unwrap(n)) : 0;
        if (left <= 0) throw_value_out_of_range(name, "the offset", "[1, 9223372036854775807]");
        for (std::size_t row = place.begin; row < place.end; ++row) {
            auto const& value = at(element<0>(arguments), row);
            if (IgnoreNulls && !present(value)) continue;
            if (--left == 0) return own<R>(value);
        }
        return R{};
    }
};

} // namespace weir::detail
