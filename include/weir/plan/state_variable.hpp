// SPDX-License-Identifier: BSL-1.0
// What the state variables of a processor share: their name, the key that they belong to, time to live.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/due_queue.hpp>
#include <weir/core/error.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace weir {

/// How long a value lives after it was written, by the clock; 0: for good.
/// Source  Spark TTLConfig.
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

template <class T>
inline constexpr bool is_state_variable = std::is_base_of_v<state_variable_base, T>;

} // namespace detail
} // namespace weir
