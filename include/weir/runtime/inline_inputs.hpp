// SPDX-License-Identifier: BSL-1.0
// The inputs of an inline query: which of them a push feeds, and what is wrong with one that feeds none.
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/core/verdict.hpp>
#include <weir/exec/executor.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The leaves that `push<Name>` of a `T` feeds: all of that name, since an input that a plan uses twice is
/// one input. Without a name: the inputs that have none, or the only input of that type.
template <class Executor, fixed_string Name, class T, std::size_t... I>
constexpr auto find_inputs(std::index_sequence<I...>) {
    constexpr std::string_view names[] = {Executor::template leaf<I>::plan_type::name.view()...};
    constexpr bool of_type[] = {std::is_same_v<typename Executor::template leaf<I>::schema, T>...};
    std::array<bool, sizeof...(I)> found{};
    bool any = false;
    for (std::size_t i = 0; i < sizeof...(I); ++i) {
        found[i] = of_type[i] && names[i] == Name.view();
        any = any || found[i];
    }
    if (any || Name.size() != 0) return found;
    std::string_view only;
    for (std::size_t i = 0; i < sizeof...(I); ++i) {
        if (!of_type[i]) continue;
        if (any && names[i] != only) return std::array<bool, sizeof...(I)>{}; // two inputs: which one is open
        only = names[i];
        any = found[i] = true;
    }
    return found;
}

template <class Executor, fixed_string Name, class T>
inline constexpr auto fed_inputs =
    find_inputs<Executor, Name, T>(std::make_index_sequence<Executor::inputs>{});

template <class Executor, std::size_t... I>
constexpr bool has_input_named(std::string_view name, std::index_sequence<I...>) {
    return ((Executor::template leaf<I>::plan_type::name.view() == name) || ...);
}

template <class Executor, fixed_string Name, class T>
constexpr verdict check_push() {
    for (bool const fed : fed_inputs<Executor, Name, T>) {
        if (fed) return {};
    }
    if (Name.size() == 0) {
        return Executor::inputs == 1
                   ? fault("row of another type pushed; push the struct that input<> names")
                   : fault("several inputs: which one is pushed into is open; name it, push<\"name\">(row)");
    }
    if (has_input_named<Executor>(Name, std::make_index_sequence<Executor::inputs>{})) {
        return fault("row of another type pushed into input \"", Name.view(),
                     "\"; push the struct that input<> names");
    }
    return fault("no input \"", Name.view(), "\" in this query; name it in input<T, \"", Name.view(),
                 "\">()");
}

/// Calls `f` with the index of each leaf that is fed, as a constant.
template <class Executor, fixed_string Name, class T, class F>
constexpr void for_each_fed(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (
            (void)[&] {
                if constexpr (fed_inputs<Executor, Name, T>[I]) f(std::integral_constant<std::size_t, I>{});
            }(),
            ...);
    }(std::make_index_sequence<Executor::inputs>{});
}

/// The inputs that a push of several blocks names.
template <fixed_string... Names>
struct input_names {};

} // namespace weir::detail
