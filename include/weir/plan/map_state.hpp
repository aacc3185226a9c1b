// SPDX-License-Identifier: BSL-1.0
// map_state: a map for each key.
#pragma once

#include <weir/core/hash.hpp>
#include <weir/plan/entry_range.hpp>
#include <weir/plan/state_variable.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

template <class V>
struct map_item {
    V value;
    std::int64_t end;
};
template <class K, class V>
struct map_cell {
    std::map<K, map_item<V>, value_less> items;

    [[nodiscard]] bool empty() const { return items.empty(); }
    std::int64_t remove_dead(std::int64_t now, std::int64_t, std::int64_t& rows) {
        std::int64_t n = 0;
        for (auto at = items.begin(); at != items.end();) {
            if (at->second.end > now) {
                ++at;
            } else {
                at = items.erase(at);
                ++n;
            }
        }
        rows -= n;
        return n;
    }
    [[nodiscard]] std::int64_t next_end(std::int64_t) const {
        std::int64_t end = lives_on;
        for (auto const& [key, item] : items) end = std::min(end, item.end);
        return end;
    }
};

struct map_base {
    template <class Item>
    static std::int64_t end(Item const& item) {
        return item.second.end;
    }
};
struct map_key : map_base {
    template <class Item>
    static auto const& get(Item const& item) {
        return item.first;
    }
};
struct map_value : map_base {
    template <class Item>
    static auto const& get(Item const& item) {
        return item.second.value;
    }
};
struct map_pair : map_base {
    template <class Item>
    static auto get(Item const& item) {
        using key = typename Item::first_type;
        using value = decltype(item.second.value);
        return std::pair<key const&, value const&>(item.first, item.second.value);
    }
};

} // namespace detail

/// A map for each key.
/// Source  Spark MapState.
template <class K, class V>
class map_state : public detail::state_variable<detail::map_cell<K, V>> {
    using base = detail::state_variable<detail::map_cell<K, V>>;
    using items = typename std::map<K, detail::map_item<V>, detail::value_less>::const_iterator;

public:
    /// Named as its member.
    constexpr map_state() : base({}, {}) {}
    constexpr explicit map_state(std::string_view name, ttl_config ttl = {}) : base(name, ttl) {}

    /// Whether the map has an entry.
    [[nodiscard]] bool exists() const { return !iterator().empty(); }
    /// Whether it has the key.
    [[nodiscard]] bool contains_key(K const& key) const { return find(key) != nullptr; }
    /// The value of a key.
    /// Errors  NoSuchElementException where there is none.
    [[nodiscard]] V const& get_value(K const& key) const {
        V const* const found = find(key);
        if (found == nullptr) [[unlikely]]
            detail::throw_no_value(this->name());
        return *found;
    }
    /// The value of a key, empty where there is none.
    [[nodiscard]] std::optional<V> get_option(K const& key) const {
        V const* const found = find(key);
        return found == nullptr ? std::optional<V>() : std::optional<V>(*found);
    }
    /// Writes the value of a key.
    void update_value(K const& key, V value) {
        auto& map = this->cell().items;
        auto const at = map.find(key);
        ++this->context().updated;
        if (at == map.end()) {
            ++this->context().rows;
            map.emplace(key, detail::map_item<V>{std::move(value), this->end_of_life()});
        } else {
            at->second.value = std::move(value);
            at->second.end = this->end_of_life();
        }
    }
    /// The entries as pairs, by key in Spark's order, until the map is changed.
    [[nodiscard]] auto iterator() const { return range<detail::map_pair>(); }
    [[nodiscard]] auto keys() const { return range<detail::map_key>(); }
    [[nodiscard]] auto values() const { return range<detail::map_value>(); }
    /// Removes a key.
    void remove_key(K const& key) {
        ++this->context().removed;
        this->context().rows -= static_cast<std::int64_t>(this->cell().items.erase(key));
    }
    /// Removes all keys.
    void clear() {
        auto& map = this->cell().items;
        this->context().removed += static_cast<std::int64_t>(map.size());
        this->context().rows -= static_cast<std::int64_t>(map.size());
        map.clear();
    }

private:
    [[nodiscard]] V const* find(K const& key) const {
        auto const& map = this->cell().items;
        auto const at = map.find(key);
        return at == map.end() || !this->alive(at->second.end) ? nullptr : &at->second.value;
    }
    template <class Project>
    [[nodiscard]] auto range() const {
        auto const& map = this->cell().items;
        return detail::entry_range<items, Project>(map.begin(), map.end(),
                                                   this->has_ttl() ? this->context().clock->now() : 0);
    }
};

} // namespace weir
