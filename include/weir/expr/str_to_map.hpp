// SPDX-License-Identifier: BSL-1.0
// str_to_map: a map of a text.
#pragma once

#include <weir/expr/maps.hpp>
#include <weir/expr/split.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

/// str_to_map: pairs between separators, in each of them a key and perhaps a value.
struct str_to_map_function {
    static constexpr std::string_view name = "str_to_map";
    template <class T, class P, class K>
    static constexpr verdict check() {
        return check_kinds<T, P, K>(name, "t");
    }
    template <class T, class P, class K>
    using result = ordered_map<std::string, std::optional<std::string>>;
    template <class R>
    static R apply(std::string_view text, std::string_view pairs, std::string_view keys) {
        separator const between_pairs(pairs);
        separator const after_key(keys);
        R out;
        cut(text, between_pairs, std::numeric_limits<std::size_t>::max(), [&](std::string_view pair) {
            std::optional<std::string> key;
            std::optional<std::string> value;
            cut(pair, after_key, 2, [&](std::string_view part) { (key ? value : key).emplace(part); });
            out.append(std::move(*key), std::move(value));
        });
        require_distinct_keys(out);
        return out;
    }

private:
    template <class F>
    static void cut(std::string_view text, separator const& by, std::size_t most, F&& f) {
        if (by.view().empty()) {
            split_characters(text, most, f);
        } else {
            split_at_text(text, by.view(), most, f);
        }
    }
};

} // namespace detail

/// A map of the text `a:1,b:2`, whose pairs stand between `pairs` and whose keys end at `keys`.
///
/// Null    null where an argument is; a pair without a value has null.
/// Errors  run time: DUPLICATED_MAP_KEY; query_error for separators that are regular expressions.
/// Source  Spark functions.str_to_map.
template <class E, class P, class K>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<K>)
constexpr auto str_to_map(E const& e, P const& pairs, K const& keys) {
    return detail::make_function<detail::str_to_map_function>(e, pairs, keys);
}
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto str_to_map(E const& e, P const& pairs) {
    return str_to_map(e, pairs, detail::constant_text<":">{});
}
template <class E>
    requires detail::operand<E>
constexpr auto str_to_map(E const& e) {
    return str_to_map(e, detail::constant_text<",">{}, detail::constant_text<":">{});
}

} // namespace weir
