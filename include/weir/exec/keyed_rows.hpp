// SPDX-License-Identifier: BSL-1.0
// What operators with the user's own state share: the table of keys, the rows that wait for the end of their
// batch.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/group_by_key.hpp>
#include <weir/plan/rules.hpp>
#include <weir/plan/with_watermark.hpp>
#include <weir/state/keyed_table.hpp>

#include <algorithm>
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

/// Entries by key, and the rows of the batch by entry. The mark of an entry is its place in the list of those
/// that were touched, from 1, and whether it is stored: it outlives the batch.
///
/// Cost    no allocation for a known key once batches are no larger than one before.
template <class S, class Key, class Entry>
class keyed_rows {
public:
    using key_type = typename Key::template type<S>;
    using table = keyed_table<key_type, Entry>;
    using number = typename table::number;

    /// A key of the batch and its rows.
    struct waiting {
        std::uint32_t number;
        std::uint32_t first;
        std::uint32_t last;
        std::uint32_t size;
    };

    explicit keyed_rows(Key key) : key_(std::move(key)) { rows_.resize(1); }

    [[nodiscard]] table& entries() { return table_; }
    [[nodiscard]] bool stored(number n) { return (table_.mark(n) & stored_bit) != 0; }
    void set_stored(number n) { table_.mark(n) |= stored_bit; }
    /// What the state takes; the rows of a batch are none.
    [[nodiscard]] std::size_t bytes() const { return table_.bytes(); }

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
        waiting& w = touch(find_or_add(row));
        if (used_ == rows_.size()) rows_.resize(rows_.size() * 2);
        assign_row<S>(rows_[used_].row, row);
        if (w.size == 0) {
            w.first = used_;
        } else {
            rows_[w.last].next = used_;
        }
        w.last = used_++;
        ++w.size;
    }
    /// Lists a key for the end of the batch, with rows or without.
    waiting& touch(number n) {
        if (table_.generation() != generation_) [[unlikely]]
            number_anew();
        std::uint32_t& mark = table_.mark(n);
        if ((mark & ~stored_bit) == 0) {
            touched_.push_back({n, 0, 0, 0});
            mark |= static_cast<std::uint32_t>(touched_.size());
        }
        return touched_[(mark & ~stored_bit) - 1];
    }

    [[nodiscard]] group_rows<S> no_rows() const { return {rows_.data(), 0, 0}; }
    /// A row alone, where none waits.
    template <class Row>
    [[nodiscard]] group_rows<S> only(Row const& row) {
        assign_row<S>(rows_[0].row, row);
        return {rows_.data(), 0, 1};
    }

    [[nodiscard]] bool any_touched() const { return !touched_.empty(); }
    /// Calls `f(number, rows)` for each key touched, which then is no longer.
    template <class F>
    void for_each_touched(F&& f) {
        for (waiting const& w : touched_) {
            table_.mark(w.number) &= stored_bit;
            f(w.number, group_rows<S>(rows_.data(), w.first, w.size));
        }
        end_batch();
    }
    /// Calls `f(number)` for each key that is still touched after a batch that failed.
    template <class F>
    void let_go(F&& f) {
        for (std::size_t i = 0; i < touched_.size(); ++i) {
            number const n = touched_[i].number;
            if ((table_.mark(n) & ~stored_bit) != i + 1) continue; // its call has been made
            table_.mark(n) &= stored_bit;
            f(n);
        }
        end_batch();
    }

private:
    static constexpr std::uint32_t stored_bit = 1U << 30U;

    // The room of rows is kept, but not that of a batch far larger than those which come now.
    void end_batch() {
        constexpr std::size_t small = 4096;
        most_used_ = std::max<std::size_t>(used_, most_used_ - most_used_ / 8);
        touched_.clear();
        used_ = 0;
        if (rows_.size() <= small || most_used_ * 8 > rows_.size()) return;
        rows_.resize(rows_.size() / 2);
        rows_.shrink_to_fit();
        touched_.shrink_to_fit();
    }

    // The table has changed its size, and with it the numbers of the keys touched before.
    void number_anew() {
        generation_ = table_.generation();
        table_.for_each([&](number n) {
            if (std::uint32_t const mark = table_.mark(n) & ~stored_bit; mark != 0)
                touched_[mark - 1].number = n;
        });
    }

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
    std::size_t most_used_ = 0; // of late
    std::vector<waiting> touched_;
    std::uint32_t generation_ = 0;
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

// Whether a row of the input comes out as one row at most, so that its batch is known to be complete.

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
