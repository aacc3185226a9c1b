// SPDX-License-Identifier: BSL-1.0
// The hash table of the user's own state: entries by key, named by numbers.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/large_memory.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace weir::detail {

/// A table of entries by key, looked up by hash and a predicate, so that a key is built only when it is new.
/// An entry is named by its number, which it keeps until the table changes its size: then `generation()` is
/// another.
///
/// State   keys and entries in one array, at most half full while it is small, three quarters later, and a
///         byte of each one's hash in another; an erased entry is freed at once, a table that was once large
///         and now holds little gives its room back.
/// Cost    a lookup compares eight bytes of hashes at a time and seldom goes to an entry in vain; no
///         allocation for a known key, nor while the table keeps its size.
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
    [[nodiscard]] std::size_t bytes() const { return places_.capacity() * sizeof(place) + bytes_.capacity(); }
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
            std::uint64_t const wanted = every_byte * byte_of(tag);
            for (std::size_t i = tag & mask_;; i = (i + step) & mask_) {
                auto const bytes = load_little_endian<std::uint64_t>(bytes_.data() + i);
                for (std::uint64_t found = zeros(bytes ^ wanted); found != 0; found &= found - 1) {
                    std::size_t const at =
                        (i + static_cast<std::size_t>(std::countr_zero(found)) / 8) & mask_;
                    place const& p = places_[at];
                    if (p.hash == tag && p.mark < erased && equal(p.key)) [[likely]]
                        return static_cast<number>(at);
                }
                if (zeros(bytes) != 0) break;
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
            set_byte(n, 0);
        } else {
            p.mark = erased;
            set_byte(n, 1);
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
        constexpr std::size_t near = std::size_t{1} << 18U;
        return room * sizeof(place) < near ? entries * 2 <= room : entries * 4 <= room * 3;
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
        set_byte(i, byte_of(tag));
        ++size_;
        return static_cast<number>(i);
    }
    void resize(std::size_t room) {
        large_vector<place> old(room);
        old.swap(places_);
        bytes_.assign(room + step, 0);
        mask_ = room - 1;
        taken_ = size_;
        ++generation_;
        for (place& p : old) {
            if (p.mark >= erased) continue;
            std::size_t i = p.hash & mask_;
            while (places_[i].mark != unused) i = (i + 1) & mask_;
            set_byte(i, byte_of(p.hash));
            places_[i] = std::move(p);
        }
    }

    static constexpr std::size_t step = 8;
    static constexpr std::uint64_t every_byte = 0x0101'0101'0101'0101U;
    // A byte is 0 for an unused place and 1 for an erased one.
    static constexpr std::uint8_t byte_of(std::uint32_t hash) {
        return static_cast<std::uint8_t>(hash >> 24U | 2U);
    }
    // The top bits of bytes that are zero; behind the first one perhaps of others.
    static constexpr std::uint64_t zeros(std::uint64_t bytes) {
        return (bytes - every_byte) & ~bytes & 0x80 * every_byte;
    }
    // The first ones are there again behind the last, so that eight can be loaded from each.
    void set_byte(std::size_t i, std::uint8_t byte) {
        bytes_[i] = static_cast<char>(byte);
        if (i < step) bytes_[places_.size() + i] = static_cast<char>(byte);
    }

    large_vector<place> places_;
    large_vector<char> bytes_;
    std::size_t mask_ = 0;
    std::size_t size_ = 0;
    std::size_t taken_ = 0; // entries and places that were erased
    std::uint32_t generation_ = 0;
};

} // namespace weir::detail
