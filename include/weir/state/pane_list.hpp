// SPDX-License-Identifier: BSL-1.0
// Panes of event time in order of their start: the state of windowed operators, freed from the front.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace weir::detail {

/// What is known of a pane without what is kept for it.
struct pane_head {
    std::int64_t start = 0;
    std::uint32_t mark = 0; // the epoch that touched it last
};

/// A slice of event time and what is kept for it.
template <class Groups>
struct pane : pane_head {
    Groups groups;
};

/// The open panes in the order of their start, and where a new one goes: the part of a pane_list that is the
/// same for all, so that it is compiled once. It owns nothing.
class pane_order {
public:
    [[nodiscard]] bool empty() const { return first_ == panes_.size(); }
    [[nodiscard]] std::size_t size() const { return panes_.size() - first_; }
    [[nodiscard]] pane_head* at(std::size_t i) const { return panes_[first_ + i]; }

    /// The index of the first pane that starts at or after `start`.
    [[nodiscard]] std::size_t lower_bound(std::int64_t start) const {
        std::size_t low = 0;
        std::size_t high = size();
        while (low < high) {
            std::size_t const middle = low + (high - low) / 2;
            if (at(middle)->start < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
    /// Where the pane that starts at `start` is or has to go; the newest is looked at first.
    [[nodiscard]] std::size_t place_of(std::int64_t start) const {
        if (empty()) return 0;
        std::size_t const last = size() - 1;
        if (at(last)->start == start) return last;
        return at(last)->start < start ? size() : lower_bound(start);
    }
    void insert(std::size_t i, pane_head* fresh) {
        if (first_ > size() + 16) {
            panes_.erase(panes_.begin(), panes_.begin() + static_cast<std::ptrdiff_t>(first_));
            first_ = 0;
        }
        panes_.insert(panes_.begin() + static_cast<std::ptrdiff_t>(first_ + i), fresh);
    }
    /// Takes out the oldest pane.
    pane_head* pop_front() {
        pane_head* const old = panes_[first_++];
        if (empty()) {
            panes_.clear();
            first_ = 0;
        }
        return old;
    }
    /// Keeps a pane that is free for later; false if there are enough.
    bool keep_spare(pane_head* old) {
        constexpr std::size_t most_spare = 64;
        if (spare_.size() == most_spare) return false;
        spare_.push_back(old);
        return true;
    }
    /// A pane that is free, null if there is none.
    pane_head* take_spare() {
        if (spare_.empty()) return nullptr;
        pane_head* const pane = spare_.back();
        spare_.pop_back();
        return pane;
    }

private:
    std::vector<pane_head*> panes_;
    std::size_t first_ = 0;
    std::vector<pane_head*> spare_;
};

/// The open panes, oldest first.
///
/// State   one object a pane; freed ones are kept for reuse, so that a stream in steady state allocates
///         nothing.
/// Cost    finding a pane is a binary search among the open ones, less for the newest.
template <class Groups>
class pane_list {
public:
    using pane_type = pane<Groups>;

    pane_list() = default;
    pane_list(pane_list const&) = delete;
    pane_list& operator=(pane_list const&) = delete;
    ~pane_list() {
        while (!order_.empty()) delete cast(order_.pop_front());
        while (pane_head* const spare = order_.take_spare()) delete cast(spare);
    }

    [[nodiscard]] bool empty() const { return order_.empty(); }
    [[nodiscard]] std::size_t size() const { return order_.size(); }
    [[nodiscard]] pane_type& front() { return (*this)[0]; }
    [[nodiscard]] pane_type const& front() const { return (*this)[0]; }
    [[nodiscard]] pane_type& operator[](std::size_t i) { return *cast(order_.at(i)); }
    [[nodiscard]] pane_type const& operator[](std::size_t i) const { return *cast(order_.at(i)); }

    /// The index of the first pane that starts at or after `start`.
    [[nodiscard]] std::size_t lower_bound(std::int64_t start) const { return order_.lower_bound(start); }

    [[nodiscard]] pane_type const* find(std::int64_t start) const {
        std::size_t const i = lower_bound(start);
        return i < size() && (*this)[i].start == start ? &(*this)[i] : nullptr;
    }

    /// The pane that starts at `start`, new if there was none.
    pane_type& find_or_add(std::int64_t start) {
        std::size_t const i = order_.place_of(start);
        if (i < size() && (*this)[i].start == start) return (*this)[i];
        pane_head* fresh = order_.take_spare();
        if (fresh == nullptr) fresh = new pane_type;
        fresh->start = start;
        fresh->mark = 0;
        order_.insert(i, fresh);
        return *cast(fresh);
    }

    /// Frees the oldest pane.
    void pop_front() {
        pane_type* const old = cast(order_.pop_front());
        old->groups.clear();
        if (!order_.keep_spare(old)) delete old;
    }

    template <class F>
    void for_each(F&& f) {
        for (std::size_t i = 0; i < size(); ++i) f((*this)[i]);
    }
    template <class F>
    void for_each(F&& f) const {
        for (std::size_t i = 0; i < size(); ++i) f((*this)[i]);
    }

private:
    static pane_type* cast(pane_head* p) { return static_cast<pane_type*>(p); }

    pane_order order_;
};

} // namespace weir::detail
