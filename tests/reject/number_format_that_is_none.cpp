// expect: the format "9,99," of to_number has a separator without digits beside it; write it like $99,999.99
// or S999 SPDX-License-Identifier: BSL-1.0 A format of numbers is read when the program is compiled.
#include <weir/expr/column.hpp>
#include <weir/expr/number_format.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <string>

using namespace weir::literals;

struct line {
    std::string price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<line>() | weir::select(weir::to_number<"9,99,">("price"_c).as<"price">());
#else
auto const query = weir::input<line>() | weir::select(weir::to_number<"9,999">("price"_c).as<"price">());
#endif
