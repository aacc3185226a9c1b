// expect: flat_map_groups_with_state without an output mode and a timeout; write flat_map_groups_with_state<visits>(weir::append, weir::no_timeout, f)
// SPDX-License-Identifier: BSL-1.0
// The rows of flat_map_groups_with_state are appended, or updates.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <cstdint>
#include <string>
#include <vector>

using namespace weir::literals;

struct event {
    std::string user;
    weir::timestamp at;
};
struct visits {
    std::int64_t count;
};

void use() {
    auto const none = [](auto const&, auto, weir::group_state<visits>&) { return std::vector<visits>{}; };
#ifdef WEIR_MISTAKE
    auto const query = weir::input<event>() | weir::group_by_key("user"_c)
                       | weir::flat_map_groups_with_state<visits>(weir::no_timeout, none);
#else
    auto const query = weir::input<event>() | weir::group_by_key("user"_c)
                       | weir::flat_map_groups_with_state<visits>(weir::append, weir::no_timeout, none);
#endif
}
