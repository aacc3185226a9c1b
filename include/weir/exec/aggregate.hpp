// SPDX-License-Identifier: BSL-1.0
// How an aggregation runs: rows go to the accumulators of their group in the pane of their time, windows come
// out of panes at the end of a batch.
#pragma once

#include <weir/exec/group_values.hpp>
#include <weir/exec/sliced_windows.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

template <class Input, class... Keys, class... Calls, class... Outputs, demand Wanted, class Mode>
    requires(!(is_session<typename Keys::expr> || ...))
class executor<aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>, Wanted,
               Mode> {
    using plan = aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>;
    using layout = grouping<plan>;
    using S = typename Input::schema;
    using input = executor<Input, layout::below(Wanted), Mode>;

    static constexpr std::size_t key_count = layout::key_count;
    static constexpr bool complete = std::is_same_v<Mode, complete_mode>;
    static constexpr bool updating = std::is_same_v<Mode, update_mode>;
    // In complete mode nothing is late and nothing is freed.
    static constexpr bool frees = layout::by_event_time && !complete;
    static constexpr bool has_table = layout::table_keys > 0;
    static constexpr std::int64_t null_time = layout::null_time;

    using values = group_values<plan, Wanted>;
    using accumulators = typename values::accumulators;
    using table_key = typename layout::table_key_type;
    using groups =
        std::conditional_t<has_table, group_table<table_key, accumulators>, single_group<accumulators>>;
    using pane_type = pane<groups>;
    using windows = sliced_windows<layout, values, groups>;

    // Without a table the accumulators of the open pane travel in the cursor, in registers.
    static constexpr bool hot = !has_table && !input::is_stateful
                                && !(layout::kind == pane_kind::windows && layout::overlapping)
                                && std::is_trivially_copyable_v<accumulators> && sizeof(accumulators) <= 64;
    // Whether the arguments of a row are computed before its group is made, since that may fail.
    static constexpr bool arguments_first = has_table && !values::total_arguments();
    struct nothing {};

    static constexpr bool flags_use = hot && values::row_counter() == not_found;
    struct use_flag {
        bool set = false;
    };

    // The pane last used. A row outside [start, start + width) takes the slow path; width 0 sends every row
    // there.
    struct place {
        pane_type* at = nullptr;
        std::int64_t start = 0;
        std::uint64_t width = 0;
        [[no_unique_address]] std::conditional_t<flags_use, use_flag, nothing> used;
        [[no_unique_address]] std::conditional_t<hot, accumulators, absent> values;
    };

public:
    static constexpr std::size_t inputs = input::inputs;
    static constexpr bool is_stateful = true;
    static constexpr bool has_watermark = input::has_watermark;
    static constexpr std::int64_t lag = lag_of<input>;
    template <std::size_t I>
    using leaf = typename input::template leaf<I>;

    struct cursor {
        typename input::cursor below;
        place mine;
    };

    explicit executor(plan const& p) : input_(p.input), values_(p) {}

    [[nodiscard]] cursor open() {
        first_unstored_ = 0;
        return {input_.open(), first_place()};
    }
    void close(cursor& c) {
        input_.close(c.below);
        put_back(c.mine);
        c.mine = place{};
    }

    void begin_batch() {
        input_.begin_batch();
        dropped_ = removed_ = updated_ = 0;
        if (++epoch_ == 0) [[unlikely]] {
            epoch_ = 2;
            panes_.for_each([](pane_type& p) {
                p.mark = 1;
                p.groups.reset_epochs();
            });
        }
    }
    void commit(std::int64_t version) {
        input_.commit(version);
        version_ = version;
    }
    [[nodiscard]] state_version version() const { return version_; }
    [[nodiscard]] std::int64_t rows() const {
        std::int64_t n = 0;
        panes_.for_each([&](pane_type const& p) { n += static_cast<std::int64_t>(p.groups.size()); });
        return n;
    }
    [[nodiscard]] std::int64_t updated() const { return updated_; }
    [[nodiscard]] std::size_t bytes() const {
        std::size_t n = 0;
        panes_.for_each([&](pane_type const& p) { n += sizeof(p) + p.groups.bytes(); });
        return n;
    }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(cursor& c, Row const& row, Live live, Context& context, Next&&) {
        input_.template push<I>(c.below, row, live, context,
                                [&](auto const& r, auto l)
                                    __attribute__((always_inline)) { take(c.mine, r, l, context); });
    }

    template <std::size_t I>
    [[nodiscard]] std::size_t first_unstored() const
        requires hot
    {
        return first_unstored_;
    }

    /// Whether the rows of a block should be announced by prefetch() some rows ahead.
    [[nodiscard]] bool wants_prefetch(cursor const& c) const {
        if constexpr (has_table && values::total_keys()) {
            return c.mine.at != nullptr && c.mine.at->groups.is_large();
        } else {
            return false;
        }
    }
    template <std::size_t I, class Row>
    [[gnu::always_inline]] void prefetch(cursor const& c, Row const& row) const {
        if constexpr (has_table) {
            input_.template peek<I>(c.below, row, [&](auto const& r) __attribute__((always_inline)) {
                c.mine.at->groups.prefetch(values_.table_key(r));
            });
        }
    }

    // Its rows come at the end of a batch: a push passes nothing on.
    template <std::size_t I, class Row, class F>
    static void peek(cursor const&, Row const&, F&&) {}

    /// The least watermark that closes something.
    [[nodiscard]] std::int64_t next_expiry() const {
        std::int64_t const below = input_.next_expiry();
        if constexpr (!frees) {
            return below;
        } else {
            if (panes_.empty() || panes_.front().start == null_time) return below;
            return std::min(below, reached_at<lag>(std::is_same_v<Mode, append_mode>
                                                       ? first_open_end()
                                                       : layout::last_end(panes_.front().start)));
        }
    }

    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        if constexpr (input::is_stateful) {
            place mine = first_place();
            input_.finish(context, [&](auto const& r, auto l) { take(mine, r, l, context); });
            put_back(mine);
        }
        count_updated();
        if constexpr (complete) {
            emit_all(next);
        } else if constexpr (updating) {
            emit_touched(behind<lag>(context.late_watermark), next);
        } else {
            emit_closed(behind<lag>(context.watermark), next);
        }
        forget_touched();
        if constexpr (frees) free_closed(behind<lag>(context.watermark));
    }

    template <class F>
    void for_each_watermark(cursor& c, F&& f) {
        input_.for_each_watermark(c.below, f);
    }
    template <class F>
    void for_each_operator(F&& f) {
        // Without keys there is one group, rows or not, and it goes out with every batch.
        f(operator_report{"stateStoreSave", key_count == 0 ? 1 : rows(), key_count == 0 ? 1 : updated_,
                          removed_, dropped_, static_cast<std::int64_t>(bytes())});
        input_.for_each_operator(f);
    }

private:
    // Rows in.

    template <class Row, class Live, class Context>
    [[gnu::always_inline]] void take(place& at, Row const& row, Live live, Context& context) {
        if constexpr (layout::kind == pane_kind::none) {
            add(at, row, live);
        } else if constexpr (layout::kind == pane_kind::windows && layout::overlapping) {
            if (live) take_each_window(at, row, context);
        } else {
            auto const time = time_of(row);
            if constexpr (layout::kind != pane_kind::instants
                          && is_nullable<std::remove_cvref_t<decltype(time)>>) {
                if (!time) return;
            }
            std::int64_t us = 0;
            if constexpr (is_nullable<std::remove_cvref_t<decltype(time)>>) {
                us = time ? *time : null_time;
            } else {
                us = time;
            }
            if (static_cast<std::uint64_t>(us) - static_cast<std::uint64_t>(at.start) >= at.width)
                [[unlikely]] {
                if (!live) return;
                if (!move_to(at, us, context)) {
                    Row const late = row; // a copy, so that the row itself need not be in memory
                    drop(late, context);
                    return;
                }
            }
            add(at, row, live);
        }
    }

    // Each window has a pane of its own: rows keep their order in it.
    template <class Row, class Context>
    void take_each_window(place& at, Row const& row, Context& context) {
        auto const time = time_of(row);
        if (!present(time)) return;
        constexpr window_spec spec = layout::spec;
        std::int64_t const us = unwrap(time);
        bool taken = false;
        for (std::int64_t start = spec.newest_window(us); start > us - spec.size; start -= spec.slide) {
            if (move_to(at, start, context)) {
                add(at, row, always_live{});
                taken = true;
            }
        }
        if (!taken) drop(row, context);
    }

    template <class Row, class Context>
    [[gnu::noinline]] void drop(Row const& row, Context& context) {
        ++dropped_;
        if (context.late_rows != nullptr) (*context.late_rows)(type_identity<S>{}, row);
    }

    template <class Row>
    [[gnu::always_inline]] auto time_of(Row const& row) const {
        auto const& key = values_.template key<layout::pane_key>();
        if constexpr (layout::window_key != not_found) {
            return key.template eval_time<S>(row);
        } else {
            auto const value = key.template eval<S>(row);
            auto const in_micros = [](auto const& v) {
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(v)>, time_window>) {
                    return micros(v.end);
                } else {
                    return micros(v);
                }
            };
            if constexpr (is_nullable<std::remove_cvref_t<decltype(value)>>) {
                return value ? std::optional<std::int64_t>(in_micros(*value)) : std::optional<std::int64_t>();
            } else {
                return in_micros(value);
            }
        }
    }

    // Moves to the pane of `us`; false where the row is late. Only scalars cross the call, so that a loop can
    // keep the place in registers: an aggregate that is passed, even by value, is kept in memory by both
    // compilers.
    template <class Context>
    [[gnu::always_inline]] bool move_to(place& at, std::int64_t us, Context const& context) {
        put_back(at);
        if constexpr (hot) first_unstored_ = context.row;
        pane_type* const p = pane_of(us, behind<lag>(context.late_watermark));
        if (p == nullptr) return false;
        at = place_at(*p);
        return true;
    }
    [[gnu::noinline]] pane_type* pane_of(std::int64_t us, std::int64_t late_watermark) {
        if constexpr (layout::kind != pane_kind::instants) layout::require_range(us);
        std::int64_t const start = layout::pane_start(us);
        if constexpr (frees) {
            if (us != null_time && layout::last_end(start) <= late_watermark) return nullptr;
            // A row that is late for some of its windows must not open those again.
            closed_ = std::max(closed_, late_watermark);
        }
        pane_type& p = panes_.find_or_add(start);
        if (p.mark != epoch_) {
            p.mark = epoch_;
            touched_panes_.push_back(&p);
        }
        return &p;
    }

    [[gnu::always_inline]] static place place_at(pane_type& p) {
        place at{&p, p.start, static_cast<std::uint64_t>(layout::width), {}, {}};
        if constexpr (hot) at.values = p.groups.group();
        if constexpr (flags_use) at.used.set = p.groups.used();
        return at;
    }
    place first_place() {
        if constexpr (layout::kind == pane_kind::none) {
            return place_at(panes_.find_or_add(0));
        } else {
            return place{};
        }
    }
    [[gnu::always_inline]] static void put_back(place const& at) {
        if constexpr (hot) {
            if (at.at == nullptr) return;
            at.at->groups.group() = at.values;
            if (was_used(at)) at.at->groups.use();
        }
    }

    [[gnu::always_inline]] static bool was_used(place const& at) {
        if constexpr (flags_use) {
            return at.used.set;
        } else {
            return element<values::row_counter()>(at.values).n > 0;
        }
    }

    template <class Row, class Live>
    [[gnu::always_inline]] void add(place& at, Row const& row, Live live) {
        if constexpr (has_table) {
            if (!live) return;
            if constexpr (arguments_first) {
                values_.with_arguments(row, [&](auto const& add_to) __attribute__((always_inline)) {
                    values::add_whole(at.at->groups.touch(values_.table_key(row), epoch_), add_to);
                });
            } else {
                values_.feed_each(at.at->groups.touch(values_.table_key(row), epoch_), row, always_live{});
            }
        } else if constexpr (hot) {
            values_.feed_each(at.values, row, live);
            if constexpr (flags_use)
                at.used.set =
                    static_cast<bool>(static_cast<unsigned>(at.used.set) | static_cast<unsigned>(live));
        } else {
            if (!live) return;
            values_.feed_each(at.at->groups.group(), row, always_live{});
            at.at->groups.use();
        }
    }

    // Groups out.

    void count_updated() {
        if constexpr (layout::kind == pane_kind::none) {
            panes_.for_each(
                [&](pane_type const& p) { updated_ += static_cast<std::int64_t>(p.groups.touched()); });
        } else {
            for (pane_type const* p : touched_panes_)
                updated_ += static_cast<std::int64_t>(p->groups.touched());
        }
    }
    void forget_touched() {
        if constexpr (layout::kind == pane_kind::none) {
            panes_.for_each([](pane_type& p) { p.groups.forget_touched(); });
        } else {
            for (pane_type* p : touched_panes_) p->groups.forget_touched();
            touched_panes_.clear();
        }
    }

    template <class Next>
    void emit_all(Next& next) {
        if constexpr (layout::kind == pane_kind::slices) {
            windows_.emit_between(panes_, std::numeric_limits<std::int64_t>::min(),
                                  std::numeric_limits<std::int64_t>::max(), emit_to(next));
        } else {
            if constexpr (key_count == 0)
                (void)panes_.find_or_add(0); // no keys: the one group is there without rows too
            panes_.for_each([&](pane_type& p) { emit_pane(p, next); });
        }
    }

    template <class Next>
    void emit_closed(std::int64_t watermark, Next& next) {
        if constexpr (layout::kind == pane_kind::slices) {
            windows_.emit_between(panes_, closed_, watermark, emit_to(next));
        } else if constexpr (layout::kind != pane_kind::none) {
            for (std::size_t i = 0; i < panes_.size() && layout::last_end(panes_[i].start) <= watermark;
                 ++i) {
                if (panes_[i].start != null_time) emit_pane(panes_[i], next);
            }
        }
    }

    template <class Next>
    void emit_touched(std::int64_t late_watermark, Next& next) {
        if constexpr (key_count == 0) {
            emit_all(next);
        } else if constexpr (layout::kind == pane_kind::none) {
            panes_.for_each([&](pane_type& p) {
                p.groups.order_touched(epoch_);
                p.groups.for_each_touched(
                    [&](auto const& key, accumulators const& g) { emit(0, 0, key, g, true, next); });
            });
        } else if constexpr (layout::kind == pane_kind::slices) {
            std::sort(touched_panes_.begin(), touched_panes_.end(),
                      [](auto* a, auto* b) { return a->start < b->start; });
            for (pane_type* p : touched_panes_) p->groups.order_touched(epoch_);
            for (pane_type const* p : touched_panes_)
                windows::emit_touched(panes_, *p, epoch_, frees ? late_watermark : no_watermark,
                                      emit_to(next));
        } else {
            for (pane_type* p : touched_panes_) {
                p->groups.order_touched(epoch_);
                p->groups.for_each_touched([&](auto const& key, accumulators const& g) {
                    emit(p->start, p->start + layout::width, key, g, true, next);
                });
            }
        }
    }

    template <class Next>
    void emit_pane(pane_type const& p, Next& next) {
        if constexpr (key_count == 0) {
            emit(0, 0, value_tuple<>{}, p.groups.group(), p.groups.used(), next);
        } else {
            p.groups.for_each([&](auto const& key, accumulators const& g) {
                emit(p.start, p.start + layout::width, key, g, true, next);
            });
        }
    }

    [[nodiscard]] std::int64_t first_open_end() const {
        std::int64_t const pane = panes_.front().start;
        if constexpr (layout::kind == pane_kind::slices) {
            constexpr window_spec spec = layout::spec;
            std::int64_t start = windows::oldest_window(pane);
            while (start + spec.size <= closed_) start += spec.slide;
            return start + spec.size;
        } else {
            return layout::last_end(pane);
        }
    }

    void free_closed(std::int64_t watermark) {
        while (!panes_.empty() && panes_.front().start != null_time
               && layout::last_end(panes_.front().start) <= watermark) {
            removed_ += static_cast<std::int64_t>(panes_.front().groups.size());
            panes_.pop_front();
        }
        closed_ = std::max(closed_, watermark);
    }

    // The row of a group.

    template <class Key, class Next>
    void emit(std::int64_t start, std::int64_t end, Key const& key, accumulators const& g, bool used,
              Next& next) const {
        values_.emit([&](auto k) { return layout::template group_key<k>(start, end, key); }, g, next, used);
    }

    template <class Next>
    auto emit_to(Next& next) const {
        return [this, &next](std::int64_t start, std::int64_t end, auto const& key, accumulators const& g) {
            this->emit(start, end, key, g, true, next);
        };
    }

    input input_;
    [[no_unique_address]] values values_;

    pane_list<groups> panes_;
    std::vector<pane_type*> touched_panes_;
    [[no_unique_address]] std::conditional_t<layout::kind == pane_kind::slices, windows, nothing> windows_;
    std::size_t first_unstored_ = 0;
    std::uint32_t epoch_ = 1;
    std::int64_t closed_ = 0; // windows that end at or before it have gone out
    state_version version_ = 0;
    std::int64_t dropped_ = 0;
    std::int64_t removed_ = 0;
    std::int64_t updated_ = 0;
};

} // namespace weir::detail
