// expect: column "price" is double, its field is int; cast the column or change the field
// SPDX-License-Identifier: BSL-1.0
// A column has to fit its field without loss.
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <cstdint>
#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

struct quote {
#ifdef WEIR_MISTAKE
    std::int32_t price;
#else
    double price;
#endif
};

auto const query = weir::input<trade>() | weir::as<quote>();
