// SPDX-License-Identifier: BSL-1.0
// The rows that one side of a stream-stream join keeps: found by key, freed by time.
#pragma once

#include <weir/core/large_memory.hpp>
#include <weir/state/expiry_queue.hpp>
#include <weir/state/group_table.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace weir::detail {

/// Rows with a key, several of which may have the same. `Key` is a tuple of owned values; rows are looked up
/// by a tuple of borrowed ones.
///
/// State   rows in one array, chained by key; a hash table of the keys; a queue of when rows expire.
/// Cost    a lookup is one hash, then one step a row of the key. No allocation once warm, but for long texts;
///         memory is given back when most rows have gone.
template <class Key, class Row>
class join_store {
public:
    using id = std::uint32_t;
    static constexpr id none = std::numeric_limits<id>::max();

    /// A row, and what a join has to know of it.
    struct entry {
        Row row{};
        std::uint32_t hash = 0;
        id next = none; // of the same key; of an unused entry: the next unused one
        id previous = none;
        std::uint32_t epoch = 0; // of the batch that brought it
        bool matched = false;
        bool used = false;    // holds a row, or is waited for by the queue
        bool linked = false;  // found by its key
        bool queued = false;  // will expire
        bool removed = false; // and is only waited for by the queue
    };

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t bytes() const {
        return entries_.capacity() * sizeof(entry) + slots_.capacity() * sizeof(slot) + queue_.bytes();
    }
    [[nodiscard]] std::int64_t next_expiry() const { return queue_.next(); }
    [[nodiscard]] entry& operator[](id i) { return entries_[i]; }

    /// A place for a row that is not found by key yet.
    id add(Row row) {
        id i = unused_;
        if (i == none) {
            i = static_cast<id>(entries_.size());
            entries_.emplace_back();
        } else {
            unused_ = entries_[i].next;
        }
        entry& e = entries_[i];
        e.row = std::move(row);
        e.next = none;
        e.matched = false;
        e.used = true;
        ++size_;
        return i;
    }

    /// Lets a row be found by its key.
    template <class Borrowed>
    void link(id i, Borrowed const& key) {
        if ((keys_ + 1) * 4 > slots_.size() * 3) grow();
        std::uint32_t const hash = short_hash(key);
        entry& e = entries_[i];
        e.hash = hash;
        e.linked = true;
        e.previous = none;
        for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
            slot& s = slots_[at];
            if (s.first == none) {
                s.hash = hash;
                s.key = unpack([](auto const&... values) { return own_key(values...); }, key);
                s.first = i;
                e.next = none;
                ++keys_;
                return;
            }
            if (s.hash == hash && equal_keys(s.key, key)) {
                e.next = s.first;
                entries_[s.first].previous = i;
                s.first = i;
                return;
            }
        }
    }

    /// Lets a row be given out by expire() once its time has come.
    void expire_at(id i, std::int64_t at) {
        entries_[i].queued = true;
        queue_.add(at, i);
    }

    /// Calls `f(id, entry&)` for the rows of a key, the newest first, until it returns true. It may remove
    /// that row.
    template <class Borrowed, class F>
    [[gnu::always_inline]] void for_each_of(Borrowed const& key, F&& f) {
        if (keys_ == 0) return;
        std::uint32_t const hash = short_hash(key);
        for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
            slot const& s = slots_[at];
            if (s.first == none) return;
            if (s.hash != hash || !equal_keys(s.key, key)) continue;
            for (id i = s.first; i != none;) {
                id const next = entries_[i].next;
                if (f(i, entries_[i])) return;
                i = next;
            }
            return;
        }
    }

    /// Asks for the cache line of `key`, ahead of its lookup.
    template <class Borrowed>
    void prefetch(Borrowed const& key) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[short_hash(key) & mask_], 1);
    }
    /// Whether the keys have outgrown the caches near the core, so that prefetching pays.
    [[nodiscard]] bool is_large() const { return slots_.size() * sizeof(slot) > std::size_t{1} << 18U; }

    /// Forgets a row.
    void remove(id i) {
        entry& e = entries_[i];
        if (e.linked) unlink(i);
        e.row = Row{};
        --size_;
        if (e.queued) {
            e.removed = true;
        } else {
            release(i);
        }
    }

    /// Removes the rows that are due at `time` and calls `f(row, matched)` for each.
    template <class F>
    void expire(std::int64_t time, F&& f) {
        if (queue_.next() > time) return;
        auto const free = [&](std::int64_t, id i) {
            entry& e = entries_[i];
            e.queued = false;
            if (e.removed) {
                release(i);
                return;
            }
            Row const row = std::move(e.row);
            bool const matched = e.matched;
            remove(i);
            f(row, matched); // it is gone already, whatever f does
        };
        auto const announce = [this](id far, id near) __attribute__((always_inline)) {
            __builtin_prefetch(&entries_[far], 1);
            __builtin_prefetch(&slots_[entries_[near].hash & mask_], 1);
        };
        if (is_large()) {
            queue_.expire(time, free, announce);
        } else {
            queue_.expire(time, free);
        }
        if (entries_.size() > 1024 && size_ * 8 < entries_.size()) compact();
    }

private:
    struct slot {
        id first = none;
        std::uint32_t hash = 0;
        Key key{};
    };

    // Its low bits are the slot where the search begins.
    template <class Borrowed>
    static std::uint32_t short_hash(Borrowed const& key) {
        return static_cast<std::uint32_t>(hash_key(key) >> 32U);
    }

    template <class... Values>
    static Key own_key(Values const&... values) {
        return [&]<class... Owned>(value_tuple<Owned...> const*) {
            return Key(own<Owned>(values)...);
        }(static_cast<Key const*>(nullptr));
    }

    void release(id i) {
        entries_[i].removed = false;
        entries_[i].used = false;
        entries_[i].next = unused_;
        unused_ = i;
    }

    void unlink(id i) {
        entry& e = entries_[i];
        e.linked = false;
        if (e.next != none) entries_[e.next].previous = e.previous;
        if (e.previous != none) {
            entries_[e.previous].next = e.next;
            return;
        }
        std::size_t at = e.hash & mask_;
        while (slots_[at].first != i) at = (at + 1) & mask_;
        slots_[at].first = e.next;
        if (e.next == none) erase(at);
    }

    // Moves what was pushed on by the slot at `hole` back, so that no lookup stops early.
    void erase(std::size_t hole) {
        --keys_;
        for (std::size_t at = (hole + 1) & mask_; slots_[at].first != none; at = (at + 1) & mask_) {
            if (((at - slots_[at].hash) & mask_) < ((at - hole) & mask_)) continue;
            slots_[hole] = std::move(slots_[at]);
            hole = at;
        }
        slots_[hole] = slot{};
    }

    void grow() { rehash(slots_.empty() ? 16 : slots_.size() * 2); }
    void rehash(std::size_t size) {
        large_vector<slot> old(size);
        old.swap(slots_);
        mask_ = size - 1;
        for (slot& s : old) {
            if (s.first == none) continue;
            std::size_t at = s.hash & mask_;
            while (slots_[at].first != none) at = (at + 1) & mask_;
            slots_[at] = std::move(s);
        }
    }

    // Gives memory back after most rows have gone.
    void compact() {
        std::vector<id> to(entries_.size(), none);
        large_vector<entry> live;
        live.reserve(size_ * 2 + 16);
        for (id i = 0; i < entries_.size(); ++i) {
            entry& e = entries_[i];
            if (!e.used) continue;
            to[i] = static_cast<id>(live.size());
            live.push_back(std::move(e));
        }
        for (entry& e : live) {
            if (!e.linked) continue;
            if (e.next != none) e.next = to[e.next];
            if (e.previous != none) e.previous = to[e.previous];
        }
        for (slot& s : slots_) {
            if (s.first != none) s.first = to[s.first];
        }
        queue_.renumber(to);
        entries_.swap(live);
        unused_ = none;
        if (slots_.size() > 64 && keys_ * 8 < slots_.size()) {
            std::size_t size = 16;
            while (size < keys_ * 2) size *= 2;
            rehash(size);
        }
    }

    large_vector<entry> entries_;
    large_vector<slot> slots_; // a power of two
    expiry_queue queue_;
    std::size_t mask_ = 0;
    std::size_t keys_ = 0;
    std::size_t size_ = 0;
    id unused_ = none;
};

} // namespace weir::detail
