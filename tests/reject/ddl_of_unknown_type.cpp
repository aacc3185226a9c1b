// expect: unknown type "itn" at 17 in "name string, age itn"; did you mean "int"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt type of a schema names the one that was meant.
#include <weir/schema/ddl.hpp>

#ifdef WEIR_MISTAKE
using student = weir::row_of<"name string, age itn">;
#else
using student = weir::row_of<"name string, age int">;
#endif

student first;
