// expect: no column "vlume" in {window: struct<start:timestamp,end:timestamp>, volume: double}; did you mean "volume"?
// SPDX-License-Identifier: BSL-1.0
// A mistake in the middle of a pipeline is one error, and names the line where the pipeline meets its source.
#include <weir/expr/arithmetic.hpp>
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

auto const volume = weir::with_watermark<"dt", "20 minutes">()
                    | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes">())
                    | weir::agg(weir::sum("price"_c).as<"volume">())
#ifdef WEIR_MISTAKE
                    | weir::select("window.start"_c, ("vlume"_c / 2).as<"half">())
#else
                    | weir::select("window.start"_c, ("volume"_c / 2).as<"half">())
#endif
                    | weir::where("half"_c > 1.0);

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades) | volume).output_mode(weir::update).console().start();
}
