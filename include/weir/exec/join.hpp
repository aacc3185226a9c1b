// SPDX-License-Identifier: BSL-1.0
// How a join of two streams runs: each row looks for partners among the rows kept of the other side, and is
// kept itself until the watermark tells that none can come any more.
#pragma once

#include <weir/exec/join_layout.hpp>
#include <weir/exec/join_limits.hpp>
#include <weir/exec/join_rows.hpp>
#include <weir/state/join_store.hpp>
#include <weir/state/state_store.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

template <class Left, class Right, join_kind Kind, class Condition, demand Wanted, class Mode>
class executor<stream_join_plan<Left, Right, Kind, Condition>, Wanted, Mode> {
    using plan = stream_join_plan<Left, Right, Kind, Condition>;
    using layout = join_layout<plan, Wanted>;
    using sides = typename layout::sides;
    using parts = typename layout::parts;
    using left = executor<Left, layout::left_demand, Mode>;
    using right = executor<Right, layout::right_demand, Mode>;
    using left_row = typename layout::left_row;
    using right_row = typename layout::right_row;
    using key = typename parts::stored_keys;
    static constexpr column_set right_columns = layout::right_demand.columns;
    using waiting_row = owned_row_t<typename Right::schema, right_columns>;
    static constexpr join_bounds bounds = layout::bounds;
    static constexpr bool semi = Kind == join_kind::left_semi;

    template <std::size_t I>
    static auto find_leaf() {
        if constexpr (I < left::inputs) {
            return std::type_identity<typename left::template leaf<I>>{};
        } else {
            return std::type_identity<typename right::template leaf<I - left::inputs>>{};
        }
    }

    // One side, seen from itself.
    template <bool IsLeft>
    struct side {
        using plan_type = std::conditional_t<IsLeft, Left, Right>;
        using schema = typename plan_type::schema;
        using row = std::conditional_t<IsLeft, left_row, right_row>;
        static constexpr std::size_t from = IsLeft ? 0 : sides::left;
        static constexpr column_set kept = IsLeft ? layout::left_kept : layout::right_kept;
        static constexpr std::size_t event_time = IsLeft ? layout::left_time : layout::right_time;
        static constexpr bool frees = IsLeft ? bounds.frees_left() : bounds.frees_right();
        // Comes out without a partner.
        static constexpr bool stays = IsLeft ? keeps_left(Kind) : keeps_right(Kind);
        static constexpr std::int64_t offset = (IsLeft ? bounds.left : bounds.right).value_or(0);
    };

public:
    static constexpr std::size_t inputs = left::inputs + right::inputs;
    static constexpr bool is_stateful = true;
    static constexpr bool has_watermark = left::has_watermark || right::has_watermark;
    static constexpr std::int64_t lag_below = std::max(lag_of<left>, lag_of<right>);
    static constexpr std::int64_t lag = lag_below + bounds.lag();
    template <std::size_t I>
    using leaf = typename decltype(find_leaf<I>())::type;
    struct cursor {
        typename left::cursor of_left;
        typename right::cursor of_right;
    };

    explicit executor(plan const& p)
        : left_(p.left),
          right_(p.right),
          condition_(p.condition),
          left_limit_(time_limit<typename sides::C>(condition_.left)),
          right_limit_(time_limit<typename sides::C>(condition_.right)) {}

    [[nodiscard]] cursor open() { return {left_.open(), right_.open()}; }
    void close(cursor& c) {
        left_.close(c.of_left);
        right_.close(c.of_right);
    }
    void begin_batch() {
        left_.begin_batch();
        right_.begin_batch();
        updated_ = removed_ = dropped_ = 0;
        ++epoch_;
    }
    void commit(std::int64_t version) {
        left_.commit(version);
        right_.commit(version);
        version_ = version;
    }
    [[nodiscard]] state_version version() const { return version_; }
    [[nodiscard]] std::int64_t rows() const {
        return static_cast<std::int64_t>(left_rows_.size() + right_rows_.size());
    }
    [[nodiscard]] std::int64_t updated() const { return updated_; }
    [[nodiscard]] std::size_t bytes() const { return left_rows_.bytes() + right_rows_.bytes(); }
    [[nodiscard]] std::int64_t next_expiry() const {
        std::int64_t const below = std::min(left_.next_expiry(), right_.next_expiry());
        std::int64_t const own = std::min(left_rows_.next_expiry(), right_rows_.next_expiry());
        return std::min(below, reached_at<lag_below>(own));
    }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(cursor& c, Row const& row, Live live, Context& context, Next&& next) {
        if constexpr (I < left::inputs) {
            left_.template push<I>(c.of_left, row, live, context,
                                   [&](auto const& r, auto l) __attribute__((always_inline)) {
                                       if (l) take<true>(r, context, next);
                                   });
        } else {
            right_.template push<I - left::inputs>(c.of_right, row, live, context,
                                                   [&](auto const& r, auto l) __attribute__((always_inline)) {
                                                       if (l) take_right(r, context, next);
                                                   });
        }
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        left_.finish(context, [&](auto const& r, auto l) {
            if (l) take<true>(r, context, next);
        });
        if constexpr (left::is_stateful) {
            for (waiting_row const& r : waiting_) take<false>(r, context, next);
            waiting_.clear();
        }
        right_.finish(context, [&](auto const& r, auto l) {
            if (l) take<false>(r, context, next);
        });
        std::int64_t const watermark = behind<lag_below>(context.watermark);
        free<true>(watermark, next);
        free<false>(watermark, next);
    }

    [[nodiscard]] bool wants_prefetch(cursor const&) const {
        return left_rows_.is_large() || right_rows_.is_large();
    }
    template <std::size_t I, class Row>
    [[gnu::always_inline]] void prefetch(cursor const& c, Row const& row) const {
        auto const fetch = [&](auto const& borrowed) {
            left_rows_.prefetch(borrowed);
            right_rows_.prefetch(borrowed);
        };
        if constexpr (I < left::inputs) {
            left_.template peek<I>(c.of_left, row, [&](auto const& r) __attribute__((always_inline)) {
                parts::template with_key<true>(condition_, r, fetch);
            });
        } else {
            right_.template peek<I - left::inputs>(c.of_right, row,
                                                   [&](auto const& r) __attribute__((always_inline)) {
                                                       parts::template with_key<false>(condition_, r, fetch);
                                                   });
        }
    }
    template <std::size_t I, class Row, class F>
    static void peek(cursor const&, Row const&, F&&) {}
    template <class F>
    void for_each_watermark(cursor& c, F&& f) {
        left_.for_each_watermark(c.of_left, f);
        right_.for_each_watermark(c.of_right, f);
    }
    template <class F>
    void for_each_operator(F&& f) {
        f(operator_report{"symmetricHashJoin", rows(), updated_, removed_, dropped_,
                          static_cast<std::int64_t>(bytes())});
        left_.for_each_operator(f);
        right_.for_each_operator(f);
    }

private:
    template <bool IsLeft>
    auto& rows_of() {
        if constexpr (IsLeft) {
            return left_rows_;
        } else {
            return right_rows_;
        }
    }

    // Left rows of a batch come before its right rows, also where they come at its end.
    template <class Row, class Context, class Next>
    [[gnu::always_inline]] void take_right(Row const& row, Context& context, Next& next) {
        if constexpr (left::is_stateful) {
            if (context.together) {
                waiting_.push_back(own_wanted<typename Right::schema, right_columns>(row));
                return;
            }
        }
        take<false>(row, context, next);
    }

    // Gives back the place of a row that was not kept after all.
    template <class Store>
    struct place {
        Store& store;
        typename Store::id at;
        bool kept = false;

        place(Store& s, typename Store::id i) : store(s), at(i) {}
        place(place const&) = delete;
        place& operator=(place const&) = delete;
        ~place() {
            if (!kept) store.remove(at);
        }
    };

    template <bool IsLeft, class Row, class Context, class Next>
    void take(Row const& row, Context& context, Next& next) {
        using own = side<IsLeft>;
        if constexpr (own::event_time != not_found) {
            if (time_of(value_at<own::event_time>(row)) <= behind<lag_below>(context.late_watermark)) {
                ++dropped_;
                if (context.late_rows != nullptr)
                    (*context.late_rows)(type_identity<typename own::schema>{}, row);
                return;
            }
        }
        half_row<Row, own::from> const half{&row};
        auto& store = rows_of<IsLeft>();
        using store_type = std::remove_reference_t<decltype(store)>;
        place<store_type> mine(store, store.add(own_wanted<typename own::schema, own::kept>(row)));
        if (!holds_alone<IsLeft>(half)) {
            if constexpr (own::stays) next(alone<IsLeft>(store[mine.at].row), always_live{});
            return;
        }
        std::int64_t const expiry = expiry_of<IsLeft>(row, half);
        bool const expired = own::frees && expiry <= behind<lag_below>(context.watermark);
        bool matched = false;
        bool const linked = parts::template with_key<IsLeft>(condition_, row, [&](auto const& borrowed) {
            matched = find_partners<IsLeft>(borrowed, store[mine.at].row, next);
            // As in Spark: a left row is kept in any case, since right rows of its batch are yet to come.
            mine.kept = IsLeft ? !(semi && matched) : !expired || (own::stays && !matched);
            if (mine.kept) store.link(mine.at, borrowed);
        });
        if (!linked) mine.kept = IsLeft || !expired || own::stays;
        if (!mine.kept) return;
        store[mine.at].matched = matched;
        store[mine.at].epoch = epoch_;
        ++updated_;
        if (own::frees && expiry != no_expiry) store.expire_at(mine.at, expiry);
    }

    template <bool IsLeft, class Borrowed, class Next>
    [[gnu::always_inline]] bool find_partners(Borrowed const& borrowed, typename side<IsLeft>::row const& row,
                                              Next& next) {
        auto& others = rows_of<!IsLeft>();
        bool matched = false;
        others.for_each_of(borrowed, [&](auto other, auto& partner) __attribute__((always_inline)) {
            auto const [l, r] = [&] {
                if constexpr (IsLeft) {
                    return std::pair<left_row const*, right_row const*>(&row, &partner.row);
                } else {
                    return std::pair<left_row const*, right_row const*>(&partner.row, &row);
                }
            }();
            if (!parts::all_hold(condition_.both, pair_row<left_row, right_row, sides::left>{l, r}))
                return false;
            matched = true;
            if constexpr (!semi) {
                partner.matched = true;
                next(pair_row<left_row, right_row, sides::left, keeps_right(Kind), keeps_left(Kind)>{l, r},
                     always_live{});
                return false;
            } else if constexpr (IsLeft) {
                next(row, always_live{});
                return true;
            } else {
                // A row of this very batch counts as never kept.
                if (partner.epoch == epoch_) {
                    --updated_;
                } else {
                    ++removed_;
                }
                left_row const found = std::move(partner.row);
                others.remove(other);
                next(found, always_live{});
                return false;
            }
        });
        return matched;
    }

    template <bool IsLeft>
    static auto alone(typename side<IsLeft>::row const& row) {
        using out = pair_row<left_row, right_row, sides::left, keeps_right(Kind), keeps_left(Kind)>;
        if constexpr (IsLeft) {
            return out{&row, nullptr};
        } else {
            return out{nullptr, &row};
        }
    }

    template <bool IsLeft, class Half>
    [[gnu::always_inline]] bool holds_alone(Half const& half) const {
        if constexpr (IsLeft) {
            return parts::all_hold(condition_.left, half);
        } else {
            return parts::all_hold(condition_.right, half);
        }
    }

    // The watermark at which a row has had its last chance.
    template <bool IsLeft, class Row, class Half>
    [[gnu::always_inline]] std::int64_t expiry_of([[maybe_unused]] Row const& row,
                                                  [[maybe_unused]] Half const& half) const {
        using own = side<IsLeft>;
        if constexpr (!own::frees) {
            return no_expiry;
        } else if constexpr (bounds.time_key != not_found) {
            using C = typename sides::C;
            auto const& pair = element<bounds.time_key>(condition_.keys);
            if constexpr (IsLeft) {
                return time_of(pair.left.template eval<C>(half));
            } else {
                return time_of(pair.right.template eval<C>(half));
            }
        } else {
            std::int64_t const time = time_of(value_at<own::event_time>(row));
            std::int64_t expiry = 0;
            if (time > (IsLeft ? left_limit_ : right_limit_)) return no_expiry;
            if (time == no_expiry || __builtin_sub_overflow(time, own::offset, &expiry)) return time;
            return expiry;
        }
    }

    template <bool IsLeft, class Next>
    void free(std::int64_t watermark, Next& next) {
        using own = side<IsLeft>;
        if constexpr (own::frees) {
            rows_of<IsLeft>().expire(watermark, [&](auto const& row, bool matched) {
                ++removed_;
                if constexpr (own::stays) {
                    if (!matched) next(alone<IsLeft>(row), always_live{});
                }
            });
        }
    }

    // A null time never comes.
    template <class Time>
    static std::int64_t time_of(Time const& time) {
        if constexpr (is_nullable<Time>) {
            return time ? time_of(*time) : no_expiry;
        } else if constexpr (std::is_same_v<Time, time_window>) {
            return micros(time.end);
        } else {
            return micros(timestamp(time));
        }
    }

    left left_;
    right right_;
    [[no_unique_address]] Condition condition_;
    std::int64_t left_limit_;
    std::int64_t right_limit_;
    join_store<key, left_row> left_rows_;
    join_store<key, right_row> right_rows_;
    std::vector<waiting_row> waiting_;
    std::uint32_t epoch_ = 1;
    state_version version_ = 0;
    std::int64_t updated_ = 0;
    std::int64_t removed_ = 0;
    std::int64_t dropped_ = 0;
};

} // namespace weir::detail
