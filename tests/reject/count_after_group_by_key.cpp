// expect: group_by without an aggregate before the next operator; add agg(...) or count(), after group_by_key a function with state
// SPDX-License-Identifier: BSL-1.0
// Aggregates follow group_by.
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

#ifdef WEIR_MISTAKE
auto const query = weir::input<event>() | weir::group_by_key("user"_c) | weir::count();
#else
auto const query = weir::input<event>() | weir::group_by("user"_c) | weir::count();
#endif
