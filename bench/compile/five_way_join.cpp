// SPDX-License-Identifier: BSL-1.0
// Five tables joined by their key.
#include <weir/weir.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct t0 {
    std::int64_t id;
    double v0;
};
struct t1 {
    std::int64_t id;
    double v1;
};
struct t2 {
    std::int64_t id;
    double v2;
};
struct t3 {
    std::int64_t id;
    double v3;
};
struct t4 {
    std::int64_t id;
    double v4;
};

template <class T>
auto read_table(std::string const& path) {
    return weir::read<T>(weir::csv_files(path, {.header = true}));
}

void run() {
    auto joined = read_table<t0>("t0") | weir::join(read_table<t1>("t1"), weir::on<"id">)
                  | weir::join(read_table<t2>("t2"), weir::on<"id">)
                  | weir::join(read_table<t3>("t3"), weir::on<"id">)
                  | weir::join(read_table<t4>("t4"), weir::on<"id">)
                  | weir::select("id"_c, ("v0"_c + "v1"_c + "v2"_c + "v3"_c + "v4"_c).as<"sum">());
    joined.show();
}
