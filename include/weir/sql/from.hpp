// SPDX-License-Identifier: BSL-1.0
// The from clause of a SQL query: tables, subqueries, generators, and the names under which their columns are
// known.
#pragma once

#include <weir/plan/select.hpp>
#include <weir/plan/where.hpp>
#include <weir/sql/scope.hpp>
#include <weir/sql/views.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::detail {

/// What a query is that has a mistake; `Check()` says which.
template <auto Check>
struct sql_no_plan {
    static constexpr auto check = Check;
};
template <class T>
inline constexpr bool is_sql_no_plan = false;
template <auto Check>
inline constexpr bool is_sql_no_plan<sql_no_plan<Check>> = true;

template <class Q, std::size_t I, class Tables>
constexpr auto bind_sql_query(Tables const& tables);

template <class Q, std::size_t I, class Scope>
constexpr bool sql_has_aggregate() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::none || sql_node_at<Q, I>.kind == sql_kind::star) {
        return false;
    } else {
        return has_aggregate<sql_bound<Q, I, Scope>>();
    }
}

// From.

/// A relation of a from clause and the names under which its columns are known.
template <class Plan, class Scope>
struct sql_from {
    using scope = Scope;
    Plan plan;
};
template <class Scope, class Plan>
constexpr auto make_sql_from(Plan const& plan) {
    return sql_from<Plan, Scope>{plan};
}

template <class Q, std::size_t I, class... Views>
struct unknown_sql_table {
    static constexpr verdict get() {
        verdict v = fault("sql: no table \"", sql_name<Q, I>.view(), '"');
        write_sql_place<Q, I>(v.message);
        constexpr std::array<std::string_view, sizeof...(Views) + 1> names{Views::name.view()..., ""};
        std::size_t const near = nearest(sql_name<Q, I>.view(), names);
        if (near < sizeof...(Views)) {
            v.message << "; did you mean \"" << names[near] << "\"?";
        } else if (sizeof...(Views) == 0) {
            v.message << "; pass it as weir::view<\"" << sql_name<Q, I>.view() << "\">(...)";
        } else {
            v.message << "; the views are ";
            for (std::size_t i = 0; i < sizeof...(Views); ++i) v.message << (i > 0 ? ", " : "") << names[i];
        }
        return v;
    }
};

template <class Message>
inline constexpr auto sql_says = [] { return Message::get(); };

template <class... Views>
constexpr std::size_t find_sql_view(std::string_view name) {
    std::size_t found = not_found;
    std::size_t i = 0;
    (void)((equal_ignoring_case(Views::name.view(), name) ? (found = i, true) : (++i, false)) || ...);
    return found;
}

/// The name by which a relation is known: its alias, else its own.
template <class Q, std::size_t Alias, fixed_string Own>
consteval auto sql_relation_name() {
    if constexpr (sql_source<Q, Alias>.empty()) {
        return Own;
    } else {
        return sql_name<Q, Alias>;
    }
}

template <class Q, std::size_t Alias, std::size_t Count>
struct wrong_sql_column_names {
    static constexpr verdict get() {
        verdict v = fault("sql: ", sql_children<Q, Alias>, " column names for ", Count, " columns of \"",
                          sql_source<Q, Alias>, '"');
        write_sql_place<Q, Alias>(v.message, "name every column, or none");
        return v;
    }
};

/// A plan with its columns renamed as `t(a, b)` says.
template <class Q, std::size_t Names, class Plan>
constexpr auto rename_sql_columns(Plan const& plan) {
    using S = typename Plan::schema;
    if constexpr (sql_children<Q, Names> == 0) {
        return plan;
    } else if constexpr (sql_children<Q, Names> != schema_of<S>::size) {
        return sql_no_plan<sql_says<wrong_sql_column_names<Q, Names, schema_of<S>::size>>>{};
    } else {
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return select(sql_slot<S, K>().template as<sql_name<Q, sql_child<Q, Names, K>>>()...)(plan);
        }(std::make_index_sequence<schema_of<S>::size>{});
    }
}

/// The columns of a select that are the same as one of their name before them.
template <class Plan>
inline constexpr column_set sql_twins{};
template <class Input, class Generator, class... Outputs>
inline constexpr column_set sql_twins<select_plan<Input, Generator, Outputs...>> = [] {
    column_set found;
    constexpr std::size_t count = sizeof...(Outputs);
    constexpr std::array<bool, count + 1> columns{is_sql_column<typename Outputs::expr>..., false};
    constexpr std::array<std::size_t, count + 1> first{find_type<Outputs, Outputs...>()..., 0};
    for (std::size_t c = 0; c < count; ++c) {
        if (columns[c] && first[c] < c) found.add(c);
    }
    return found;
}();

template <class Q, std::size_t Alias, fixed_string Own, class Plan>
constexpr auto name_sql_relation(Plan const& plan) {
    if constexpr (is_sql_no_plan<Plan>) {
        return plan;
    } else {
        auto const renamed = rename_sql_columns<Q, Alias>(plan);
        using renamed_type = std::remove_const_t<decltype(renamed)>;
        if constexpr (is_sql_no_plan<renamed_type>) {
            return renamed;
        } else {
            using S = typename renamed_type::schema;
            return make_sql_from<sql_scope<S, sql_range<sql_relation_name<Q, Alias, Own>(), 0,
                                                        schema_of<S>::size, sql_twins<renamed_type>>>>(
                renamed);
        }
    }
}

/// The one row that a select without from is computed from.
inline auto sql_one_row() {
    using one = row<columns<column<"", bool>>>;
    return values_plan(std::vector<one>(1));
}

// Generators: lateral view, and a call in from.

template <class Q, std::size_t I, bool Outer>
consteval auto sql_generator_name() {
    constexpr auto name = sql_lower_name<Q, I>;
    if constexpr (Outer && !name.view().ends_with("_outer")) {
        return made_text<[](auto&& out) {
            for (char const c : sql_lower_name<Q, I>.view()) out(c);
            for (char const c : std::string_view("_outer")) out(c);
        }>();
    } else {
        return name;
    }
}

template <class Q, std::size_t I, class Scope, class Made>
constexpr verdict check_sql_generator() {
    using S = typename Scope::schema;
    verdict const v = Made::template check<S>();
    verdict placed;
    if (v.view().starts_with("sql: ")) return v;
    if (v.failed()) {
        placed = fault("sql: ", v.view());
        write_sql_place<Q, I>(placed.message);
    } else if (!is_generator<Made>) {
        placed = fault("sql: no generator \"", sql_source<Q, I>, '"');
        write_sql_place<Q, I>(placed.message, "use explode, posexplode, inline, ...");
    }
    return placed;
}

template <class Q, std::size_t I, std::size_t Names, bool Outer, class From>
constexpr auto add_sql_generator(From const& from) {
    using scope = typename From::scope;
    using S = typename scope::schema;
    constexpr std::size_t old = schema_of<S>::size;
    constexpr std::size_t count = sql_children<Q, I> - 2;
    auto const made = [&]<std::size_t... K>(std::index_sequence<K...>) {
        return call_sql<Q, I, sql_generator_name<Q, I, Outer>()>(bind_sql_argument<Q, I, scope, K>()...);
    }(std::make_index_sequence<count>{});
    using made_type = std::remove_const_t<decltype(made)>;
    constexpr auto check = [] { return check_sql_generator<Q, I, scope, made_type>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const plan = select(col_node<"*">{}, made)(from.plan);
        using T = typename std::remove_const_t<decltype(plan)>::schema;
        constexpr std::size_t added = schema_of<T>::size - old;
        if constexpr (sql_children<Q, Names> == 0) {
            return make_sql_from<sql_wider_scope<scope, T, sql_names_name<Q, Names>(), old, old + added>>(
                plan);
        } else if constexpr (sql_children<Q, Names> != added) {
            return sql_no_plan<sql_says<wrong_sql_column_names<Q, Names, added>>>{};
        } else {
            auto const renamed = [&]<std::size_t... A, std::size_t... K>(std::index_sequence<A...>,
                                                                         std::index_sequence<K...>) {
                return select(sql_slot<T, A>().template as<sql_slot_name<T, A>()>()...,
                              sql_slot<T, old + K>().template as<sql_name<Q, sql_child<Q, Names, K>>>()...)(
                    plan);
            }(std::make_index_sequence<old>{}, std::make_index_sequence<added>{});
            using R = typename std::remove_const_t<decltype(renamed)>::schema;
            return make_sql_from<sql_wider_scope<scope, R, sql_names_name<Q, Names>(), old, old + added>>(
                renamed);
        }
    }
}

template <class Q, std::size_t I, class Tables>
constexpr auto bind_sql_from(Tables const& tables);

template <class Q, std::size_t I>
auto make_sql_range() {
    using one = row<columns<column<"id", std::int64_t>>>;
    constexpr std::size_t count = sql_children<Q, I> - 2;
    constexpr std::int64_t from = count > 1 ? sql_whole<Q, sql_child<Q, I, 0>> : 0;
    constexpr std::int64_t to = sql_whole<Q, sql_child<Q, I, (count > 1 ? 1 : 0)>>;
    constexpr std::int64_t step = count > 2 ? sql_whole<Q, sql_child<Q, I, 2>> : 1;
    std::vector<one> rows;
    for (std::int64_t v = from; step != 0 && (step > 0 ? v < to : v > to); v += step) rows.push_back(one(v));
    return values_plan(std::move(rows));
}

template <class Q, std::size_t I, class Tables>
auto bind_sql_table_function(Tables const&) {
    constexpr std::size_t call = sql_child<Q, I, 0>;
    constexpr std::size_t alias = sql_child<Q, I, 1>;
    if constexpr (sql_lower_name<Q, call>.view() == "range" && sql_children<Q, call> > 2) {
        return name_sql_relation<Q, alias, "range">(make_sql_range<Q, call>());
    } else {
        auto const one = make_sql_from<sql_scope<columns<column<"", bool>>>>(sql_one_row());
        auto const with = add_sql_generator<Q, call, alias, false>(one);
        using type = std::remove_const_t<decltype(with)>;
        if constexpr (is_sql_no_plan<type>) {
            return with;
        } else {
            using S = typename type::scope::schema;
            auto const plan = [&]<std::size_t... K>(std::index_sequence<K...>) {
                return select(sql_slot<S, K + 1>().template as<sql_slot_name<S, K + 1>()>()...)(with.plan);
            }(std::make_index_sequence<schema_of<S>::size - 1>{});
            using R = typename std::remove_const_t<decltype(plan)>::schema;
            return make_sql_from<sql_scope<R, sql_range<sql_names_name<Q, alias>(), 0, schema_of<R>::size>>>(
                plan);
        }
    }
}

template <class Q, std::size_t I, class From>
constexpr auto turn_sql(From const& from);

template <class Q, std::size_t I, class... Views>
constexpr auto bind_sql_from(value_tuple<Views...> const& tables) {
    constexpr sql_node n = sql_node_at<Q, I>;
    if constexpr (n.kind == sql_kind::none) {
        return make_sql_from<sql_scope<columns<>>>(sql_one_row());
    } else if constexpr (n.kind == sql_kind::table) {
        constexpr std::size_t at = find_sql_view<Views...>(sql_name<Q, I>.view());
        if constexpr (at == not_found) {
            return sql_no_plan<sql_says<unknown_sql_table<Q, I, Views...>>>{};
        } else {
            return name_sql_relation<Q, sql_child<Q, I, 0>, sql_name<Q, I>>(element<at>(tables).plan);
        }
    } else if constexpr (n.kind == sql_kind::derived) {
        constexpr std::size_t inner = sql_child<Q, I, 0>;
        if constexpr (sql_node_at<Q, inner>.kind == sql_kind::query
                      || sql_node_at<Q, inner>.kind == sql_kind::values) {
            return name_sql_relation<Q, sql_child<Q, I, 1>, "">(bind_sql_query<Q, inner>(tables));
        } else {
            return bind_sql_from<Q, inner>(tables); // a join in brackets
        }
    } else if constexpr (n.kind == sql_kind::function) {
        return bind_sql_table_function<Q, I>(tables);
    } else if constexpr (n.kind == sql_kind::pivot || n.kind == sql_kind::unpivot) {
        return turn_sql<Q, I>(bind_sql_from<Q, sql_child<Q, I, 0>>(tables));
    } else if constexpr (n.kind == sql_kind::lateral) {
        auto const below = bind_sql_from<Q, sql_child<Q, I, 0>>(tables);
        if constexpr (is_sql_no_plan<std::remove_const_t<decltype(below)>>) {
            return below;
        } else {
            return add_sql_generator < Q, sql_child<Q, I, 1>, sql_child<Q, I, 2>,
                   (n.flags & sql_outer) != 0 > (below);
        }
    } else {
        return bind_sql_join<Q, I>(tables);
    }
}

// Where.

inline constexpr std::string_view sql_generator_names =
    "explode explode_outer posexplode posexplode_outer inline inline_outer stack";

/// The call of a generator at or below a node, outside of subqueries; 0 where there is none.
template <class Q>
constexpr std::size_t find_sql_generator(std::size_t node) {
    sql_node const& n = Q::tree.nodes[node];
    if (n.kind == sql_kind::query) return 0;
    if (n.kind == sql_kind::call && is_word_of(sql_generator_names, Q::text.substr(n.begin, n.size)))
        return node;
    for (std::size_t c = n.first; c != 0; c = Q::tree.nodes[c].next) {
        std::size_t const found = find_sql_generator<Q>(c);
        if (found != 0) return found;
    }
    return 0;
}
template <class Q, std::size_t I>
struct nested_sql_generator {
    static constexpr verdict get() {
        verdict v = fault("sql: generator \"", sql_source<Q, I>, "\" inside of an expression");
        write_sql_place<Q, I>(v.message, "select it alone, or use lateral view");
        return v;
    }
};

/// The verdict on a condition, which is none where it is left out.
template <class Q, std::size_t I, class Scope>
constexpr verdict check_sql_predicate() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::none) {
        return {};
    } else if constexpr (constexpr std::size_t generator = find_sql_generator<Q>(I); generator != 0) {
        return nested_sql_generator<Q, generator>::get();
    } else {
        verdict const v = check_sql<Q, I, Scope>();
        if (v.failed()) return v;
        using E = sql_bound<Q, I, Scope>;
        using S = typename Scope::schema;
        verdict const own = check_condition<E, S>();
        if (!own.failed()) return own;
        verdict placed = fault("sql: ", own.view());
        write_sql_place<Q, I>(placed.message);
        return placed;
    }
}

template <class Q, std::size_t I, class Scope>
constexpr verdict check_sql_condition() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::none) {
        return {};
    } else if constexpr (has_sql_over<Q, I>) {
        verdict v = fault("sql: window function in a condition");
        write_sql_place<Q, I>(v.message, "write the condition behind qualify");
        return v;
    } else {
        return check_sql_predicate<Q, I, Scope>();
    }
}

template <class Q, std::size_t I, class Scope, class Plan>
constexpr auto filter_sql(Plan const& plan) {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::none) {
        return plan;
    } else {
        return where(bind_sql<Q, I, Scope>())(plan);
    }
}

} // namespace weir::detail
