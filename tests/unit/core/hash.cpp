// SPDX-License-Identifier: BSL-1.0
// Keys hash, compare and sort as Spark groups, joins and orders them, owned and borrowed forms alike.
#include <weir/core/decimal.hpp>
#include <weir/core/hash.hpp>
#include <weir/core/time.hpp>

#include "catch.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using weir::detail::compare_values;
using weir::detail::equal_values;
using weir::detail::hash_value;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

template <class A, class B>
bool is_one_key(A const& a, B const& b) {
    return equal_values(a, b) && equal_values(b, a) && hash_value(a) == hash_value(b)
           && compare_values(a, b) == 0;
}

template <class A, class B>
bool is_before(A const& a, B const& b) {
    return compare_values(a, b) < 0 && compare_values(b, a) > 0 && !equal_values(a, b);
}

} // namespace

TEST_CASE("owned_and_borrowed_keys_are_one_key") {
    using namespace std::string_literals;
    using namespace std::string_view_literals;
    for (std::size_t n = 0; n < 200; ++n) {
        std::string const owned(n, 'x');
        std::string_view const borrowed = owned;
        CHECK(is_one_key(owned, borrowed));
        CHECK(is_one_key(std::optional(owned), std::optional(borrowed)));
        CHECK(is_one_key(std::optional(owned), borrowed));
        CHECK(is_one_key(std::vector{owned, owned}, std::vector{borrowed, borrowed}));
        CHECK(is_one_key(std::pair(owned, 1), std::pair(borrowed, std::int64_t{1})));
    }
    CHECK(is_one_key(std::map<std::string, std::vector<int>>{{"a", {1, 2}}},
                     std::map<std::string_view, std::vector<int>>{{"a", {1, 2}}}));
    CHECK(is_one_key(std::optional<std::string>{}, std::optional<std::string_view>{}));
    CHECK_FALSE(equal_values(std::optional<std::string>{}, ""sv));
    CHECK_FALSE(equal_values(std::optional<std::string>{}, std::optional(""sv)));
    CHECK(hash_value(std::optional<std::string>{}) != hash_value(""sv));
}

TEST_CASE("nan_is_one_key_and_so_is_zero") {
    CHECK(is_one_key(not_a_number, -not_a_number));
    CHECK(is_one_key(0.0, -0.0));
    CHECK(is_one_key(0.0F, -0.0F));
    CHECK(is_one_key(std::optional(not_a_number), std::optional(not_a_number)));
    CHECK(is_one_key(std::vector{not_a_number, -0.0}, std::vector{-not_a_number, 0.0}));
    CHECK_FALSE(equal_values(not_a_number, 0.0));
}

TEST_CASE("order_is_that_of_spark") {
    CHECK(is_before(infinity, not_a_number));
    CHECK(is_before(-infinity, -1.0));
    CHECK(is_before(1, 2));
    CHECK(is_before(std::int8_t{-1}, std::uint64_t{1}));
    CHECK(is_before(false, true));
    CHECK(is_before(std::string("a"), std::string_view("b")));
    CHECK(is_before(std::string_view("z"), std::string_view("\xC3\xA9"))); // bytes are unsigned
    CHECK(is_before(std::string_view("a"), std::string_view("aa")));
    CHECK(is_before(std::optional<int>{}, std::optional(-5)));
    CHECK(is_before(std::vector<int>{1, 2}, std::vector<int>{1, 2, 0}));
    CHECK(is_before(std::vector<int>{1, 2, 9}, std::vector<int>{1, 3}));
    CHECK(is_before(std::tuple(1, "b"), std::tuple(2, "a")));
    CHECK(is_before(weir::from_micros(-1), weir::from_micros(0)));
    CHECK(is_before(*weir::decimal<10, 2>::parse("1.50"), *weir::decimal<10, 2>::parse("1.51")));
}

TEST_CASE("decimals_and_times_are_keys") {
    CHECK(is_one_key(*weir::decimal<10, 2>::parse("1.5"), *weir::decimal<10, 2>::parse("1.50")));
    CHECK(is_one_key(weir::from_micros(5), weir::from_micros(5)));
    CHECK(hash_value(weir::from_days(5)) != hash_value(weir::from_days(6)));
}

TEST_CASE("short_texts_differ_in_any_byte") {
    for (std::size_t n = 1; n < 70; ++n) {
        std::string const a(n, 'x');
        for (std::size_t i = 0; i < n; ++i) {
            std::string b = a;
            b[i] = 'y';
            CHECK_FALSE(equal_values(a, b));
            CHECK(hash_value(a) != hash_value(b));
            CHECK(is_before(a, b));
        }
        CHECK(hash_value(a) != hash_value(std::string(n + 1, 'x')));
    }
}

TEST_CASE("hashes_of_many_keys_do_not_collide") {
    std::set<std::uint64_t> seen;
    std::size_t keys = 0;
    for (int i = 0; i < 100'000; ++i, ++keys) seen.insert(hash_value(i));
    for (int i = 0; i < 100'000; ++i, ++keys) seen.insert(hash_value("key" + std::to_string(i)));
    for (int i = 0; i < 300; ++i) {
        for (int j = 0; j < 300; ++j, ++keys) seen.insert(hash_value(std::pair(i, j)));
    }
    CHECK(seen.size() == keys);
}

TEST_CASE("low_bits_of_hashes_are_spread_evenly") {
    std::vector<int> buckets(64);
    for (int i = 0; i < 64'000; ++i) ++buckets[hash_value(std::int64_t{i} * 1'000'000) % 64];
    for (int const count : buckets) {
        CHECK(count > 800);
        CHECK(count < 1'200);
    }
}
