// SPDX-License-Identifier: BSL-1.0
// limit: the first rows.
#pragma once

#include <weir/plan/relation.hpp>

#include <cstdint>

namespace weir {

namespace detail {

template <class Input, std::int64_t Rows>
struct limit_plan : relation_interface<limit_plan<Input, Rows>> {
    using schema = typename Input::schema;
    using input_type = Input;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Input::event_time;
    static constexpr column_set event_times = event_times_of<Input>();

    Input input;

    constexpr explicit limit_plan(Input i) : input(std::move(i)) {}
};

constexpr verdict check_limit(std::int64_t rows) {
    return rows < 0 ? fault("limit of ", rows, " rows; write a number from 0 on") : verdict{};
}

template <std::int64_t Rows>
struct limit_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] { return check_limit(Rows); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return limit_plan<Input, Rows>(input);
        }
    }
};

} // namespace detail

/// The first `Rows` rows: of a stream in append mode the first ever, above an aggregation in complete mode
/// those of each batch.
///
/// State   one counter.
/// Errors  compile time: a negative number; on a stream in update mode.
/// Source  Spark Dataset.limit.
template <std::int64_t Rows>
constexpr auto limit() {
    return detail::limit_operator<Rows>{};
}

} // namespace weir
