// SPDX-License-Identifier: BSL-1.0
// Tells a lambda whose body does not compile from a function that takes something else.
#pragma once

#include <string_view>
#include <type_traits>

namespace weir::detail {

template <class F>
constexpr bool is_lambda() {
    std::string_view const name = __PRETTY_FUNCTION__;
    return name.find("<lambda(") != std::string_view::npos
           || name.find("(lambda at") != std::string_view::npos;
}

// Goes where any value goes.
struct anything {
    template <class T>
    operator T() const; // NOLINT(google-explicit-constructor): that is its use
};

/// Whether `F`, which cannot be called with an `Arg`, is a lambda of one parameter with a mistake in its
/// body. The compiler has reported that mistake, so that nothing is left to say: such a lambda has no type
/// that could be asked for its parameter, and cannot be called with none or two arguments either.
template <class F, class Arg>
constexpr bool fails_in_body() {
    if constexpr (requires { &F::operator(); }) {
        return false;
    } else {
        return is_lambda<F>() && !std::is_invocable_v<F&> && !std::is_invocable_v<F&, Arg, anything>
               && !std::is_invocable_v<F&, Arg, anything, anything>;
    }
}

} // namespace weir::detail
