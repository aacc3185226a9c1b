// SPDX-License-Identifier: BSL-1.0
// arrays_zip: several arrays side by side, as an array of structs.
#pragma once

#include <weir/expr/collection.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/structs.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

/// The elements at each place as a struct; what the shorter arrays lack is null.
template <fixed_string... Names>
struct arrays_zip_function {
    static constexpr std::string_view name = "arrays_zip";
    template <class... Ts>
    static constexpr verdict check() {
        return first_fault(check_array<Ts>(name)...);
    }
    template <class... Ts>
    using result = std::vector<row<columns<column<Names, missing_or<element_of<Ts>>>...>>>;
    template <class R, class... Arrays>
    static R apply(Arrays const&... arrays) {
        using entry = typename R::value_type;
        std::size_t longest = 0;
        ((longest = std::max(longest, arrays.size())), ...);
        R out;
        out.reserve(longest);
        for (std::size_t i = 0; i < longest; ++i) {
            out.push_back(entry((i < arrays.size() ? missing_or<element_of<Arrays>>(arrays[i])
                                                   : missing_or<element_of<Arrays>>())...));
        }
        return out;
    }
};

// The name of an argument of arrays_zip: that of a column or a field, else its place.
template <class E, std::size_t I>
struct zip_name {
    static constexpr std::size_t digits = I < 10 ? 1 : I < 100 ? 2 : 3;
    static constexpr auto value = [] {
        text t;
        t << static_cast<std::int64_t>(I);
        return fixed_string<digits>(t.view());
    }();
};
template <fixed_string Name, std::size_t I>
struct zip_name<col_node<Name>, I> : output_name<col_node<Name>> {};
template <fixed_string Name, class E, std::size_t I>
struct zip_name<aliased<Name, E>, I> : output_name<aliased<Name, E>> {};
template <fixed_string Name, class E, std::size_t I>
struct zip_name<function<field_function<Name>, E>, I> {
    static constexpr auto value = Name;
};

template <std::size_t... I, class... Es>
constexpr auto make_arrays_zip(std::index_sequence<I...>, Es const&... es) {
    return make_function<arrays_zip_function<zip_name<expression_for<Es>, I>::value...>>(es...);
}

} // namespace detail

/// Several arrays side by side: an array of structs, whose fields have the names of columns, else `0`, `1`,
/// ….
///
/// Null    null where an array is null; what the shorter arrays lack is null.
/// Source  Spark functions.arrays_zip.
template <class... Es>
    requires(detail::operand<Es> && ...)
constexpr auto arrays_zip(Es const&... es) {
    return detail::make_arrays_zip(std::index_sequence_for<Es...>{}, es...);
}

} // namespace weir
