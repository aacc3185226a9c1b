// SPDX-License-Identifier: BSL-1.0
// What a function over keyed groups is given: the state of its key, and the rows of its key.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/error.hpp>
#include <weir/core/interval.hpp>
#include <weir/core/time.hpp>
#include <weir/schema/row.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir {

/// Keys do not time out.
/// Source  Spark GroupStateTimeout.NoTimeout.
struct no_timeout_type {
    static constexpr std::string_view name = "no_timeout";
};
/// Keys time out by the clock.
/// Source  Spark GroupStateTimeout.ProcessingTimeTimeout.
struct processing_time_timeout_type {
    static constexpr std::string_view name = "processing_time_timeout";
};
/// Keys time out by the watermark.
/// Source  Spark GroupStateTimeout.EventTimeTimeout.
struct event_time_timeout_type {
    static constexpr std::string_view name = "event_time_timeout";
};

inline constexpr no_timeout_type no_timeout{};
inline constexpr processing_time_timeout_type processing_time_timeout{};
inline constexpr event_time_timeout_type event_time_timeout{};

namespace detail {

inline constexpr std::int64_t no_time = -1; // Spark's NO_TIMESTAMP

enum class timeout_kind : std::uint8_t { none, processing_time, event_time };

template <class T>
inline constexpr bool is_timeout = false;
template <>
inline constexpr bool is_timeout<no_timeout_type> = true;
template <>
inline constexpr bool is_timeout<processing_time_timeout_type> = true;
template <>
inline constexpr bool is_timeout<event_time_timeout_type> = true;

template <class Timeout>
inline constexpr timeout_kind kind_of_timeout =
    std::is_same_v<Timeout, processing_time_timeout_type> ? timeout_kind::processing_time
    : std::is_same_v<Timeout, event_time_timeout_type>    ? timeout_kind::event_time
                                                          : timeout_kind::none;

/// The times of a batch, as user functions see them.
struct batch_times {
    batch_clock const* clock;
    std::int64_t watermark_ms;
    bool has_watermark;
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_illegal_argument(std::string const& message) {
    throw query_error("IllegalArgumentException", message);
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_unsupported(std::string const& message) {
    throw query_error("UnsupportedOperationException", message);
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_state_not_defined() {
    throw query_error("NoSuchElementException",
                      "the state is not defined, or was removed; ask exists() before get()");
}

// A duration such as "10 minutes" in milliseconds; a month is 31 days, as in Spark.
inline std::int64_t parse_milliseconds(std::string_view duration) {
    auto const parsed = parse_interval(duration);
    if (parsed.failed()) throw_illegal_argument(std::string(parsed.outcome.view()));
    std::optional<std::int64_t> const us = interval_micros(parsed.value, 31);
    if (!us) throw_illegal_argument("the duration is too long");
    if (*us < 0) throw_illegal_argument("the duration \"" + std::string(duration) + "\" is negative");
    return *us / 1000;
}

} // namespace detail

/// The state of one key, lent to a function for one call.
///
/// State   a value of `S` until remove(); a timeout is set for one call: it must be set again in the next.
/// Errors  run time: those of each function; the query ends.
/// Source  Spark GroupState.
template <class S>
class group_state {
public:
    group_state(S const* value, detail::batch_times const& times, detail::timeout_kind timeout,
                bool timed_out)
        : value_(value), times_(&times), timeout_(timeout), timed_out_(timed_out) {}
    group_state(group_state const&) = delete;
    group_state& operator=(group_state const&) = delete;
    ~group_state() = default;

    /// Whether the key has a state.
    [[nodiscard]] bool exists() const { return changed_ ? fresh_.has_value() : value_ != nullptr; }
    /// The state.
    /// Errors  NoSuchElementException where there is none.
    [[nodiscard]] S const& get() const {
        if (!exists()) [[unlikely]]
            detail::throw_state_not_defined();
        return changed_ ? *fresh_ : *value_;
    }
    /// The state, empty where there is none.
    [[nodiscard]] std::optional<S> get_option() const {
        return exists() ? std::optional<S>(get()) : std::optional<S>();
    }
    /// Whether the call is for a timeout: then there are no rows.
    [[nodiscard]] bool has_timed_out() const { return timed_out_; }

    /// Sets the state.
    void update(S value) {
        fresh_.emplace(std::move(value));
        changed_ = true;
    }
    /// Removes the state. The key is forgotten after the call, unless a timeout is set.
    void remove() {
        fresh_.reset();
        changed_ = true;
    }

    /// Times out when the clock is later than this batch's time and `ms` more.
    /// Errors  UnsupportedOperationException without processing_time_timeout, IllegalArgumentException where
    ///         `ms` is not positive.
    void set_timeout_duration(std::int64_t ms) {
        if (timeout_ != detail::timeout_kind::processing_time)
            detail::throw_unsupported("a timeout duration needs processing_time_timeout");
        if (ms <= 0) detail::throw_illegal_argument("a timeout duration must be positive");
        timeout_at_ = ms + times_->clock->now();
    }
    template <class Rep, class Period>
    void set_timeout_duration(std::chrono::duration<Rep, Period> duration) {
        set_timeout_duration(static_cast<std::int64_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()));
    }
    /// The same, of a text such as "10 minutes".
    void set_timeout_duration(std::string_view duration) {
        set_timeout_duration(detail::parse_milliseconds(duration));
    }

    /// Times out when the watermark is later than `ms` after 1970.
    /// Errors  UnsupportedOperationException without event_time_timeout, IllegalArgumentException where `ms`
    ///         is not positive or earlier than the watermark.
    void set_timeout_timestamp(std::int64_t ms) {
        if (timeout_ != detail::timeout_kind::event_time)
            detail::throw_unsupported("a timeout timestamp needs event_time_timeout");
        if (ms <= 0) detail::throw_illegal_argument("a timeout timestamp must be positive");
        if (times_->watermark_ms != detail::no_time && ms < times_->watermark_ms) {
            detail::throw_illegal_argument("the timeout timestamp (" + std::to_string(ms)
                                           + ") is earlier than the watermark ("
                                           + std::to_string(times_->watermark_ms) + ")");
        }
        timeout_at_ = ms;
    }
    void set_timeout_timestamp(timestamp at) {
        set_timeout_timestamp(detail::floor_div(micros(at), std::int64_t{1000}));
    }
    /// The same, and a duration such as "10 minutes" more.
    void set_timeout_timestamp(std::int64_t ms, std::string_view additional_duration) {
        set_timeout_timestamp(ms + detail::parse_milliseconds(additional_duration));
    }
    void set_timeout_timestamp(timestamp at, std::string_view additional_duration) {
        set_timeout_timestamp(detail::floor_div(micros(at), std::int64_t{1000}), additional_duration);
    }

    /// The watermark that the batch runs with, in ms since 1970; -1 over a static plan.
    /// Errors  UnsupportedOperationException where the rows have none.
    [[nodiscard]] std::int64_t get_current_watermark_ms() const {
        if (!times_->has_watermark)
            detail::throw_unsupported("there is no watermark; use with_watermark before group_by_key");
        return times_->watermark_ms;
    }
    /// The time of the batch by the clock, in ms since 1970.
    [[nodiscard]] std::int64_t get_current_processing_time_ms() const { return times_->clock->now(); }

    // What the executor asks after the call: the state is changed by a call that ends well alone.
    [[nodiscard]] bool is_updated() const { return changed_ && fresh_.has_value(); }
    [[nodiscard]] bool is_removed() const { return changed_ && !fresh_.has_value(); }
    [[nodiscard]] std::optional<std::int64_t> get_timeout_timestamp_ms() const {
        return timeout_at_ == detail::no_time ? std::nullopt : std::optional(timeout_at_);
    }
    [[nodiscard]] S take() { return std::move(*fresh_); }

private:
    S const* value_;
    detail::batch_times const* times_;
    std::optional<S> fresh_;
    std::int64_t timeout_at_ = detail::no_time;
    detail::timeout_kind timeout_;
    bool timed_out_;
    bool changed_ = false; // `fresh_` counts, not what was stored
};

namespace detail {

/// A row of a user's struct that can also be read by column.
template <class S>
struct struct_row : S {
    using schema = S;

    template <fixed_string Name>
    [[nodiscard]] constexpr auto const& get() const {
        return schema_of<S>::template get<require_column<S, Name>()>(static_cast<S const&>(*this));
    }
    template <class Column>
        requires requires { Column::name; }
    [[nodiscard]] constexpr auto const& operator[](Column) const {
        return get<Column::name>();
    }
};

template <std::size_t I, class S>
constexpr decltype(auto) value_at(struct_row<S> const& row) {
    return in_flight(schema_of<S>::template get<I>(static_cast<S const&>(row)));
}

template <class S>
constexpr auto find_group_row() {
    if constexpr (is_row<S>) {
        return type_identity<S>{};
    } else if constexpr (is_instance<S, columns>) {
        return type_identity<row<S>>{};
    } else {
        return type_identity<struct_row<S>>{};
    }
}
/// The owned form in which the rows of a group wait for the end of their batch.
template <class S>
using group_row_of = typename decltype(find_group_row<S>())::type;

template <class Row>
struct waiting_row {
    Row row{};
    std::uint32_t next = 0;
};

} // namespace detail

/// The rows of one key in one batch, in the order in which they came: a forward range, lent for one call.
///
/// Rows    of a user's struct they are that struct, which can also be read by column: `row.price`,
/// `row["price"_c]`.
template <class S>
class group_rows {
    using stored = detail::waiting_row<detail::group_row_of<S>>;

public:
    using value_type = detail::group_row_of<S>;

    class iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = detail::group_row_of<S>;
        using difference_type = std::ptrdiff_t;
        using pointer = value_type const*;
        using reference = value_type const&;

        iterator() = default;
        iterator(stored const* rows, std::uint32_t at, std::size_t left)
            : rows_(rows), at_(at), left_(left) {}
        reference operator*() const { return rows_[at_].row; }
        pointer operator->() const { return &rows_[at_].row; }
        iterator& operator++() {
            at_ = rows_[at_].next;
            --left_;
            return *this;
        }
        iterator operator++(int) {
            iterator const before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(iterator const& a, iterator const& b) { return a.left_ == b.left_; }

    private:
        stored const* rows_ = nullptr;
        std::uint32_t at_ = 0;
        std::size_t left_ = 0;
    };
    using const_iterator = iterator;

    group_rows(stored const* rows, std::uint32_t first, std::size_t size)
        : rows_(rows), first_(first), size_(size) {}

    [[nodiscard]] iterator begin() const { return {rows_, first_, size_}; }
    [[nodiscard]] iterator end() const { return {rows_, first_, 0}; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] value_type const& front() const { return rows_[first_].row; }

private:
    stored const* rows_;
    std::uint32_t first_;
    std::size_t size_;
};

} // namespace weir
