// expect: append mode without watermark: no group of the aggregate is ever complete; group by a window of the with_watermark column, or use update or complete
// SPDX-License-Identifier: BSL-1.0
// An inline query obeys the rule of append too, and is one error though rows are pushed.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/runtime/inline_query.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void serve(trade const& t) {
    auto live = weir::inline_query(weir::input<trade>() | weir::group_by("symbol"_c) | weir::count(),
#ifdef WEIR_MISTAKE
                                   weir::append, [](auto const&) {});
#else
                                   weir::update, [](auto const&) {});
#endif
    live.push(t);
    live.advance_watermark(t.dt);
    live.flush();
}
