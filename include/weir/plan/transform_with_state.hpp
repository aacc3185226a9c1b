// SPDX-License-Identifier: BSL-1.0
// transform_with_state: a processor whose state variables are its members, with timers and times to live.
#pragma once

#include <weir/plan/group_results.hpp>
#include <weir/plan/group_state.hpp>
#include <weir/plan/initial_state.hpp>
#include <weir/plan/keyed_operator.hpp>
#include <weir/plan/state_variables.hpp>
#include <weir/schema/reflect.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {
struct time_mode_none {
    static constexpr std::string_view name = "none";
};
struct time_mode_processing_time {
    static constexpr std::string_view name = "processing_time";
};
struct time_mode_event_time {
    static constexpr std::string_view name = "event_time";
};
// Not named: event_time for timers over a watermark, processing_time for timers else and for times to live.
struct time_mode_by_use {
    static constexpr std::string_view name = "by_use";
};
} // namespace detail

/// What the timers of a processor go by.
/// Source  Spark TimeMode.
struct time_mode {
    /// There are no timers and nothing has a time to live.
    static constexpr detail::time_mode_none none{};
    /// By the clock.
    static constexpr detail::time_mode_processing_time processing_time{};
    /// By the watermark; rows late by it are dropped.
    static constexpr detail::time_mode_event_time event_time{};
};

/// The times of the batch, lent to a processor.
/// Source  Spark TimerValues.
class timer_values {
public:
    explicit timer_values(detail::batch_times const& times) : times_(&times) {}

    /// Milliseconds since 1970 by the clock.
    [[nodiscard]] std::int64_t get_current_processing_time_in_ms() const { return times_->clock->now(); }
    /// The watermark that the batch runs with, in ms since 1970; -1 without one.
    [[nodiscard]] std::int64_t get_current_watermark_in_ms() const { return times_->watermark_ms; }

private:
    detail::batch_times const* times_;
};

/// The timer that handle_expired_timer is called for.
/// Source  Spark ExpiredTimerInfo.
class expired_timer_info {
public:
    explicit expired_timer_info(std::int64_t ms) : ms_(ms) {}
    /// Milliseconds since 1970.
    [[nodiscard]] std::int64_t get_expiry_time_in_ms() const { return ms_; }

private:
    std::int64_t ms_;
};

namespace detail {

template <class T>
inline constexpr bool is_time_mode =
    std::is_same_v<T, time_mode_none> || std::is_same_v<T, time_mode_processing_time>
    || std::is_same_v<T, time_mode_event_time>;

template <class P>
constexpr bool has_timers() {
    return
        []<class... Ms>(type_list<Ms...>) { return (std::is_same_v<Ms, timers> || ...); }(member_types<P>{});
}

/// The time mode that a processor runs with: the one named, else by what its state variables are.
template <class P, class TimeMode, bool Watermark>
constexpr auto find_time_mode() {
    if constexpr (!std::is_same_v<TimeMode, time_mode_by_use> || !has_timers<P>()) {
        return TimeMode{};
    } else if constexpr (Watermark) {
        return time_mode_event_time{};
    } else {
        return time_mode_processing_time{};
    }
}

/// A processor over keyed groups. `Time` is the column of its rows that carries the watermark.
template <class Input, class Key, class P, class TimeMode, class Initial, class Schema, std::size_t Time>
struct transform_plan : relation_interface<transform_plan<Input, Key, P, TimeMode, Initial, Schema, Time>> {
    using schema = Schema;
    using input_type = Input;
    using initial_type = Initial;
    using time_mode_type = TimeMode;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Time;

    Input input;
    [[no_unique_address]] Key key;
    [[no_unique_address]] P processor;
    [[no_unique_address]] Initial initial;

    constexpr transform_plan(Input i, Key k, P p, Initial s)
        : input(std::move(i)), key(std::move(k)), processor(std::move(p)), initial(std::move(s)) {}
};

// The processor's functions.

template <class P, class K, class S>
concept handles_rows_with_times =
    requires(P& p, K const& key, group_rows<S> rows, timer_values const& times) {
        p.handle_input_rows(key, rows, times);
    };
template <class P, class K, class S>
concept handles_rows_alone =
    requires(P& p, K const& key, group_rows<S> rows) { p.handle_input_rows(key, rows); };
template <class P, class K>
concept handles_timers =
    requires(P& p, K const& key, timer_values const& times, expired_timer_info const& timer) {
        p.handle_expired_timer(key, times, timer);
    };
template <class P, class K, class Row>
concept handles_initial_state = requires(P& p, K const& key, Row const& row, timer_values const& times) {
    p.handle_initial_state(key, row, times);
};

template <class P, class K, class S>
[[gnu::always_inline]] inline decltype(auto) call_input_rows(P& p, K const& key, group_rows<S> rows,
                                                             timer_values const& times) {
    if constexpr (handles_rows_with_times<P, K, S>) {
        return p.handle_input_rows(key, rows, times);
    } else {
        return p.handle_input_rows(key, rows);
    }
}

// The row type of what a processor gives: of an optional or a range its elements, else the type itself.
template <class T>
constexpr auto find_processed() {
    if constexpr (std::is_void_v<T>) {
        return type_identity<void>{};
    } else if constexpr (std::is_void_v<typename decltype(find_given<T>())::type>) {
        return type_identity<typename plain_row<T>::type>{};
    } else {
        return find_given<T>();
    }
}
template <class T>
using processed = typename decltype(find_processed<std::remove_cvref_t<T>>())::type;

// What is kept in a member that is a state variable.
template <class Member>
struct kept_in {
    using types = type_list<>;
};
template <class T>
struct kept_in<value_state<T>> {
    using types = type_list<T>;
};
template <class T>
struct kept_in<list_state<T>> {
    using types = type_list<T>;
};
template <class K, class V>
struct kept_in<map_state<K, V>> {
    using types = type_list<K, V>;
};

template <class... Ts>
constexpr verdict check_kept(type_list<Ts...>, [[maybe_unused]] std::string_view name) {
    return first_fault(check_column_type<Ts>(name)...);
}

template <class P>
constexpr verdict check_processor() {
    if constexpr (!std::is_aggregate_v<P> || !std::is_class_v<P>) {
        return fault(
            "processor is no plain struct: its state variables cannot be found; use a struct without "
            "constructors, base classes and private members");
    } else {
        return []<class... Members>(type_list<Members...>) {
            verdict v;
            std::size_t i = 0;
            (void)((v = check_kept(typename kept_in<Members>::types{}, schema_of<P>::names[i++]), v.failed())
                   || ...);
            return v;
        }(typename schema_of<P>::types{});
    }
}

template <class P, class TimeMode, class Input>
constexpr verdict check_time_mode() {
    if constexpr (!is_time_mode<TimeMode> && !std::is_same_v<TimeMode, time_mode_by_use>) {
        return fault(
            "no time mode where one is expected; write weir::time_mode::none, processing_time or event_time");
    } else if constexpr (std::is_same_v<TimeMode, time_mode_none> && has_timers<P>()) {
        return fault(
            "timers in time mode none never expire; use weir::time_mode::event_time or processing_time");
    } else if constexpr (std::is_same_v<TimeMode, time_mode_event_time> && Input::event_time == not_found
                         && Input::is_streaming) {
        return fault(
            "time mode event_time without watermark: no timer ever expires; use with_watermark before "
            "group_by_key, or weir::time_mode::processing_time");
    } else {
        return {};
    }
}

template <class P, class K, class S>
constexpr verdict check_handlers() {
    if constexpr (!handles_rows_with_times<P, K, S> && !handles_rows_alone<P, K, S>) {
        return fault(
            "processor does not handle rows; give it auto handle_input_rows(auto const& key, auto rows, "
            "weir::timer_values const& times), or the same without times");
    } else {
        return {};
    }
}

template <class P, class K, class Initial>
constexpr verdict check_initial_handler() {
    verdict const v = check_initial_key<Initial, K>();
    if (v.failed()) return v;
    if constexpr (is_keyed<Initial>) {
        if constexpr (!Initial::rejected) {
            if constexpr (!handles_initial_state<P, K, group_row_of<typename Initial::schema>>) {
                return fault(
                    "processor does not handle initial state; give it void handle_initial_state(auto const& "
                    "key, auto const& row, weir::timer_values const& times)");
            }
        }
    }
    return {};
}

template <fixed_string Time, class Schema>
constexpr verdict check_processed_time() {
    if constexpr (Time.size() == 0) {
        return {};
    } else if constexpr (index_of<Schema>(Time.view()) == not_found) {
        return no_column<Schema>(Time.view());
    } else if constexpr (!std::is_same_v<value_type_of<column_type<Schema, index_of<Schema>(Time.view())>>,
                                         timestamp>) {
        return fault("event time \"", Time.view(),
                     "\" of a processor is no timestamp; name a timestamp column");
    } else {
        return {};
    }
}

template <fixed_string Time, class P, class TimeMode, class Initial>
struct transform_operator : keyed_operator<transform_operator<Time, P, TimeMode, Initial>> {
    using keyed_operator<transform_operator>::operator();
    static constexpr std::string_view op = "transform_with_state";

    P processor;
    [[no_unique_address]] Initial initial;

    constexpr transform_operator(P p, Initial i) : processor(std::move(p)), initial(std::move(i)) {}

    template <class Group>
        requires is_keyed<Group>
    constexpr auto operator()(Group const& group) const {
        if constexpr (Group::rejected || initial_rejected<Initial>()) {
            return reject_group(group);
        } else {
            constexpr auto check = [] { return check_processor<P>(); };
            if constexpr (check().failed()) {
                raise<check>();
                return reject_group(group);
            } else {
                return with_handlers(group);
            }
        }
    }

private:
    template <class Group>
    constexpr auto with_handlers(Group const& group) const {
        using Input = typename Group::grouped_input;
        using K = typename Group::key_type;
        constexpr auto check = [] {
            return first_fault(check_time_mode<P, TimeMode, Input>(),
                               check_handlers<P, K, typename Input::schema>(),
                               check_initial_handler<P, K, Initial>());
        };
        if constexpr (check().failed()) {
            raise<check>();
            return reject_group(group);
        } else {
            return apply(group);
        }
    }
    template <class Item, class K>
    static constexpr verdict check_items() {
        if constexpr (std::is_void_v<Item>) {
            return fault("handle_input_rows gives nothing; return a struct whose fields are the columns, a "
                         "std::optional or a range of it");
        } else {
            verdict const v = check_map_result<Item>("transform_with_state");
            if (v.failed()) return v;
            if constexpr (handles_timers<P, K>) {
                using of_timer = processed<decltype(std::declval<P&>().handle_expired_timer(
                    std::declval<K const&>(), std::declval<timer_values const&>(),
                    std::declval<expired_timer_info const&>()))>;
                if constexpr (!std::is_void_v<of_timer> && !std::is_same_v<of_timer, Item>) {
                    return fault(
                        "handle_expired_timer gives other rows than handle_input_rows; return the same "
                        "struct from both");
                }
            }
            return check_processed_time<Time, result_schema<Item>>();
        }
    }
    template <class Input, class Key>
    constexpr auto apply(keyed<Input, Key> const& group) const {
        using S = typename Input::schema;
        using K = typename keyed<Input, Key>::key_type;
        using item = processed<decltype(call_input_rows<P, K, S>(std::declval<P&>(), std::declval<K const&>(),
                                                                 std::declval<group_rows<S>>(),
                                                                 std::declval<timer_values const&>()))>;
        constexpr auto check = [] { return check_items<item, K>(); };
        if constexpr (check().failed()) {
            raise<check>();
            return reject_group(group);
        } else {
            using mode = decltype(find_time_mode<P, TimeMode, Input::event_time != not_found>());
            using rows = result_schema<item>;
            constexpr std::size_t time = Time.size() == 0 ? not_found : index_of<rows>(Time.view());
            return transform_plan<Input, Key, P, mode, Initial, rows, time>(group.input, group.key, processor,
                                                                            initial);
        }
    }
};

} // namespace detail

/// Runs a processor over each key: a struct whose members are its state variables (value_state, list_state,
/// map_state, timers) and which has
///
/// * `handle_input_rows(key, rows, times)`: called once a batch for each key that has rows; what it gives
/// goes out: a
///   struct, a std::optional or a range of it. `times` may be left out;
/// * `handle_expired_timer(key, times, timer)`, if it has timers: called after all rows for each timer that
/// the
///   watermark or the clock has reached, the earliest first; it gives the same;
/// * `handle_initial_state(key, row, times)`, if there is initial state: called in the first batch for each
/// of its rows;
/// * `init()` and `close()`, if it likes: called when the query starts and when it has ended.
///
/// Time    timers go by the watermark where the rows have one, else by the clock, unless a time mode is
/// named. By the
///         watermark, rows late by it are dropped. `EventTime` names the column of the rows given out that
///         carries the watermark on; giving out a row behind the watermark is an error then.
/// State   what the variables hold, until it is cleared or has outlived its ttl_duration.
/// Errors  compile time: a processor that does not fit, timers in time mode none, event time without
/// watermark, complete
///         mode. Run time: STATEFUL_PROCESSOR_INCORRECT_TIME_MODE_TO_ASSIGN_TTL,
///         STATEFUL_PROCESSOR_DUPLICATE_STATE_VARIABLE_DEFINED,
///         EMITTING_ROWS_OLDER_THAN_WATERMARK_NOT_ALLOWED.
/// Source  Spark KeyValueGroupedDataset.transformWithState.
/// Example examples/visits.cpp
template <fixed_string EventTime = "", class P>
constexpr auto transform_with_state(P processor) {
    return detail::transform_operator<EventTime, P, detail::time_mode_by_use, detail::no_initial_state>(
        std::move(processor), {});
}
/// The same with its time mode named.
template <fixed_string EventTime = "", class P, class TimeMode>
    requires(!detail::is_keyed<TimeMode>)
constexpr auto transform_with_state(P processor, TimeMode) {
    return detail::transform_operator<EventTime, P, TimeMode, detail::no_initial_state>(std::move(processor),
                                                                                        {});
}
/// The same with initial state: `initial | group_by_key(…)`, a static plan by the same key.
template <fixed_string EventTime = "", class P, class TimeMode, class Initial>
constexpr auto transform_with_state(P processor, TimeMode, Initial initial) {
    return detail::transform_operator<EventTime, P, TimeMode, Initial>(std::move(processor),
                                                                       std::move(initial));
}

} // namespace weir
