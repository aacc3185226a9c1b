// SPDX-License-Identifier: BSL-1.0
// A generator whose columns have names: `posexplode(a) as (place, item)`.
#pragma once

#include <weir/expr/function.hpp>
#include <weir/expr/is_generator.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace weir::detail {

/// The generator `E` with a name for each of its columns.
template <class E, fixed_string... Names>
struct named_generator : expression_interface<named_generator<E, Names...>> {
    [[no_unique_address]] E inner;

    static constexpr bool makes_rows = true;
    static constexpr bool is_aggregate = has_aggregate<E>();
    template <class S>
    static constexpr bool total = false;
    template <class S>
    using outputs = typename E::template outputs<S>;
    template <class S>
    using result = typename E::template result<S>;

    template <class S>
    static constexpr std::string_view output_name_at(std::size_t i) {
        constexpr std::array<std::string_view, sizeof...(Names)> names{Names.view()...};
        return i < names.size() ? names[i] : std::string_view();
    }
    template <class S>
    static constexpr verdict check() {
        verdict const v = E::template check<S>();
        if (v.failed() || outputs<S>::size == sizeof...(Names)) return v;
        return fault("names of other columns than \"", shown<E>().view(), "\" has; give it ",
                     static_cast<std::int64_t>(outputs<S>::size));
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) { E::write(out); }
    template <class S, class Row, class F>
    constexpr void generate(Row const& row, F&& f) const {
        inner.template generate<S>(row, std::forward<F>(f));
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return named_generator<Other, Names...>{{}, other};
    }
};
template <class E, fixed_string... Names>
inline constexpr bool is_generator<named_generator<E, Names...>> = is_generator<E>;

} // namespace weir::detail
