// SPDX-License-Identifier: BSL-1.0
// Schemas without a struct: Spark's DDL, read at compile time; and the ways to read a row.
#include <weir/weir.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

using namespace weir::literals;

// The text is checked by the compiler: a misspelt type or a missing comma is an error with its place.
using book = weir::row_of<"title string not null, year int, price decimal(6,2), tags array<string>">;

struct priced {
    std::string title;
    std::optional<weir::decimal<6, 2>> price;
};

int main() {
    std::vector<std::optional<std::string>> const tags{"novel", "desert"};
    auto books = weir::table<book>({{"Dune", 1965, weir::decimal<6, 2>::parse("9.99"), tags},
                                    {"Cosmos", 1980, std::nullopt, std::nullopt}});
    weir::print_schema(books);
    books.show();

    // What is in a column follows from its schema: not null is the plain type, else a std::optional.
    auto const rows = books.collect();
    static_assert(std::is_same_v<decltype(rows[0]["title"_c]), std::string const&>);
    static_assert(std::is_same_v<decltype(rows[0]["year"_c]), std::optional<std::int32_t> const&>);

    for (auto const& row : rows) {
        std::cout << row["title"_c] << ", " << row.get<"year">().value_or(0) << '\n'; // by name
        auto const& [title, year, price, words] = row;                                // by position
        std::cout << title.size() << " letters, " << (words ? words->size() : 0) << " tags, "
                  << (year && *year < 1970 ? "old" : "new") << ", " << (price ? "priced" : "free") << '\n';
        auto const p = weir::to<priced>(row); // as a struct, by the names of its fields
        std::cout << p.title << (p.price ? " has" : " has no") << " price\n";
    }
}
