// SPDX-License-Identifier: BSL-1.0
// How an aggregation by session_window runs: each key has its open sessions, which rows prolong and merge,
// and which go out when the watermark reaches their end.
#pragma once

#include <weir/exec/group_values.hpp>
#include <weir/state/expiry_queue.hpp>
#include <weir/state/keyed_slab.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

/// An open session and what was aggregated of it. For the report it knows how many sessions of the last batch
/// became it, and where the first of them began: state is kept by key and start.
template <class Accumulators, bool Counted>
struct session {
    struct history {
        std::uint32_t merged = 0;
        std::int64_t first_start = 0;
    };
    struct no_history {};

    std::int64_t start = 0;
    std::int64_t end = 0;
    Accumulators values{};
    [[no_unique_address]] std::conditional_t<Counted, history, no_history> before;
};

/// The sessions of a key: nearly always one, so the first is kept at hand.
template <class Session>
struct key_sessions {
    Session first;
    std::vector<Session> more; // in no order; disjoint, they do not touch
    std::int64_t queued = std::numeric_limits<std::int64_t>::max(); // when the key is looked at next
    std::uint32_t mark = 0;                                         // the epoch that touched it last
};

template <class Input, class... Keys, class... Calls, class... Outputs, demand Wanted, class Mode>
    requires(is_session<typename Keys::expr> || ...)
class executor<aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>, Wanted,
               Mode>
    : public narrow_executor<executor<Input,
                                      grouping<aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>,
                                                              type_list<Outputs...>>>::below(Wanted),
                                      Mode>> {
    using plan = aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, type_list<Outputs...>>;
    using layout = grouping<plan>;
    using S = typename Input::schema;
    using base = narrow_executor<executor<Input, layout::below(Wanted), Mode>>;
    using base::input_;
    using groups = group_values<plan, Wanted>;
    using accumulators = typename groups::accumulators;

    static constexpr bool complete = std::is_same_v<Mode, complete_mode>;
    static constexpr bool frees = layout::by_event_time && !complete;
    static constexpr bool counted = Wanted.statistics;
    static constexpr std::int64_t not_queued = std::numeric_limits<std::int64_t>::max();

    using session_type = session<accumulators, counted>;
    using sessions = key_sessions<session_type>;
    using table = keyed_slab<typename layout::table_key_type, sessions>;

public:
    static constexpr bool is_stateful = true;

    explicit executor(plan const& p) : base(p.input), groups_(p) {}

    void begin_batch() {
        base::begin_batch();
        updated_ = removed_ = dropped_ = 0;
        ++epoch_;
    }
    void commit(std::int64_t version) {
        base::commit(version);
        version_ = version;
    }
    [[nodiscard]] state_version version() const { return version_; }
    [[nodiscard]] std::int64_t rows() const { return rows_; }
    [[nodiscard]] std::int64_t updated() const { return updated_; }
    [[nodiscard]] std::size_t bytes() const {
        return table_.bytes() + expiry_.bytes()
               + (static_cast<std::size_t>(rows_) - table_.size()) * sizeof(session_type);
    }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&&) {
        input_.template push<I>(c.below, row, live, context,
                                [&](auto const& r, auto l)
                                    __attribute__((always_inline)) { take(r, l, context); });
    }
    [[nodiscard]] bool wants_prefetch(typename base::cursor const&) const {
        return groups::total_keys() && table_.is_large();
    }
    template <std::size_t I, class Row>
    [[gnu::always_inline]] void prefetch(typename base::cursor const& c, Row const& row) const {
        input_.template peek<I>(c.below, row, [&](auto const& r) __attribute__((always_inline)) {
            table_.prefetch(groups_.table_key(r));
        });
    }

    [[nodiscard]] std::int64_t next_expiry() const {
        std::int64_t const own = closing_.empty() ? expiry_.next() : std::numeric_limits<std::int64_t>::min();
        return std::min(base::next_expiry(), reached_at<base::lag>(own));
    }

    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, [&](auto const& r, auto l) { take(r, l, context); });
        count_touched();
        if constexpr (complete) {
            table_.for_each([&](auto const& key, sessions const& of_key) {
                for_each_session(of_key, [&](session_type const& s) { emit(key, s, next); });
            });
        } else if constexpr (frees) {
            close_until(behind<base::lag>(context.watermark), next);
        }
    }

    template <class F>
    void for_each_operator(F&& f) {
        f(operator_report{"sessionWindowStateStoreSaveExec", rows(), updated_, removed_, dropped_,
                          static_cast<std::int64_t>(bytes())});
        base::for_each_operator(f);
    }

private:
    // Rows in.

    template <class Row, class Live, class Context>
    [[gnu::always_inline]] void take(Row const& row, Live live, Context& context) {
        if (!live) return;
        row_session const own = groups_.template key<layout::session_key>().template eval_session<S>(row);
        if (own.empty()) return;
        if constexpr (frees) {
            if (own.end <= behind<base::lag>(context.late_watermark)) [[unlikely]] {
                Row const late = row; // a copy, so that the row itself need not be in memory
                drop(late, context);
                return;
            }
        }
        auto const key = table_.find_or_add(groups_.table_key(row));
        sessions& of_key = table_[key.id].value;
        if (key.fresh) {
            begin(key.id, row, own);
        } else if (of_key.more.empty() && own.start <= of_key.first.end && own.end >= of_key.first.start)
            [[likely]] {
            prolong(of_key.first, row, own);
        } else {
            add_to_several(key.id, row, own);
        }
        if constexpr (counted) touch(key.id);
    }

    template <class Row, class Context>
    [[gnu::noinline]] void drop(Row const& row, Context& context) {
        ++dropped_;
        if (context.late_rows != nullptr) (*context.late_rows)(type_identity<S>{}, row);
    }

    template <class Row>
    [[gnu::noinline]] void begin(std::uint32_t id, Row const& row, row_session own) {
        session_type& s = table_[id].value.first;
        try {
            groups_.feed(s.values, row);
        } catch (...) { // of an expression: the row is lost, and its key with it
            table_.erase(id);
            throw;
        }
        s.start = own.start;
        s.end = own.end;
        ++rows_;
        queue(id, own.end);
    }

    template <class Row>
    [[gnu::always_inline]] void prolong(session_type& s, Row const& row, row_session own) {
        if (layout::ordered && own.start < s.start) {
            accumulators values{};
            groups_.feed(values, row);
            groups::merge(values, s.values);
            s.values = std::move(values);
        } else {
            groups_.feed(s.values, row);
        }
        s.start = std::min(s.start, own.start);
        s.end = std::max(s.end, own.end);
    }

    // The row's session with all that it touches becomes one, in the order of their starts.
    template <class Row>
    [[gnu::noinline]] void add_to_several(std::uint32_t id, Row const& row, row_session own) {
        sessions& of_key = table_[id].value;
        session_type fresh;
        fresh.start = own.start;
        fresh.end = own.end;
        groups_.feed(fresh.values, row);

        auto const touches = [own](session_type const& s) {
            return own.start <= s.end && own.end >= s.start;
        };
        touching_.clear();
        if (touches(of_key.first)) touching_.push_back(std::move(of_key.first));
        bool const first_is_free = !touching_.empty();
        for (std::size_t i = 0; i < of_key.more.size();) {
            if (!touches(of_key.more[i])) {
                ++i;
                continue;
            }
            touching_.push_back(std::move(of_key.more[i]));
            if (i + 1 != of_key.more.size()) of_key.more[i] = std::move(of_key.more.back());
            of_key.more.pop_back();
        }
        rows_ += 1 - static_cast<std::int64_t>(touching_.size());
        auto const earlier = [](session_type const& a, session_type const& b) { return a.start < b.start; };
        std::sort(touching_.begin(), touching_.end(), earlier);
        touching_.insert(std::upper_bound(touching_.begin(), touching_.end(), fresh, earlier),
                         std::move(fresh));
        session_type& all = touching_.front();
        for (std::size_t i = 1; i < touching_.size(); ++i) {
            session_type const& s = touching_[i];
            groups::merge(all.values, s.values);
            all.end = std::max(all.end, s.end);
            if constexpr (counted) {
                if (s.before.merged > 0) {
                    if (all.before.merged == 0) all.before.first_start = s.before.first_start;
                    all.before.merged += s.before.merged;
                }
            }
        }
        std::int64_t const end = all.end;
        if (first_is_free) {
            of_key.first = std::move(all);
        } else {
            of_key.more.push_back(std::move(all));
        }
        queue(id, end);
    }

    // A key is looked at when its first session may end; sessions that grow in the meantime are not looked at
    // anew.
    void queue(std::uint32_t id, std::int64_t end) {
        if constexpr (frees) {
            sessions& of_key = table_[id].value;
            if (end >= of_key.queued) return;
            of_key.queued = end;
            expiry_.add(end, id);
        }
    }

    // What the report counts: a key's sessions are written anew with each batch that touches it.

    void touch(std::uint32_t id) {
        sessions& of_key = table_[id].value;
        if (of_key.mark == epoch_) return;
        of_key.mark = epoch_;
        touched_.push_back(id);
    }
    void count_touched() {
        if constexpr (counted) {
            for (std::uint32_t const id : touched_) {
                for_each_session(table_[id].value, [&](session_type& s) {
                    ++updated_;
                    removed_ += s.before.merged;
                    if (s.before.merged > 0 && s.before.first_start == s.start) --removed_;
                    s.before = {1, s.start};
                });
            }
            touched_.clear();
        }
    }

    // Sessions out.

    template <class Next>
    void close_until(std::int64_t watermark, Next& next) {
        expiry_.expire(watermark, [this](std::int64_t time, std::uint32_t id) {
            if (table_[id].value.queued != time) return; // looked at earlier, or another key by now
            table_[id].value.queued = not_queued;
            closing_.push_back(id);
        });
        if (closing_.empty()) return;
        closed_.clear();
        for (std::uint32_t const id : closing_) {
            for_each_session(table_[id].value, [&](session_type const& s) {
                if (s.end <= watermark) closed_.push_back({&s, id});
            });
        }
        std::sort(closed_.begin(), closed_.end(), [](closed_session const& a, closed_session const& b) {
            return a.at->end != b.at->end ? a.at->end < b.at->end : a.at->start < b.at->start;
        });
        // State is freed after all have gone out: if one of them is refused, all come again.
        for (closed_session const& c : closed_) emit(table_[c.id].key, *c.at, next);
        for (std::uint32_t const id : closing_) free_closed(id, watermark);
        closing_.clear();
    }

    void free_closed(std::uint32_t id, std::int64_t watermark) {
        sessions& of_key = table_[id].value;
        auto const before = static_cast<std::int64_t>(1 + of_key.more.size());
        std::erase_if(of_key.more, [&](session_type const& s) { return s.end <= watermark; });
        std::int64_t left = static_cast<std::int64_t>(1 + of_key.more.size());
        if (of_key.first.end <= watermark) {
            --left;
            if (left > 0) {
                of_key.first = std::move(of_key.more.back());
                of_key.more.pop_back();
            }
        }
        removed_ += before - left;
        rows_ -= before - left;
        if (left == 0) {
            table_.erase(id);
            return;
        }
        std::int64_t end = not_queued;
        for_each_session(of_key, [&](session_type const& s) { end = std::min(end, s.end); });
        queue(id, end);
    }

    template <class Key, class Next>
    void emit(Key const& key, session_type const& s, Next& next) const {
        auto const key_of = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
            if constexpr (layout::in_table(K)) {
                return keep(in_flight(element<layout::place_in_table(K)>(key)));
            } else {
                return time_window{from_micros(s.start), from_micros(s.end)};
            }
        };
        groups_.emit(key_of, s.values, next);
    }

    template <class Of, class F>
    static void for_each_session(Of& of_key, F&& f) {
        f(of_key.first);
        for (auto& s : of_key.more) f(s);
    }

    struct closed_session {
        session_type const* at;
        std::uint32_t id;
    };

    groups groups_;
    table table_;
    expiry_queue expiry_;
    std::vector<std::uint32_t> touched_;
    std::vector<std::uint32_t> closing_; // keys with sessions that have ended
    std::vector<closed_session> closed_;
    std::vector<session_type> touching_;
    std::uint32_t epoch_ = 0;
    state_version version_ = 0;
    std::int64_t rows_ = 0;
    std::int64_t updated_ = 0;
    std::int64_t removed_ = 0;
    std::int64_t dropped_ = 0;
};

} // namespace weir::detail
