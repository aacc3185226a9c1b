// SPDX-License-Identifier: BSL-1.0
// What the executor of an aggregation decides from its plan: how state is laid out over event time and keys.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/state/group_table.hpp>
#include <weir/state/pane_list.hpp>
#include <weir/state/state_store.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// How groups lie over event time.
enum class pane_kind : std::uint8_t {
    none,    // no time among the keys: one pane holds all
    slices,  // windows made of panes of gcd(size, slide), combined when they go out
    windows, // one pane a window: where windows do not overlap, or rows must keep their order
    instants // the event time itself is a key, or a column that holds windows: one pane an instant
};

template <class Plan>
struct grouping;

template <class Input, class... Keys, class... Calls, class... Outputs>
struct grouping<aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>> {
    using plan = aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>;
    using S = typename Input::schema;
    static constexpr std::size_t key_count = sizeof...(Keys);

    static constexpr std::size_t window_key = [] {
        std::array<bool, key_count + 1> const window{is_window<typename Keys::expr>..., false};
        for (std::size_t i = 0; i < key_count; ++i) {
            if (window[i]) return i;
        }
        return not_found;
    }();
    static constexpr std::size_t session_key = [] {
        std::array<bool, key_count + 1> const session{is_session<typename Keys::expr>..., false};
        for (std::size_t i = 0; i < key_count; ++i) {
            if (session[i]) return i;
        }
        return not_found;
    }();
    /// The key by which state lies in panes, or of the sessions.
    static constexpr std::size_t pane_key = window_key != not_found    ? window_key
                                            : session_key != not_found ? session_key
                                                                       : plan::event_time;
    /// Whether the watermark drops late rows and frees state.
    static constexpr bool by_event_time = pane_key != not_found && pane_key == plan::event_time;

    static constexpr bool ordered = (Calls::template accumulator<S>::ordered || ...);

    static constexpr window_spec spec = [] {
        window_spec found{};
        (
            (void)[&] {
                if constexpr (is_window<typename Keys::expr>) found = Keys::expr::spec;
            }(),
            ...);
        return found;
    }();
    static constexpr bool overlapping = spec.slide != spec.size;

    static constexpr pane_kind kind = pane_key == not_found     ? pane_kind::none
                                      : window_key == not_found ? pane_kind::instants
                                      : overlapping && !ordered ? pane_kind::slices
                                                                : pane_kind::windows;
    /// The width of a pane, and how far after its start the last window that holds it ends.
    static constexpr std::int64_t width = kind == pane_kind::slices    ? spec.pane()
                                          : kind == pane_kind::windows ? spec.size
                                                                       : 1;

    // A column that holds windows stays among the keys of the table: equal ends do not make equal windows.
    static constexpr bool in_table(std::size_t key) {
        constexpr std::array<bool, key_count + 1> time{
            std::is_same_v<result_value<typename Keys::expr, S>, timestamp>..., false};
        return key != pane_key || (window_key == not_found && session_key == not_found && !time[key]);
    }
    static constexpr std::size_t table_keys = [] {
        std::size_t n = 0;
        for (std::size_t i = 0; i < key_count; ++i) n += in_table(i) ? 1 : 0;
        return n;
    }();
    static constexpr std::array<std::size_t, table_keys + 1> table_key = [] {
        std::array<std::size_t, table_keys + 1> list{};
        std::size_t n = 0;
        for (std::size_t i = 0; i < key_count; ++i) {
            if (in_table(i)) list[n++] = i;
        }
        return list;
    }();
    static constexpr std::size_t place_in_table(std::size_t key) {
        std::size_t n = 0;
        for (std::size_t i = 0; i < key; ++i) n += in_table(i) ? 1 : 0;
        return n;
    }

    template <std::size_t I>
    using key_expr = typename type_at<I, Keys...>::expr;

    template <std::size_t... I>
    static auto find_key(std::index_sequence<I...>)
        -> value_tuple<typename key_form<result_of<key_expr<table_key[I]>, S>>::type...>;
    using table_key_type = decltype(find_key(std::make_index_sequence<table_keys>{}));

    /// Which aggregates the wanted outputs read.
    static constexpr std::array<bool, sizeof...(Calls) + 1> wanted_calls(column_set const& wanted) {
        column_set read;
        std::size_t i = key_count;
        ((wanted.has(i++) ? read |= Outputs::expr::template reads<typename plan::group_schema>() : read),
         ...);
        std::array<bool, sizeof...(Calls) + 1> calls{};
        for (std::size_t c = 0; c < sizeof...(Calls); ++c) calls[c] = read.has(key_count + c);
        return calls;
    }

    // A predicate in place of a branch needs accumulators that take one, arguments that can be computed for
    // any row, and no table in which a dropped row would leave a key.
    template <class Call>
    static constexpr bool takes_predicate() {
        using accumulator = typename Call::template accumulator<S>;
        return Call::template total_arguments<S> && takes_predicate<accumulator>(std::type_identity<Call>{});
    }
    template <class Accumulator, class Agg, class... Args>
    static constexpr bool takes_predicate(std::type_identity<aggregate_call<Agg, Args...>>) {
        return requires(Accumulator& a, std::remove_cvref_t<flight_type<result_of<Args, S>>>... values) {
            a.add_if(true, values...);
        };
    }
    static constexpr bool key_is_total() {
        if constexpr (key_count == 0) {
            return true;
        } else if constexpr (window_key != not_found && key_count == 1) {
            return time_is_total<typename type_at<0, Keys...>::expr>();
        } else {
            return false;
        }
    }
    template <class Window>
    static constexpr bool time_is_total() {
        using time = decltype(Window::time);
        return time::template total<S> && !is_nullable<result_of<time, S>>;
    }
    static constexpr bool predicated = kind != pane_kind::instants && key_is_total()
                                       && (takes_predicate<Calls>() && ...)
                                       && !(kind == pane_kind::windows && overlapping);

    // Sorts last, never late.
    static constexpr std::int64_t null_time = std::numeric_limits<std::int64_t>::max();

    /// Beyond these the ends of windows would not be timestamps any more: 146,000 years either way.
    static void require_range(std::int64_t us) {
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 2;
        if (us > most || us < -most) [[unlikely]]
            throw_time_out_of_range();
    }
    /// The start of the pane in which a time lies.
    static std::int64_t pane_start(std::int64_t us) {
        if constexpr (kind == pane_kind::slices) {
            return spec.pane_of(us);
        } else if constexpr (kind == pane_kind::windows && !overlapping) {
            return spec.newest_window(us);
        } else {
            return us;
        }
    }
    /// Where the last window that holds the pane ends.
    static std::int64_t last_end(std::int64_t start) {
        if constexpr (kind == pane_kind::slices) {
            return spec.newest_window(start) + spec.size;
        } else if constexpr (kind == pane_kind::windows) {
            return start + spec.size;
        } else {
            return start;
        }
    }
    /// The key at `K` of a group, from the window or instant in which it lies and its keys in the table.
    template <std::size_t K, class Key>
    static auto group_key(std::int64_t start, std::int64_t end, Key const& key) {
        using type = column_type<typename plan::group_schema, K>;
        if constexpr (in_table(K)) {
            return keep(in_flight(element<place_in_table(K)>(key)));
        } else if constexpr (window_key != not_found) {
            return time_window{from_micros(start), from_micros(end)};
        } else if constexpr (is_nullable<type>) {
            return start == null_time ? type() : type(from_micros(start));
        } else {
            return from_micros(start);
        }
    }

    static constexpr demand below(demand wanted) {
        column_set columns = (column_set{} | ... | Keys::expr::template reads<S>());
        [[maybe_unused]] auto const calls = wanted_calls(wanted.columns);
        std::size_t c = 0;
        ((calls[c++] ? columns |= Calls::template reads<S>() : columns), ...);
        if (wanted.late_rows) columns |= first_columns(schema_of<S>::size);
        return {columns, predicated, wanted.statistics, wanted.late_rows};
    }
};

} // namespace weir::detail
