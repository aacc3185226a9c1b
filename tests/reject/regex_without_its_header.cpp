// expect: the regular expression "pattern" has nothing to match it; include <weir/regex.hpp> and link
// weir::regex SPDX-License-Identifier: BSL-1.0 Patterns are matched by an optional library.
#include <weir/expr/column.hpp>
#include <weir/expr/regex.hpp>
#include <weir/expr/text_search.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <string>

using namespace weir::literals;

struct line {
    std::string text;
    std::string pattern;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<line>() | weir::select(weir::rlike("text"_c, "pattern"_c).as<"found">());
#else
auto const query = weir::input<line>() | weir::select(weir::like("text"_c, "pattern"_c).as<"found">());
#endif
