// expect: watermark on the field "event.at"; select it as a column of its own first
// SPDX-License-Identifier: BSL-1.0
// Event time is a column of its own.
#include <weir/expr/column.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>

using namespace weir::literals;

struct event {
    weir::timestamp at;
};
struct message {
    struct event event;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<message>() | weir::with_watermark<"event.at", "10 minutes">();
#else
auto const query =
    weir::input<message>() | weir::select("event.at"_c) | weir::with_watermark<"at", "10 minutes">();
#endif
