// SPDX-License-Identifier: BSL-1.0
// The hash table of the user's own state: entries by key that stay where they are until they are erased.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace weir::detail {

/// A table of entries by key, looked up by hash and a predicate, so that a key is built only when it is new.
/// An entry is named by its number, which it keeps until it is erased or the table is compacted.
///
/// State   one entry a key; the room of erased ones is used again.
/// Cost    a lookup is two cache lines; no allocation for a known key, nor for a new one where one was
/// erased.
template <class Key, class Entry>
class keyed_table {
    struct place {
        Key key{};
        Entry entry{};
        std::uint32_t hash = 0;
        bool used = false;
    };

public:
    using number = std::uint32_t;

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t bytes() const {
        return slots_.capacity() * sizeof(std::uint64_t) + places_.capacity() * sizeof(place)
               + free_.capacity() * sizeof(number);
    }
    [[nodiscard]] Key const& key(number n) const { return places_[n].key; }
    [[nodiscard]] Entry& operator[](number n) { return places_[n].entry; }

    /// The entry whose key has this `hash` and is `equal`; a new one with the key that `make` gives if there
    /// is none.
    template <class Equal, class Make>
    [[gnu::always_inline]] number find_or_add(std::uint64_t hash, Equal const& equal, Make const& make) {
        auto const tag = static_cast<std::uint32_t>(hash >> 32U);
        if (!slots_.empty()) [[likely]] {
            for (std::size_t i = tag & mask_; slots_[i] != 0; i = (i + 1) & mask_) {
                if (tag_of(slots_[i]) != tag) continue;
                number const n = number_of(slots_[i]);
                if (equal(places_[n].key)) return n;
            }
        }
        return add(tag, make);
    }

    /// Frees an entry and what it holds.
    void erase(number n) {
        place& p = places_[n];
        std::size_t hole = p.hash & mask_;
        while (number_of(slots_[hole]) != n) hole = (hole + 1) & mask_;
        for (std::size_t i = (hole + 1) & mask_; slots_[i] != 0; i = (i + 1) & mask_) {
            std::size_t const home = tag_of(slots_[i]) & mask_;
            if (((i - home) & mask_) < ((i - hole) & mask_)) continue;
            slots_[hole] = slots_[i];
            hole = i;
        }
        slots_[hole] = 0;
        p = place{};
        free_.push_back(n);
        --size_;
    }

    /// Calls `f(number)` for each entry.
    template <class F>
    void for_each(F&& f) {
        for (number n = 0; n < places_.size(); ++n) {
            if (places_[n].used) f(n);
        }
    }

    /// Gives back the room of a table that was once large and now holds little; then entries have new
    /// numbers. Tells whether it did.
    bool compact() {
        constexpr std::size_t small = 1024;
        if (places_.size() <= small || size_ * 8 > places_.size()) return false;
        std::vector<place> kept;
        kept.reserve(size_ * 2);
        for (place& p : places_) {
            if (p.used) kept.push_back(std::move(p));
        }
        places_.swap(kept);
        std::vector<number>().swap(free_);
        std::size_t slots = 16;
        while (slots < places_.size() * 2) slots *= 2;
        fill(slots);
        return true;
    }

private:
    static constexpr std::uint32_t tag_of(std::uint64_t slot) {
        return static_cast<std::uint32_t>(slot >> 32U);
    }
    static constexpr number number_of(std::uint64_t slot) { return static_cast<number>(slot) - 1; }

    template <class Make>
    [[gnu::noinline]] number add(std::uint32_t tag, Make const& make) {
        if ((size_ + 1) * 2 > slots_.size()) fill(slots_.empty() ? 16 : slots_.size() * 2);
        number n = 0;
        if (free_.empty()) {
            n = static_cast<number>(places_.size());
            places_.emplace_back();
        } else {
            n = free_.back();
            free_.pop_back();
        }
        place& p = places_[n];
        p.key = make();
        p.hash = tag;
        p.used = true;
        put(n);
        ++size_;
        return n;
    }
    void put(number n) {
        std::size_t i = places_[n].hash & mask_;
        while (slots_[i] != 0) i = (i + 1) & mask_;
        slots_[i] = std::uint64_t{places_[n].hash} << 32U | (n + 1U);
    }
    void fill(std::size_t slots) {
        std::vector<std::uint64_t>(slots).swap(slots_);
        mask_ = slots - 1;
        for (number n = 0; n < places_.size(); ++n) {
            if (places_[n].used) put(n);
        }
    }

    std::vector<std::uint64_t> slots_; // 0: empty, else hash and number + 1
    std::vector<place> places_;
    std::vector<number> free_;
    std::size_t mask_ = 0;
    std::size_t size_ = 0;
};

} // namespace weir::detail
