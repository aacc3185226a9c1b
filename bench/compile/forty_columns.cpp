// SPDX-License-Identifier: BSL-1.0
// A schema of forty columns: filtered, computed with, grouped, read from files of JSON.
#include <weir/weir.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct wide {
    weir::timestamp at;
    std::int64_t c00;
    double c01;
    std::string c02;
    std::int64_t c03;
    double c04;
    std::string c05;
    std::int64_t c06;
    double c07;
    std::string c08;
    std::int64_t c09;
    double c10;
    std::string c11;
    std::int64_t c12;
    double c13;
    std::string c14;
    std::int64_t c15;
    double c16;
    std::string c17;
    std::int64_t c18;
    double c19;
    std::string c20;
    std::int64_t c21;
    double c22;
    std::string c23;
    std::int64_t c24;
    double c25;
    std::string c26;
    std::int64_t c27;
    double c28;
    std::string c29;
    std::int64_t c30;
    double c31;
    std::string c32;
    std::int64_t c33;
    double c34;
    std::string c35;
    std::int64_t c36;
    double c37;
    std::string c38;
    std::int64_t c39;
};

auto start() {
    auto rows = weir::read_stream<wide>(weir::json_files("wide"));
    auto sums = rows | weir::with_watermark<"at", "10 seconds">() | weir::where("c00"_c > 3)
                | weir::with_column<"product">("c01"_c * "c04"_c)
                | weir::group_by(weir::window<"at", "1 minute">(), "c02"_c)
                | weir::agg(weir::sum("c00"_c).as<"total">(), weir::avg("product"_c).as<"mean">());
    return weir::write_stream(sums).console().start();
}
