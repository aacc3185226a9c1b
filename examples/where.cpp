// SPDX-License-Identifier: BSL-1.0
// Keeping rows: conditions on columns, conditions in C++, and what null does.
#include <weir/weir.hpp>

#include <cstdint>
#include <optional>
#include <string>

using namespace weir::literals;

struct order {
    std::int32_t id;
    std::string item;
    std::int32_t quantity;
    std::optional<double> discount; // a column that can be null is a std::optional, and no other is
};

int main() {
    auto orders = weir::table<order>({{1, "tea", 2, {}}, {2, "cup", 12, 0.1}, {3, "pot", 1, 0.5}, {4, "tea", 30, 0.2}});

    // A condition is an expression. A misspelt column or a wrong type in it does not compile.
    auto large = orders | weir::where("quantity"_c > 10 || "item"_c == "pot");
    large.show();

    // As in SQL only rows go through for which the condition is true; for the first order it is null.
    auto discounted = orders | weir::where("discount"_c < 0.3);
    discounted.show();

    // A lambda gets the struct itself.
    auto odd = orders | weir::filter([](order const& o) { return o.id % 2 == 1; });
    odd.show();
}
