// SPDX-License-Identifier: BSL-1.0
// The map that expressions make: its entries stay in the order in which they were put in, as in Spark.
#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace weir {

/// A map column that an expression computed; a column of a user's struct is a std::map.
///
/// Rows    entries in the order of their insertion, in one piece of memory.
/// Cost    one allocation for all entries; a key is found by going through them.
/// Source  Spark's maps, which keep their order and, where a reader made them, keys that come twice.
template <class K, class V>
class ordered_map {
public:
    using key_type = K;
    using mapped_type = V;
    using value_type = std::pair<K, V>;
    using const_iterator = typename std::vector<value_type>::const_iterator;

    ordered_map() = default;
    ordered_map(std::initializer_list<value_type> entries) : entries_(entries) {}

    [[nodiscard]] const_iterator begin() const { return entries_.begin(); }
    [[nodiscard]] const_iterator end() const { return entries_.end(); }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] bool empty() const { return entries_.empty(); }

    void reserve(std::size_t n) { entries_.reserve(n); }
    void clear() { entries_.clear(); }
    /// Puts an entry at the end, whether or not its key is there already.
    void append(K key, V value) { entries_.emplace_back(std::move(key), std::move(value)); }

    /// The same entries by key; of keys that come twice the last one stays.
    explicit operator std::map<K, V>() const {
        std::map<K, V> result;
        for (auto const& [key, value] : entries_) result.insert_or_assign(key, value);
        return result;
    }

    friend bool operator==(ordered_map const&, ordered_map const&) = default;

private:
    std::vector<value_type> entries_;
};

} // namespace weir
