// SPDX-License-Identifier: BSL-1.0
// What the executors of the user's own state share: the rows of a batch by key, late rows, the times of a
// call.
#pragma once

#include <weir/exec/keyed_rows.hpp>
#include <weir/exec/typed.hpp>
#include <weir/plan/group_state.hpp>
#include <weir/state/state_store.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace weir::detail {

/// An executor over keyed groups. `ByEventTime`: it drops rows that are late by the watermark.
template <class Input, class Store, bool ByEventTime, demand Wanted, class Mode>
class keyed_executor : public narrow_executor<executor<Input, all_columns_of<Input>(Wanted), Mode>> {
    using base = narrow_executor<executor<Input, all_columns_of<Input>(Wanted), Mode>>;
    using S = typename Input::schema;

public:
    static constexpr bool is_stateful = true;

    void commit(std::int64_t version) {
        base::commit(version);
        version_ = version;
    }
    [[nodiscard]] state_version version() const { return version_; }

protected:
    using base::input_;

    template <class Key>
    keyed_executor(Input const& input, Key const& key) : base(input), store_(key) {}

    template <class Row, class Context>
    [[gnu::always_inline]] bool is_late([[maybe_unused]] Row const& row, [[maybe_unused]] Context& context) {
        if constexpr (ByEventTime && Input::event_time != not_found) {
            if (event_time_of(value_at<Input::event_time>(row))
                <= behind<base::lag>(context.late_watermark)) {
                ++dropped_;
                if (context.late_rows != nullptr) (*context.late_rows)(type_identity<S>{}, row);
                return true;
            }
        }
        return false;
    }
    /// The rows that come out of state below when the batch ends.
    template <class Context>
    void take_rest(Context& context) {
        input_.finish(context, [&](auto const& r, auto l) {
            if (l && !is_late(r, context)) store_.add(r);
        });
    }

    template <class Context>
    static batch_times times_of(Context& context) {
        return {&context.clock, watermark_millis(behind<base::lag>(context.watermark)),
                Input::event_time != not_found};
    }
    /// The time in ms that has been reached, by the clock or by the watermark; all time when the input has
    /// ended.
    template <bool ByClock, class Context>
    static std::int64_t reached(Context& context) {
        if (context.closing) return std::numeric_limits<std::int64_t>::max();
        if constexpr (ByClock) {
            return context.clock.now();
        } else {
            return watermark_millis(behind<base::lag>(context.watermark));
        }
    }

    // NOLINTBEGIN(cppcoreguidelines-non-private-member-variables-in-classes): shared with the derived
    // executor
    Store store_;
    std::int64_t dropped_ = 0;
    // NOLINTEND(cppcoreguidelines-non-private-member-variables-in-classes)

private:
    state_version version_ = 0;
};

} // namespace weir::detail
