// expect: drop_duplicates by field "event.at"; select it as a column of its own first
// SPDX-License-Identifier: BSL-1.0
// A key of drop_duplicates is a column.
#include <weir/expr/column.hpp>
#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

using namespace weir::literals;

struct event {
    weir::timestamp at;
};
struct message {
    struct event event;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<message>() | weir::drop_duplicates<"event.at">();
#else
auto const query = weir::input<message>() | weir::select("event.at"_c) | weir::drop_duplicates<"at">();
#endif
