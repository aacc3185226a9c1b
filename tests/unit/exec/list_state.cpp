// SPDX-License-Identifier: BSL-1.0
// list_state: what is put into a list may be made of the list itself.
#include <weir/weir.hpp>

#include "catch.hpp"

#include <cstdint>
#include <ranges>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;

struct event {
    std::string k;
    std::string v;
};
struct values_of_key {
    std::string k;
    std::vector<std::string> vs;
};

/// Doubles the list with its own values, then keeps those that are longer than one letter.
struct doubler {
    weir::list_state<std::string> vs{"vs"};

    values_of_key handle_input_rows(std::string const& k, auto rows) {
        for (auto const& r : rows) vs.append_value(std::string(r["v"_c]));
        vs.append_list(vs.get());
        vs.put(vs.get() | std::views::filter([](std::string const& v) { return v.size() > 1; }));
        std::vector<std::string> all;
        for (std::string const& v : vs.get()) all.push_back(v);
        return {k, all};
    }
};

} // namespace

TEST_CASE("a_list_takes_its_own_values") {
    std::vector<std::string> last;
    auto live = weir::inline_query(weir::input<event>() | weir::group_by_key("k"_c)
                                       | weir::transform_with_state(doubler{}),
                                   weir::update, [&](auto const& row) {
                                       last.clear();
                                       for (auto const& v : row["vs"_c]) last.emplace_back(v);
                                   });
    // Longer than what a std::string holds in itself, so that reading what has been freed would show.
    std::string const a = "the first value of the list";
    std::string const b = "the second value of the list";
    live.push(event{"k", a});
    CHECK(last == std::vector{a, a});
    live.push(event{"k", b});
    CHECK(last == std::vector{a, a, b, a, a, b});
    live.push(event{"k", "-"});
    CHECK(last == std::vector{a, a, b, a, a, b, a, a, b, a, a, b});
}
