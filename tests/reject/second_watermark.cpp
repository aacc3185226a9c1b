// expect: watermark on "seen" after one on "dt"; a stream has one event time, keep one with_watermark
// SPDX-License-Identifier: BSL-1.0
// A stream has one event time.
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>

struct sighting {
    weir::timestamp dt;
    weir::timestamp seen;
};

auto const query = weir::input<sighting>()
#ifdef WEIR_MISTAKE
                   | weir::with_watermark<"dt", "1 minute">() | weir::with_watermark<"seen", "1 minute">();
#else
                   | weir::with_watermark<"dt", "1 minute">();
#endif
