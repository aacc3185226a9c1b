// expect: distinct on column "tags" of type map<string,int>; a map cannot be compared, drop the column
// SPDX-License-Identifier: BSL-1.0
// Maps cannot be compared, so there are no equal ones.
#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <cstdint>
#include <map>
#include <string>

struct tagged {
    std::int32_t id;
    std::map<std::string, std::int32_t> tags;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<tagged>() | weir::distinct();
#else
auto const query = weir::input<tagged>() | weir::drop<"tags">() | weir::distinct();
#endif
