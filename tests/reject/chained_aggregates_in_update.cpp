// expect: stateful operator above an aggregate in update mode: rows that change below would count twice; use append
// SPDX-License-Identifier: BSL-1.0
// Above another stateful operator an aggregate is right in append mode only.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/with_watermark.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto const per_hour = weir::with_watermark<"dt", "1 minute">()
                      | weir::group_by(weir::window<"dt", "1 minute">()) | weir::count()
                      | weir::group_by(weir::window<"window", "1 hour">())
                      | weir::agg(weir::max("count"_c).as<"most">());

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades) | per_hour)
#ifdef WEIR_MISTAKE
        .output_mode(weir::update)
#else
        .output_mode(weir::append)
#endif
        .console()
        .start();
}
