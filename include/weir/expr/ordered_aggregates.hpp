// SPDX-License-Identifier: BSL-1.0
// Aggregates over the rows of a group in an order of their own: WITHIN GROUP (ORDER BY ...).
#pragma once

#include <weir/expr/percentiles.hpp>
#include <weir/expr/text_aggregates.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace weir::detail {

/// The direction and place of nulls of a sort key, without its expression.
template <sort_direction Direction, null_order Nulls>
struct aggregate_order {
    static constexpr void write(text& out) {
        out << (Direction == sort_direction::ascending ? " ASC" : " DESC")
            << (Nulls == null_order::first ? " NULLS FIRST" : " NULLS LAST");
    }
    template <class T>
    static std::weak_ordering compare(T const& a, T const& b) {
        if (!present(a) || !present(b)) {
            if (present(a) == present(b)) return std::weak_ordering::equivalent;
            return present(a) == (Nulls == null_order::last) ? std::weak_ordering::less
                                                             : std::weak_ordering::greater;
        }
        std::weak_ordering const order = compare_values(unwrap(a), unwrap(b));
        return Direction == sort_direction::ascending ? order : 0 <=> order;
    }
};

/// `Agg` over sorted rows: the keys, in the order `Orders`, are the first arguments of the call.
template <class Agg, class... Orders>
struct sorted_aggregate {
    static constexpr std::string_view name = Agg::name;
    static constexpr std::size_t keys = sizeof...(Orders);

    template <class... Ts>
    static constexpr verdict check() {
        verdict v;
        std::size_t i = 0;
        (void)((i++ < keys && is_map<Ts>
                && (v = fault("cannot sort by values of type ", type_name<Ts>().view(),
                              "; a map has no order"),
                    true))
               || ...);
        return v.failed() ? v : check_rest<Ts...>(std::make_index_sequence<sizeof...(Ts) - keys>{});
    }

    template <class... Ts, std::size_t... I>
    static constexpr auto find_inner(std::index_sequence<I...>)
        -> type_identity<typename Agg::template accumulator<type_at<keys + I, Ts...>...>> {
        return {};
    }

    template <class... Ts>
    struct accumulator : defined_if<is_defined_when_empty<typename decltype(find_inner<Ts...>(
                             std::make_index_sequence<sizeof...(Ts) - sizeof...(Orders)>{}))::type>()> {
        using inner_type =
            typename decltype(find_inner<Ts...>(std::make_index_sequence<sizeof...(Ts) - keys>{}))::type;
        using result = typename inner_type::result;
        static constexpr bool ordered = true;
        std::vector<std::tuple<Ts...>> rows;

        template <class... Values>
        void add(Values const&... values) {
            rows.emplace_back(own<Ts>(values)...);
        }
        void merge(accumulator const& later) {
            rows.insert(rows.end(), later.rows.begin(), later.rows.end());
        }
        [[nodiscard]] result value() const {
            std::vector<std::size_t> order(rows.size());
            for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
            std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
                return compare(rows[a], rows[b], std::index_sequence_for<Orders...>{}) < 0;
            });
            inner_type inner{};
            for (std::size_t const i : order)
                feed(inner, rows[i], std::make_index_sequence<sizeof...(Ts) - keys>{});
            return inner.value();
        }

    private:
        template <std::size_t... K>
        static std::weak_ordering compare(std::tuple<Ts...> const& a, std::tuple<Ts...> const& b,
                                          std::index_sequence<K...>) {
            std::weak_ordering order = std::weak_ordering::equivalent;
            (void)((order = Orders::compare(std::get<K>(a), std::get<K>(b)), order != 0) || ...);
            return order;
        }
        template <std::size_t... K>
        static void feed(inner_type& inner, std::tuple<Ts...> const& row, std::index_sequence<K...>) {
            inner.add(in_flight(std::get<keys + K>(row))...);
        }
    };

    template <class... Names>
    static constexpr void write(text& out, Names const&... names) {
        auto const all = std::tie(names...);
        [&]<std::size_t... A, std::size_t... K>(std::index_sequence<A...>, std::index_sequence<K...>) {
            write_aggregate<Agg>(out, std::get<keys + A>(all)...);
            out << " WITHIN GROUP (ORDER BY ";
            ((out << (K == 0 ? "" : ", ") << std::get<K>(all).view(), Orders::write(out)), ...);
            out << ')';
        }(std::make_index_sequence<sizeof...(Names) - keys>{}, std::make_index_sequence<keys>{});
    }

private:
    template <class... Ts, std::size_t... I>
    static constexpr verdict check_rest(std::index_sequence<I...>) {
        return check_arguments<Agg, type_at<keys + I, Ts...>...>();
    }
};

/// The rows of a call in the order of sort keys.
template <class Agg, class... Args, class... Es, sort_direction... D, null_order... N>
constexpr auto sort_aggregate(aggregate_call<Agg, Args...> const& call, sort_key<Es, D, N> const&... keys) {
    using sorted = sorted_aggregate<Agg, aggregate_order<D, N>...>;
    return aggregate_call<sorted, Es..., Args...>{
        {}, join_tuples(value_tuple<Es...>(keys.inner...), call.arguments)};
}

/// percentile_cont and percentile_disc from the greatest value down.
template <class Agg>
struct descending_percentile {
    static constexpr std::string_view name = Agg::name;
    static constexpr std::size_t constants_from = 1;
    template <class... Ts>
    static constexpr verdict check() {
        return check_arguments<Agg, Ts...>();
    }
    template <class T, class Share>
    struct accumulator {
        using inner_type = typename Agg::template accumulator<nullable_if<double, is_nullable<T>>, Share>;
        using result = typename inner_type::result;
        static constexpr bool ordered = false;
        inner_type inner;

        template <class V, class S>
        void add(V const& value, S const& share) {
            if constexpr (is_nullable<V>) {
                inner.add(value ? std::optional<double>(-to_double(*value)) : std::optional<double>(), share);
            } else {
                inner.add(-to_double(value), share);
            }
        }
        void merge(accumulator const& other) { inner.merge(other.inner); }
        [[nodiscard]] result value() const { return negated(inner.value()); }

    private:
        template <class R>
        static R negated(R value) {
            if constexpr (is_nullable<R>) {
                if (value) value = negated(*value);
                return value;
            } else if constexpr (is_array<R>) {
                for (auto& v : value) v = negated(v);
                return value;
            } else {
                return value == 0 ? value : -value;
            }
        }
    };
    static constexpr void write(text& out, text const& value, text const& share) {
        out << name << '(' << share.view() << ") WITHIN GROUP (ORDER BY " << value.view() << " DESC)";
    }
};
template <class Agg, class... Args>
constexpr auto descend_percentile(aggregate_call<Agg, Args...> const& call) {
    return aggregate_call<descending_percentile<Agg>, Args...>{{}, call.arguments};
}

/// mode() WITHIN GROUP (ORDER BY x): of several the first in the order. The text is Spark's, which turns it
/// around.
template <bool Descending>
struct ordered_mode : mode_aggregate {
    template <class T>
    struct accumulator : mode_aggregate::accumulator<T> {
        using base = mode_aggregate::accumulator<T>;
        void merge(accumulator const& other) { base::merge(other); }
        [[nodiscard]] typename base::result value() const {
            auto const& counts = this->values.counts;
            auto best = counts.begin();
            if constexpr (is_nullable<T>) {
                if (best == counts.end()) return std::nullopt;
            }
            for (auto at = best; at != counts.end(); ++at) {
                if (Descending ? at->second >= best->second : at->second > best->second) best = at;
            }
            return best->first;
        }
    };
    static constexpr void write(text& out, text const& value) {
        out << "mode() WITHIN GROUP (ORDER BY " << value.view() << (Descending ? ")" : " DESC)");
    }
};

} // namespace weir::detail
