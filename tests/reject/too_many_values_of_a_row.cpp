// expect: row of 3 values for 2 columns {name: string, age: int}; write one value a column
// SPDX-License-Identifier: BSL-1.0
// A row has one value a column.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

using namespace weir::literals;

using student = weir::row_of<"name string, age int">;

#ifdef WEIR_MISTAKE
auto const students = weir::table<student>({{"LiLei", 12, 75.5}});
#else
auto const students = weir::table<student>({{"LiLei", 12}});
#endif
