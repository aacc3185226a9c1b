// SPDX-License-Identifier: BSL-1.0
// The same small stream into each sink: console, memory, foreach.
#include <weir/weir.hpp>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <iostream>
#include <optional>
#include <vector>

using namespace weir::literals;

// A schema in Spark's notation. Columns can be null unless they are NOT NULL.
using student = weir::row_of<"name string not null, age int, score double">;

// A foreach sink with a beginning and an end: it could hold a connection.
struct printer {
    bool open(std::int64_t partition_id, std::int64_t epoch_id) {
        std::cout << "open partition " << partition_id << ", epoch " << epoch_id << '\n';
        return true; // false: leave this batch out
    }
    void process(auto const& row) {
        std::cout << row["name"_c] << " has " << row["score"_c].value_or(0) << " points\n";
    }
    void close(std::exception_ptr const& error) { std::cout << (error ? "failed" : "close") << "\n\n"; }
};

int main() {
    std::vector<student> const rows{{"LiLei", 12, 75.5}, {"Hanmeimei", 16, 90.0}, {"Lily", 15, 68.0},
                                    {"Michael", 20, 70.5}, {"Andy", std::nullopt, 80.0}, {"Justin", 19, std::nullopt}};

    // A static table: its actions run at once.
    auto table = weir::table<student>(rows);
    weir::print_schema(table);
    table.show();
    auto adults = table | weir::where("age"_c >= 18);
    std::cout << adults.count() << " of " << table.count() << " are 18 or older\n\n";

    // The same operators on a stream. The row whose age is null is neither older nor younger.
    auto students = weir::from(rows);
    auto older = students | weir::where("age"_c >= 15) | weir::select("name"_c, "score"_c);
    static_assert(!table.is_streaming && older.is_streaming);

    auto console = weir::write_stream(older).trigger(weir::available_now).console().start();
    console.await_termination();

    auto memory = weir::write_stream(older).trigger(weir::available_now).name("older_students").memory().start();
    memory.await_termination();
    (memory.table() | weir::where("score"_c > 70) | weir::order_by("score"_c.desc())).show();

    auto foreach = weir::write_stream(older).trigger(weir::available_now).foreach(printer{}).start();
    foreach.await_termination();
}
