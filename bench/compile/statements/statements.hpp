// SPDX-License-Identifier: BSL-1.0
// The tables of the statements whose compile time is measured in both spellings.
#pragma once

#include <weir/weir.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace weir::literals;

struct trade {
    std::optional<weir::timestamp> ts;
    std::optional<std::string> sym;
    std::optional<double> price;
    std::optional<std::int32_t> qty;
};
struct number {
    std::optional<std::int32_t> a;
    std::optional<std::int32_t> b;
    std::optional<std::string> s;
};
struct nest {
    std::optional<std::int32_t> id;
    std::optional<std::vector<std::optional<std::int32_t>>> arr;
};
struct raw_trade {
    std::optional<std::string> dt;
    std::optional<std::int32_t> amount;
    std::optional<double> price;
};
struct line {
    std::optional<std::string> value;
};
