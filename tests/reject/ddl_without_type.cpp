// expect: unexpected "," at 4 in "name, age int"; write a type here, such as int or string
// SPDX-License-Identifier: BSL-1.0
// A column of a schema has a type.
#include <weir/schema/ddl.hpp>

#ifdef WEIR_MISTAKE
using student = weir::row_of<"name, age int">;
#else
using student = weir::row_of<"name string, age int">;
#endif

student first;
