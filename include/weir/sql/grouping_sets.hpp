// SPDX-License-Identifier: BSL-1.0
// The keys and the sets of a group by of SQL: rollup, cube and grouping sets, also several of them.
#pragma once

#include <weir/plan/group_by.hpp>
#include <weir/plan/grouping_sets.hpp>
#include <weir/sql/group_scope.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// Whether two expressions of a text are written alike, but for case.
template <class Q>
constexpr bool same_sql(std::size_t a, std::size_t b) {
    sql_node const& x = Q::tree.nodes[a];
    sql_node const& y = Q::tree.nodes[b];
    if (x.kind != y.kind || x.op != y.op || x.flags != y.flags) return false;
    if (!equal_ignoring_case(Q::text.substr(x.begin, x.size), Q::text.substr(y.begin, y.size))) return false;
    std::size_t i = x.first;
    std::size_t j = y.first;
    for (; i != 0 && j != 0; i = Q::tree.nodes[i].next, j = Q::tree.nodes[j].next) {
        if (!same_sql<Q>(i, j)) return false;
    }
    return i == j;
}

/// The keys of a group by, each once, and its sets, each a mask of them.
template <class Q>
class sql_grouping {
public:
    static constexpr std::size_t most_keys = 16;
    static constexpr std::size_t most_sets = 256;

    /// Masks of keys.
    struct sets {
        std::array<std::uint32_t, most_sets> masks{};
        std::size_t size = 0;

        constexpr void add(std::uint32_t mask) {
            if (size < most_sets) {
                masks[size] = mask;
            } else {
                too_many = true;
            }
            size += size < most_sets ? 1 : 0;
        }
        bool too_many = false;
    };

    std::array<std::size_t, most_keys> keys{};
    std::size_t key_count = 0;
    sets all;
    bool has_sets = false;
    bool too_many = false; // keys or sets

    constexpr explicit sql_grouping(std::size_t group) {
        sql_node const& n = Q::tree.nodes[group];
        if (n.kind != sql_kind::group || n.op == sql_op::all) return;
        std::size_t const written = n.first;
        has_sets = n.op != sql_op::none;
        if (n.op == sql_op::none) {
            all.add(0);
            for (std::size_t e = first(written); e != 0; e = Q::tree.nodes[e].next) {
                has_sets = has_sets || Q::tree.nodes[e].kind == sql_kind::group;
                all = product(all, of(e));
            }
        } else { // `a, b with rollup`, `a, b grouping sets (…)`
            for (std::size_t e = first(written); e != 0; e = Q::tree.nodes[e].next) (void)mask_of(e);
            all = n.op == sql_op::sets ? union_of(Q::tree.nodes[written].next) : analytics(n.op, written);
        }
    }

    /// The number that stands for a set, unlike those of the sets before it.
    [[nodiscard]] constexpr std::int64_t id(std::size_t set) const {
        std::int64_t id = 0;
        for (std::size_t k = 0; k < key_count; ++k) {
            if ((all.masks[set] >> k & 1) == 0) id |= std::int64_t{1} << bit(k);
        }
        for (std::size_t s = 0; s < set; ++s) {
            if (all.masks[s] == all.masks[set]) id += std::int64_t{1} << grouping_set_bits;
        }
        return id;
    }
    [[nodiscard]] constexpr int bit(std::size_t key) const { return static_cast<int>(key_count - 1 - key); }
    /// Whether every set has a key.
    [[nodiscard]] constexpr bool everywhere(std::size_t key) const {
        for (std::size_t s = 0; s < all.size; ++s) {
            if ((all.masks[s] >> key & 1) == 0) return false;
        }
        return true;
    }

private:
    [[nodiscard]] static constexpr std::size_t first(std::size_t node) { return Q::tree.nodes[node].first; }

    constexpr std::uint32_t mask_of(std::size_t e) {
        if (Q::tree.nodes[e].kind == sql_kind::list) {
            std::uint32_t mask = 0;
            for (std::size_t c = first(e); c != 0; c = Q::tree.nodes[c].next) mask |= mask_of(c);
            return mask;
        }
        for (std::size_t k = 0; k < key_count; ++k) {
            if (same_sql<Q>(keys[k], e)) return 1U << k;
        }
        if (key_count == most_keys) {
            too_many = true;
            return 0;
        }
        keys[key_count] = e;
        return 1U << key_count++;
    }
    constexpr sets kept(sets const& made) {
        too_many = too_many || made.too_many;
        return made;
    }
    constexpr sets product(sets const& a, sets const& b) {
        sets made;
        for (std::size_t i = 0; i < a.size; ++i) {
            for (std::size_t j = 0; j < b.size; ++j) made.add(a.masks[i] | b.masks[j]);
        }
        return kept(made);
    }
    constexpr sets of(std::size_t e) {
        sql_node const& n = Q::tree.nodes[e];
        if (n.kind == sql_kind::group) return n.op == sql_op::sets ? union_of(e) : analytics(n.op, e);
        sets one;
        one.add(mask_of_key(e));
        return one;
    }
    // A list that stands for itself is a struct of its values.
    constexpr std::uint32_t mask_of_key(std::size_t e) {
        if (Q::tree.nodes[e].kind != sql_kind::list) return mask_of(e);
        if (key_count == most_keys) {
            too_many = true;
            return 0;
        }
        keys[key_count] = e;
        return 1U << key_count++;
    }
    constexpr sets union_of(std::size_t parent) {
        sets made;
        for (std::size_t e = first(parent); e != 0; e = Q::tree.nodes[e].next) {
            if (Q::tree.nodes[e].kind == sql_kind::group) {
                sets const inner = of(e);
                for (std::size_t i = 0; i < inner.size; ++i) made.add(inner.masks[i]);
            } else {
                made.add(mask_of(e));
            }
        }
        return kept(made);
    }
    constexpr sets analytics(sql_op op, std::size_t parent) {
        std::array<std::uint32_t, most_keys> parts{};
        std::size_t count = 0;
        for (std::size_t e = first(parent); e != 0; e = Q::tree.nodes[e].next) {
            if (count == most_keys) {
                too_many = true;
                break;
            }
            parts[count++] = mask_of(e);
        }
        sets made;
        if (op == sql_op::rollup) {
            for (std::size_t n = count + 1; n-- > 0;) {
                std::uint32_t mask = 0;
                for (std::size_t i = 0; i < n; ++i) mask |= parts[i];
                made.add(mask);
            }
        } else {
            for (std::size_t subset = std::size_t{1} << count; subset-- > 0 && !made.too_many;) {
                std::uint32_t mask = 0;
                for (std::size_t i = 0; i < count; ++i) {
                    if ((subset >> (count - 1 - i) & 1) != 0) mask |= parts[i];
                }
                made.add(mask);
            }
        }
        return kept(made);
    }
};

template <class Q, std::size_t Group>
inline constexpr auto sql_grouping_of = sql_grouping<Q>(Group);

template <class Q, std::size_t I>
struct foreign_sql_grouping {
    static constexpr verdict get() {
        verdict v = fault("sql: argument of \"", sql_source<Q, I>, "\" is no key");
        write_sql_place<Q, I>(v.message, "name keys of the group by, alike");
        return v;
    }
};

template <class Q, std::size_t I>
struct partial_sql_grouping_id {
    static constexpr verdict get() {
        verdict v = fault("sql: arguments of \"", sql_source<Q, I>, "\" are not all keys in order");
        write_sql_place<Q, I>(v.message, "leave them out, or use grouping(key)");
        return v;
    }
};

/// The grouping sets of a group by, as its scope knows them.
template <class Q, std::size_t Group>
struct sql_sets {
    static constexpr std::size_t columns = 1;
    static constexpr auto const& grouping = sql_grouping_of<Q, Group>;

    /// grouping(key) and grouping_id(keys…) over the column `Set`; other calls stay as they are.
    template <class P, std::size_t I, class Inner, class Set, class... Keys>
    static constexpr auto call() {
        constexpr bool id = sql_lower_name<P, I>.view() == "grouping_id";
        constexpr std::size_t count = sql_children<P, I> - 2;
        if constexpr (!id && sql_lower_name<P, I>.view() != "grouping") {
            return no_sql_replacement{};
        } else if constexpr (count == 0) {
            return []<std::size_t... K>(std::index_sequence<K...>) {
                return make_function<grouping_bits<std::int64_t, grouping.bit(K)...>>(Set{});
            }(std::make_index_sequence<sizeof...(Keys)>{});
        } else {
            return []<std::size_t... K>(std::index_sequence<K...>) {
                constexpr std::array<std::size_t, count> keys{
                    find_type<sql_bound<P, sql_child<P, I, K>, Inner>, Keys...>()...};
                if constexpr (((keys[K] == not_found) || ...)) {
                    return sql_fault<foreign_sql_grouping<P, I>>{};
                } else if constexpr (id && (count != sizeof...(Keys) || ((keys[K] != K) || ...))) {
                    return sql_fault<partial_sql_grouping_id<P, I>>{};
                } else {
                    using type = std::conditional_t<id, std::int64_t, std::int8_t>;
                    return make_function<grouping_bits<type, grouping.bit(keys[K])...>>(Set{});
                }
            }(std::make_index_sequence<count>{});
        }
    }
};

/// Groups by keys under their names, and by the set of the row; a key that its set leaves out is null.
template <class Q, std::size_t Group, class Plan, class... Keys>
constexpr auto group_sql_by_sets(Plan const& plan, Keys const&... keys) {
    constexpr auto const& grouping = sql_grouping_of<Q, Group>;
    auto const expanded = [&]<std::size_t... Set>(std::index_sequence<Set...>) {
        return select(col_node<"*">{},
                      grouping_sets<grouping.id(Set)...>{}.template as<"grouping_set">())(plan);
    }(std::make_index_sequence<grouping.all.size>{});
    using S = typename std::remove_const_t<decltype(expanded)>::schema;
    auto const set = sql_slot<S, schema_of<S>::size - 1>();
    auto const one = [&]<std::size_t K, class Key>(std::integral_constant<std::size_t, K>, Key const& key) {
        if constexpr (grouping.everywhere(K)) {
            return key;
        } else {
            return when(make_function<in_grouping_set<grouping.bit(K)>>(set), inner_of<Key>::get(key))
                .template as<output_name<Key>::value>();
        }
    };
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return group_by(one(std::integral_constant<std::size_t, K>{}, keys)...,
                        set.template as<"grouping_set">())(expanded);
    }(std::index_sequence_for<Keys...>{});
}

} // namespace weir::detail
