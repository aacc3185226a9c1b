// SPDX-License-Identifier: BSL-1.0
// unpivot of a SQL from clause: columns become rows.
#pragma once

#include <weir/expr/common_type.hpp>
#include <weir/sql/pivot.hpp>
#include <weir/sql/set_operation.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <class Q, std::size_t I, std::size_t Width>
struct uneven_sql_unpivot {
    static constexpr verdict get() {
        verdict v = fault("sql: unpivot of another number of columns than ", Width);
        write_sql_place<Q, I>(v.message, "write as many columns as there are names of values");
        return v;
    }
};

template <class Q, std::size_t I>
struct sql_unpivot {
    static constexpr std::size_t names = sql_child<Q, I, 1>;
    static constexpr std::size_t entries = sql_child<Q, I, 2>;
    static constexpr std::size_t width = sql_children<Q, names>;
    static constexpr std::size_t rows = sql_children<Q, entries>;

    template <std::size_t R>
    static constexpr std::size_t entry = sql_child<Q, entries, R>;
    template <std::size_t R>
    static constexpr std::size_t value = sql_item_expression<Q, entry<R>>;
    template <std::size_t R>
    static constexpr std::size_t value_width =
        sql_node_at<Q, value<R>>.kind == sql_kind::list ? sql_children<Q, value<R>> : std::size_t{1};

    /// What names the columns of an entry: its alias, or their names.
    template <std::size_t R, class Scope>
    static constexpr auto label = [] {
        if constexpr (sql_node_at<Q, entry<R>>.kind == sql_kind::alias) {
            return sql_name<Q, entry<R>>;
        } else {
            return made_text<[](auto&& out) {
                [&]<std::size_t... K>(std::index_sequence<K...>) {
                    auto const one = [&](std::string_view name, bool first) {
                        if (!first) out('_');
                        for (char const c : name) out(c);
                    };
                    (one(output_name<sql_bound<Q, sql_in_value<Q, value<R>, K>, Scope>>::value.view(),
                         K == 0),
                     ...);
                }(std::make_index_sequence<width>{});
            }>();
        }
    }();
    template <std::size_t R, class Scope>
    static constexpr auto row() {
        return []<std::size_t... K>(std::index_sequence<K...>) {
            return make_value_tuple(constant_text<label<R, Scope>>{},
                                    bind_sql<Q, sql_in_value<Q, value<R>, K>, Scope>()...);
        }(std::make_index_sequence<width>{});
    }
    template <class Scope>
    static constexpr auto generator() {
        auto const all = []<std::size_t... R>(std::index_sequence<R...>) {
            return join_tuples(row<R, Scope>()...);
        }(std::make_index_sequence<rows>{});
        return unpack([](auto const&... e) { return stack<rows>(e...); }, all);
    }
    template <class Scope>
    static constexpr verdict check() {
        verdict const uneven = []<std::size_t... R>(std::index_sequence<R...>) {
            verdict v;
            (void)((value_width<R> != width ? (v = uneven_sql_unpivot<Q, value<R>, width>::get(), true)
                                            : false)
                   || ...);
            return v;
        }(std::make_index_sequence<rows>{});
        if (uneven.failed()) return uneven;
        verdict const columns = []<std::size_t... K>(std::index_sequence<K...>) {
            return first_fault(check_sql<Q, sql_in_value<Q, value<K / width>, K % width>, Scope>()...);
        }(std::make_index_sequence<rows * width>{});
        return columns;
    }
    /// The columns of each row that stay as they are.
    template <class Scope>
    static constexpr auto kept = [] {
        using S = typename Scope::schema;
        column_set const named = decltype(generator<Scope>())::template reads<S>();
        struct {
            std::array<std::size_t, schema_of<S>::size + 1> at{};
            std::size_t size = 0;
        } found;
        for (std::size_t c = 0; c < schema_of<S>::size; ++c) {
            if (!named.has(c) && !Scope::hidden(c)) found.at[found.size++] = c;
        }
        return found;
    }();
    /// Whether a value can be null.
    template <std::size_t K, class Scope>
    static constexpr bool nullable = []<std::size_t... R>(std::index_sequence<R...>) {
        return some_null<
            result_of<sql_bound<Q, sql_in_value<Q, value<R>, K>, Scope>, typename Scope::schema>...>;
    }(std::make_index_sequence<rows>{});
};

template <bool Nullable, class E>
constexpr auto null_sql_if(E const& e) {
    if constexpr (Nullable) {
        return e;
    } else {
        return never_null<E>{{}, e};
    }
}

template <class Q, std::size_t I, class From>
constexpr auto unpivot_sql(From const& from) {
    using scope = typename From::scope;
    using S = typename scope::schema;
    using unpivot = sql_unpivot<Q, I>;
    constexpr auto check = [] {
        verdict const columns = unpivot::template check<scope>();
        if constexpr (unpivot::template check<scope>().failed()) {
            return columns;
        } else {
            return place_sql_verdict<Q, I>(
                decltype(unpivot::template generator<scope>())::template check<S>());
        }
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        constexpr auto const& kept = unpivot::template kept<scope>;
        auto const rows = [&]<std::size_t... K>(std::index_sequence<K...>) {
            return select(sql_slot<S, kept.at[K]>().template as<sql_slot_name<S, kept.at[K]>()>()...,
                          unpivot::template generator<scope>())(from.plan);
        }(std::make_index_sequence<kept.size>{});
        using R = typename std::remove_const_t<decltype(rows)>::schema;
        auto const plan = [&]<std::size_t... K, std::size_t... V>(std::index_sequence<K...>,
                                                                  std::index_sequence<V...>) {
            auto const named =
                select(sql_slot<R, K>().template as<sql_slot_name<R, K>()>()...,
                       never_null<decltype(sql_slot<R, kept.size>())>{{}, sql_slot<R, kept.size>()}
                           .template as<sql_name<Q, I>>(),
                       null_sql_if<unpivot::template nullable<V, scope>>(sql_slot<R, kept.size + 1 + V>())
                           .template as<sql_name<Q, sql_child<Q, unpivot::names, V>>>()...);
            if constexpr ((sql_node_at<Q, I>.flags & sql_outer) != 0) {
                return named(rows);
            } else {
                return named(where((sql_slot<R, kept.size + 1 + V>().is_not_null() || ...))(rows));
            }
        }(std::make_index_sequence<kept.size>{}, std::make_index_sequence<unpivot::width>{});
        return name_sql_relation<Q, sql_child<Q, I, 3>, "">(plan);
    }
}

/// The relation of a pivot or unpivot.
template <class Q, std::size_t I, class From>
constexpr auto turn_sql(From const& from) {
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else if constexpr (sql_node_at<Q, I>.kind == sql_kind::pivot) {
        return pivot_sql<Q, I>(from);
    } else {
        return unpivot_sql<Q, I>(from);
    }
}

} // namespace weir::detail
