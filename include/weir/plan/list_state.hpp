// SPDX-License-Identifier: BSL-1.0
// list_state: a list of values for each key.
#pragma once

#include <weir/plan/entry_range.hpp>
#include <weir/plan/state_variable.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_empty_list(std::string_view name) {
    throw query_error("ILLEGAL_STATE_STORE_VALUE.EMPTY_LIST_VALUE",
                      "an empty list for the state variable \"" + std::string(name) + "\"; use clear()");
}

template <class T>
struct list_item {
    T value;
    std::int64_t end;
};
template <class T>
struct list_cell {
    std::vector<list_item<T>> items; // in the order in which they end

    [[nodiscard]] bool empty() const { return items.empty(); }
    std::int64_t remove_dead(std::int64_t now, std::int64_t, std::int64_t& rows) {
        auto const first_alive =
            std::find_if(items.begin(), items.end(), [&](auto const& item) { return item.end > now; });
        auto const n = first_alive - items.begin();
        if (n == 0) return 0;
        items.erase(items.begin(), first_alive);
        if (items.empty()) --rows;
        return n;
    }
    [[nodiscard]] std::int64_t next_end(std::int64_t) const {
        return items.empty() ? lives_on : items.front().end;
    }
};

struct list_value {
    template <class Item>
    static auto const& get(Item const& item) {
        return item.value;
    }
    template <class Item>
    static std::int64_t end(Item const& item) {
        return item.end;
    }
};
} // namespace detail

/// A list of values for each key.
/// Source  Spark ListState.
template <class T>
class list_state : public detail::state_variable<detail::list_cell<T>> {
    using base = detail::state_variable<detail::list_cell<T>>;
    using items = typename std::vector<detail::list_item<T>>::const_iterator;

public:
    /// Named as its member.
    constexpr list_state() : base({}, {}) {}
    constexpr explicit list_state(std::string_view name, ttl_config ttl = {}) : base(name, ttl) {}

    /// Whether the list has a value.
    [[nodiscard]] bool exists() const { return !get().empty(); }
    /// The values in order, until the list is changed.
    [[nodiscard]] auto get() const {
        auto const& list = this->cell().items;
        return detail::entry_range<items, detail::list_value>(
            list.begin(), list.end(), this->has_ttl() ? this->context().clock->now() : 0);
    }
    /// Replaces the list.
    /// Errors  ILLEGAL_STATE_STORE_VALUE.EMPTY_LIST_VALUE.
    template <class Values>
    void put(Values&& values) {
        take(values);
        auto& list = this->cell().items;
        if (list.empty()) ++this->context().rows;
        this->context().updated = static_cast<std::int64_t>(taken_.size()); // Spark counts anew here
        list.swap(taken_);
        taken_.clear();
    }
    /// Adds a value at the end.
    void append_value(T value) {
        auto& list = this->cell().items;
        if (list.empty()) ++this->context().rows;
        list.push_back({std::move(value), this->end_of_life()});
        ++this->context().updated;
    }
    /// Adds values at the end.
    /// Errors  ILLEGAL_STATE_STORE_VALUE.EMPTY_LIST_VALUE.
    template <class Values>
    void append_list(Values&& values) {
        take(values);
        auto& list = this->cell().items;
        if (list.empty()) ++this->context().rows;
        this->context().updated += static_cast<std::int64_t>(taken_.size());
        list.insert(list.end(), std::make_move_iterator(taken_.begin()),
                    std::make_move_iterator(taken_.end()));
        taken_.clear();
    }
    /// Removes the list.
    void clear() {
        auto& list = this->cell().items;
        if (list.empty()) return;
        this->context().removed += static_cast<std::int64_t>(list.size());
        --this->context().rows;
        list.clear();
    }

private:
    // The values may be those of this list, by get() or a view of it, so they are copied before it changes.
    template <class Values>
    void take(Values& values) {
        if (std::begin(values) == std::end(values)) detail::throw_empty_list(this->name());
        taken_.clear();
        for (auto const& value : values) taken_.push_back({value, this->end_of_life()});
    }

    std::vector<detail::list_item<T>> taken_; // empty between calls, its room is kept
};

} // namespace weir
