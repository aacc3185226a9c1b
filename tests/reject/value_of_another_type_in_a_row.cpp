// expect: value for column "age" is not of its type int; write a value of that type
// SPDX-License-Identifier: BSL-1.0
// A value has the type of its column.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

using namespace weir::literals;

using student = weir::row_of<"name string, age int">;

#ifdef WEIR_MISTAKE
auto const students = weir::table<student>({{"LiLei", "12"}});
#else
auto const students = weir::table<student>({{"LiLei", 12}});
#endif
