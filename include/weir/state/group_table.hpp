// SPDX-License-Identifier: BSL-1.0
// The hash table that keeps one group a key: open addressing, lookup by borrowed key, a list of what a batch
// touched.
#pragma once

#include <weir/core/hana.hpp>
#include <weir/core/hash.hpp>
#include <weir/schema/flight.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

template <class... Values>
constexpr std::uint64_t hash_values(value_tuple<Values...> const& key) {
    return unpack(
        [](auto const& first, auto const&... rest) {
            std::uint64_t hash = hash_value(first);
            ((hash = hash_combine(hash, hash_value(rest))), ...);
            return hash;
        },
        key);
}
template <class... Values>
constexpr std::uint64_t hash_key([[maybe_unused]] value_tuple<Values...> const& key) {
    if constexpr (sizeof...(Values) == 0) {
        return 0; // sessions of all rows have no key
    } else {
        return hash_values(key);
    }
}

template <class... As, class... Bs>
constexpr bool equal_keys(value_tuple<As...> const& a, value_tuple<Bs...> const& b) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (equal_values(element<I>(a), element<I>(b)) && ...);
    }(std::index_sequence_for<As...>{});
}

/// The owned form of a borrowed key.
template <class Key, class... Values>
Key own_key(Values const&... values) {
    return [&]<class... Owned>(value_tuple<Owned...> const*) {
        return Key(own<Owned>(values)...);
    }(static_cast<Key const*>(nullptr));
}

/// A table of groups by key. `Key` is a tuple of owned values; it is looked up by a tuple of borrowed ones,
/// and built only when it is new.
///
/// State   slots of key and group in one array, at most half full while it is small, seven eighths later: a
///         lookup is one cache line for small keys.
/// Cost    no allocation for a known key; a table that was cleared keeps its room.
template <class Key, class Group>
class group_table {
    struct slot {
        std::uint32_t mark = 0; // 0: empty, else the epoch that touched it last
        std::uint32_t tag = 0;  // the upper half of the hash
        Key key{};
        Group group{};
    };

public:
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t bytes() const {
        return slots_.capacity() * sizeof(slot) + touched_.capacity() * sizeof(std::uint32_t);
    }

    /// The group of `key`, new if there was none; it counts as touched in `epoch`.
    template <class Borrowed>
    Group& touch(Borrowed const& key, std::uint32_t epoch) {
        if (slots_.empty()) [[unlikely]]
            grow(epoch);
        std::uint64_t const hash = hash_key(key);
        auto const tag = static_cast<std::uint32_t>(hash >> 32U);
        std::size_t i = hash & mask_;
        while (true) {
            slot& s = slots_[i];
            if (s.mark == 0) return insert(i, tag, key, epoch);
            if (s.tag == tag && equal_keys(s.key, key)) {
                // Always written and counted if new: a branch here would be mispredicted with many keys.
                touched_[touched_count_] = static_cast<std::uint32_t>(i);
                touched_count_ += s.mark != epoch ? 1 : 0;
                s.mark = epoch;
                return s.group;
            }
            i = (i + 1) & mask_;
        }
    }

    /// The group of `key`, or null. `touched_in` tells, if given, in which epoch it was touched last.
    template <class Borrowed>
    [[nodiscard]] Group const* find(Borrowed const& key, std::uint32_t* touched_in = nullptr) const {
        if (slots_.empty()) return nullptr;
        std::uint64_t const hash = hash_key(key);
        auto const tag = static_cast<std::uint32_t>(hash >> 32U);
        for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
            slot const& s = slots_[i];
            if (s.mark == 0) return nullptr;
            if (s.tag == tag && equal_keys(s.key, key)) {
                if (touched_in != nullptr) *touched_in = s.mark;
                return &s.group;
            }
        }
    }

    /// The same for a key that lies at `place` in `other`, a table of the same kind: it often lies there too.
    [[nodiscard]] Group const* find(Key const& key, group_table const& other, std::size_t place,
                                    std::uint32_t* touched_in) const {
        if (slots_.size() == other.slots_.size()) {
            slot const& s = slots_[place];
            if (s.mark != 0 && s.tag == other.slots_[place].tag && equal_keys(s.key, key)) {
                *touched_in = s.mark;
                return &s.group;
            }
        }
        return find(key, touched_in);
    }

    /// Asks for the cache line of `key`, ahead of its lookup.
    template <class Borrowed>
    void prefetch(Borrowed const& key) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[hash_key(key) & mask_], 1);
    }
    /// The same for the key at `place` in `other`.
    void prefetch(group_table const& other, std::size_t place) const {
        if (slots_.size() == other.slots_.size()) __builtin_prefetch(&slots_[place]);
    }
    /// Whether the table has outgrown the caches near the core, so that prefetching pays.
    [[nodiscard]] bool is_large() const { return slots_.size() * sizeof(slot) > std::size_t{1} << 18U; }

    template <class F>
    void for_each(F&& f) const {
        for (slot const& s : slots_) {
            if (s.mark != 0) f(s.key, s.group);
        }
    }

    /// Calls `f(key, group, place)` for what was touched since `forget_touched`, and `announce(place)` some
    /// ahead.
    template <class F, class Announce>
    void for_each_touched(F&& f, Announce&& announce) const {
        constexpr std::size_t ahead = 16; // touched slots lie anywhere: ask for them before they are needed
        for (std::size_t i = 0; i < touched_count_; ++i) {
            if (i + ahead < touched_count_) {
                __builtin_prefetch(&slots_[touched_[i + ahead]]);
                announce(touched_[i + ahead]);
            }
            slot const& s = slots_[touched_[i]];
            f(s.key, s.group, std::size_t{touched_[i]});
        }
    }
    template <class F>
    void for_each_touched(F&& f) const {
        for_each_touched([&](Key const& key, Group const& group, std::size_t) { f(key, group); },
                         [](std::size_t) {});
    }
    /// Has what `epoch` touched come in the order of its places, where it is much of a large table: memory is
    /// then passed through once.
    void order_touched(std::uint32_t epoch) {
        if (!is_large() || touched_count_ * 8 < slots_.size()) return;
        touched_count_ = 0;
        for (std::size_t i = 0; i < slots_.size(); ++i) {
            touched_[touched_count_] = static_cast<std::uint32_t>(i);
            touched_count_ += slots_[i].mark == epoch ? 1 : 0;
        }
    }
    [[nodiscard]] std::size_t touched() const { return touched_count_; }
    void forget_touched() { touched_count_ = 0; }

    /// Empties the table and keeps its room.
    void clear() {
        if (size_ != 0) {
            for (slot& s : slots_) {
                if (s.mark != 0) s = slot{};
            }
        }
        // A table that was once large and now holds little gives its room back.
        if (slots_.size() > 1024 && size_ * 8 < slots_.size()) {
            std::vector<slot>().swap(slots_);
            std::vector<std::uint32_t>().swap(touched_);
            mask_ = 0;
        }
        size_ = 0;
        touched_count_ = 0;
    }

    /// Starts counting epochs anew: whatever is in the table was touched in epoch 1.
    void reset_epochs() {
        for (slot& s : slots_) {
            if (s.mark != 0) s.mark = 1;
        }
    }

private:
    template <class Borrowed>
    [[gnu::noinline]] Group& insert(std::size_t i, std::uint32_t tag, Borrowed const& key,
                                    std::uint32_t epoch) {
        if (is_full()) {
            grow(epoch);
            i = hash_key(key) & mask_;
            while (slots_[i].mark != 0) i = (i + 1) & mask_;
        }
        ++size_;
        slot& s = slots_[i];
        s.mark = epoch;
        s.tag = tag;
        s.key = unpack([](auto const&... values) { return own_key<Key>(values...); }, key);
        if (touched_.size() <= size_) touched_.resize(std::max<std::size_t>(16, 2 * size_));
        touched_[touched_count_++] = static_cast<std::uint32_t>(i);
        return s.group;
    }

    // A table that fits the near caches is kept half empty, so that a lookup seldom goes on to a second slot;
    // a larger one is filled up, so that more of it is near.
    [[nodiscard]] bool is_full() const {
        constexpr std::size_t near = std::size_t{1} << 20U;
        return slots_.size() * sizeof(slot) < near ? (size_ + 1) * 2 > slots_.size()
                                                   : (size_ + 1) * 8 > slots_.size() * 7;
    }

    void grow(std::uint32_t epoch) {
        std::vector<slot> old(slots_.empty() ? 16 : slots_.size() * 2);
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        touched_count_ = 0;
        for (slot& s : old) {
            if (s.mark == 0) continue;
            std::size_t i = hash_key(s.key) & mask_;
            while (slots_[i].mark != 0) i = (i + 1) & mask_;
            slots_[i] = std::move(s);
            if (slots_[i].mark == epoch) touched_[touched_count_++] = static_cast<std::uint32_t>(i);
        }
    }

    std::vector<slot> slots_;
    std::vector<std::uint32_t> touched_; // longer than there are groups
    std::size_t touched_count_ = 0;
    std::size_t mask_ = 0;
    std::size_t size_ = 0;
};

/// The group of an operator without keys besides its time: a table of one.
template <class Group>
class single_group {
public:
    [[nodiscard]] std::size_t size() const { return used_ ? 1 : 0; }
    [[nodiscard]] std::size_t bytes() const { return sizeof(*this); }
    [[nodiscard]] Group& group() { return group_; }
    [[nodiscard]] Group const& group() const { return group_; }
    [[nodiscard]] bool used() const { return used_; }
    void use() { used_ = true; }

    template <class F>
    void for_each(F&& f) const {
        if (used_) f(value_tuple<>{}, group_);
    }
    template <class F, class Announce>
    void for_each_touched(F&& f, Announce&&) const {
        if (used_) f(value_tuple<>{}, group_, std::size_t{0});
    }
    template <class F>
    void for_each_touched(F&& f) const {
        for_each(f);
    }
    void order_touched(std::uint32_t) {}
    void prefetch(single_group const&, std::size_t) const {}
    [[nodiscard]] std::size_t touched() const { return size(); }
    void forget_touched() {}
    void clear() {
        group_ = Group{};
        used_ = false;
    }
    void reset_epochs() {}

private:
    Group group_{};
    bool used_ = false;
};

} // namespace weir::detail
