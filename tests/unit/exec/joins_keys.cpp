// SPDX-License-Identifier: BSL-1.0
// Joins of two streams by a window or a time as a key, and by a key alone.
#include "joins_property.hpp"

namespace {

using namespace joins;
using weir::join_kind;

std::int64_t window_end(row const& one) { return (*one.t / (5 * second) + 1) * 5 * second; }

class windowed : public rules {
public:
    [[nodiscard]] bool exists(row const& one) const override { return one.t.has_value(); }
    [[nodiscard]] bool is_late(row const& one, std::int64_t watermark) const override {
        return window_end(one) <= watermark;
    }
    [[nodiscard]] bool matches(row const& l, row const& r, bool nulls_match) const override {
        return same_keys(l, r, nulls_match) && window_end(l) == window_end(r);
    }
    [[nodiscard]] bool left_is_over(row const& l, std::int64_t watermark) const override {
        return window_end(l) <= watermark;
    }
    [[nodiscard]] bool right_is_over(row const& r, std::int64_t watermark) const override {
        return window_end(r) <= watermark;
    }
};

class by_time : public rules {
public:
    [[nodiscard]] bool matches(row const& l, row const& r, bool nulls_match) const override {
        return l.t == r.t && (l.t || nulls_match);
    }
    [[nodiscard]] bool left_is_over(row const& l, std::int64_t watermark) const override {
        return l.t && *l.t <= watermark;
    }
    [[nodiscard]] bool right_is_over(row const& r, std::int64_t watermark) const override {
        return r.t && *r.t <= watermark;
    }
};

class by_key : public rules {
public:
    [[nodiscard]] bool matches(row const& l, row const& r, bool nulls_match) const override {
        return same_keys(l, r, nulls_match);
    }
    [[nodiscard]] bool left_is_over(row const&, std::int64_t) const override { return false; }
    [[nodiscard]] bool right_is_over(row const&, std::int64_t) const override { return false; }
    [[nodiscard]] bool frees() const override { return false; }
};

template <join_kind Kind>
void check_windows() {
    auto const l =
        left() | weir::select("li"_c, "lk"_c, weir::window<"lt", "5 seconds">().template as<"lw">());
    auto const r =
        right() | weir::select("ri"_c, "rk"_c, weir::window<"rt", "5 seconds">().template as<"rw">());
    check<Kind>(l | weir::join(r, "lk"_c == "rk"_c && "lw"_c == "rw"_c, weir::join_type<Kind>{}), windowed{},
                1200);
}

} // namespace

TEST_CASE("inner_join_by_windows_is_that_of_a_naive_recomputation") { check_windows<join_kind::inner>(); }
TEST_CASE("left_outer_join_by_windows_is_that_of_a_naive_recomputation") {
    check_windows<join_kind::left_outer>();
}
TEST_CASE("right_outer_join_by_windows_is_that_of_a_naive_recomputation") {
    check_windows<join_kind::right_outer>();
}
TEST_CASE("full_outer_join_by_windows_is_that_of_a_naive_recomputation") {
    check_windows<join_kind::full_outer>();
}
TEST_CASE("left_semi_join_by_windows_is_that_of_a_naive_recomputation") {
    check_windows<join_kind::left_semi>();
}
TEST_CASE("full_outer_join_by_times_is_that_of_a_naive_recomputation") {
    check<join_kind::full_outer>(left() | weir::join(right(), "lt"_c == "rt"_c, weir::full_outer), by_time{},
                                 1200);
}
TEST_CASE("inner_join_by_a_key_alone_keeps_every_row") {
    check<join_kind::inner>(left() | weir::join(right(), "lk"_c == "rk"_c), by_key{}, 600);
}
