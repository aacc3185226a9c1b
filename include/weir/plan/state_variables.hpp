// SPDX-License-Identifier: BSL-1.0
// The state variables of a processor for transform_with_state: value_state, list_state, map_state and timers.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/error.hpp>
#include <weir/core/hash.hpp>
#include <weir/core/time.hpp>
#include <weir/core/due_queue.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir {

/// How long a value lives after it was written, by the clock; 0: for good. Source  Spark TTLConfig.
struct ttl_config {
    std::chrono::milliseconds ttl_duration{0};
};

namespace detail {

inline constexpr std::int64_t lives_on = std::numeric_limits<std::int64_t>::max();

/// What the calls of one operator share with the state variables of its processor.
struct variable_context {
    std::int64_t rows = 0;    // entries of state
    std::int64_t updated = 0; // entries written in this batch
    std::int64_t removed = 0;
    batch_clock const* clock = nullptr;
    std::int64_t earliest_end = lives_on; // of what was written in this call
    std::uint32_t number = 0;             // of the key
    due_queue timers;
    std::vector<std::int64_t> listed;
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_no_key(std::string_view name) {
    throw query_error(
        "STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_HANDLE_STATE",
        "state variable \"" + std::string(name)
            + "\" used where there is no key; use it in handle_input_rows, handle_expired_timer "
              "or handle_initial_state");
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_no_value(std::string_view name) {
    throw query_error("NoSuchElementException", "state variable \"" + std::string(name)
                                                    + "\" has no value here; ask before, or use get_option");
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_empty_list(std::string_view name) {
    throw query_error("ILLEGAL_STATE_STORE_VALUE.EMPTY_LIST_VALUE",
                      "an empty list for the state variable \"" + std::string(name) + "\"; use clear()");
}

struct state_variable_base {};

/// What all state variables with values share. `Cell` is what a key holds for it.
template <class Cell>
class state_variable : public state_variable_base {
public:
    using cell_type = Cell;

    constexpr explicit state_variable(std::string_view name, ttl_config ttl) : name_(name), ttl_(ttl) {}

    /// Its name in the state; that of the member where none was given.
    [[nodiscard]] constexpr std::string_view name() const { return name_; }
    [[nodiscard]] constexpr ttl_config ttl() const { return ttl_; }

    // The executor's side.
    constexpr void name_if_none(std::string_view name) {
        if (name_.empty()) name_ = name;
    }
    void belong_to(variable_context& context) { context_ = &context; }
    // `end` is when the cell's value ends.
    void bind(Cell& cell, std::int64_t& end) {
        cell_ = &cell;
        end_ = &end;
    }
    void bind(Cell& cell) { cell_ = &cell; }

protected:
    [[nodiscard]] Cell& cell() const {
        if (cell_ == nullptr) [[unlikely]]
            throw_no_key(name_);
        return *cell_;
    }
    [[nodiscard]] variable_context& context() const { return *context_; }
    [[nodiscard]] bool has_ttl() const { return ttl_.ttl_duration.count() > 0; }
    [[nodiscard]] std::int64_t* end() const { return end_; }
    // When what is written now ends.
    [[nodiscard]] std::int64_t end_of_life() const {
        if (!has_ttl()) return lives_on;
        std::int64_t const end = context_->clock->now() + ttl_.ttl_duration.count();
        context_->earliest_end = std::min(context_->earliest_end, end);
        return end;
    }
    [[nodiscard]] bool alive(std::int64_t end) const {
        return end == lives_on || end > context_->clock->now();
    }

private:
    std::string_view name_;
    ttl_config ttl_;
    Cell* cell_ = nullptr;
    std::int64_t* end_ = nullptr;
    variable_context* context_ = nullptr;
};

// ---- what a key holds: how many rows of state, what has outlived its time, when the next will

template <class T>
struct value_cell {
    std::optional<T> value;

    [[nodiscard]] bool empty() const { return !value; }
    std::int64_t remove_dead(std::int64_t now, std::int64_t end, std::int64_t& rows) {
        if (!value || end > now) return 0;
        value.reset();
        --rows;
        return 1;
    }
    [[nodiscard]] std::int64_t next_end(std::int64_t end) const { return value ? end : lives_on; }
};

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

template <class V>
struct map_item {
    V value;
    std::int64_t end;
};
template <class K, class V>
struct map_cell {
    std::map<K, map_item<V>, value_less> items;

    [[nodiscard]] bool empty() const { return items.empty(); }
    std::int64_t remove_dead(std::int64_t now, std::int64_t, std::int64_t& rows) {
        std::int64_t n = 0;
        for (auto at = items.begin(); at != items.end();) {
            if (at->second.end > now) {
                ++at;
            } else {
                at = items.erase(at);
                ++n;
            }
        }
        rows -= n;
        return n;
    }
    [[nodiscard]] std::int64_t next_end(std::int64_t) const {
        std::int64_t end = lives_on;
        for (auto const& [key, item] : items) end = std::min(end, item.end);
        return end;
    }
};

struct timer_cell {
    std::vector<std::int64_t> times; // in order

    [[nodiscard]] bool empty() const { return times.empty(); }
    [[nodiscard]] bool has(std::int64_t ms) const {
        return std::binary_search(times.begin(), times.end(), ms);
    }
    void remove(std::int64_t ms) {
        auto const at = std::lower_bound(times.begin(), times.end(), ms);
        if (at != times.end() && *at == ms) times.erase(at);
    }
};

/// A range over the entries of a list or a map, of which `Project` shows a part and the dead are left out.
template <class Iterator, class Project>
class entry_range {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using reference = decltype(Project::get(*std::declval<Iterator>()));
        using value_type = std::remove_cvref_t<reference>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;

        iterator() = default;
        iterator(Iterator at, Iterator end, std::int64_t now) : at_(at), end_(end), now_(now) { skip(); }
        reference operator*() const { return Project::get(*at_); }
        iterator& operator++() {
            ++at_;
            skip();
            return *this;
        }
        iterator operator++(int) {
            iterator const before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(iterator const& a, iterator const& b) { return a.at_ == b.at_; }

    private:
        void skip() {
            while (at_ != end_ && Project::end(*at_) <= now_) ++at_;
        }
        Iterator at_{};
        Iterator end_{};
        std::int64_t now_ = 0;
    };
    using const_iterator = iterator;

    entry_range(Iterator first, Iterator last, std::int64_t now)
        : first_(first, last, now), last_(last, last, now) {}

    [[nodiscard]] iterator begin() const { return first_; }
    [[nodiscard]] iterator end() const { return last_; }
    [[nodiscard]] bool empty() const { return first_ == last_; }
    [[nodiscard]] std::size_t size() const {
        std::size_t n = 0;
        for (auto at = first_; !(at == last_); ++at) ++n;
        return n;
    }

private:
    iterator first_;
    iterator last_;
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
struct map_base {
    template <class Item>
    static std::int64_t end(Item const& item) {
        return item.second.end;
    }
};
struct map_key : map_base {
    template <class Item>
    static auto const& get(Item const& item) {
        return item.first;
    }
};
struct map_value : map_base {
    template <class Item>
    static auto const& get(Item const& item) {
        return item.second.value;
    }
};
struct map_pair : map_base {
    template <class Item>
    static auto get(Item const& item) {
        using key = typename Item::first_type;
        using value = decltype(item.second.value);
        return std::pair<key const&, value const&>(item.first, item.second.value);
    }
};

template <class T>
inline constexpr bool is_state_variable = std::is_base_of_v<state_variable_base, T>;

} // namespace detail

/// One value for each key.
///
/// State   gone when it was cleared, or `ttl_duration` after it was written last.
/// Source  Spark ValueState.
/// Example `weir::value_state<std::int64_t> seen{"seen", {.ttl_duration = 1h}};`
template <class T>
class value_state : public detail::state_variable<detail::value_cell<T>> {
    using base = detail::state_variable<detail::value_cell<T>>;

public:
    /// Named as its member.
    constexpr value_state() : base({}, {}) {}
    constexpr explicit value_state(std::string_view name, ttl_config ttl = {}) : base(name, ttl) {}

    /// Whether the key has a value.
    [[nodiscard]] bool exists() const {
        auto const& c = this->cell();
        return c.value && (this->end() == nullptr || this->alive(*this->end()));
    }
    /// The value. Errors  NoSuchElementException where there is none.
    [[nodiscard]] T const& get() const {
        if (!exists()) [[unlikely]]
            detail::throw_no_value(this->name());
        return *this->cell().value;
    }
    /// The value, empty where there is none.
    [[nodiscard]] std::optional<T> get_option() const {
        return exists() ? this->cell().value : std::optional<T>();
    }
    /// Writes the value.
    void update(T value) {
        auto& c = this->cell();
        ++this->context().updated;
        if (c.value) {
            *c.value = std::move(value);
        } else {
            c.value.emplace(std::move(value));
            ++this->context().rows;
        }
        if (this->end() != nullptr) *this->end() = this->end_of_life();
    }
    /// Removes the value.
    void clear() {
        auto& c = this->cell();
        ++this->context().removed;
        if (!c.value) return;
        c.value.reset();
        --this->context().rows;
    }
};

/// A list of values for each key. Source  Spark ListState.
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
    /// Replaces the list. Errors  ILLEGAL_STATE_STORE_VALUE.EMPTY_LIST_VALUE.
    template <class Values>
    void put(Values const& values) {
        if (std::begin(values) == std::end(values)) detail::throw_empty_list(this->name());
        auto& list = this->cell().items;
        if (!list.empty()) --this->context().rows;
        list.clear();
        this->context().updated = 0; // Spark counts anew here
        append_list(values);
    }
    /// Adds a value at the end.
    void append_value(T value) {
        auto& list = this->cell().items;
        if (list.empty()) ++this->context().rows;
        list.push_back({std::move(value), this->end_of_life()});
        ++this->context().updated;
    }
    /// Adds values at the end. Errors  ILLEGAL_STATE_STORE_VALUE.EMPTY_LIST_VALUE.
    template <class Values>
    void append_list(Values const& values) {
        if (std::begin(values) == std::end(values)) detail::throw_empty_list(this->name());
        for (auto const& value : values) append_value(value);
    }
    /// Removes the list.
    void clear() {
        auto& list = this->cell().items;
        if (list.empty()) return;
        this->context().removed += static_cast<std::int64_t>(list.size());
        --this->context().rows;
        list.clear();
    }
};

/// A map for each key. Source  Spark MapState.
template <class K, class V>
class map_state : public detail::state_variable<detail::map_cell<K, V>> {
    using base = detail::state_variable<detail::map_cell<K, V>>;
    using items = typename std::map<K, detail::map_item<V>, detail::value_less>::const_iterator;

public:
    /// Named as its member.
    constexpr map_state() : base({}, {}) {}
    constexpr explicit map_state(std::string_view name, ttl_config ttl = {}) : base(name, ttl) {}

    /// Whether the map has an entry.
    [[nodiscard]] bool exists() const { return !iterator().empty(); }
    /// Whether it has the key.
    [[nodiscard]] bool contains_key(K const& key) const { return find(key) != nullptr; }
    /// The value of a key. Errors  NoSuchElementException where there is none.
    [[nodiscard]] V const& get_value(K const& key) const {
        V const* const found = find(key);
        if (found == nullptr) [[unlikely]]
            detail::throw_no_value(this->name());
        return *found;
    }
    /// The value of a key, empty where there is none.
    [[nodiscard]] std::optional<V> get_option(K const& key) const {
        V const* const found = find(key);
        return found == nullptr ? std::optional<V>() : std::optional<V>(*found);
    }
    /// Writes the value of a key.
    void update_value(K const& key, V value) {
        auto& map = this->cell().items;
        auto const at = map.find(key);
        ++this->context().updated;
        if (at == map.end()) {
            ++this->context().rows;
            map.emplace(key, detail::map_item<V>{std::move(value), this->end_of_life()});
        } else {
            at->second.value = std::move(value);
            at->second.end = this->end_of_life();
        }
    }
    /// The entries as pairs, by key in Spark's order, until the map is changed.
    [[nodiscard]] auto iterator() const { return range<detail::map_pair>(); }
    [[nodiscard]] auto keys() const { return range<detail::map_key>(); }
    [[nodiscard]] auto values() const { return range<detail::map_value>(); }
    /// Removes a key.
    void remove_key(K const& key) {
        ++this->context().removed;
        this->context().rows -= static_cast<std::int64_t>(this->cell().items.erase(key));
    }
    /// Removes all keys.
    void clear() {
        auto& map = this->cell().items;
        this->context().removed += static_cast<std::int64_t>(map.size());
        this->context().rows -= static_cast<std::int64_t>(map.size());
        map.clear();
    }

private:
    [[nodiscard]] V const* find(K const& key) const {
        auto const& map = this->cell().items;
        auto const at = map.find(key);
        return at == map.end() || !this->alive(at->second.end) ? nullptr : &at->second.value;
    }
    template <class Project>
    [[nodiscard]] auto range() const {
        auto const& map = this->cell().items;
        return detail::entry_range<items, Project>(map.begin(), map.end(),
                                                   this->has_ttl() ? this->context().clock->now() : 0);
    }
};

/// The timers of each key: handle_expired_timer is called for each that the watermark or the clock has
/// reached. Source  Spark StatefulProcessorHandle.registerTimer, deleteTimer, listTimers.
class timers : public detail::state_variable<detail::timer_cell> {
    using base = detail::state_variable<detail::timer_cell>;

public:
    constexpr timers() : base({}, {}) {}

    /// Registers a timer at `ms` after 1970; one that is there already stays one.
    void register_timer(std::int64_t ms) {
        auto& times = cell().times;
        auto const at = std::lower_bound(times.begin(), times.end(), ms);
        if (at != times.end() && *at == ms) return;
        times.insert(at, ms);
        context().timers.push(ms, context().number);
    }
    void register_timer(timestamp at) { register_timer(detail::floor_div(micros(at), 1000)); }
    /// Deletes a timer, if it is there.
    void delete_timer(std::int64_t ms) { cell().remove(ms); }
    void delete_timer(timestamp at) { delete_timer(detail::floor_div(micros(at), 1000)); }
    /// The times of all timers, in order; until the next call.
    [[nodiscard]] std::span<std::int64_t const> list_timers() const {
        context().listed.assign(cell().times.begin(), cell().times.end());
        return context().listed;
    }
};

} // namespace weir
