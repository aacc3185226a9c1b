// expect: map_groups_with_state without the type of its state; write map_groups_with_state<visits>(weir::no_timeout, f)
// SPDX-License-Identifier: BSL-1.0
// The type of the state is named.
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
    auto const query = weir::input<event>() | weir::group_by_key("user"_c)
                       | weir::map_groups_with_state(weir::no_timeout, count);
#else
    auto const query = weir::input<event>() | weir::group_by_key("user"_c)
                       | weir::map_groups_with_state<visits>(weir::no_timeout, count);
#endif
}
