// SPDX-License-Identifier: BSL-1.0
// value_state: one value for each key.
#pragma once

#include <weir/plan/state_variable.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

/// What a key holds of a value_state. Cells tell how many rows of state they are, what has outlived its
/// time, and when the next will.
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
    /// The value.
    /// Errors  NoSuchElementException where there is none.
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

} // namespace weir
