// expect: column "note" can be null, its field cannot; make the field a std::optional or use coalesce
// SPDX-License-Identifier: BSL-1.0
// A nullable column needs a field that can be null.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <optional>
#include <string>

using namespace weir::literals;

struct trade {
    double price;
    std::optional<std::string> note;
};

struct remark {
#ifdef WEIR_MISTAKE
    std::string note;
#else
    std::optional<std::string> note;
#endif
};

auto const query = weir::input<trade>() | weir::as<remark>() | weir::where("note"_c == "late");
