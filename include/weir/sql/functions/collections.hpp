// SPDX-License-Identifier: BSL-1.0
// The functions of arrays, maps and structs by their names in SQL.
#pragma once

#include <weir/expr/collections.hpp>
#include <weir/expr/generator.hpp>
#include <weir/sql/argument.hpp>
#include <weir/sql/registry.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace weir::detail {

inline constexpr std::string_view sql_collection_names =
    "get element_at try_element_at size cardinality array_size array_contains array_position "
    "array_max array_min arrays_overlap array_join array array_repeat array_append array_prepend "
    "array_insert array_remove array_compact array_distinct array_union array_intersect array_except "
    "sort_array slice flatten arrays_zip sequence shuffle transform filter exists forall zip_with "
    "array_sort aggregate reduce map_keys map_values map_entries map_from_arrays map_from_entries "
    "map_concat map_contains_key map_filter transform_keys transform_values map_zip_with explode "
    "explode_outer posexplode posexplode_outer map struct named_struct str_to_map inline inline_outer stack";

template <>
inline constexpr auto sql_function<"get"> =
    sql_taking<"ai">([](auto const&... a) -> decltype(weir::get(a...)) { return weir::get(a...); });
template <>
inline constexpr auto sql_function<"element_at"> =
    [](auto const&... a) -> decltype(weir::element_at(a...)) { return weir::element_at(a...); };
template <>
inline constexpr auto sql_function<"try_element_at"> =
    [](auto const&... a) -> decltype(weir::try_element_at(a...)) { return weir::try_element_at(a...); };
template <>
inline constexpr auto sql_function<"size"> =
    [](auto const&... a) -> decltype(weir::size(a...)) { return weir::size(a...); };
template <>
inline constexpr auto sql_function<"cardinality"> =
    [](auto const&... a) -> decltype(weir::cardinality(a...)) { return weir::cardinality(a...); };
template <>
inline constexpr auto sql_function<"array_size"> =
    [](auto const&... a) -> decltype(weir::array_size(a...)) { return weir::array_size(a...); };
template <>
inline constexpr auto sql_function<"array_contains"> =
    [](auto const&... a) -> decltype(weir::array_contains(a...)) { return weir::array_contains(a...); };
template <>
inline constexpr auto sql_function<"array_position"> =
    [](auto const&... a) -> decltype(weir::array_position(a...)) { return weir::array_position(a...); };
template <>
inline constexpr auto sql_function<"array_max"> =
    [](auto const&... a) -> decltype(weir::array_max(a...)) { return weir::array_max(a...); };
template <>
inline constexpr auto sql_function<"array_min"> =
    [](auto const&... a) -> decltype(weir::array_min(a...)) { return weir::array_min(a...); };
template <>
inline constexpr auto sql_function<"arrays_overlap"> =
    [](auto const&... a) -> decltype(weir::arrays_overlap(a...)) { return weir::arrays_overlap(a...); };
template <>
inline constexpr auto sql_function<"array_join"> =
    [](auto const&... a) -> decltype(weir::array_join(a...)) { return weir::array_join(a...); };
template <>
inline constexpr auto sql_function<"array"> =
    [](auto const&... a) -> decltype(weir::array(a...)) { return weir::array(a...); };
template <>
inline constexpr auto sql_function<"array_repeat"> =
    [](auto const&... a) -> decltype(weir::array_repeat(a...)) { return weir::array_repeat(a...); };
template <>
inline constexpr auto sql_function<"array_append"> =
    [](auto const&... a) -> decltype(weir::array_append(a...)) { return weir::array_append(a...); };
template <>
inline constexpr auto sql_function<"array_prepend"> =
    [](auto const&... a) -> decltype(weir::array_prepend(a...)) { return weir::array_prepend(a...); };
template <>
inline constexpr auto sql_function<"array_insert"> =
    [](auto const&... a) -> decltype(weir::array_insert(a...)) { return weir::array_insert(a...); };
template <>
inline constexpr auto sql_function<"array_remove"> =
    [](auto const&... a) -> decltype(weir::array_remove(a...)) { return weir::array_remove(a...); };
template <>
inline constexpr auto sql_function<"array_compact"> =
    [](auto const&... a) -> decltype(weir::array_compact(a...)) { return weir::array_compact(a...); };
template <>
inline constexpr auto sql_function<"array_distinct"> =
    [](auto const&... a) -> decltype(weir::array_distinct(a...)) { return weir::array_distinct(a...); };
template <>
inline constexpr auto sql_function<"array_union"> =
    [](auto const&... a) -> decltype(weir::array_union(a...)) { return weir::array_union(a...); };
template <>
inline constexpr auto sql_function<"array_intersect"> =
    [](auto const&... a) -> decltype(weir::array_intersect(a...)) { return weir::array_intersect(a...); };
template <>
inline constexpr auto sql_function<"array_except"> =
    [](auto const&... a) -> decltype(weir::array_except(a...)) { return weir::array_except(a...); };
template <>
inline constexpr auto sql_function<"sort_array"> =
    [](auto const&... a) -> decltype(weir::sort_array(a...)) { return weir::sort_array(a...); };
template <>
inline constexpr auto sql_function<"slice"> =
    [](auto const&... a) -> decltype(weir::slice(a...)) { return weir::slice(a...); };
template <>
inline constexpr auto sql_function<"flatten"> =
    [](auto const&... a) -> decltype(weir::flatten(a...)) { return weir::flatten(a...); };
template <>
inline constexpr auto sql_function<"arrays_zip"> =
    [](auto const&... a) -> decltype(weir::arrays_zip(a...)) { return weir::arrays_zip(a...); };
template <>
inline constexpr auto sql_function<"sequence"> =
    [](auto const&... a) -> decltype(weir::sequence(a...)) { return weir::sequence(a...); };
template <>
inline constexpr auto sql_function<"shuffle"> =
    [](auto const&... a) -> decltype(weir::shuffle(a...)) { return weir::shuffle(a...); };
template <>
inline constexpr auto sql_function<"transform"> =
    [](auto const&... a) -> decltype(weir::transform(a...)) { return weir::transform(a...); };
template <>
inline constexpr auto sql_function<"filter"> =
    [](auto const&... a) -> decltype(weir::filter(a...)) { return weir::filter(a...); };
template <>
inline constexpr auto sql_function<"exists"> =
    [](auto const&... a) -> decltype(weir::exists(a...)) { return weir::exists(a...); };
template <>
inline constexpr auto sql_function<"forall"> =
    [](auto const&... a) -> decltype(weir::forall(a...)) { return weir::forall(a...); };
template <>
inline constexpr auto sql_function<"zip_with"> =
    [](auto const&... a) -> decltype(weir::zip_with(a...)) { return weir::zip_with(a...); };
template <>
inline constexpr auto sql_function<"array_sort"> =
    [](auto const&... a) -> decltype(weir::array_sort(a...)) { return weir::array_sort(a...); };
template <>
inline constexpr auto sql_function<"aggregate"> =
    [](auto const&... a) -> decltype(weir::aggregate(a...)) { return weir::aggregate(a...); };
template <>
inline constexpr auto sql_function<"reduce"> =
    [](auto const&... a) -> decltype(weir::reduce(a...)) { return weir::reduce(a...); };
template <>
inline constexpr auto sql_function<"map_keys"> =
    [](auto const&... a) -> decltype(weir::map_keys(a...)) { return weir::map_keys(a...); };
template <>
inline constexpr auto sql_function<"map_values"> =
    [](auto const&... a) -> decltype(weir::map_values(a...)) { return weir::map_values(a...); };
template <>
inline constexpr auto sql_function<"map_entries"> =
    [](auto const&... a) -> decltype(weir::map_entries(a...)) { return weir::map_entries(a...); };
template <>
inline constexpr auto sql_function<"map_from_arrays"> =
    [](auto const&... a) -> decltype(weir::map_from_arrays(a...)) { return weir::map_from_arrays(a...); };
template <>
inline constexpr auto sql_function<"map_from_entries"> =
    [](auto const&... a) -> decltype(weir::map_from_entries(a...)) { return weir::map_from_entries(a...); };
template <>
inline constexpr auto sql_function<"map_concat"> =
    [](auto const&... a) -> decltype(weir::map_concat(a...)) { return weir::map_concat(a...); };
template <>
inline constexpr auto sql_function<"map_contains_key"> =
    [](auto const&... a) -> decltype(weir::map_contains_key(a...)) { return weir::map_contains_key(a...); };
template <>
inline constexpr auto sql_function<"map_filter"> =
    [](auto const&... a) -> decltype(weir::map_filter(a...)) { return weir::map_filter(a...); };
template <>
inline constexpr auto sql_function<"transform_keys"> =
    [](auto const&... a) -> decltype(weir::transform_keys(a...)) { return weir::transform_keys(a...); };
template <>
inline constexpr auto sql_function<"transform_values"> =
    [](auto const&... a) -> decltype(weir::transform_values(a...)) { return weir::transform_values(a...); };
template <>
inline constexpr auto sql_function<"map_zip_with"> =
    [](auto const&... a) -> decltype(weir::map_zip_with(a...)) { return weir::map_zip_with(a...); };
template <>
inline constexpr auto sql_function<"explode"> =
    [](auto const&... a) -> decltype(weir::explode(a...)) { return weir::explode(a...); };
template <>
inline constexpr auto sql_function<"explode_outer"> =
    [](auto const&... a) -> decltype(weir::explode_outer(a...)) { return weir::explode_outer(a...); };
template <>
inline constexpr auto sql_function<"posexplode"> =
    [](auto const&... a) -> decltype(weir::posexplode(a...)) { return weir::posexplode(a...); };
template <>
inline constexpr auto sql_function<"posexplode_outer"> =
    [](auto const&... a) -> decltype(weir::posexplode_outer(a...)) { return weir::posexplode_outer(a...); };
template <>
inline constexpr auto sql_function<"map"> =
    [](auto const&... a) -> decltype(weir::create_map(a...)) { return weir::create_map(a...); };
template <>
inline constexpr auto sql_function<"struct"> =
    [](auto const&... a) -> decltype(weir::struct_(a...)) { return weir::struct_(a...); };

template <>
inline constexpr auto sql_function<"str_to_map"> =
    [](auto const&... a) -> decltype(weir::str_to_map(a...)) { return weir::str_to_map(a...); };
template <>
inline constexpr auto sql_function<"inline"> =
    [](auto const&... a) -> decltype(weir::inline_(a...)) { return weir::inline_(a...); };
template <>
inline constexpr auto sql_function<"inline_outer"> =
    [](auto const&... a) -> decltype(weir::inline_outer(a...)) { return weir::inline_outer(a...); };

/// stack(rows, values…): the number of rows is a literal.
struct sql_stack {
    template <std::int32_t Rows, class... Es>
        requires(Rows > 0 && sizeof...(Es) > 0)
    constexpr auto operator()(constant<Rows> const&, Es const&... es) const {
        return weir::stack<static_cast<std::size_t>(Rows)>(es...);
    }
};
template <>
inline constexpr auto sql_function<"stack"> = sql_stack{};

/// `e['key']`: a field of a struct, or the value of a key of a map.
template <fixed_string Key>
struct text_item_function {
    static constexpr std::string_view name = "[]";
    template <class T>
    static constexpr verdict check() {
        if constexpr (struct_column<T>) {
            return field_function<Key>::template check<T>();
        } else {
            return check_item<T, std::string>(name);
        }
    }
    template <class T>
    static constexpr auto find_result() {
        if constexpr (struct_column<T>) {
            return type_identity<typename field_function<Key>::template result<T>>{};
        } else {
            return type_identity<item_type<T, std::string, false>>{};
        }
    }
    template <class T>
    using result = typename decltype(find_result<T>())::type;
    static constexpr void write(text& out, text const& inner) {
        out << inner.view() << '[' << Key.view() << ']';
    }
    template <class R, class T>
    static constexpr decltype(auto) apply(T const& value) {
        if constexpr (struct_column<T>) {
            return field_function<Key>::template apply<R>(value);
        } else {
            return find_mapped(value, Key.view());
        }
    }
};

struct sql_get_item {
    template <class E, fixed_string Key>
    constexpr auto operator()(E const& e, constant_text<Key> const&) const {
        return make_function<text_item_function<Key>>(e);
    }
    template <class E, class K>
    constexpr auto operator()(E const& e, K const& key) const {
        return weir::get_item(e, key);
    }
};
template <>
inline constexpr auto sql_function<"get_item"> = sql_get_item{};

struct sql_get_field {
    template <class E, fixed_string Name>
    constexpr auto operator()(E const& e, constant_text<Name> const&) const {
        return weir::get_field<Name>(e);
    }
};
template <>
inline constexpr auto sql_function<"get_field"> = sql_get_field{};

template <class T>
inline constexpr bool is_constant_text = false;
template <fixed_string Text>
inline constexpr bool is_constant_text<constant_text<Text>> = true;

template <class T>
struct text_of;
template <fixed_string Text>
struct text_of<constant_text<Text>> {
    static constexpr auto value = Text;
};

/// named_struct(name, value, …): every second argument is a literal text.
struct sql_named_struct {
    template <class... As>
    static constexpr bool names_fields = []<std::size_t... I>(std::index_sequence<I...>) {
        return sizeof...(As) > 0 && sizeof...(As) % 2 == 0
               && (is_constant_text<type_at<2 * I, As...>> && ...);
    }(std::make_index_sequence<sizeof...(As) / 2>{});

    template <class... As>
        requires names_fields<As...>
    constexpr auto operator()(As const&... as) const {
        value_tuple<As...> const all(as...);
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return weir::named_struct<text_of<type_at<2 * I, As...>>::value...>(element<2 * I + 1>(all)...);
        }(std::make_index_sequence<sizeof...(As) / 2>{});
    }
};
template <>
inline constexpr auto sql_function<"named_struct"> = sql_named_struct{};

} // namespace weir::detail
