// SPDX-License-Identifier: BSL-1.0
// Functions over windows of rows as an operator: the rows of a table, with a column more for each call.
#pragma once

#include <weir/expr/row_window.hpp>
#include <weir/plan/relation.hpp>
#include <weir/schema/joined_schema.hpp>

#include <cstddef>
#include <utility>

namespace weir::detail {

template <class Call>
consteval auto window_column_name() {
    return name_text<Call>;
}

template <class Input, class... Calls>
struct row_windows_plan : relation_interface<row_windows_plan<Input, Calls...>> {
    using computed =
        columns<column<window_column_name<Calls>(), result_of<Calls, typename Input::schema>>...>;
    using schema = joined_schema<typename Input::schema, computed, false, false>;
    using input_type = Input;
    static constexpr bool is_streaming = false;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = not_found;

    Input input;
    value_tuple<Calls...> calls;

    constexpr row_windows_plan(Input i, value_tuple<Calls...> c) : input(std::move(i)), calls(std::move(c)) {}
};

template <class Input, class... Calls>
constexpr auto add_row_windows(Input const& input, value_tuple<Calls...> const& calls) {
    return row_windows_plan<Input, Calls...>(input, calls);
}

} // namespace weir::detail
