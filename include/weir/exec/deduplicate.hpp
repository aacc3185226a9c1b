// SPDX-License-Identifier: BSL-1.0
// How drop_duplicates and drop_duplicates_within_watermark run: one table of the keys seen, from which the
// watermark takes those that cannot come again.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/drop_duplicates.hpp>
#include <weir/state/expiry_queue.hpp>
#include <weir/state/keyed_slab.hpp>
#include <weir/state/state_store.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// Which keys a deduplication forgets, and when.
enum class key_lifetime : std::uint8_t {
    forever,
    event_time, // the event time is among the keys: when the watermark reaches it
    delay       // when the watermark reaches the time of the first row plus its delay
};

template <class Input, key_lifetime Lifetime, std::int64_t Delay, demand Wanted, class Mode,
          std::size_t... Columns>
class deduplicate_executor;

constexpr demand deduplicate_demand(demand wanted, column_set keys, std::size_t event_time,
                                    std::size_t width) {
    wanted.columns |= keys;
    if (wanted.late_rows) wanted.columns |= first_columns(width);
    if (event_time != not_found) wanted.columns.add(event_time);
    return {wanted.columns, false, wanted.statistics, wanted.late_rows};
}
template <class Input, demand Wanted, class Mode, std::size_t... Columns>
using deduplicate_base =
    narrow_executor<executor<Input,
                             deduplicate_demand(Wanted, (column_set{} | ... | one_column(Columns)),
                                                Input::event_time, schema_of<typename Input::schema>::size),
                             Mode>>;

template <class Input, key_lifetime Lifetime, std::int64_t Delay, demand Wanted, class Mode,
          std::size_t... Columns>
class deduplicate_executor : public deduplicate_base<Input, Wanted, Mode, Columns...> {
    using S = typename Input::schema;
    using base = deduplicate_base<Input, Wanted, Mode, Columns...>;
    using base::input_;

    struct present_key {};
    using key_type = value_tuple<typename key_form<column_type<S, Columns>>::type...>;

    static constexpr bool filters_late = Input::event_time != not_found;
    static constexpr bool frees = Lifetime != key_lifetime::forever;
    static constexpr std::int64_t null_time = std::numeric_limits<std::int64_t>::max();

public:
    static constexpr bool is_stateful = true;
    static constexpr std::string_view name =
        Lifetime == key_lifetime::delay ? "dedupeWithinWatermark" : "dedupe";

    explicit deduplicate_executor(Input const& input) : base(input) {}

    void begin_batch() {
        base::begin_batch();
        updated_ = removed_ = dropped_ = 0;
    }
    void commit(std::int64_t version) {
        base::commit(version);
        version_ = version;
    }
    [[nodiscard]] state_version version() const { return version_; }
    [[nodiscard]] std::int64_t rows() const { return static_cast<std::int64_t>(keys_.size()); }
    [[nodiscard]] std::int64_t updated() const { return updated_; }
    [[nodiscard]] std::size_t bytes() const { return keys_.bytes() + expiry_.bytes(); }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context,
                                [&](auto const& r, auto l)
                                    __attribute__((always_inline)) { take(r, l, context, next); });
    }
    [[nodiscard]] bool wants_prefetch(typename base::cursor const&) const { return keys_.is_large(); }
    template <std::size_t I, class Row>
    [[gnu::always_inline]] void prefetch(typename base::cursor const& c, Row const& row) const {
        input_.template peek<I>(c.below, row, [&](auto const& r) __attribute__((always_inline)) {
            keys_.prefetch(borrowed_key(r));
        });
    }

    [[nodiscard]] std::int64_t next_expiry() const {
        return std::min(base::next_expiry(), reached_at<base::lag>(expiry_.next()));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, [&](auto const& r, auto l) { take(r, l, context, next); });
        if constexpr (frees) {
            expiry_.expire(behind<base::lag>(context.watermark), [this](std::int64_t, std::uint32_t id) {
                keys_.erase(id);
                ++removed_;
            });
        }
    }
    template <class F>
    void for_each_operator(F&& f) {
        f(operator_report{name, rows(), updated_, removed_, dropped_, static_cast<std::int64_t>(bytes())});
        base::for_each_operator(f);
    }

private:
    template <class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void take(Row const& row, Live live, Context& context, Next& next) {
        if (!live) return;
        std::int64_t time = 0;
        if constexpr (filters_late) {
            time = time_of(value_at<Input::event_time>(row));
            if (time <= behind<base::lag>(context.late_watermark)) [[unlikely]] {
                Row const late = row; // a copy, so that the row itself need not be in memory
                drop(late, context);
                return;
            }
        }
        auto const key = keys_.find_or_add(borrowed_key(row));
        if (!key.fresh) return;
        ++updated_;
        if constexpr (Lifetime == key_lifetime::event_time) {
            if (time != null_time) expiry_.add(time, key.id);
        } else if constexpr (Lifetime == key_lifetime::delay) {
            expiry_.add(expires_at(time), key.id);
        }
        next(row, always_live{});
    }
    template <class Row, class Context>
    [[gnu::noinline]] void drop(Row const& row, Context& context) {
        ++dropped_;
        if (context.late_rows != nullptr) (*context.late_rows)(type_identity<S>{}, row);
    }
    template <class Row>
    [[gnu::always_inline]] static auto borrowed_key(Row const& row) {
        using borrowed = value_tuple<std::remove_cvref_t<decltype(value_at<Columns>(row))>...>;
        return borrowed(value_at<Columns>(row)...);
    }

    static std::int64_t expires_at(std::int64_t time) {
        if (time == null_time) return Delay;
        return time > std::numeric_limits<std::int64_t>::max() - 1 - Delay
                   ? std::numeric_limits<std::int64_t>::max() - 1
                   : time + Delay;
    }
    template <class Time>
    static std::int64_t time_of(Time const& time) {
        if constexpr (is_nullable<Time>) {
            return time ? time_of(*time) : null_time;
        } else if constexpr (std::is_same_v<Time, time_window>) {
            return micros(time.end);
        } else {
            return micros(time);
        }
    }

    keyed_slab<key_type, present_key> keys_;
    expiry_queue expiry_;
    state_version version_ = 0;
    std::int64_t updated_ = 0;
    std::int64_t removed_ = 0;
    std::int64_t dropped_ = 0;
};

template <class Input, std::size_t... Columns, demand Wanted, class Mode>
class executor<deduplicate_plan<Input, Columns...>, Wanted, Mode>
    : public deduplicate_executor<Input,
                                  deduplicate_plan<Input, Columns...>::by_event_time
                                      ? key_lifetime::event_time
                                      : key_lifetime::forever,
                                  0, Wanted, Mode, Columns...> {
public:
    explicit executor(deduplicate_plan<Input, Columns...> const& plan)
        : executor::deduplicate_executor(plan.input) {}
};

template <class Input, std::size_t... Columns, demand Wanted, class Mode>
class executor<deduplicate_within_plan<Input, Columns...>, Wanted, Mode>
    : public deduplicate_executor<Input, key_lifetime::delay,
                                  deduplicate_within_plan<Input, Columns...>::lifetime, Wanted, Mode,
                                  Columns...> {
public:
    explicit executor(deduplicate_within_plan<Input, Columns...> const& plan)
        : executor::deduplicate_executor(plan.input) {}
};

} // namespace weir::detail
