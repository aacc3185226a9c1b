// SPDX-License-Identifier: BSL-1.0
// Panes of event time in order of their start: the state of windowed operators, freed from the front.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace weir::detail {

/// A slice of event time and what is kept for it.
template <class Groups>
struct pane {
    std::int64_t start = 0;
    std::uint32_t mark = 0; // the epoch that touched it last
    Groups groups;
};

/// The open panes, oldest first.
///
/// State   one object a pane; freed ones are kept for reuse, so that a stream in steady state allocates
/// nothing. Cost    finding a pane is a binary search among the open ones, less for the newest.
template <class Groups>
class pane_list {
public:
    using pane_type = pane<Groups>;

    [[nodiscard]] bool empty() const { return first_ == panes_.size(); }
    [[nodiscard]] std::size_t size() const { return panes_.size() - first_; }
    [[nodiscard]] pane_type& front() { return *panes_[first_]; }
    [[nodiscard]] pane_type const& front() const { return *panes_[first_]; }
    [[nodiscard]] pane_type& operator[](std::size_t i) { return *panes_[first_ + i]; }
    [[nodiscard]] pane_type const& operator[](std::size_t i) const { return *panes_[first_ + i]; }

    /// The index of the first pane that starts at or after `start`.
    [[nodiscard]] std::size_t lower_bound(std::int64_t start) const {
        auto const from = panes_.begin() + static_cast<std::ptrdiff_t>(first_);
        auto const at =
            std::partition_point(from, panes_.end(), [&](auto const& p) { return p->start < start; });
        return static_cast<std::size_t>(at - from);
    }

    [[nodiscard]] pane_type const* find(std::int64_t start) const {
        std::size_t const i = lower_bound(start);
        return i < size() && (*this)[i].start == start ? &(*this)[i] : nullptr;
    }

    /// The pane that starts at `start`, new if there was none.
    pane_type& find_or_add(std::int64_t start) {
        if (!empty() && panes_.back()->start == start) return *panes_.back();
        std::size_t const i = !empty() && panes_.back()->start < start ? size() : lower_bound(start);
        if (i < size() && (*this)[i].start == start) return (*this)[i];
        std::unique_ptr<pane_type> fresh;
        if (spare_.empty()) {
            fresh = std::make_unique<pane_type>();
        } else {
            fresh = std::move(spare_.back());
            spare_.pop_back();
        }
        fresh->start = start;
        fresh->mark = 0;
        if (first_ > size() + 16) compact();
        return **panes_.insert(panes_.begin() + static_cast<std::ptrdiff_t>(first_ + i), std::move(fresh));
    }

    /// Frees the oldest pane.
    void pop_front() {
        std::unique_ptr<pane_type> old = std::move(panes_[first_++]);
        old->groups.clear();
        constexpr std::size_t most_spare = 64;
        if (spare_.size() < most_spare) spare_.push_back(std::move(old));
        if (empty()) {
            panes_.clear();
            first_ = 0;
        }
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
    void compact() {
        panes_.erase(panes_.begin(), panes_.begin() + static_cast<std::ptrdiff_t>(first_));
        first_ = 0;
    }

    std::vector<std::unique_ptr<pane_type>> panes_;
    std::size_t first_ = 0;
    std::vector<std::unique_ptr<pane_type>> spare_;
};

} // namespace weir::detail
