// SPDX-License-Identifier: BSL-1.0
// Joins of two streams by a key and a range of time, with conditions on one side.
#include "joins_property.hpp"

namespace {

using namespace joins;
using weir::join_kind;

/// lt - 2 s < rt <= lt + 5 s, lv <> 0, rv < 3. With lv > 0 Spark would keep left rows for good.
class ranged : public rules {
public:
    [[nodiscard]] bool matches(row const& l, row const& r, bool nulls_match) const override {
        return same_keys(l, r, nulls_match) && l.t && r.t && *r.t > *l.t - 2 * second
               && *r.t <= *l.t + 5 * second;
    }
    // No right row later than the watermark can match; of `<=` one millisecond more is kept.
    [[nodiscard]] bool left_is_over(row const& l, std::int64_t watermark) const override {
        return l.t && *l.t + 5 * second <= watermark - milli;
    }
    [[nodiscard]] bool right_is_over(row const& r, std::int64_t watermark) const override {
        return r.t && *r.t + 2 * second <= watermark;
    }
    [[nodiscard]] bool left_holds(row const& l) const override { return l.v != 0; }
    [[nodiscard]] bool right_holds(row const& r) const override { return r.v < 3; }
};

template <join_kind Kind>
void check_range() {
    auto const condition = "lk"_c == "rk"_c && "rt"_c > "lt"_c - weir::interval<"2 seconds">
                           && "rt"_c <= "lt"_c + weir::interval<"5 seconds"> && "lv"_c != 0 && "rv"_c < 3;
    check<Kind>(left() | weir::join(right(), condition, weir::join_type<Kind>{}), ranged{}, 1200);
}

} // namespace

TEST_CASE("inner_join_by_a_range_is_that_of_a_naive_recomputation") { check_range<join_kind::inner>(); }
TEST_CASE("left_outer_join_by_a_range_is_that_of_a_naive_recomputation") {
    check_range<join_kind::left_outer>();
}
TEST_CASE("right_outer_join_by_a_range_is_that_of_a_naive_recomputation") {
    check_range<join_kind::right_outer>();
}
TEST_CASE("full_outer_join_by_a_range_is_that_of_a_naive_recomputation") {
    check_range<join_kind::full_outer>();
}
TEST_CASE("left_semi_join_by_a_range_is_that_of_a_naive_recomputation") {
    check_range<join_kind::left_semi>();
}
