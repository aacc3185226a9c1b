// SPDX-License-Identifier: BSL-1.0
// Ranges of range-v3 as a source; without that library the test is left out.
#if __has_include(<range/v3/view/iota.hpp>)
    #include <weir/testing.hpp>

    #include "catch.hpp"

    #include <range/v3/view/filter.hpp>
    #include <range/v3/view/iota.hpp>
    #include <range/v3/view/transform.hpp>

    #include <cstdint>

using namespace weir::literals;

namespace range_v3_test {
struct square {
    std::int32_t n;
    std::int64_t squared;
};
} // namespace range_v3_test

TEST_CASE("a_range_v3_view_is_a_stream") {
    namespace views = ranges::views;
    auto squares = views::iota(1, 10) | views::filter([](int i) { return i % 2 != 0; })
                   | views::transform([](int i) { return range_v3_test::square{i, std::int64_t{i} * i}; });
    auto query = weir::write_stream(weir::from(squares) | weir::where("n"_c > 2))
                     .trigger(weir::on_demand)
                     .memory()
                     .start();
    query.process_all_available();
    CHECK(query.table().to_json()
          == std::vector<std::string>{R"({"n":3,"squared":9})", R"({"n":5,"squared":25})",
                                      R"({"n":7,"squared":49})", R"({"n":9,"squared":81})"});
}
#endif
