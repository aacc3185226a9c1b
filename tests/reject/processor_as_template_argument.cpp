// expect: transform_with_state without a processor; write transform_with_state(processor{})
// SPDX-License-Identifier: BSL-1.0
// A processor is a value.
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
struct counter {
    weir::value_state<std::int64_t> seen{"seen"};
    std::vector<visits> handle_input_rows(auto const&, auto) { return {}; }
};

#ifdef WEIR_MISTAKE
auto const query =
    weir::input<event>() | weir::group_by_key("user"_c) | weir::transform_with_state<counter>();
#else
auto const query =
    weir::input<event>() | weir::group_by_key("user"_c) | weir::transform_with_state(counter{});
#endif
