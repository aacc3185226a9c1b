// SPDX-License-Identifier: BSL-1.0
// Hashes are the same at compile time and in every build: checkpoints place keys by them.
#include <weir/core/hash.hpp>
#include <weir/core/time.hpp>

#include <optional>
#include <string_view>
#include <utility>

namespace {

using namespace std::string_view_literals;
using weir::detail::compare_values;
using weir::detail::equal_values;
using weir::detail::hash_value;

static_assert(hash_value("trades"sv) == weir::detail::hash_bytes("trades"));
static_assert(hash_value(1) == hash_value(1L));
static_assert(hash_value(0.0) == hash_value(-0.0));
static_assert(hash_value(std::optional(7)) == hash_value(7));
static_assert(hash_value(std::optional<int>{}) == weir::detail::null_hash);
static_assert(hash_value(std::pair(1, 2)) != hash_value(std::pair(2, 1)));
static_assert(hash_value(weir::from_micros(3)) == hash_value(3));
static_assert(equal_values("abcdefgh"sv, "abcdefgh"sv) && !equal_values("abcdefgh"sv, "abcdefgx"sv));
static_assert(compare_values("a"sv, "b"sv) < 0);

} // namespace
