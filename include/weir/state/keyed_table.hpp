// SPDX-License-Identifier: BSL-1.0
// The hash table of the user's own state: entries by key, named by numbers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace weir::detail {

/// A table of entries by key, looked up by hash and a predicate, so that a key is built only when it is new.
/// An entry is named by its number, which it keeps until the table changes its size: then `generation()` is
/// another.
///
/// State   keys and entries in one array, at most half full while it is small, seven eighths later; an erased
/// entry is freed at once, a table that was once large and now holds little gives its room back. Cost    a
/// lookup is one place in memory; no allocation for a known key, nor while the table keeps its size.
template <class Key, class Entry>
class keyed_table {
    static constexpr std::uint32_t unused = 0xffff'ffff;
    static constexpr std::uint32_t erased = 0xffff'fffe;

    struct packed {
        std::uint32_t mark;
        std::uint32_t hash;
        Key key;
        Entry entry;
    };
    // A place does not lie across two cache lines where that costs little room.
    static constexpr std::size_t alignment = sizeof(packed) <= 32 ? std::max<std::size_t>(32, alignof(packed))
                                             : sizeof(packed) > 48 && sizeof(packed) <= 64
                                                 ? std::max<std::size_t>(64, alignof(packed))
                                                 : alignof(packed);
    struct alignas(alignment) place {
        std::uint32_t mark = unused;
        std::uint32_t hash = 0;
        Key key{};
        Entry entry{};
    };

public:
    using number = std::uint32_t;

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t bytes() const { return places_.capacity() * sizeof(place); }
    [[nodiscard]] std::uint32_t generation() const { return generation_; }
    [[nodiscard]] Key const& key(number n) const { return places_[n].key; }
    [[nodiscard]] Entry& operator[](number n) { return places_[n].entry; }
    [[nodiscard]] Entry const& operator[](number n) const { return places_[n].entry; }
    /// A number that the owner of the table keeps with an entry; 0 at first.
    [[nodiscard]] std::uint32_t& mark(number n) { return places_[n].mark; }

    /// The entry whose key has this `hash` and is `equal`; a new one with the key that `make` gives if there
    /// is none.
    template <class Equal, class Make>
    [[gnu::always_inline]] number find_or_add(std::uint64_t hash, Equal const& equal, Make const& make) {
        auto const tag = static_cast<std::uint32_t>(hash >> 32U);
        if (!places_.empty()) [[likely]] {
            for (std::size_t i = tag & mask_;; i = (i + 1) & mask_) {
                place const& p = places_[i];
                if (p.hash == tag && p.mark < erased && equal(p.key)) [[likely]]
                    return static_cast<number>(i);
                if (p.mark == unused) break;
            }
        }
        return add(tag, make);
    }

    /// Frees an entry and what it holds.
    void erase(number n) {
        place& p = places_[n];
        p = place{};
        // A search goes on over it only if something may lie behind.
        if (places_[(n + 1) & mask_].mark == unused) {
            --taken_;
        } else {
            p.mark = erased;
        }
        --size_;
    }

    /// Calls `f(number)` for each entry.
    template <class F>
    void for_each(F&& f) {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (places_[i].mark < erased) f(static_cast<number>(i));
        }
    }

    /// Gives back the room of a table that was once large and now holds little.
    void compact() {
        constexpr std::size_t small = 1024;
        if (places_.size() > small && size_ * 16 < places_.size()) resize(room_for(size_ * 2));
    }

private:
    // A table that fits the near caches is kept half empty, so that a lookup seldom goes on to a second
    // place; a larger one is filled up, so that more of it is near.
    static constexpr bool holds(std::size_t room, std::size_t entries) {
        constexpr std::size_t near = std::size_t{2} << 20U;
        return room * sizeof(place) < near ? entries * 2 <= room : entries * 8 <= room * 7;
    }
    static constexpr std::size_t room_for(std::size_t entries) {
        std::size_t room = 16;
        while (!holds(room, entries)) room *= 2;
        return room;
    }

    template <class Make>
    [[gnu::noinline]] number add(std::uint32_t tag, Make const& make) {
        if (!holds(places_.size(), taken_ + 1)) resize(room_for(size_ + size_ / 4 + 1));
        std::size_t i = tag & mask_;
        while (places_[i].mark < erased) i = (i + 1) & mask_;
        place& p = places_[i];
        p.key = make();
        if (p.mark == unused) ++taken_;
        p.mark = 0;
        p.hash = tag;
        ++size_;
        return static_cast<number>(i);
    }
    void resize(std::size_t room) {
        std::vector<place> old(room);
        old.swap(places_);
        mask_ = room - 1;
        taken_ = size_;
        ++generation_;
        for (place& p : old) {
            if (p.mark >= erased) continue;
            std::size_t i = p.hash & mask_;
            while (places_[i].mark != unused) i = (i + 1) & mask_;
            places_[i] = std::move(p);
        }
    }

    std::vector<place> places_;
    std::size_t mask_ = 0;
    std::size_t size_ = 0;
    std::size_t taken_ = 0; // entries and places that were erased
    std::uint32_t generation_ = 0;
};

} // namespace weir::detail
