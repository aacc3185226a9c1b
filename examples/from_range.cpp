// SPDX-License-Identifier: BSL-1.0
// Any C++ range of a struct is a source, views and generators of values included.
#include <weir/weir.hpp>

#include <array>
#include <cstdint>
#include <ranges>

using namespace weir::literals;

struct square {
    std::int64_t root;
    std::int64_t value;
};

int main() {
    // A lazy view: values are computed as the query reads them, and never stored.
    auto squares = std::views::iota(1, 1001) | std::views::transform([](int i) { return square{i, std::int64_t{i} * i}; });

    auto by_last_digit = weir::from(squares) | weir::group_by(("value"_c % 10).as<"last_digit">())
                       | weir::agg(weir::count("*").as<"count">(), weir::max("root"_c).as<"largest_root">())
                       | weir::order_by("last_digit"_c);

    auto query = weir::write_stream(by_last_digit)
        .output_mode(weir::complete)
        .trigger(weir::available_now)
        .console()
        .start();
    query.await_termination();
}
