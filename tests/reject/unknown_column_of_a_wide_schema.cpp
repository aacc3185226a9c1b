// expect: no column "humidty" in {..., station: string, at: timestamp, temperature: double, pressure: double, humidity: double, wind: double, rain: double, snow: double, ...}; did you mean "humidity"?
// SPDX-License-Identifier: BSL-1.0
// The message about a wide schema shows the columns around the nearest name only.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct reading {
    std::int32_t id;
    std::string station;
    weir::timestamp at;
    double temperature;
    double pressure;
    double humidity;
    double wind;
    double rain;
    double snow;
    double sun;
    double clouds;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<reading>() | weir::where("humidty"_c > 0.5);
#else
auto const query = weir::input<reading>() | weir::where("humidity"_c > 0.5);
#endif
