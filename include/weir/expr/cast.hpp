// SPDX-License-Identifier: BSL-1.0
// Casts between column types: cast with Spark's ANSI errors, try_cast with null instead.
#pragma once

#include <weir/expr/column.hpp>
#include <weir/expr/convert.hpp>
#include <weir/expr/function.hpp>

#include <cmath>
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

// What to write instead of a cast that Spark does not have.
template <class To, class From>
constexpr std::string_view cast_advice() {
    if constexpr (!atomic_column<To>) {
        return "; what becomes a nested type has to be one of the same shape";
    } else if constexpr (std::same_as<To, date> && numeric_column<From>) {
        return "; use date_from_unix_date";
    } else if constexpr (std::same_as<From, date> && numeric_column<To>) {
        return "; use unix_date";
    } else if constexpr (std::same_as<From, bool>) {
        return "; cast it to int first";
    } else if constexpr (std::same_as<To, bool>) {
        return "; compare it with a value";
    } else if constexpr (std::same_as<To, binary> || std::same_as<From, binary>) {
        return "; cast it to string first";
    } else {
        return "; read its fields one by one";
    }
}

/// The verdict on a cast that is spelt `where`.
template <class To, class From>
constexpr verdict check_cast(std::string_view where = {}) {
    if constexpr (check_column_type<To>("cast").failed()) {
        return check_column_type<To>("cast");
    } else if constexpr (std::same_as<From, unknown_type> || castable<value_type_of<To>, From>()) {
        return {};
    } else {
        return fault("cannot cast ", type_name<From>().view(), " to ", type_name<To>().view(), " in \"",
                     where, '"', cast_advice<value_type_of<To>, From>());
    }
}

/// A type as a cast spells it: `INT`, `DECIMAL(10,2)`.
template <class T>
constexpr void write_sql_type(text& out) {
    verdict const name = type_name<T>();
    for (char const c : name.view()) {
        out << (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    }
}

template <class To, bool Try>
struct cast_function;

/// A part of a nested value cast to `To`, which may be nullable.
template <class To, bool Try, class From>
constexpr To cast_part(From const& value) {
    using plain = value_type_of<To>;
    if constexpr (std::same_as<From, To>) {
        return value;
    } else if constexpr (is_nullable<From>) {
        return value ? To(cast_part<To, Try>(*value)) : To();
    } else if constexpr (std::same_as<From, plain>) {
        return value;
    } else {
        auto found = cast_function<plain, Try>::template apply<plain>(value);
        if constexpr (is_nullable<decltype(found)> && !is_nullable<To>) {
            if (!found) throw_cast<To>(value);
            return *std::move(found);
        } else {
            return found;
        }
    }
}

/// A nested value cast to one of the same shape; with `Try` only the parts that fail become null.
template <class To, bool Try, class From>
constexpr To cast_parts(From const& value) {
    if constexpr (std::same_as<To, From>) {
        return value;
    } else if constexpr (is_array<To>) {
        To out;
        out.reserve(value.size());
        for (auto const& item : value) {
            out.push_back(cast_part<typename To::value_type, Try, typename From::value_type>(item));
        }
        return out;
    } else if constexpr (is_map<To>) {
        ordered_map<typename To::key_type, typename To::mapped_type> out;
        out.reserve(value.size());
        for (auto const& [key, mapped] : value) {
            out.append(cast_part<typename To::key_type, Try>(key),
                       cast_part<typename To::mapped_type, Try>(mapped));
        }
        return To(std::move(out));
    } else {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return To{cast_part<column_type<To, I>, Try>(schema_of<From>::template get<I>(value))...};
        }(std::make_index_sequence<schema_of<To>::size>{});
    }
}

/// The declaration of cast and try_cast to `To`.
template <class To, bool Try>
struct cast_function {
    static constexpr bool knows_null = true;
    template <class From>
    static constexpr verdict check() {
        return check_cast<To, From>();
    }
    // NaN and the infinities are null as decimals, and so is what try_cast cannot cast.
    template <class From>
    static constexpr bool can_give_null =
        std::same_as<From, void_type> || (is_decimal<To> && floating_column<From>)
        || (std::same_as<To, interval_value> && string_column<From>)
        || (Try && !cast_always_fits<To, From>());
    template <class From>
    using result = nullable_if<value_type_of<To>, is_nullable<To> || can_give_null<From>>;
    template <class From>
    static constexpr bool total = cast_always_fits<To, From>() && travels_by_value<To> && atomic_column<From>;

    static constexpr void write(text& out, text const& argument) {
        if constexpr (atomic_column<value_type_of<To>> || std::same_as<To, unknown_type>) {
            out << (Try ? "TRY_CAST(" : "CAST(") << argument.view() << " AS ";
            write_sql_type<To>(out);
            out << ')';
        } else {
            out << argument.view(); // as Spark names what it casts to a nested type
        }
    }
    template <class R, class From>
    [[gnu::always_inline]] static constexpr auto apply(From const& value) {
        if constexpr (std::same_as<From, void_type>) {
            return std::optional<R>();
        } else if constexpr (!atomic_column<R>) {
            return cast_parts<R, Try>(value);
        } else if constexpr (Try || cast_always_fits<R, From>() || std::same_as<R, interval_value>) {
            return convert<R>(value);
        } else if constexpr (string_column<From>) {
            return read_or_throw<R>(value);
        } else if constexpr (can_give_null<From>) {
            auto const found = convert<R>(value);
            if (!found.has_value() && std::isfinite(value)) [[unlikely]]
                throw_cast<R>(value);
            return found;
        } else {
            auto const found = convert<R>(value);
            if (!found.has_value()) [[unlikely]]
                throw_cast<R>(value);
            return R(*found);
        }
    }
};

// What cast_node and try_cast_node share: they are the call of a cast_function that holds its operand by
// name.
template <class Derived, class To, bool Try, class E>
struct cast_interface : expression_interface<Derived> {
    using node = function<cast_function<To, Try>, E>;

    static constexpr bool is_aggregate = node::is_aggregate;
    template <class S>
    using result = typename node::template result<S>;
    template <class S>
    static constexpr bool total = node::template total<S>;
    template <class S>
    static constexpr verdict check() {
        if constexpr (check_column_type<To>("cast").failed()) {
            return first_fault(E::template check<S>(), check_column_type<To>("cast"));
        } else {
            return first_fault(E::template check<S>(),
                               check_cast<To, result_value<E, S>>(shown<node>().view()));
        }
    }
    template <class S>
    static constexpr column_set reads() {
        return node::template reads<S>();
    }
    static constexpr void write(text& out) { node::write(out); }

    template <class S, class Row>
    [[gnu::always_inline]] constexpr decltype(auto) eval(Row const& row) const {
        using function = cast_function<To, Try>;
        using plain = value_type_of<To>;
        auto const& operand = static_cast<Derived const&>(*this).inner;
        using from = std::remove_cvref_t<decltype(operand.template eval<S>(row))>;
        if constexpr (std::same_as<value_type_of<from>, plain>
                      || (string_column<plain> && string_column<value_type_of<from>>)) {
            return operand.template eval<S>(row);
        } else if constexpr (is_nullable<from>) {
            auto const& value = operand.template eval<S>(row);
            using flat = decltype(function::template apply<plain>(*value));
            using out = std::conditional_t<is_nullable<flat>, flat, std::optional<flat>>;
            return value.has_value() ? out(function::template apply<plain>(*value)) : out();
        } else {
            return function::template apply<plain>(operand.template eval<S>(row));
        }
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(static_cast<Derived const&>(*this).inner);
    }
};

} // namespace detail

/// `cast(e as To)` with Spark's ANSI rules.
///
/// Null    null where `e` is null, and for NaN and infinities cast to a decimal; otherwise as `e`.
/// Cost    number and time parsers read in place; only a cast to string or binary allocates.
/// Errors  compile time: a pair of types that has no cast. Run time: CAST_INVALID_INPUT, CAST_OVERFLOW,
///         NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION.
/// Source  Spark Column.cast.
template <class To, class E>
struct cast_node : detail::cast_interface<cast_node<To, E>, To, false, E> {
    [[no_unique_address]] E inner;

    template <class Other>
    constexpr auto with_operands(Other other) const {
        return cast_node<To, Other>{{}, other};
    }
};

/// `try_cast(e as To)`: as cast, with null where cast would fail.
template <class To, class E>
struct try_cast_node : detail::cast_interface<try_cast_node<To, E>, To, true, E> {
    [[no_unique_address]] E inner;

    template <class Other>
    constexpr auto with_operands(Other other) const {
        return try_cast_node<To, Other>{{}, other};
    }
};

namespace detail {

// A cast of a bare column keeps the column's name.
template <class To, fixed_string Name>
struct output_name<cast_node<To, col_node<Name>>> : output_name<col_node<Name>> {};
template <class To, fixed_string Name>
struct output_name<try_cast_node<To, col_node<Name>>> : output_name<col_node<Name>> {};

} // namespace detail

/// `cast<weir::timestamp>("dt"_c)`: the value as another type.
///
/// Null    null where `e` is null, and for NaN and infinities cast to a decimal; otherwise as `e`.
/// Errors  compile time: a pair of types that has no cast. Run time: CAST_INVALID_INPUT, CAST_OVERFLOW,
///         NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION.
/// Source  Spark Column.cast.
template <class To, class E>
    requires detail::operand<E>
constexpr auto cast(E const& e) {
    return cast_node<To, detail::expression_for<E>>{{}, detail::as_expression(e)};
}

/// As cast, with null where the value cannot be cast.
///
/// Null    null where `e` is null or cast would fail; not nullable where cast cannot fail and `e` is not
///         null.
/// Errors  compile time: a pair of types that has no cast. Run time: none.
/// Source  Spark Column.try_cast.
template <class To, class E>
    requires detail::operand<E>
constexpr auto try_cast(E const& e) {
    return try_cast_node<To, detail::expression_for<E>>{{}, detail::as_expression(e)};
}

} // namespace weir
