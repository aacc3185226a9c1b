// SPDX-License-Identifier: BSL-1.0
// A hash table whose entries have ids that stay, and can be erased one by one.
#pragma once

#include <weir/state/group_table.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace weir::detail {

/// Entries by key. `Key` is a tuple of owned values, looked up by a tuple of borrowed ones; an entry is found
/// again by its id until it is erased.
///
/// State   8 bytes a slot, at most half of them taken, and the entries beside them.
/// Cost    one lookup in the slots and one entry; no allocation once as many entries were held before. A
///         table that has become empty gives the room of many entries back.
template <class Key, class Value>
class keyed_slab {
    struct slot {
        // The upper half of the hash; its low bits are the slot where the search begins.
        std::uint32_t tag = 0;
        std::uint32_t id = 0; // of the entry, from 1 on
    };

public:
    struct entry {
        std::uint32_t tag = 0;
        Key key{};
        [[no_unique_address]] Value value{};
    };
    struct found {
        std::uint32_t id;
        bool fresh;
    };

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t bytes() const {
        return slots_.capacity() * sizeof(slot) + entries_.capacity() * sizeof(entry)
               + free_.capacity() * sizeof(std::uint32_t);
    }
    [[nodiscard]] entry& operator[](std::uint32_t id) { return entries_[id]; }
    [[nodiscard]] entry const& operator[](std::uint32_t id) const { return entries_[id]; }

    /// The entry of `key`, new if there was none.
    template <class Borrowed>
    found find_or_add(Borrowed const& key) {
        auto const tag = static_cast<std::uint32_t>(hash_key(key) >> 32U);
        if ((size_ + 1) * 2 > slots_.size()) [[unlikely]]
            grow();
        for (std::size_t i = tag & mask_;; i = (i + 1) & mask_) {
            slot const s = slots_[i];
            if (s.id == 0) return {insert(i, tag, key), true};
            if (s.tag == tag && equal_keys(entries_[s.id - 1].key, key)) return {s.id - 1, false};
        }
    }

    /// Asks for the cache line where the search for `key` begins.
    template <class Borrowed>
    void prefetch(Borrowed const& key) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[(hash_key(key) >> 32U) & mask_]);
    }
    /// Whether the table has outgrown the caches near the core, so that prefetching pays.
    [[nodiscard]] bool is_large() const { return slots_.size() * sizeof(slot) > std::size_t{1} << 18U; }

    void erase(std::uint32_t id) {
        std::size_t i = entries_[id].tag & mask_;
        while (slots_[i].id != id + 1) i = (i + 1) & mask_;
        // What lies behind moves up, so that no search meets a gap.
        for (std::size_t j = (i + 1) & mask_; slots_[j].id != 0; j = (j + 1) & mask_) {
            if (((j - slots_[j].tag) & mask_) >= ((j - i) & mask_)) {
                slots_[i] = slots_[j];
                i = j;
            }
        }
        slots_[i] = slot{};
        entries_[id] = entry{};
        free_.push_back(id);
        if (--size_ == 0) give_back();
    }

    /// Calls `f(key, value)` for each entry.
    template <class F>
    void for_each(F&& f) const {
        for (slot const& s : slots_) {
            if (s.id != 0) f(entries_[s.id - 1].key, entries_[s.id - 1].value);
        }
    }

private:
    template <class Borrowed>
    [[gnu::noinline]] std::uint32_t insert(std::size_t i, std::uint32_t tag, Borrowed const& key) {
        std::uint32_t id = 0;
        if (free_.empty()) {
            id = static_cast<std::uint32_t>(entries_.size());
            entries_.emplace_back();
        } else {
            id = free_.back();
            free_.pop_back();
        }
        entry& e = entries_[id];
        e.tag = tag;
        e.key = unpack([](auto const&... values) { return own_key<Key>(values...); }, key);
        slots_[i] = {tag, id + 1};
        ++size_;
        return id;
    }

    [[gnu::noinline]] void grow() {
        std::vector<slot> old(slots_.empty() ? 16 : slots_.size() * 2);
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (slot const& s : old) {
            if (s.id == 0) continue;
            std::size_t i = s.tag & mask_;
            while (slots_[i].id != 0) i = (i + 1) & mask_;
            slots_[i] = s;
        }
    }
    void give_back() {
        if (entries_.capacity() <= 1024) return;
        std::vector<slot>().swap(slots_);
        std::vector<entry>().swap(entries_);
        std::vector<std::uint32_t>().swap(free_);
        mask_ = 0;
    }

    std::vector<slot> slots_;
    std::vector<entry> entries_;
    std::vector<std::uint32_t> free_;
    std::size_t mask_ = 0;
    std::size_t size_ = 0;
};

} // namespace weir::detail
