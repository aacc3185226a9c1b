// SPDX-License-Identifier: BSL-1.0
// A pipeline of forty operators, pushed into.
#include <weir/weir.hpp>

#include <cstdint>

using namespace weir::literals;

struct event {
    std::int64_t a;
    double b;
};

void run(event const& e) {
    double sum = 0;
    auto rows = weir::input<event>() | weir::where("a"_c > 0) | weir::with_column<"x0">("a"_c + "b"_c)
                | weir::with_column<"b">("b"_c * 2.0) | weir::drop<"x0">() | weir::where("a"_c > 1)
                | weir::with_column<"x1">("a"_c + "b"_c) | weir::with_column<"b">("b"_c * 2.0)
                | weir::drop<"x1">() | weir::where("a"_c > 2) | weir::with_column<"x2">("a"_c + "b"_c)
                | weir::with_column<"b">("b"_c * 2.0) | weir::drop<"x2">() | weir::where("a"_c > 3)
                | weir::with_column<"x3">("a"_c + "b"_c) | weir::with_column<"b">("b"_c * 2.0)
                | weir::drop<"x3">() | weir::where("a"_c > 4) | weir::with_column<"x4">("a"_c + "b"_c)
                | weir::with_column<"b">("b"_c * 2.0) | weir::drop<"x4">() | weir::where("a"_c > 5)
                | weir::with_column<"x5">("a"_c + "b"_c) | weir::with_column<"b">("b"_c * 2.0)
                | weir::drop<"x5">() | weir::where("a"_c > 6) | weir::with_column<"x6">("a"_c + "b"_c)
                | weir::with_column<"b">("b"_c * 2.0) | weir::drop<"x6">() | weir::where("a"_c > 7)
                | weir::with_column<"x7">("a"_c + "b"_c) | weir::with_column<"b">("b"_c * 2.0)
                | weir::drop<"x7">() | weir::where("a"_c > 8) | weir::with_column<"x8">("a"_c + "b"_c)
                | weir::with_column<"b">("b"_c * 2.0) | weir::drop<"x8">() | weir::where("a"_c > 9)
                | weir::with_column<"x9">("a"_c + "b"_c) | weir::with_column<"b">("b"_c * 2.0)
                | weir::drop<"x9">();
    auto query = weir::inline_query(rows, weir::append, [&](auto const& row) { sum += row["b"_c]; });
    query.push(e);
}
