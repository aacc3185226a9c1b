// SPDX-License-Identifier: BSL-1.0
// The average price of Bitcoin in sliding windows of event time, from files of trades that arrive while it runs.
//
//     average_price         all files are there when the query starts, so that it always prints the same
//     average_price live    a file arrives every 1.5 seconds
#include <weir/weir.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace weir::literals;

struct raw_trade {
    std::string dt;
    std::int32_t amount; // in lots of 0.00001 BTC
    double price;
};

// A pipeline without a source is a value: it can be named, tested and put behind any source.
constexpr auto average = weir::with_watermark<"dt", "20 minutes">()
                       | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes">())
                       | weir::agg(weir::sum("amount"_c).as<"amount">(), weir::sum("volume"_c).as<"volume">())
                       | weir::select("window"_c, "window.start"_c, "window.end"_c, ("volume"_c / "amount"_c).as<"avg_price">());

// The market: puts the recorded files into `folder` one after another. A file appears there whole, under its name.
void trade_into(std::filesystem::path const& folder, std::chrono::milliseconds pause) {
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::directory_iterator("data/trading_data")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (auto const& file : files) {
        std::filesystem::copy_file(file, folder / ".arriving");
        std::filesystem::rename(folder / ".arriving", folder / file.filename());
        std::this_thread::sleep_for(pause);
    }
}

// Starts the query with its trigger, and one beside it that adds up everything.
template <class Trigger>
auto start(std::filesystem::path const& folder, Trigger trigger) {
    auto trades = weir::read_stream<raw_trade>(weir::json_files(folder, {.max_files_per_trigger = 1}));
    weir::print_schema(trades);
    auto priced = trades | weir::select(weir::cast<weir::timestamp>("dt"_c).as<"dt">(), "amount"_c, "price"_c,
                                        ("amount"_c * "price"_c).as<"volume">());
    auto total = priced | weir::group_by()
               | weir::agg(weir::count("*").as<"trades">(), weir::sum("amount"_c).as<"amount">(), weir::sum("volume"_c).as<"volume">());

    return std::pair(weir::write_stream(priced | average).output_mode(weir::update).trigger(trigger).name("average_price")
                         .console({.truncate = false}).start(),
                     weir::write_stream(total).output_mode(weir::complete).trigger(trigger).name("totals").memory().start());
}

int main(int argc, char** argv) {
    bool const live = argc > 1 && argv[1] == std::string_view("live");
    std::string folder = std::filesystem::temp_directory_path() / "average_price.XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) return 1;

    auto const finish = [](auto queries) {
        auto& [averages, totals] = queries;
        averages.process_all_available();
        totals.process_all_available();
        std::puts(totals.table().to_json().front().c_str()); // scripts/check_average_price reads this line
    };
    if (live) {
        auto queries = start(folder, weir::processing_time<"2 seconds">);
        trade_into(folder, 1500ms);
        finish(std::move(queries));
    } else {
        trade_into(folder, 0ms);
        finish(start(folder, weir::available_now));
    }
    std::filesystem::remove_all(folder);
}
