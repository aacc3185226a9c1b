// SPDX-License-Identifier: BSL-1.0
// Hashes and digests by their names in SQL.
#pragma once

#include <weir/expr/digests.hpp>
#include <weir/expr/hash.hpp>
#include <weir/sql/argument.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_hash_names = "hash xxhash64 md5 sha sha1 sha2 crc32";

template <>
inline constexpr auto sql_function<"hash"> =
    sql_taking<"a">([](auto const&... a) -> decltype(weir::hash(a...)) { return weir::hash(a...); });
template <>
inline constexpr auto sql_function<"xxhash64"> =
    sql_taking<"a">([](auto const&... a) -> decltype(weir::xxhash64(a...)) { return weir::xxhash64(a...); });
template <>
inline constexpr auto sql_function<"md5"> =
    sql_taking<"b">([](auto const&... a) -> decltype(weir::md5(a...)) { return weir::md5(a...); });
template <>
inline constexpr auto sql_function<"sha"> =
    sql_taking<"b">([](auto const&... a) -> decltype(weir::sha(a...)) { return weir::sha(a...); });
template <>
inline constexpr auto sql_function<"sha1"> =
    sql_taking<"b">([](auto const&... a) -> decltype(weir::sha1(a...)) { return weir::sha1(a...); });
template <>
inline constexpr auto sql_function<"sha2"> =
    sql_taking<"bi">([](auto const&... a) -> decltype(weir::sha2(a...)) { return weir::sha2(a...); });
template <>
inline constexpr auto sql_function<"crc32"> =
    sql_taking<"b">([](auto const&... a) -> decltype(weir::crc32(a...)) { return weir::crc32(a...); });

} // namespace weir::detail
