// expect: column "note" can be null, its field cannot; make the field a std::optional or use coalesce
// SPDX-License-Identifier: BSL-1.0
// A lambda over the user's struct needs a field that can be null too.
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <optional>
#include <string>

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

auto const query = weir::input<trade>() | weir::map([](remark const& r) { return r; });
