// SPDX-License-Identifier: BSL-1.0
// Generators: expressions that make several rows of one; inline and stack, with explode and json_tuple.
#pragma once

#include <weir/expr/collection.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/explode.hpp>
#include <weir/expr/function.hpp>
#include <weir/expr/is_generator.hpp>
#include <weir/expr/json_tuple.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

/// inline: a row for each struct of an array, a column for each of its fields.
template <class E, bool Outer>
struct inline_node : expression_interface<inline_node<E, Outer>> {
    [[no_unique_address]] E inner;

    static constexpr bool makes_rows = true;
    static constexpr bool is_aggregate = has_aggregate<E>();
    static constexpr std::string_view name = Outer ? "inline_outer" : "inline";
    template <class S>
    static constexpr bool total = false;

    template <class S>
    using entry = value_type_of<element_of<result_of<E, S>>>;
    template <class S>
    static constexpr bool fits = struct_column<entry<S>>;

    template <bool Nullable, class... Ts>
    static constexpr auto fields_as(type_list<Ts...>) {
        return type_list<element_if<Ts, Nullable || is_nullable<Ts>>...>{};
    }
    template <class S>
    static constexpr auto find_outputs() {
        if constexpr (fits<S>) {
            return fields_as < Outer || is_nullable < element_of < result_of < E,
                   S >>>> (typename schema_of<entry<S>>::types{});
        } else {
            return type_list<unknown_type>{};
        }
    }
    template <class S>
    using outputs = decltype(find_outputs<S>());
    template <class S>
    using result = list_at<0, outputs<S>>;

    template <class S>
    static constexpr std::string_view output_name_at(std::size_t i) {
        if constexpr (fits<S>) {
            return schema_of<entry<S>>::names[i];
        } else {
            return "col";
        }
    }
    template <class S>
    static constexpr verdict check() {
        verdict const v = E::template check<S>();
        if (v.failed()) return v;
        if constexpr (fits<S> || any_unknown<result_of<E, S>>) {
            return {};
        } else {
            return fault("cannot ", name, " a ", type_name<result_of<E, S>>().view(), " in \"",
                         shown<inline_node>().view(), "\"; its argument is an array of structs");
        }
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) {
        out << name << '(';
        E::write(out);
        out << ')';
    }
    template <class S, class Row, class F>
    constexpr void generate(Row const& row, F&& f) const {
        auto const& values = inner.template eval<S>(row);
        if (!present(values) || unwrap(values).empty()) {
            if constexpr (Outer) emit_nulls<S>(f);
            return;
        }
        for (auto const& value : unwrap(values)) {
            if (!present(value)) {
                if constexpr (is_nullable<std::remove_cvref_t<decltype(value)>>) emit_nulls<S>(f);
            } else {
                emit<S>(f, unwrap(value), std::make_index_sequence<schema_of<entry<S>>::size>{});
            }
        }
    }

private:
    template <class S, class F, class V, std::size_t... I>
    static constexpr void emit(F&& f, V const& value, std::index_sequence<I...>) {
        f(std::remove_cvref_t<flight_type<list_at<I, outputs<S>>>>(
            in_flight(schema_of<entry<S>>::template get<I>(value)))...);
    }
    template <class S, class F>
    static constexpr void emit_nulls(F&& f) {
        [&]<class... Ts>(type_list<Ts...>) { f(std::remove_cvref_t<flight_type<Ts>>()...); }(outputs<S>{});
    }
};

/// stack: the values in so many rows, one after the other; what the last row lacks is null.
template <std::size_t Rows, class... Es>
struct stack_node : expression_interface<stack_node<Rows, Es...>> {
    [[no_unique_address]] value_tuple<Es...> arguments;

    static constexpr bool makes_rows = true;
    static constexpr bool is_aggregate = (has_aggregate<Es>() || ...);
    static constexpr std::size_t width = (sizeof...(Es) + Rows - 1) / Rows;
    template <class S>
    static constexpr bool total = false;

    // Values of one column are of one type, nulls aside.
    template <class Common, class... Ts>
    static constexpr bool are_alike =
        ((std::same_as<Ts, void_type> || !atomic_column<Ts> || std::same_as<Ts, Common>) && ...);
    template <class... Ts>
    static constexpr auto column_of_types(type_list<Ts...>) {
        using common = common_type_t<Ts...>;
        return type_identity<std::conditional_t<are_alike<common, Ts...>, common, unknown_type>>{};
    }
    // The type of the column at `C`.
    template <class S, std::size_t C, std::size_t... R>
    static constexpr auto find_column(std::index_sequence<R...>) {
        constexpr auto one = []<std::size_t I>(std::integral_constant<std::size_t, I>) {
            if constexpr (I < sizeof...(Es)) {
                return type_identity<result_value<type_at<I, Es...>, S>>{};
            } else {
                return type_identity<void_type>{};
            }
        };
        return column_of_types(type_list<typename decltype(one(
                                   std::integral_constant<std::size_t, R * width + C>{}))::type...>{});
    }
    template <class S, std::size_t... C>
    static constexpr auto find_outputs(std::index_sequence<C...>) {
        return type_list<
            missing_or<typename decltype(find_column<S, C>(std::make_index_sequence<Rows>{}))::type>...>{};
    }
    template <class S>
    using outputs = decltype(find_outputs<S>(std::make_index_sequence<width>{}));
    template <class S>
    using result = list_at<0, outputs<S>>;

    template <class S>
    static constexpr std::string_view output_name_at(std::size_t i) {
        return names[i].view();
    }
    template <class S>
    static constexpr verdict check() {
        verdict const v = first_fault(Es::template check<S>()...);
        if (v.failed()) return v;
        bool const meet = []<class... Ts>(type_list<Ts...>) { return all_known<Ts...>; }(outputs<S>{});
        if (meet || any_unknown<result_of<Es, S>...>) return {};
        return fault("values of a column of stack have several types in \"", shown<stack_node>().view(),
                     "\"; cast them to one type");
    }
    template <class S>
    static constexpr column_set reads() {
        return (column_set{} | ... | Es::template reads<S>());
    }
    static constexpr void write(text& out) {
        out << "stack(" << static_cast<std::int64_t>(Rows);
        ((out << ", ", Es::write(out)), ...);
        out << ')';
    }
    template <class S, class Row, class F>
    constexpr void generate(Row const& row, F&& f) const {
        [&]<std::size_t... R>(std::index_sequence<R...>) {
            (make_row<S, R>(row, f, std::make_index_sequence<width>{}), ...);
        }(std::make_index_sequence<Rows>{});
    }

private:
    // A column's name, `col` and its number.
    static constexpr auto names = [] {
        std::array<text, width> made;
        for (std::size_t i = 0; i < width; ++i) made[i] << "col" << static_cast<std::int64_t>(i);
        return made;
    }();

    template <class S, std::size_t R, class Row, class F, std::size_t... C>
    constexpr void make_row(Row const& row, F&& f, std::index_sequence<C...>) const {
        f(value<S, R * width + C, list_at<C, outputs<S>>>(row)...);
    }
    template <class S, std::size_t I, class T, class Row>
    constexpr auto value([[maybe_unused]] Row const& row) const {
        if constexpr (I >= sizeof...(Es)) {
            return T{};
        } else {
            return widen_value<T>(element<I>(arguments).template eval<S>(row));
        }
    }
};

template <class E, bool Outer>
inline constexpr bool is_generator<inline_node<E, Outer>> = true;
template <std::size_t Rows, class... Es>
inline constexpr bool is_generator<stack_node<Rows, Es...>> = true;

} // namespace detail

/// A row for each struct of an array, with its fields as columns.
///
/// Null    a null or empty array gives no row, a null struct a row of nulls.
/// Errors  compile time: no array of structs.
/// Source  Spark functions.inline.
template <expression E>
constexpr auto inline_(E const& e) {
    return detail::inline_node<E, false>{{}, e};
}
/// As inline_, with a row of nulls for a null or empty array.
/// Source  Spark functions.inline_outer.
template <expression E>
constexpr auto inline_outer(E const& e) {
    return detail::inline_node<E, true>{{}, e};
}
/// The values in `Rows` rows one after the other, in columns `col0`, `col1`, …: `stack<2>(1, "a", 2, "b")`.
///
/// Null    what the last row lacks is null.
/// Errors  compile time: values of several types in a column.
/// Source  Spark functions.stack.
template <std::size_t Rows, class... Es>
    requires((detail::operand<Es> && ...) && Rows > 0 && sizeof...(Es) > 0)
constexpr auto stack(Es const&... es) {
    return detail::stack_node<Rows, detail::expression_for<Es>...>{
        {}, detail::value_tuple<detail::expression_for<Es>...>(detail::as_expression(es)...)};
}

} // namespace weir
