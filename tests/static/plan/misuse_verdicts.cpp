// SPDX-License-Identifier: BSL-1.0
// What is said to what is no operator, no column and no sink, word for word; and how long a message can get.
#include <weir/plan/call_forms.hpp>
#include <weir/plan/edit_columns.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/order_by.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>
#include <weir/runtime/write_stream.hpp>

#include <string>
#include <string_view>

namespace {

using namespace weir::literals;
using weir::verdict;

struct trade {
    std::string symbol;
    double price;
};

consteval bool says(verdict const& v, std::string_view text) { return v == text && text.size() < 300; }

template <class T>
consteval verdict operator_of(T const&) {
    return weir::detail::check_operator<T>();
}
static_assert(!weir::detail::check_operator<decltype(weir::distinct())>().failed());
static_assert(says(operator_of(weir::sum("price"_c)),
                   "aggregate on the right of |; write group_by(...) | agg(...), or agg(...) for all rows"));
static_assert(
    says(operator_of("price"_c > 5),
         "expression on the right of |; write select(...), where(...) or with_column<\"name\">(...)"));
static_assert(says(operator_of(5),
                   "value on the right of | that is no operator; write select(...), where(...), map(f)"));

static_assert(!weir::detail::check_items<weir::col_node<"price">, int>("select").failed());
static_assert(says(
    weir::detail::check_items<char[7]>("select"),
    "text given to select is a value, not a column; write \"price\"_c for the column, lit(\"...\") for the "
    "value"));
static_assert(says(weir::detail::check_items<>("select"), "select of nothing; name a column, \"price\"_c"));
static_assert(
    says(weir::detail::check_items<trade>("group_by"),
         "argument of group_by is no expression; write a column, \"price\"_c, or what is computed of some"));
static_assert(says(weir::detail::check_agg_items<>(),
                   "agg of nothing; write agg(sum(\"price\"_c).as<\"total\">()), or count()"));
static_assert(says(weir::detail::check_sort_items<char[6]>(),
                   "order_by of what is no column; write \"price\"_c or \"price\"_c.desc()"));

static_assert(
    says(weir::detail::check_filter<char[10]>("where"),
         "text given to where as a condition; write where<\"price > 5\">() or where(\"price\"_c > 5)"));
static_assert(says(weir::detail::check_filter<bool>("where"),
                   "where of a constant keeps every row or none; a column is written \"price\"_c"));
static_assert(says(weir::detail::check_filter<trade>("where"),
                   "where of what is no condition; write \"price\"_c > 5, or filter(f) for a function"));

static_assert(says(weir::detail::check_call_form<"limit", "limit<10>()">(),
                   "arguments of limit are not between < and >; write limit<10>()"));
static_assert(
    says(weir::detail::check_join_call(weir::detail::type_list<>{}),
         "join without a condition; write join(other, on<\"id\">), or \"a.id\"_c == \"b.id\"_c, or cross"));

static_assert(!weir::detail::check_first_sink<weir::detail::no_sink>().failed());
static_assert(says(weir::detail::check_first_sink<weir::detail::to_console>(),
                   "second sink of a query: it would replace the first; write to both in one foreach_batch"));

static_assert(
    says(weir::detail::check_lambda<decltype([](auto const&, auto const&) { return 1; }), trade>("map"),
         "map with a function that cannot be called with a row; take a struct with the fields that it reads, "
         "or auto const&"));

// The length of messages: names as long as they come leave less room for the schema.

template <char C>
inline constexpr auto long_name = [] {
    weir::fixed_string<90> name;
    for (std::size_t i = 0; i < 90; ++i) name.data[i] = C;
    return name;
}();
using wide = weir::columns<weir::column<long_name<'a'>, double>, weir::column<long_name<'b'>, std::string>,
                           weir::column<long_name<'c'>, double>, weir::column<long_name<'d'>, std::string>>;
consteval verdict longest_no_column() {
    std::string_view const near = long_name<'a'>.view();
    return weir::detail::no_column<wide>(near.substr(1));
}
static_assert(longest_no_column().message.size() <= weir::detail::longest_message);

// Whatever else is too long is cut.
constexpr auto endless = [] {
    verdict v;
    for (int i = 0; i < 50; ++i) v.message << "0123456789";
    return v;
};
static_assert(weir::detail::shortened<endless>().message.size() == weir::detail::longest_message);
static_assert(weir::detail::shortened<endless>().view().ends_with("..."));

} // namespace
