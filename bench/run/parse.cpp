// SPDX-License-Identifier: BSL-1.0
// CSV and JSON lines into the 1 s tumbling average, file source included.
#include <weir/expr/call.hpp>
#include <weir/expr/cast.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/csv_files.hpp>
#include <weir/source/json_files.hpp>

#include "hand_parse.hpp"
#include "harness.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>

namespace {

constexpr std::size_t lines = std::size_t{1} << 20;

/// The same trades in both formats, 1 ms apart, in order. Prices are multiples of 0.25, so that sums are exact.
struct trade_texts {
    std::string csv;
    std::string json;
};

trade_texts make_texts() {
    trade_texts texts;
    bench::splitmix64 random{21};
    double price = 60'000;
    for (std::size_t i = 0; i < lines; ++i) {
        price += static_cast<double>(random.below(5) - 2) / 4;
        std::int64_t const ms = 1'700'000'000'136 + static_cast<std::int64_t>(i);
        auto const qty = static_cast<double>(random.below(100'000)) / 1e5;
        bool const maker = random.below(2) != 0;
        char line[256];
        std::snprintf(line, sizeof line, "%lld000,%.2f,%.5f,%c\n", static_cast<long long>(ms), price, qty,
                      maker ? 'b' : 's');
        texts.csv += line;
        std::snprintf(line, sizeof line,
                      R"({"e":"trade","E":%lld,"s":"BTCUSDT","t":%zu,"p":"%.2f","q":"%.5f","T":%lld,"m":%s})"
                      "\n",
                      static_cast<long long>(ms), i + 100'000'000, price, qty, static_cast<long long>(ms),
                      maker ? "true" : "false");
        texts.json += line;
    }
    return texts;
}

/// A window's row of either side, added to the digest.
auto into(bench::row_digest& digest) {
    return [&digest](std::int64_t end_us, double average) { digest.add(end_us, average); };
}

template <class Line>
std::uint64_t hand_run(std::filesystem::path const& folder) {
    bench::row_digest digest;
    bench::hand::parse_average<Line>(folder, into(digest));
    return digest.value();
}

// The weir side: the same job as a query over the folder, run to its end.
namespace weir_side {

using namespace weir::literals;

struct csv_line {
    std::int64_t dt; // microseconds
    double price;
    double qty;
    std::string side;
};
struct json_line {
    std::int64_t T; // milliseconds
    std::string p;
};

auto source(std::filesystem::path const& folder, bench::hand::csv_trade) {
    return weir::read_stream<csv_line>(weir::csv_files(folder.string()))
           | weir::select(
               weir::call([](std::int64_t us) { return weir::from_micros(us); }, "dt"_c).as<"dt">(),
               "price"_c);
}
auto source(std::filesystem::path const& folder, bench::hand::json_trade) {
    return weir::read_stream<json_line>(weir::json_files(folder.string()))
           | weir::select(
               weir::call([](std::int64_t ms) { return weir::from_micros(ms * 1000); }, "T"_c).as<"dt">(),
               "p"_c.cast<double>().as<"price">());
}

template <class Line>
std::uint64_t run(std::filesystem::path const& folder) {
    bench::row_digest digest;
    auto const add = into(digest);
    auto query =
        weir::write_stream(source(folder, Line{}) | weir::group_by(weir::window<"dt", "1 second">())
                           | weir::agg(weir::avg("price"_c).as<"average">()))
            .output_mode(weir::complete)
            .trigger(weir::on_demand)
            .foreach([&](auto const& row) { add(weir::micros(row["window"_c].end), row["average"_c]); })
            .start();
    query.process_all_available();
    return digest.value();
}

} // namespace weir_side

template <class Line>
void compare(bench::report& report, std::string const& name, std::string const& file,
             std::string const& text) {
    bench::temporary_folder const folder;
    folder.write(file, text);
    report.compare(
        name + " into the 1 s average, file source", std::to_string(text.size() / lines) + " bytes a line",
        1.3, static_cast<double>(lines), [&] { return hand_run<Line>(folder.path()); },
        [&] { return weir_side::run<Line>(folder.path()); });
}

} // namespace

int main() {
    auto const texts = make_texts();
    bench::report report;
    compare<bench::hand::csv_trade>(report, "CSV", "trades.csv", texts.csv);
    compare<bench::hand::json_trade>(report, "JSON lines", "trades.json", texts.json);
    return report.finish();
}
