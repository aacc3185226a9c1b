// SPDX-License-Identifier: BSL-1.0
// json_tuple: fields of a JSON object as columns.
#pragma once

#include <weir/expr/column.hpp>
#include <weir/expr/function.hpp>
#include <weir/expr/is_generator.hpp>
#include <weir/format/json_path.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

/// json_tuple: one row of the texts of several fields of a JSON object.
template <class E, class... Names>
struct json_tuple_node : expression_interface<json_tuple_node<E, Names...>> {
    [[no_unique_address]] E inner;
    [[no_unique_address]] value_tuple<Names...> fields;

    static constexpr bool makes_rows = true;
    static constexpr bool is_aggregate = has_aggregate<E>();
    static constexpr std::size_t width = sizeof...(Names);
    template <class S>
    static constexpr bool total = false;

    template <std::size_t... I>
    static constexpr auto find_outputs(std::index_sequence<I...>) {
        return type_list<std::conditional_t<I == width, void, std::optional<std::string>>...>{};
    }
    template <class S>
    using outputs = decltype(find_outputs(std::make_index_sequence<width>{}));
    template <class S>
    using result = std::optional<std::string>;

    template <class S>
    static constexpr std::string_view output_name_at(std::size_t i) {
        return names[i].view();
    }
    template <class S>
    static constexpr verdict check() {
        return first_fault(E::template check<S>(), Names::template check<S>()...,
                           check_kinds<result_value<E, S>, result_value<Names, S>...>("json_tuple", "t"));
    }
    template <class S>
    static constexpr column_set reads() {
        return (E::template reads<S>() | ... | Names::template reads<S>());
    }
    static constexpr void write(text& out) {
        out << "json_tuple(";
        E::write(out);
        ((out << ", ", Names::write(out)), ...);
        out << ')';
    }
    template <class S, class Row, class F>
    void generate(Row const& row, F&& f) const {
        std::array<std::optional<std::string>, width> found;
        auto const& json = inner.template eval<S>(row);
        if (present(json)) {
            auto const wanted = unpack(
                [&](auto const&... es) {
                    return std::array<std::optional<std::string>, width>{
                        own<std::optional<std::string>>(es.template eval<S>(row))...};
                },
                fields);
            bool const good =
                each_json_member(unwrap(json), [&](std::string_view key, json_scanner& scanner) {
                    std::size_t i = 0;
                    while (i < width && wanted[i] != key) ++i;
                    json_token const token = scanner.next();
                    if (i == width || token == json_token::null) return scanner.skip_rest(token);
                    std::string& out = found[i].emplace();
                    if (token == json_token::text) {
                        append_unescaped(out, scanner.inside());
                    } else if (!rewrite_json(scanner, token, out)) {
                        return false;
                    }
                    for (std::size_t j = i + 1; j < width; ++j) {
                        if (wanted[j] == wanted[i]) found[j] = out;
                    }
                    return true;
                });
            if (!good) found = {};
        }
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            f(in_flight(found[I])...);
        }(std::make_index_sequence<width>{});
    }

private:
    static constexpr auto names = [] {
        std::array<text, width> made;
        for (std::size_t i = 0; i < width; ++i) made[i] << "c" << static_cast<std::int64_t>(i);
        return made;
    }();
};

template <class E, class... Names>
inline constexpr bool is_generator<json_tuple_node<E, Names...>> = true;

} // namespace detail

/// The texts of fields of a JSON object, in columns `c0`, `c1`, …: `json_tuple("value"_c, "a", "b")`.
///
/// Null    null where there is no such field, or its value is null, and everywhere where the text is broken.
/// Cost    one pass over the text.
/// Source  Spark functions.json_tuple.
template <class E, class... Names>
    requires(detail::operand<E> && (detail::operand<Names> && ...) && sizeof...(Names) > 0)
constexpr auto json_tuple(E const& json, Names const&... names) {
    return detail::json_tuple_node<detail::expression_for<E>, detail::expression_for<Names>...>{
        {},
        detail::as_expression(json),
        detail::value_tuple<detail::expression_for<Names>...>(detail::as_expression(names)...)};
}

} // namespace weir
