// SPDX-License-Identifier: BSL-1.0
// What operators with the user's own state share: the table of keys, the rows that wait for the end of their
// batch.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/group_by_key.hpp>
#include <weir/plan/rules.hpp>
#include <weir/plan/with_watermark.hpp>
#include <weir/state/keyed_table.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

// Assigns a value in flight to one at rest, whose room is used again.
template <class To, class From>
inline void assign_value(To& to, From const& from) {
    if constexpr (std::is_same_v<To, std::string> && std::is_convertible_v<From, std::string_view>) {
        to.assign(std::string_view(from));
    } else if constexpr (std::is_same_v<To, std::optional<std::string>> && is_nullable<From>) {
        if (!from) {
            to.reset();
        } else if (to) {
            to->assign(std::string_view(*from));
        } else {
            to.emplace(std::string_view(*from));
        }
    } else if constexpr (std::is_same_v<To, From>) {
        to = from;
    } else {
        to = own<To>(from);
    }
}

template <class S, class To, class Row>
inline void assign_row(To& to, Row const& row) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        if constexpr (is_instance<S, columns>) {
            (assign_value(to.template at<I>(), value_at<I>(row)), ...);
        } else {
            (assign_value(schema_of<S>::template get<I>(static_cast<S&>(to)), value_at<I>(row)), ...);
        }
    }(std::make_index_sequence<schema_of<S>::size>{});
}

/// What an entry needs so that rows can wait with it.
struct waiting_rows {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t size = 0;
    bool touched = false;
};

/// Entries by key, each with the rows of its batch. `Entry` is derived from waiting_rows.
///
/// Cost    no allocation for a known key once batches are no larger than one before.
template <class S, class Key, class Entry>
class keyed_rows {
public:
    using key_type = typename Key::template type<S>;
    using table = keyed_table<key_type, Entry>;
    using number = typename table::number;

    explicit keyed_rows(Key key) : key_(std::move(key)) { rows_.resize(1); }

    [[nodiscard]] table& entries() { return table_; }
    [[nodiscard]] std::size_t bytes() const {
        return table_.bytes() + rows_.capacity() * sizeof(waiting_row<group_row_of<S>>)
               + touched_.capacity() * sizeof(number);
    }

    /// The entry of a row's key.
    template <class Row>
    [[gnu::always_inline]] number find_or_add(Row const& row) {
        auto const key = key_.template in_flight<S>(row);
        return table_.find_or_add(
            hash_key(key), [&](key_type const& k) { return Key::equal(k, key); },
            [&] { return Key::template owned<key_type>(key); });
    }
    /// The entry of a key.
    number find_or_add_key(key_type const& key) {
        return table_.find_or_add(
            hash_owned(key), [&](key_type const& k) { return equal_values(k, key); }, [&] { return key; });
    }

    /// Makes a row wait with its key.
    template <class Row>
    void add(Row const& row) {
        number const n = find_or_add(row);
        touch(n);
        if (used_ == rows_.size()) rows_.resize(rows_.size() * 2);
        assign_row<S>(rows_[used_].row, row);
        Entry& e = table_[n];
        if (e.size == 0) {
            e.first = used_;
        } else {
            rows_[e.last].next = used_;
        }
        e.last = used_++;
        ++e.size;
    }
    /// Lists a key for the end of the batch, with rows or without.
    void touch(number n) {
        Entry& e = table_[n];
        if (e.touched) return;
        e.touched = true;
        touched_.push_back(n);
    }

    /// The rows that wait with an entry.
    [[nodiscard]] group_rows<S> rows(number n) {
        Entry const& e = table_[n];
        return {rows_.data(), e.first, e.size};
    }
    [[nodiscard]] group_rows<S> no_rows() const { return {rows_.data(), 0, 0}; }
    /// A row alone, where none waits.
    template <class Row>
    [[nodiscard]] group_rows<S> only(Row const& row) {
        assign_row<S>(rows_[0].row, row);
        return {rows_.data(), 0, 1};
    }

    [[nodiscard]] std::vector<number> const& touched() const { return touched_; }
    /// No row waits any longer with an entry.
    void release(number n) {
        Entry& e = table_[n];
        e.size = 0;
        e.touched = false;
    }
    void clear_touched() {
        touched_.clear();
        used_ = 0;
    }

private:
    // As hash_key() of the key in flight.
    static std::uint64_t hash_owned(key_type const& key) {
        if constexpr (Key::many) {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
                std::uint64_t hash = hash_value(key.template at<0>());
                ((hash = hash_combine(hash, hash_value(key.template at<I + 1>()))), ...);
                return hash;
            }(std::make_index_sequence<schema_of<key_type>::size - 1>{});
        } else {
            return hash_value(key);
        }
    }

    [[no_unique_address]] Key key_;
    table table_;
    std::vector<waiting_row<group_row_of<S>>> rows_;
    std::uint32_t used_ = 0;
    std::vector<number> touched_;
};

/// The event time of a row in microseconds; the greatest number where it is null, which is never late.
template <class Time>
std::int64_t event_time_of(Time const& time) {
    if constexpr (is_nullable<Time>) {
        return time ? event_time_of(*time) : std::numeric_limits<std::int64_t>::max();
    } else if constexpr (std::is_same_v<Time, time_window>) {
        return micros(time.end);
    } else {
        return micros(time);
    }
}

/// A watermark in milliseconds, no_time if there is none.
constexpr std::int64_t watermark_millis(std::int64_t watermark) {
    return watermark == no_watermark ? no_time : floor_div(watermark, 1000);
}

// ---- whether a row of the input comes out as one row at most, so that its batch is known to be complete

template <class Plan>
inline constexpr bool passes_one_row = false;
template <class Input, class Condition>
inline constexpr bool passes_one_row<where_plan<Input, Condition>> = true;
template <class Input, class Generator, class... Outputs>
inline constexpr bool passes_one_row<select_plan<Input, Generator, Outputs...>> =
    std::is_same_v<Generator, no_generator>;
template <class Input, std::size_t Column, std::int64_t Delay>
inline constexpr bool passes_one_row<watermark_plan<Input, Column, Delay>> = true;
template <class Input, class T>
inline constexpr bool passes_one_row<as_plan<Input, T>> = true;
template <class Input, class F>
inline constexpr bool passes_one_row<filter_plan<Input, F>> = true;
template <class Input, class F, class Schema, bool Flat>
inline constexpr bool passes_one_row<map_plan<Input, F, Schema, Flat>> = !Flat;

template <class Plan>
inline constexpr bool is_narrow = passes_one_row<Plan>;
template <class Input, class Generator, class... Outputs>
inline constexpr bool is_narrow<select_plan<Input, Generator, Outputs...>> = true;
template <class Input, class F, class Schema, bool Flat>
inline constexpr bool is_narrow<map_plan<Input, F, Schema, Flat>> = true;

template <class Plan>
constexpr bool one_row_each() {
    if constexpr (requires { typename Plan::left_type; }) {
        return false;
    } else if constexpr (requires { typename Plan::input_type; }) {
        return passes_one_row<Plan> && one_row_each<typename Plan::input_type>();
    } else {
        return true;
    }
}

/// Whether a plan is one operator with user state among operators without state, so that a batch of one row
/// needs no end: the user's function is called during the push.
template <class Plan>
constexpr bool calls_during_push() {
    if constexpr (keeps_user_state<Plan>::value) {
        return one_row_each<typename Plan::input_type>();
    } else if constexpr (requires { typename Plan::left_type; }) {
        return false;
    } else if constexpr (requires { typename Plan::input_type; }) {
        return is_narrow<Plan> && calls_during_push<typename Plan::input_type>();
    } else {
        return false;
    }
}

} // namespace weir::detail
