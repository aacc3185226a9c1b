// SPDX-License-Identifier: BSL-1.0
// alias: a name for a relation, by which its columns are told from those of another.
#pragma once

#include <weir/plan/relation.hpp>
#include <weir/plan/with_watermark.hpp>
#include <weir/schema/joined_schema.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class Input, fixed_string Name>
struct alias_plan : relation_interface<alias_plan<Input, Name>> {
    using schema = aliased_schema<Name, typename Input::schema>;
    using input_type = Input;
    static constexpr auto relation_name = Name;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Input::event_time;
    static constexpr column_set event_times = event_times_of<Input>();

    Input input;

    constexpr explicit alias_plan(Input i) : input(std::move(i)) {}
};

template <fixed_string Name>
struct alias_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        if constexpr (Input::rejected) {
            return rejected_plan<aliased_schema<Name, typename Input::schema>, Input::is_streaming,
                                 Input::event_time>{};
        } else {
            return name_input(input);
        }
    }

private:
    template <class Input>
    static constexpr auto name_input(Input const& input) {
        return alias_plan<Input, Name>(input);
    }
    // The watermark stays on top, where a filter finds it: see where.
    template <class Input, std::size_t Column, std::int64_t Delay>
    static constexpr auto name_input(watermark_plan<Input, Column, Delay> const& input) {
        auto const below = name_input(input.input);
        return watermark_plan<std::remove_const_t<decltype(below)>, Column, Delay>(below, input.options,
                                                                                   input.id);
    }
};

} // namespace detail

/// Names a relation: its columns are then known as `"name.column"_c` too, also above a join, and all of them
/// as `"name.*"_c`. A second alias replaces the first.
///
/// Rows    in {Schema}, out {Schema}.
/// Cost    none at run time.
/// Source  Spark Dataset.alias.
/// Example `trades | weir::alias<"t">()`
template <fixed_string Name>
constexpr auto alias() {
    return detail::alias_operator<Name>{};
}

} // namespace weir
