// SPDX-License-Identifier: BSL-1.0
// What is known of split at compile time: its type, its name, and which arguments it refuses.
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/split.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;

struct line {
    std::string value;
    std::optional<std::string> maybe;
    double price;
};

template <class E, class T>
constexpr bool gives = std::same_as<typename E::template result<line>, T>;

static_assert(gives<decltype(weir::split("value"_c, " ")), std::vector<std::string>>);
static_assert(gives<decltype(weir::split("maybe"_c, " ")), std::optional<std::vector<std::string>>>);
static_assert(gives<decltype(weir::explode(weir::split("maybe"_c, " "))), std::string>);

// A pipeline that splits can be a constant.
constexpr auto words = weir::explode(weir::split("value"_c, "\\.")).as<"word">();
static_assert(words.inner.inner.by.view() == ".");

static_assert(weir::detail::name_of<decltype(weir::split("value"_c, " "))>().view() == "split(value, ?, -1)");
static_assert(weir::detail::name_of<decltype(weir::split("value"_c, " ", 2))>().view()
              == "split(value, ?, ?)");
static_assert(decltype(weir::split("price"_c, " "))::check<line>()
              == R"--(cannot split a value of type double in "split(price, ?, -1)"; cast it to string)--");
static_assert(decltype(weir::split("vlaue"_c, " "))::check<line>().failed());

} // namespace
