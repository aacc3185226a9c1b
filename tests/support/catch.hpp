// SPDX-License-Identifier: BSL-1.0
// The only way in which tests include Catch2: it hides whether that is version 2 or 3.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
    #include <catch2/catch_all.hpp>
#else
    #include <catch2/catch.hpp>
#endif

#include <string>

namespace test {

#if __has_include(<catch2/catch_all.hpp>)
/// A number that compares equal to one that is close to it.
using approx = Catch::Approx;

/// Matches a string that has `part` in it.
inline auto contains(std::string const& part) { return Catch::Matchers::ContainsSubstring(part); }
#else
/// A number that compares equal to one that is close to it.
using approx = Catch::Detail::Approx;

/// Matches a string that has `part` in it.
inline auto contains(std::string const& part) { return Catch::Matchers::Contains(part); }
#endif

/// Matches a string that begins with `part`.
inline auto starts_with(std::string const& part) { return Catch::Matchers::StartsWith(part); }

/// Matches a string that ends with `part`.
inline auto ends_with(std::string const& part) { return Catch::Matchers::EndsWith(part); }

} // namespace test
