// expect: cannot sort by "tags" of type map<string,int>; a map has no order
// SPDX-License-Identifier: BSL-1.0
// Maps have no order.
#include <weir/expr/column.hpp>
#include <weir/plan/order_by.hpp>
#include <weir/plan/source.hpp>

#include <cstdint>
#include <map>
#include <string>

using namespace weir::literals;

struct tagged {
    std::int32_t id;
    std::map<std::string, std::int32_t> tags;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<tagged>() | weir::order_by("tags"_c);
#else
auto const query = weir::input<tagged>() | weir::order_by("id"_c);
#endif
