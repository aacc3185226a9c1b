// SPDX-License-Identifier: BSL-1.0
// How functions over windows of rows run: the rows are kept, sorted by partition and order for each call, and
// passed on with the values of the calls beside them.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/exec/order_by.hpp>
#include <weir/exec/owned_row.hpp>
#include <weir/plan/row_windows.hpp>
#include <weir/schema/joined_schema.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace weir::detail {

template <class Input, class... Calls>
constexpr demand window_demand(demand wanted) {
    using S = typename Input::schema;
    return {(columns_from(wanted.columns, 0, schema_of<S>::size) | ... | Calls::template reads<S>()), false,
            wanted.statistics, wanted.late_rows};
}

/// The values of one call for the rows of a table.
template <class S, class Call, class Row>
class window_values;

template <class S, class Call, class... Parts, class... Keys, class Frame, class Row>
class window_values<S, window_call<Call, value_tuple<Parts...>, value_tuple<Keys...>, Frame>, Row> {
    using window = window_call<Call, value_tuple<Parts...>, value_tuple<Keys...>, Frame>;
    using result = result_of<window, S>;

public:
    window_values(window const& call, std::vector<Row> const& rows) : window_(call), rows_(rows) {}

    /// Calls `put(row, value)` for every row.
    template <class Put>
    void compute(Put&& put) {
        order_.resize(rows_.size());
        for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
        std::stable_sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
            std::weak_ordering const parts = compare_parts(rows_[a], rows_[b]);
            return (parts != 0 ? parts : compare_keys(rows_[a], rows_[b])) < 0;
        });
        for (first_ = 0; first_ < order_.size();) {
            window_place place;
            while (first_ + place.size < order_.size() && compare_parts(at(0), at(place.size)) == 0)
                ++place.size;
            compute_partition(place, put);
            first_ += place.size;
        }
    }

private:
    [[nodiscard]] Row const& at(std::size_t row) const { return rows_[order_[first_ + row]]; }

    std::weak_ordering compare_parts(Row const& a, Row const& b) const {
        return unpack([&](auto const&... part) { return compare_rows<S>(a, b, part.asc()...); },
                      window_.partition);
    }
    std::weak_ordering compare_keys(Row const& a, Row const& b) const {
        return unpack([&](auto const&... key) { return compare_rows<S>(a, b, key...); }, window_.order);
    }

    template <class Put>
    void compute_partition(window_place place, Put& put) {
        reset();
        for (place.row = 0; place.row < place.size; ++place.row) {
            if (place.row == 0 || compare_keys(at(place.row - 1), at(place.row)) != 0) {
                place.distinct += place.row == 0 ? 0 : 1;
                place.first_peer = place.row;
                place.end_of_peers = place.row + 1;
                while (place.end_of_peers < place.size
                       && compare_keys(at(place.row), at(place.end_of_peers)) == 0)
                    ++place.end_of_peers;
            }
            place.begin = frame_begin(place);
            place.end = std::max(place.begin, frame_end(place));
            put(order_[first_ + place.row], value(place));
        }
    }

    [[nodiscard]] static std::size_t shifted(window_place const& place, std::int64_t by) {
        auto const row = static_cast<std::int64_t>(place.row) + by;
        return static_cast<std::size_t>(
            std::clamp(row, std::int64_t{0}, static_cast<std::int64_t>(place.size)));
    }
    [[nodiscard]] std::size_t frame_begin(window_place const& place) const {
        using from = decltype(Frame::from);
        if constexpr (from::kind == bound_kind::unbounded) {
            return 0;
        } else if constexpr (from::kind == bound_kind::current) {
            return Frame::rows ? place.row : place.first_peer;
        } else if constexpr (from::kind == bound_kind::rows) {
            return shifted(place, from::rows);
        } else {
            return find_bound(place, window_.frame.from, false);
        }
    }
    [[nodiscard]] std::size_t frame_end(window_place const& place) const {
        using to = decltype(Frame::to);
        if constexpr (to::kind == bound_kind::unbounded) {
            return place.size;
        } else if constexpr (to::kind == bound_kind::current) {
            return Frame::rows ? place.row + 1 : place.end_of_peers;
        } else if constexpr (to::kind == bound_kind::rows) {
            return shifted(place, to::rows + 1);
        } else {
            return find_bound(place, window_.frame.to, true);
        }
    }
    // The first row whose key is at the bound, or with `behind` behind it. A null key reaches its peers only.
    template <class Bound>
    [[nodiscard]] std::size_t find_bound(window_place const& place, Bound const& bound, bool behind) const {
        auto const& key = element<0>(window_.order);
        using key_type = std::remove_cvref_t<decltype(key)>;
        auto const& limit = bound.value.template eval<S>(at(place.row));
        if (!present(limit)) return behind ? place.end_of_peers : place.first_peer;
        auto const lies_before = [&](std::size_t row) {
            auto const& mine = key.inner.template eval<S>(at(row));
            if (!present(mine)) return key_type::nulls == null_order::first;
            std::weak_ordering order = compare_values(unwrap(mine), unwrap(limit));
            if (key_type::direction == sort_direction::descending) order = 0 <=> order;
            return behind ? order <= 0 : order < 0;
        };
        std::size_t row = 0; // rows are in the order of their keys
        for (std::size_t end = place.size; row < end;) {
            std::size_t const middle = row + (end - row) / 2;
            if (lies_before(middle)) {
                row = middle + 1;
            } else {
                end = middle;
            }
        }
        return row;
    }

    // The value.

    result value(window_place const& place) {
        if constexpr (is_window_function<Call>) {
            auto const argument = [&](auto const& e, std::size_t row) -> decltype(auto) {
                return e.template eval<S>(at(row));
            };
            return Call::declaration::template value<result>(place, argument, window_.call.arguments);
        } else {
            if (place.begin != begin_ || place.end < end_) {
                reset();
                begin_ = end_ = place.begin;
            }
            for (; end_ < place.end; ++end_) window_.call.template feed<S>(at(end_), accumulator_);
            if constexpr (!is_defined_when_empty<accumulator>()) {
                if (begin_ == end_) return result{};
            }
            return result(accumulator_.value());
        }
    }
    void reset() {
        accumulator_ = {};
        begin_ = end_ = 0;
    }

    struct no_accumulator {};
    template <class C>
    static constexpr auto find_accumulator() {
        if constexpr (is_window_function<C>) {
            return type_identity<no_accumulator>{};
        } else {
            return type_identity<typename C::template accumulator<S>>{};
        }
    }
    using accumulator = typename decltype(find_accumulator<Call>())::type;

    window const& window_;
    std::vector<Row> const& rows_;
    std::vector<std::size_t> order_;
    std::size_t first_ = 0; // of the partition, in order_
    accumulator accumulator_{};
    std::size_t begin_ = 0; // what is in the accumulator
    std::size_t end_ = 0;
};

template <class Input, class... Calls, demand Wanted, class Mode>
class executor<row_windows_plan<Input, Calls...>, Wanted, Mode>
    : public narrow_executor<executor<Input, window_demand<Input, Calls...>(Wanted), Mode>> {
    using S = typename Input::schema;
    using base = narrow_executor<executor<Input, window_demand<Input, Calls...>(Wanted), Mode>>;
    using base::input_;
    static constexpr column_set kept = window_demand<Input, Calls...>(Wanted).columns;
    static constexpr std::size_t width = schema_of<S>::size;
    using row_type = owned_row_t<S, kept>;
    using values_type = flight_row<result_of<Calls, S>...>;

public:
    static constexpr bool is_stateful = true;

    explicit executor(row_windows_plan<Input, Calls...> const& plan) : base(plan.input), calls_(plan.calls) {}

    template <std::size_t I, class Row, class Live, class Context, class Next>
    void push(typename base::cursor& c, Row const& row, Live live, Context& context, Next&&) {
        input_.template push<I>(c.below, row, live, context, store());
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, store());
        std::vector<values_type> values(rows_.size());
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (compute<I>(values), ...);
        }(std::index_sequence_for<Calls...>{});
        for (std::size_t i = 0; i < rows_.size(); ++i)
            next(pair_row<row_type, values_type, width>{&rows_[i], &values[i]}, always_live{});
        rows_.clear();
    }

private:
    auto store() {
        return [this](auto const& row, auto live) {
            if (live) rows_.push_back(own_wanted<S, kept>(row));
        };
    }
    template <std::size_t I>
    void compute(std::vector<values_type>& values) {
        auto const& call = element<I>(calls_);
        window_values<S, std::remove_cvref_t<decltype(call)>, row_type> one(call, rows_);
        one.compute([&](std::size_t row, auto&& value) {
            element<I>(values[row].values) = std::forward<decltype(value)>(value);
        });
    }

    value_tuple<Calls...> calls_;
    std::vector<row_type> rows_;
};

} // namespace weir::detail
