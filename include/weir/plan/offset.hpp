// SPDX-License-Identifier: BSL-1.0
// offset: all rows but the first.
#pragma once

#include <weir/plan/relation.hpp>

#include <cstdint>

namespace weir {

namespace detail {

template <class Input, std::int64_t Rows>
struct offset_plan : relation_interface<offset_plan<Input, Rows>> {
    using schema = typename Input::schema;
    using input_type = Input;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Input::event_time;

    Input input;

    constexpr explicit offset_plan(Input i) : input(std::move(i)) {}
};

template <std::int64_t Rows>
constexpr verdict check_offset(bool streaming) {
    if (streaming)
        return fault(
            "offset on a stream: it has no end, so its first rows are no part of it; drop offset(...)");
    return Rows < 0 ? fault("offset of ", Rows, " rows; write a number from 0 on") : verdict{};
}

template <std::int64_t Rows>
struct offset_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] { return check_offset<Rows>(Input::is_streaming); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return offset_plan<Input, Rows>(input);
        }
    }
};

} // namespace detail

/// All rows but the first `Rows`, of a static plan.
///
/// State   one counter.
/// Errors  compile time: a negative number; on a stream.
/// Source  Spark Dataset.offset.
template <std::int64_t Rows>
constexpr auto offset() {
    return detail::offset_operator<Rows>{};
}

} // namespace weir
