// SPDX-License-Identifier: BSL-1.0
// The hand loop for keyed sliding sums, 10 minutes every 5 minutes, update mode, from slices of 5 minutes.
#pragma once

#include "data.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

namespace bench::hand {

/// Numbers 64-bit keys 0, 1, 2, ... in the order of their first appearance; open addressing, at most half full.
class key_index {
public:
    std::uint32_t number_of(std::int64_t key) {
        std::size_t i = home(key);
        for (;; i = (i + 1) & mask_) {
            slot const& s = slots_[i];
            if (s.key == key && s.number != none) [[likely]]
                return s.number;
            if (s.number == none) return insert(i, key);
        }
    }

    std::size_t size() const noexcept { return keys_.size(); }
    std::int64_t key(std::uint32_t number) const noexcept { return keys_[number]; }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    struct slot {
        std::int64_t key = 0;
        std::uint32_t number = none;
    };

    std::size_t home(std::int64_t key) const noexcept { return mix(static_cast<std::uint64_t>(key)) & mask_; }

    [[gnu::noinline]] std::uint32_t insert(std::size_t i, std::int64_t key) {
        auto const number = static_cast<std::uint32_t>(keys_.size());
        slots_[i] = {key, number};
        keys_.push_back(key);
        if (2 * keys_.size() > slots_.size()) grow();
        return number;
    }

    void grow() {
        slots_.assign(2 * slots_.size(), slot{});
        mask_ = slots_.size() - 1;
        for (std::uint32_t number = 0; number < keys_.size(); ++number) {
            std::size_t i = home(keys_[number]);
            while (slots_[i].number != none) i = (i + 1) & mask_;
            slots_[i] = {keys_[number], number};
        }
    }

    huge_vector<slot> slots_ = huge_vector<slot>(256);
    std::size_t mask_ = 255;
    std::vector<std::int64_t> keys_;
};

/// The query: the sum of `amount` by `device` in windows of 10 minutes every 5 minutes.
///
/// Time    the watermark is the newest event time, floored to ms, less 100 ms, and moves after each block. A row is
///         late for a window that ends at or before the watermark that held before its block.
/// Rows    `emit(start_us, device, sum)` after each block, once for each window and device that changed in it.
/// State   a slice lives until both its windows are closed; the numbering of the keys is never forgotten.
template <class Emit>
class sliding_sums {
public:
    explicit sliding_sums(Emit emit) : emit_(std::move(emit)) {}

    void push(std::span<reading const> block) {
        ++block_number_;
        std::int64_t newest = newest_;
        std::int64_t start = std::numeric_limits<std::int64_t>::min() / 2; // no slice yet
        slice* current = nullptr;
        // What the loop uses is kept in local variables: the members could alias what it writes.
        cell* cells = nullptr;
        std::uint32_t* changed = nullptr;
        std::size_t changes = 0;
        std::uint32_t const number_of_block = block_number_;
        for (reading const& r : block) {
            std::int64_t const ts = micros(r.dt);
            newest = std::max(newest, ts);
            if (static_cast<std::uint64_t>(ts - start) >= static_cast<std::uint64_t>(slide)) [[unlikely]] {
                std::int64_t const number = ts / slide;
                if (closed(number, newest_)) continue; // late for both windows of the slice
                if (current != nullptr) current->changes = changes;
                current = &claim(number);
                start = number * slide;
                cells = current->cells.data();
                changed = current->changed.data();
                changes = current->changes;
            }
            std::uint32_t const key = index_.number_of(r.device);
            if (key >= room_) [[unlikely]] {
                make_room();
                cells = current->cells.data();
                changed = current->changed.data();
            }
            // Written always, counted once a block: a branch here would be mispredicted with many keys.
            changed[changes] = key;
            changes += cells[key].block != number_of_block;
            cells[key].block = number_of_block;
            cells[key].sum += r.amount;
        }
        if (current != nullptr) current->changes = changes;
        emit_changes();
        newest_ = newest;
        evict();
    }

private:
    static constexpr std::int64_t slide = 300'000'000;
    static constexpr std::int64_t delay = 100'000;

    struct cell {
        double sum = 0;
        std::uint32_t block = 0; // the block that changed it last
    };
    struct slice {
        std::int64_t number = -1;
        huge_vector<cell> cells;            // by number of the key
        std::vector<std::uint32_t> changed; // the keys that the block changed; one longer than `cells`
        std::size_t changes = 0;
    };

    /// Whether the window that starts with slice `number`, the later of the slice's two, had closed at `newest`.
    static bool closed(std::int64_t number, std::int64_t newest) noexcept {
        return (number + 2) * slide + delay <= newest;
    }

    slice* find(std::int64_t number) noexcept {
        slice& s = slices_[static_cast<std::uint64_t>(number) % slices_.size()];
        return s.number == number ? &s : nullptr;
    }

    slice& claim(std::int64_t number) {
        slice& s = slices_[static_cast<std::uint64_t>(number) % slices_.size()];
        if (s.number != number) {
            if (s.number >= 0)
                throw std::length_error{"a block spans more slices than the hand loop's ring holds"};
            s.number = number;
        }
        return s;
    }

    [[gnu::noinline]] void make_room() {
        room_ = std::max<std::size_t>(128, 2 * index_.size());
        for (slice& s : slices_) {
            s.cells.resize(room_);
            s.changed.resize(room_ + 1);
        }
    }

    void emit_changes() {
        std::array<std::int64_t, 16> starts{};
        std::size_t count = 0;
        for (slice const& s : slices_) {
            if (s.changes == 0) continue;
            starts[count++] = s.number - 1;
            starts[count++] = s.number;
        }
        std::sort(starts.begin(), starts.begin() + static_cast<std::ptrdiff_t>(count));
        auto const last = std::unique(starts.begin(), starts.begin() + static_cast<std::ptrdiff_t>(count));
        std::for_each(starts.begin(), last, [this](std::int64_t number) {
            if (!closed(number, newest_)) emit_window(number);
        });
        for (slice& s : slices_) s.changes = 0;
    }

    void emit_window(std::int64_t number) {
        slice const* const first = find(number);
        slice const* const second = find(number + 1);
        auto value = [](slice const* s, std::uint32_t key) { return s == nullptr ? 0.0 : s->cells[key].sum; };
        if (first != nullptr)
            for (std::uint32_t const key : std::span{first->changed}.first(first->changes))
                emit_(number * slide, index_.key(key), first->cells[key].sum + value(second, key));
        if (second != nullptr)
            for (std::uint32_t const key : std::span{second->changed}.first(second->changes))
                if (first == nullptr || first->cells[key].block != block_number_)
                    emit_(number * slide, index_.key(key), value(first, key) + second->cells[key].sum);
    }

    void evict() {
        for (slice& s : slices_)
            if (s.number >= 0 && closed(s.number, newest_)) {
                s.number = -1;
                std::fill(s.cells.begin(), s.cells.end(), cell{});
            }
    }

    key_index index_;
    std::array<slice, 8> slices_;
    std::size_t room_ = 0;    // keys that the slices have cells for
    std::int64_t newest_ = 0; // the watermark before the block is this, less the delay
    std::uint32_t block_number_ = 0;
    Emit emit_;
};

} // namespace bench::hand
