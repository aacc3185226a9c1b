// SPDX-License-Identifier: BSL-1.0
// How windows come out of panes: each window is put together from the panes that lie in it.
#pragma once

#include <weir/exec/grouping.hpp>
#include <weir/state/group_table.hpp>
#include <weir/state/pane_list.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace weir::detail {

/// The windows of an aggregation whose state lies in panes of gcd(size, slide).
///
/// Rows    `emit(start, end, key, accumulators)` for each group of a window.
/// State   a table in which the panes of one window are merged; it keeps its room.
template <class Layout, class Values, class Groups>
class sliced_windows {
    using accumulators = typename Values::accumulators;
    using pane_type = pane<Groups>;
    using panes = pane_list<Groups>;
    static constexpr bool has_table = Layout::table_keys > 0;
    static constexpr window_spec spec = Layout::spec;

public:
    /// The start of the first window that holds a pane.
    static std::int64_t oldest_window(std::int64_t pane) {
        std::int64_t const newest = spec.newest_window(pane);
        return newest
               - (pane - (newest - spec.size) > 0 ? (newest - (pane - spec.size) - 1) / spec.slide : 0)
                     * spec.slide;
    }

    /// Windows that end in (after, upto].
    template <class Emit>
    void emit_between(panes const& all, std::int64_t after, std::int64_t upto, Emit const& emit) {
        if (all.empty()) return;
        std::int64_t start = oldest_window(all.front().start);
        while (start + spec.size <= upto) {
            std::size_t const from = all.lower_bound(start);
            if (from == all.size()) return;
            if (all[from].start
                >= start + spec.size) { // a gap: on to the first window that holds the next pane
                start = std::max(start + spec.slide, oldest_window(all[from].start));
                continue;
            }
            if (start + spec.size > after) emit_window(all, start, from, emit);
            start += spec.slide;
        }
    }

    /// The windows that hold a pane touched in `epoch` and end after `late_watermark`, for the keys touched
    /// in it. A key that an older pane of the same window has touched too has gone out with that one.
    template <class Emit>
    static void emit_touched(panes const& all, pane_type const& p, std::uint32_t epoch,
                             std::int64_t late_watermark, Emit const& emit) {
        for (std::int64_t start = spec.newest_window(p.start); start > p.start - spec.size;
             start -= spec.slide) {
            std::int64_t const end = start + spec.size;
            if (end <= late_watermark) break;
            std::size_t const from = all.lower_bound(start);
            std::size_t const to = end_of_window(all, from, end);
            p.groups.for_each_touched(
                [&](auto const& key, accumulators const& own_group, std::size_t place) {
                    accumulators sum{};
                    for (std::size_t i = from; i < to; ++i) {
                        pane_type const& q = all[i];
                        std::uint32_t mark = 0;
                        accumulators const* g = &q == &p ? &own_group : group_in(q, key, p, place, mark);
                        if (g == nullptr) continue;
                        if (q.start < p.start && q.mark == epoch && mark == epoch) return;
                        Values::merge(sum, *g);
                    }
                    emit(start, end, key, sum);
                },
                [&](std::size_t place) {
                    for (std::size_t i = from; i < to; ++i) all[i].groups.prefetch(p.groups, place);
                });
        }
    }

private:
    struct nothing {};

    // The index of the first pane behind a window, of which the one at `from` is the first.
    static std::size_t end_of_window(panes const& all, std::size_t from, std::int64_t end) {
        std::size_t to = from;
        while (to < all.size() && all[to].start < end) ++to;
        return to;
    }

    template <class Emit>
    void emit_window(panes const& all, std::int64_t start, std::size_t from, Emit const& emit) {
        std::int64_t const end = start + spec.size;
        std::size_t const to = end_of_window(all, from, end);
        auto const emit_group = [&](auto const& key, accumulators const& g) { emit(start, end, key, g); };
        if (to == from + 1) {
            all[from].groups.for_each(emit_group);
        } else if constexpr (has_table) {
            combined_.clear();
            for (std::size_t i = from; i < to; ++i) {
                all[i].groups.for_each([&](auto const& key, accumulators const& g) {
                    Values::merge(combined_.touch(borrow(key), 1), g);
                });
            }
            combined_.for_each(emit_group);
        } else {
            accumulators sum{};
            bool used = false;
            for (std::size_t i = from; i < to; ++i) {
                if (!all[i].groups.used()) continue;
                Values::merge(sum, all[i].groups.group());
                used = true;
            }
            if (used) emit_group(value_tuple<>{}, sum);
        }
    }

    // The group in `q` of the key that lies at `place` in `p`, or null; `mark` is the epoch that touched it
    // last.
    template <class Key>
    static accumulators const* group_in(pane_type const& q, Key const& key,
                                        [[maybe_unused]] pane_type const& p,
                                        [[maybe_unused]] std::size_t place, std::uint32_t& mark) {
        if constexpr (has_table) {
            return q.groups.find(key, p.groups, place, &mark);
        } else {
            mark = q.mark;
            return q.groups.used() ? &q.groups.group() : nullptr;
        }
    }

    template <class... Ts>
    static auto borrow(value_tuple<Ts...> const& key) {
        return unpack([](auto const&... v) { return value_tuple<flight_type<Ts>...>(in_flight(v)...); }, key);
    }

    [[no_unique_address]] std::conditional_t<has_table, Groups, nothing> combined_;
};

} // namespace weir::detail
