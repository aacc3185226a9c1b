// expect: limit of -1 rows; write a number from 0 on
// SPDX-License-Identifier: BSL-1.0
// A limit is a number of rows.
#include <weir/plan/limit.hpp>
#include <weir/plan/source.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::limit<-1>();
#else
auto const query = weir::input<trade>() | weir::limit<1>();
#endif
