// expect: text given to group_by_key is a value, not a column; write "price"_c for the column, lit("...") for the value
// SPDX-License-Identifier: BSL-1.0
// A text is no key.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct event {
    std::string user;
    weir::timestamp at;
};
struct visits {
    std::int64_t count;
};

void use() {
    auto const count = [](auto const&, auto, weir::group_state<visits>&) { return visits{}; };
#ifdef WEIR_MISTAKE
    auto const query = weir::input<event>() | weir::group_by_key("user")
                       | weir::map_groups_with_state<visits>(weir::no_timeout, count);
#else
    auto const query = weir::input<event>() | weir::group_by_key("user"_c)
                       | weir::map_groups_with_state<visits>(weir::no_timeout, count);
#endif
}
