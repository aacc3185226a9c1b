// expect: cannot max values of type map<string,int>; a map has no order in "max(tags)"
// SPDX-License-Identifier: BSL-1.0
// Maps have no order, so none is the greatest.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
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
auto const query = weir::input<tagged>() | weir::agg(weir::max("tags"_c).as<"m">());
#else
auto const query = weir::input<tagged>() | weir::agg(weir::max("id"_c).as<"m">());
#endif
