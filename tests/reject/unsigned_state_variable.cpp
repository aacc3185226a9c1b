// expect: unsigned column "seen": Spark has no unsigned type; use std::int64_t
// SPDX-License-Identifier: BSL-1.0
// State is of the types of columns.
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
template <class T>
struct counter {
    weir::value_state<T> seen{"seen"};
    std::vector<visits> handle_input_rows(auto const&, auto) { return {}; }
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<event>() | weir::group_by_key("user"_c)
                   | weir::transform_with_state(counter<std::uint32_t>{});
#else
auto const query =
    weir::input<event>() | weir::group_by_key("user"_c) | weir::transform_with_state(counter<std::int64_t>{});
#endif
