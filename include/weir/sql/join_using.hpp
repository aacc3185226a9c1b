// SPDX-License-Identifier: BSL-1.0
// Joins of a SQL query by the columns that both sides have: using, natural.
#pragma once

#include <weir/sql/from.hpp>
#include <weir/sql/join_sides.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The column of a name, of several the first, as using looks for it; `not_found` where there is none.
template <class Scope>
constexpr std::size_t find_sql_key(std::string_view name) {
    using S = typename Scope::schema;
    for (std::size_t c = 0; c < schema_of<S>::size; ++c) {
        if (!Scope::hidden(c) && equal_ignoring_case(schema_of<S>::names[c], name)) return c;
    }
    return not_found;
}

/// Whether the statement names a column `keys[i]` by a relation of the scope, or asks for the star of one.
template <class Q, class Scope>
constexpr bool names_sql_key(std::string_view const* keys, std::size_t count) {
    auto const unquoted = [](std::string_view part) {
        return part.starts_with('`') ? part.substr(1, part.size() - 2) : part;
    };
    for (std::size_t i = 0; i < Q::tree.size; ++i) {
        sql_node const& n = Q::tree.nodes[i];
        if ((n.kind != sql_kind::column && n.kind != sql_kind::star) || n.size == 0) continue;
        std::string_view const name = Q::text.substr(n.begin, n.size);
        std::size_t const dot = name.find('.');
        if (Scope::find_range(unquoted(name.substr(0, dot))) == not_found) continue;
        if (n.kind == sql_kind::star) return true;
        if (dot == std::string_view::npos) continue;
        std::string_view const rest = name.substr(dot + 1);
        for (std::size_t k = 0; k < count; ++k) {
            if (equal_ignoring_case(unquoted(rest.substr(0, rest.find('.'))), keys[k])) return true;
        }
    }
    return false;
}

/// The columns of a join by names, each as its index in the row of both sides: the keys, the others of each
/// side, then keys that only names with a relation before them lead to.
template <std::size_t Capacity>
struct sql_using_columns {
    std::array<std::size_t, Capacity> of{};
    std::array<std::size_t, Capacity>
        position{}; // of a column of both sides; `not_found` where it is left out
    std::size_t visible = 0;
    std::size_t size = 0;

    constexpr void add(std::size_t column) {
        position[column] = size;
        of[size++] = column;
    }
    [[nodiscard]] constexpr column_set hidden() const {
        column_set set;
        for (std::size_t i = visible; i < size; ++i) set.add(i);
        return set;
    }
};

template <class Q, join_kind Kind, class L, class R, class LeftKeys, class RightKeys>
struct sql_using_join;
template <class Q, join_kind Kind, class L, class R, std::size_t... Ls, std::size_t... Rs>
struct sql_using_join<Q, Kind, L, R, std::index_sequence<Ls...>, std::index_sequence<Rs...>> {
    using left_scope = typename L::scope;
    using right_scope = typename R::scope;
    using left_schema = typename left_scope::schema;
    using sides = join_sides<left_schema, typename right_scope::schema>;
    using C = typename sides::C;
    static constexpr std::size_t keys = sizeof...(Ls);
    static constexpr std::size_t left = sides::left;
    static constexpr std::size_t all = gives_left_only(Kind) ? left : schema_of<C>::size;

    /// Whether both keys have the same values in a pair, so that one column is enough.
    template <std::size_t A, std::size_t B>
    static constexpr bool same_key =
        Kind == join_kind::inner && std::same_as<column_type<C, A>, column_type<C, B>>
        && !std::floating_point<value_type_of<column_type<C, A>>>;

    static constexpr auto conjuncts() {
        constexpr auto one = []<std::size_t A, std::size_t B>(std::index_sequence<A, B>) {
            return sql_operate<sql_op::equal, C>(
                sql_slot<C, A>(), sql_slot<C, B>(),
                [](auto const& l, auto const& r) { return make_function<equal>(l, r); });
        };
        return make_value_tuple(one(std::index_sequence<Ls, left + Rs>{})...);
    }

    static constexpr auto columns = [] {
        constexpr std::array<std::string_view, keys + 1> names{schema_of<left_schema>::names[Ls]..., ""};
        constexpr std::array<std::size_t, keys + 1> lefts{Ls..., 0};
        constexpr std::array<std::size_t, keys + 1> rights{left + Rs..., 0};
        constexpr std::array<bool, keys + 1> same{same_key<Ls, left + Rs>..., false};
        constexpr bool by_left = names_sql_key<Q, left_scope>(names.data(), keys);
        constexpr bool by_right = names_sql_key<Q, right_scope>(names.data(), keys);
        constexpr bool from_right = Kind == join_kind::right_outer;

        sql_using_columns<schema_of<C>::size + 1> found;
        for (auto& p : found.position) p = not_found;
        column_set key;
        for (std::size_t k = 0; k < keys; ++k) {
            found.add(from_right ? rights[k] : lefts[k]);
            key.add(lefts[k]);
            key.add(rights[k]);
            if (same[k]) found.position[rights[k]] = k;
            // What a full join has of both sides is a column of neither.
            if (Kind == join_kind::full_outer) found.position[lefts[k]] = not_found;
        }
        auto const is_hidden = [](std::size_t c) {
            return c < left ? left_scope::hidden(c) : right_scope::hidden(c - left);
        };
        for (std::size_t c = 0; c < all; ++c) {
            if (!key.has(c) && !is_hidden(c)) found.add(c);
        }
        found.visible = found.size;
        for (std::size_t k = 0; k < keys && !gives_left_only(Kind); ++k) {
            if (by_left && (from_right || Kind == join_kind::full_outer)) found.add(lefts[k]);
        }
        for (std::size_t k = 0; k < keys && !gives_left_only(Kind); ++k) {
            if (by_right && !from_right && !same[k]) found.add(rights[k]);
        }
        for (std::size_t c = 0; c < all; ++c) {
            if (!key.has(c) && is_hidden(c)) found.add(c);
        }
        return found;
    }();

    /// The columns of the result, from the row of both sides.
    template <class S>
    static constexpr auto outputs() {
        constexpr auto key = []<std::size_t K, std::size_t A, std::size_t B>(std::index_sequence<K, A, B>) {
            if constexpr (Kind == join_kind::full_outer) {
                constexpr auto name = sql_slot_name<S, A>();
                auto const value = sql_coalesce_keys<S>(sql_slot<S, A>(), sql_slot<S, B>());
                using out = output<name, std::remove_const_t<decltype(value)>>;
                return value_tuple<out>(out{value});
            } else {
                return all_columns<S>(std::index_sequence<columns.of[K]>{});
            }
        };
        return [&]<std::size_t... K, std::size_t... I>(std::index_sequence<K...>, std::index_sequence<I...>) {
            return join_tuples(key(std::index_sequence<K, Ls, left + Rs>{})...,
                               all_columns<S>(std::index_sequence<columns.of[keys + I]...>{}));
        }(std::make_index_sequence<keys>{}, std::make_index_sequence<columns.size - keys>{});
    }
    template <class S, class A, class B>
    static constexpr auto sql_coalesce_keys(A const& a, B const& b) {
        return sql_operate<sql_op::equal, S>(a, b,
                                             [](auto const& l, auto const& r) { return coalesce(l, r); });
    }

    /// A relation, whose columns begin at `From`: those to which only its name leads come first.
    template <class Range, std::size_t From>
    struct moved {
        static constexpr auto listed = [] {
            struct {
                std::array<std::size_t, Range::size + 1> at{};
                std::size_t size = 0;
                column_set twins;
                column_set hidden;
            } found;
            for (bool const hidden : {true, false}) {
                for (std::size_t p = 0; p < columns.size; ++p) {
                    if ((p >= columns.visible) != hidden) continue;
                    for (std::size_t i = 0; i < Range::size; ++i) {
                        if (columns.position[From + Range::at(i)] != p) continue;
                        found.at[found.size++] = p;
                        if (hidden) found.hidden.add(p);
                        if (Range::twins.has(Range::at(i))) found.twins.add(p);
                    }
                }
            }
            return found;
        }();
        template <std::size_t... I>
        static sql_listed_range<Range::name, listed.twins, listed.hidden, listed.at[I]...>
            list(std::index_sequence<I...>);
        using type = decltype(list(std::make_index_sequence<listed.size>{}));
    };
    template <class S, class LeftScope, class RightScope>
    struct scope_of;
    template <class S, class LS, class... LeftRanges, class RS, class... RightRanges>
    struct scope_of<S, sql_scope<LS, LeftRanges...>, sql_scope<RS, RightRanges...>> {
        using both =
            sql_scope<S, typename moved<LeftRanges, 0>::type..., typename moved<RightRanges, left>::type...>;
        using one = sql_scope<S, typename moved<LeftRanges, 0>::type...>;
        using type = std::conditional_t<gives_left_only(Kind), one, both>;
    };
    template <class S>
    using scope = typename scope_of<S, left_scope, right_scope>::type;

    /// Whether the columns are those of the joined rows as they are.
    static constexpr bool in_order = [] {
        for (std::size_t i = 0; i < columns.size; ++i) {
            if (columns.of[i] != i) return false;
        }
        return columns.size == all && (Kind != join_kind::full_outer || keys == 0);
    }();

    static constexpr verdict check() {
        return []<class... Es>(value_tuple<Es...> const*) {
            verdict const types = first_fault(Es::template check<C>()...);
            if (types.failed()) return types;
            return check_whole_join<decltype(L::plan), decltype(R::plan), Kind, Es...>();
        }(static_cast<decltype(conjuncts())*>(nullptr));
    }
};

template <class Q, std::size_t I, join_kind Kind, class Keys, class L, class R>
constexpr auto join_sql_by_columns(L const& left, R const& right) {
    constexpr auto check = [] { return place_sql_verdict<Q, I>(Keys::check()); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const pairs = join_where<Kind>(left.plan, right.plan, Keys::conjuncts());
        using S = typename std::remove_const_t<decltype(pairs)>::schema;
        if constexpr (Keys::in_order) {
            return make_sql_from<typename Keys::template scope<S>>(pairs);
        } else {
            auto const plan = make_select(pairs, no_generator{}, Keys::template outputs<S>());
            using T = typename std::remove_const_t<decltype(plan)>::schema;
            return make_sql_from<typename Keys::template scope<T>>(plan);
        }
    }
}

template <class Q, std::size_t I, bool Left, class S>
struct missing_sql_using {
    static constexpr verdict get() {
        constexpr auto name = sql_name<Q, I>;
        verdict v = fault("sql: no column \"", name.view(),
                          Left ? "\" on the left of using" : "\" on the right of using");
        write_sql_place<Q, I>(v.message);
        std::size_t const near = nearest(name.view(), schema_of<S>::names);
        if (near < schema_of<S>::size) v.message << "; did you mean \"" << schema_of<S>::names[near] << "\"?";
        return v;
    }
};

template <class Q, class L, class R, std::size_t First, std::size_t... Rest>
constexpr auto find_missing_sql_using() {
    if constexpr (find_sql_key<L>(sql_name<Q, First>.view()) == not_found) {
        return missing_sql_using<Q, First, true, typename L::schema>{};
    } else if constexpr (find_sql_key<R>(sql_name<Q, First>.view()) == not_found) {
        return missing_sql_using<Q, First, false, typename R::schema>{};
    } else {
        return find_missing_sql_using<Q, L, R, Rest...>();
    }
}

/// `join … using (a, b)`; `Names` is the list.
template <class Q, std::size_t I, join_kind Kind, std::size_t Names, class L, class R>
constexpr auto join_sql_using(L const& left, R const& right) {
    using A = typename L::scope;
    using B = typename R::scope;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        if constexpr (((find_sql_key<A>(sql_name<Q, sql_child<Q, Names, K>>.view()) == not_found
                        || find_sql_key<B>(sql_name<Q, sql_child<Q, Names, K>>.view()) == not_found)
                       || ...)) {
            using message = decltype(find_missing_sql_using<Q, A, B, sql_child<Q, Names, K>...>());
            return sql_no_plan<sql_says<message>>{};
        } else {
            using keys = sql_using_join<
                Q, Kind, L, R,
                std::index_sequence<find_sql_key<A>(sql_name<Q, sql_child<Q, Names, K>>.view())...>,
                std::index_sequence<find_sql_key<B>(sql_name<Q, sql_child<Q, Names, K>>.view())...>>;
            return join_sql_by_columns<Q, I, Kind, keys>(left, right);
        }
    }(std::make_index_sequence<sql_children<Q, Names>>{});
}

/// The columns of both sides that have the same names.
template <class L, class R>
inline constexpr auto sql_common_columns = [] {
    using S = typename L::schema;
    using T = typename R::schema;
    struct {
        std::array<std::size_t, schema_of<S>::size + 1> left{};
        std::array<std::size_t, schema_of<S>::size + 1> right{};
        std::size_t size = 0;
    } found;
    for (std::size_t i = 0; i < schema_of<S>::size; ++i) {
        if (L::hidden(i)) continue;
        for (std::size_t j = 0; j < schema_of<T>::size; ++j) {
            if (R::hidden(j) || !equal_ignoring_case(schema_of<S>::names[i], schema_of<T>::names[j]))
                continue;
            found.left[found.size] = i;
            found.right[found.size++] = j;
            break;
        }
    }
    return found;
}();

/// `natural join`; without common columns every row meets every row.
template <class Q, std::size_t I, join_kind Kind, class L, class R>
constexpr auto join_sql_naturally(L const& left, R const& right) {
    constexpr auto const& common = sql_common_columns<typename L::scope, typename R::scope>;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        using keys = sql_using_join<Q, Kind, L, R, std::index_sequence<common.left[K]...>,
                                    std::index_sequence<common.right[K]...>>;
        return join_sql_by_columns<Q, I, Kind, keys>(left, right);
    }(std::make_index_sequence<common.size>{});
}

} // namespace weir::detail
