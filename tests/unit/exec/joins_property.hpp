// SPDX-License-Identifier: BSL-1.0
// Joins of two streams against a naive recomputation that shares no code with the library: random rows,
// nulls, disorder and batch cuts.
#pragma once

#include <weir/weir.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace joins {

using namespace weir::literals;

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t milli = 1'000;

struct left_row {
    std::int32_t li;
    std::optional<std::int32_t> lk;
    std::optional<weir::timestamp> lt;
    std::int32_t lv;
};
struct right_row {
    std::int32_t ri;
    std::optional<std::int32_t> rk;
    std::optional<weir::timestamp> rt;
    std::int32_t rv;
};

struct row {
    std::int32_t id;
    std::optional<std::int32_t> k;
    std::optional<std::int64_t> t;
    std::int32_t v;
};

/// The numbers of both rows of a result, -1 where a side has none.
using pair = std::pair<std::int32_t, std::int32_t>;

/// What a condition says of two rows and of one.
class rules {
public:
    virtual ~rules() = default;
    /// Whether equal keys and bounds of time hold; the nulls of keys are equal where `nulls_match`.
    [[nodiscard]] virtual bool matches(row const& l, row const& r, bool nulls_match) const = 0;
    /// Whether a row has had its last chance under the watermark.
    [[nodiscard]] virtual bool left_is_over(row const& l, std::int64_t watermark) const = 0;
    [[nodiscard]] virtual bool right_is_over(row const& r, std::int64_t watermark) const = 0;
    [[nodiscard]] virtual bool is_late(row const& one, std::int64_t watermark) const {
        return one.t && *one.t <= watermark;
    }
    /// Whether the watermark frees rows. Else no batch runs for its sake, and rows are judged by that of the batch before.
    [[nodiscard]] virtual bool frees() const { return true; }
    /// Whether a row reaches the join at all.
    [[nodiscard]] virtual bool exists(row const&) const { return true; }
    /// What the condition asks of one side alone.
    [[nodiscard]] virtual bool left_holds(row const&) const { return true; }
    [[nodiscard]] virtual bool right_holds(row const&) const { return true; }
    /// Whether a row can match at all, before its time is looked at.
    [[nodiscard]] virtual bool can_match(row const& one) const { return one.k.has_value(); }
};

inline bool same_keys(row const& l, row const& r, bool nulls_match) {
    return l.k == r.k && (l.k || nulls_match);
}

/// The join as Spark's rules say, recomputed naively over all rows so far.
class oracle {
public:
    oracle(rules const& of, weir::join_kind kind, std::int64_t left_delay, std::int64_t right_delay)
        : rules_(of), kind_(kind), left_delay_(left_delay), right_delay_(right_delay) {}

    /// A batch of rows of both sides, and the no-data batch behind it.
    std::vector<pair> batch(std::vector<row> const& left, std::vector<row> const& right) {
        std::vector<pair> out;
        for (row const& l : left) {
            bool const passes = keeps_left() || (rules_.can_match(l) && rules_.left_holds(l));
            if (passes) newest_left_ = std::max(newest_left_, l.t.value_or(none));
            if (!passes || !rules_.exists(l)) continue;
            if (rules_.is_late(l, late_watermark_)) {
                ++late;
            } else if (rules_.left_holds(l)) {
                add(l, left_, right_, true, out);
            } else if (keeps_left()) {
                out.emplace_back(l.id, -1);
            }
        }
        for (row const& r : right) {
            bool const passes = keeps_right() || (rules_.can_match(r) && rules_.right_holds(r));
            if (passes) newest_right_ = std::max(newest_right_, r.t.value_or(none));
            if (!passes || !rules_.exists(r)) continue;
            if (rules_.is_late(r, late_watermark_)) {
                ++late;
            } else if (rules_.right_holds(r)) {
                add(r, right_, left_, false, out);
            } else if (keeps_right()) {
                out.emplace_back(-1, r.id);
            }
        }
        std::int64_t const left_mark = newest_left_ == none ? 0 : floor_milli(newest_left_) - left_delay_;
        std::int64_t const right_mark = newest_right_ == none ? 0 : floor_milli(newest_right_) - right_delay_;
        late_watermark_ = watermark_;
        watermark_ = std::max(watermark_, std::min(left_mark, right_mark));
        if (rules_.frees()) late_watermark_ = watermark_;
        for (kept& l : left_) {
            if (l.gone || !rules_.left_is_over(l.of, watermark_)) continue;
            l.gone = true;
            if (keeps_left() && !l.matched) out.emplace_back(l.of.id, -1);
        }
        for (kept& r : right_) {
            if (r.gone || !rules_.right_is_over(r.of, watermark_)) continue;
            r.gone = true;
            if (keeps_right() && !r.matched) out.emplace_back(-1, r.of.id);
        }
        std::sort(out.begin(), out.end());
        return out;
    }

    std::int64_t late = 0;

private:
    static constexpr std::int64_t none = INT64_MIN;
    static std::int64_t floor_milli(std::int64_t t) { return t - ((t % milli) + milli) % milli; }

    struct kept {
        row of;
        bool matched = false;
        bool gone = false;
    };
    [[nodiscard]] bool keeps_left() const {
        return kind_ == weir::join_kind::left_outer || kind_ == weir::join_kind::full_outer;
    }
    [[nodiscard]] bool keeps_right() const {
        return kind_ == weir::join_kind::right_outer || kind_ == weir::join_kind::full_outer;
    }
    void add(row const& one, std::vector<kept>& own, std::vector<kept>& others, bool is_left,
             std::vector<pair>& out) {
        kept mine{one};
        bool const nulls_match = kind_ == weir::join_kind::full_outer;
        for (kept& other : others) {
            row const& l = is_left ? one : other.of;
            row const& r = is_left ? other.of : one;
            if (other.gone || !rules_.matches(l, r, nulls_match)) continue;
            bool const again = is_left ? mine.matched : other.matched;
            mine.matched = other.matched = true;
            if (kind_ != weir::join_kind::left_semi) {
                out.emplace_back(l.id, r.id);
            } else if (!again) {
                out.emplace_back(l.id, -1);
            }
        }
        own.push_back(mine);
    }

    rules const& rules_;
    weir::join_kind kind_;
    std::int64_t left_delay_;
    std::int64_t right_delay_;
    std::int64_t newest_left_ = none;
    std::int64_t newest_right_ = none;
    std::int64_t late_watermark_ = 0;
    std::int64_t watermark_ = 0;
    std::vector<kept> left_;
    std::vector<kept> right_;
};

// Random rows.

inline unsigned seed() {
    char const* const given = std::getenv("WEIR_TEST_SEED");
    return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                            : std::random_device{}();
}

struct batch {
    std::vector<row> left;
    std::vector<row> right;
};

inline std::vector<batch> random_batches(std::mt19937& random) {
    auto const below = [&](std::uint32_t n) { return static_cast<std::int64_t>(random() % n); };
    std::vector<batch> batches(static_cast<std::size_t>(1 + below(8)));
    std::int64_t now = 100 * second;
    std::int32_t id = 0;
    auto const rows = [&] {
        std::vector<row> out(static_cast<std::size_t>(below(6)));
        for (row& one : out) {
            one.id = id++;
            if (below(8) != 0) one.k = static_cast<std::int32_t>(below(3));
            std::int64_t const within = below(4) == 0 ? below(second) : below(3) * second / 2;
            if (below(10) != 0) one.t = now - below(20) * second + within;
            one.v = static_cast<std::int32_t>(below(4));
        }
        return out;
    };
    for (batch& b : batches) {
        now += below(12) * second;
        b.left = rows();
        b.right = rows();
    }
    return batches;
}

inline std::optional<weir::timestamp> time_of(row const& one) {
    if (!one.t) return {};
    return weir::timestamp(std::chrono::microseconds(*one.t));
}

inline std::string text_of(std::vector<pair> const& pairs) {
    std::string text;
    for (auto const& [l, r] : pairs) text += " " + std::to_string(l) + "-" + std::to_string(r);
    return text;
}

/// A side of the results, -1 where it has no row.
template <class Row>
std::int32_t number(Row const& given) {
    if constexpr (requires { given.has_value(); }) {
        return given ? static_cast<std::int32_t>(*given) : -1;
    } else {
        return static_cast<std::int32_t>(given);
    }
}

/// Runs a query of two inputs with the watermarks' delays of 4 and 6 seconds, `cases` times.
template <weir::join_kind Kind, class Plan>
void check(Plan const& plan, rules const& of, int cases) {
    unsigned const s = seed();
    INFO("WEIR_TEST_SEED=" << s);
    std::mt19937 random(s);
    for (int i = 0; i < cases; ++i) {
        INFO("case " << i);
        std::vector<pair> out;
        std::int64_t late = 0;
        auto live = weir::inline_query(
            plan, weir::append,
            [&](auto const& r) {
                if constexpr (Kind == weir::join_kind::left_semi) {
                    out.emplace_back(number(r["li"_c]), -1);
                } else {
                    out.emplace_back(number(r["li"_c]), number(r["ri"_c]));
                }
            },
            [&](auto const&) { ++late; });
        oracle judge(of, Kind, 4 * second, 6 * second);
        for (batch const& b : random_batches(random)) {
            std::vector<left_row> l;
            std::vector<right_row> r;
            for (row const& one : b.left) l.push_back({one.id, one.k, time_of(one), one.v});
            for (row const& one : b.right) r.push_back({one.id, one.k, time_of(one), one.v});
            live.template push<"left", "right">(l, r);
            std::sort(out.begin(), out.end());
            auto const expected = judge.batch(b.left, b.right);
            if (expected != out) {
                INFO("expected" << text_of(expected) << "\nfound   " << text_of(out));
                REQUIRE(false);
            }
            out.clear();
        }
        REQUIRE(late == judge.late);
    }
}

inline auto left() { return weir::input<left_row, "left">() | weir::with_watermark<"lt", "4 seconds">(); }
inline auto right() { return weir::input<right_row, "right">() | weir::with_watermark<"rt", "6 seconds">(); }

} // namespace joins
