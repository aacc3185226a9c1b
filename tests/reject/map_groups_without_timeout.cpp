// expect: map_groups_with_state without a timeout; write map_groups_with_state<visits>(weir::no_timeout, f)
// SPDX-License-Identifier: BSL-1.0
// Whether a key times out is said.
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
    auto const query =
        weir::input<event>() | weir::group_by_key("user"_c) | weir::map_groups_with_state<visits>(count);
#else
    auto const query = weir::input<event>() | weir::group_by_key("user"_c)
                       | weir::map_groups_with_state<visits>(weir::no_timeout, count);
#endif
}
