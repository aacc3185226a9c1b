// SPDX-License-Identifier: BSL-1.0
// What is known of patterns without the library that matches them: the message that asks for it.
#include <weir/expr/column.hpp>
#include <weir/expr/regex.hpp>

#include <string>

namespace {

using namespace weir::literals;

struct line {
    std::string text;
    std::string pattern;
};

template <class E>
constexpr bool asks(E const&) {
    return E::template check<line>()
           == "the regular expression \"pattern\" has nothing to match it; include <weir/regex.hpp> and link "
              "weir::regex";
}

static_assert(asks(weir::rlike("text"_c, "pattern"_c)));
static_assert(asks(weir::regexp_replace("text"_c, "pattern"_c, "")));
static_assert(asks(weir::split("text"_c, "pattern"_c)));

} // namespace
