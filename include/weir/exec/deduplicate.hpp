// SPDX-License-Identifier: BSL-1.0
// How drop_duplicates runs: a table of the keys seen, in panes of event time where the watermark can free
// them.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/drop_duplicates.hpp>
#include <weir/state/group_table.hpp>
#include <weir/state/pane_list.hpp>
#include <weir/state/state_store.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

constexpr demand deduplicate_demand(demand wanted, column_set keys, std::size_t event_time,
                                    std::size_t width) {
    wanted.columns |= keys;
    if (wanted.late_rows) wanted.columns |= first_columns(width);
    if (event_time != not_found) wanted.columns.add(event_time);
    return {wanted.columns, false, wanted.statistics, wanted.late_rows};
}

template <class Input, std::size_t... Columns, demand Wanted, class Mode>
class executor<deduplicate_plan<Input, Columns...>, Wanted, Mode>
    : public narrow_executor<
          executor<Input,
                   deduplicate_demand(Wanted, (column_set{} | ... | one_column(Columns)), Input::event_time,
                                      schema_of<typename Input::schema>::size),
                   Mode>> {
    using S = typename Input::schema;
    using plan = deduplicate_plan<Input, Columns...>;
    using base = narrow_executor<
        executor<Input,
                 deduplicate_demand(Wanted, (column_set{} | ... | one_column(Columns)), Input::event_time,
                                    schema_of<typename Input::schema>::size),
                 Mode>>;
    using base::input_;

    struct present_key {};
    using key_type = value_tuple<typename key_form<column_type<S, Columns>>::type...>;
    using keys = group_table<key_type, present_key>;

    static constexpr bool filters_late = Input::event_time != not_found;
    static constexpr bool frees = plan::by_event_time;
    static constexpr std::int64_t null_time = std::numeric_limits<std::int64_t>::max();

public:
    static constexpr bool is_stateful = true;

    explicit executor(plan const& p) : base(p.input) {}

    void begin_batch() {
        base::begin_batch();
        updated_ = removed_ = dropped_ = 0;
        if (++epoch_ == 0) [[unlikely]] {
            epoch_ = 2;
            panes_.for_each([](auto& p) {
                p.mark = 1;
                p.groups.reset_epochs();
            });
        }
    }
    void commit(std::int64_t version) {
        base::commit(version);
        version_ = version;
    }
    [[nodiscard]] state_version version() const { return version_; }
    [[nodiscard]] std::int64_t rows() const {
        std::int64_t n = 0;
        panes_.for_each([&](auto const& p) { n += static_cast<std::int64_t>(p.groups.size()); });
        return n;
    }
    [[nodiscard]] std::int64_t updated() const { return updated_; }
    [[nodiscard]] std::size_t bytes() const {
        std::size_t n = 0;
        panes_.for_each([&](auto const& p) { n += sizeof(p) + p.groups.bytes(); });
        return n;
    }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, pass_new(context, next));
    }

    [[nodiscard]] std::int64_t next_expiry() const {
        std::int64_t const below = base::next_expiry();
        return !frees || panes_.empty() ? below : std::min(below, panes_.front().start);
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, pass_new(context, next));
        for (auto* p : touched_panes_) p->groups.forget_touched();
        touched_panes_.clear();
        if constexpr (frees) {
            while (!panes_.empty() && panes_.front().start != null_time
                   && panes_.front().start <= context.watermark) {
                removed_ += static_cast<std::int64_t>(panes_.front().groups.size());
                panes_.pop_front();
            }
        }
    }
    template <class F>
    void for_each_operator(F&& f) {
        f(operator_report{"dedupe", rows(), updated_, removed_, dropped_,
                          static_cast<std::int64_t>(bytes())});
        base::for_each_operator(f);
    }

private:
    template <class Context, class Next>
    auto pass_new(Context& context, Next& next) {
        return [&, this](auto const& row, auto live) {
            if (!live) return;
            std::int64_t time = 0;
            if constexpr (filters_late) {
                time = time_of(value_at<Input::event_time>(row));
                if (time <= context.late_watermark) {
                    ++dropped_;
                    if (context.late_rows != nullptr) (*context.late_rows)(type_identity<S>{}, row);
                    return;
                }
            }
            auto& pane = panes_.find_or_add(frees ? time : 0);
            if (pane.mark != epoch_) {
                pane.mark = epoch_;
                touched_panes_.push_back(&pane);
            }
            auto& table = pane.groups;
            std::size_t const before = table.size();
            using borrowed = value_tuple<std::remove_cvref_t<decltype(value_at<Columns>(row))>...>;
            table.touch(borrowed(value_at<Columns>(row)...), epoch_);
            if (table.size() == before) return;
            ++updated_;
            next(row, always_live{});
        };
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

    pane_list<keys> panes_;
    std::vector<typename pane_list<keys>::pane_type*> touched_panes_;
    std::uint32_t epoch_ = 1;
    state_version version_ = 0;
    std::int64_t updated_ = 0;
    std::int64_t removed_ = 0;
    std::int64_t dropped_ = 0;
};

} // namespace weir::detail
