// SPDX-License-Identifier: BSL-1.0
// The hand loop for sum and count by a 64-bit key, update mode.
#pragma once

#include "data.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace bench::hand {

/// The query: the sum and the count of `amount` by `account`.
///
/// Rows    `emit(account, sum, count)` after each block, once for each account that changed in it.
/// State   one slot of 32 bytes an account, open addressing, at most half full. A table that has outgrown the cache is
///         walked with its slots prefetched a few events ahead.
template <class Emit>
class keyed_totals {
public:
    explicit keyed_totals(Emit emit) : emit_(std::move(emit)) {}

    void push(std::span<payment const> block) {
        ++block_number_;
        if (changed_.size() <= block.size()) changed_.resize(block.size() + 1);
        std::size_t changes = 0;
        if (outgrown()) {
            std::array<std::size_t, batch> hashes;
            while (block.size() >= batch) {
                for (std::size_t i = 0; i < batch; ++i) {
                    hashes[i] = hash(block[i].account);
                    __builtin_prefetch(&slots_[hashes[i] & mask_], 1);
                }
                changes = add(block.first(batch), changes, [&](std::size_t i) { return hashes[i]; });
                block = block.subspan(batch);
            }
        }
        changes = add(block, changes, [&](std::size_t i) { return hash(block[i].account); });
        emit(changes);
    }

private:
    static constexpr std::size_t batch = 64;
    static constexpr std::size_t cached_bytes = std::size_t{256} << 10;

    struct slot {
        std::int64_t account = 0;
        double sum = 0;
        std::int64_t count = 0;  // 0: empty
        std::uint32_t block = 0; // the block that changed it last
    };

    static std::size_t hash(std::int64_t account) noexcept {
        return mix(static_cast<std::uint64_t>(account));
    }

    bool outgrown() const noexcept { return slots_.size() * sizeof(slot) > cached_bytes; }

    /// Adds the payments to their slots and gives the new number of changes. What the loop uses is kept in local
    /// variables: the members could alias what it writes.
    template <class HashOf>
    std::size_t add(std::span<payment const> block, std::size_t changes, HashOf hash_of) {
        slot* slots = slots_.data();
        std::size_t mask = mask_;
        std::uint32_t* const changed = changed_.data();
        std::uint32_t const number = block_number_;
        for (std::size_t n = 0; n < block.size(); ++n) {
            payment const& p = block[n];
            std::size_t i = hash_of(n) & mask;
            while (slots[i].account != p.account || slots[i].count == 0) {
                if (slots[i].count == 0) {
                    i = insert(i, p.account, changes);
                    slots = slots_.data();
                    mask = mask_;
                    break;
                }
                i = (i + 1) & mask;
            }
            slot& s = slots[i];
            // Written always, counted once a block: a branch here would be mispredicted with many keys.
            changed[changes] = static_cast<std::uint32_t>(i);
            changes += s.block != number;
            s.block = number;
            s.sum += p.amount;
            ++s.count;
        }
        return changes;
    }

    void emit(std::size_t changes) {
        constexpr std::size_t ahead = 16;
        std::size_t const prefetched = outgrown() && changes > ahead ? changes - ahead : 0;
        for (std::size_t n = 0; n < changes; ++n) {
            if (n < prefetched) __builtin_prefetch(&slots_[changed_[n + ahead]]);
            slot const& s = slots_[changed_[n]];
            emit_(s.account, s.sum, s.count);
        }
    }

    [[gnu::noinline]] std::size_t insert(std::size_t i, std::int64_t account, std::size_t& changes) {
        if (2 * ++used_ > slots_.size()) {
            grow();
            changes = list_changes();
            i = free_slot(account);
        }
        slots_[i].account = account;
        return i;
    }

    std::size_t free_slot(std::int64_t account) const noexcept {
        std::size_t i = hash(account) & mask_;
        while (slots_[i].count != 0) i = (i + 1) & mask_;
        return i;
    }

    void grow() {
        huge_vector<slot> old(2 * slots_.size());
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (slot const& s : old)
            if (s.count != 0) slots_[free_slot(s.account)] = s;
    }

    /// Finds the changed slots again after the table has grown.
    std::size_t list_changes() {
        std::size_t changes = 0;
        for (std::size_t i = 0; i < slots_.size(); ++i)
            if (slots_[i].count != 0 && slots_[i].block == block_number_)
                changed_[changes++] = static_cast<std::uint32_t>(i);
        return changes;
    }

    huge_vector<slot> slots_ = huge_vector<slot>(256);
    std::size_t mask_ = 255;
    std::size_t used_ = 0;
    std::vector<std::uint32_t> changed_; // slots that the block changed; one longer than the block
    std::uint32_t block_number_ = 0;
    Emit emit_;
};

} // namespace bench::hand
