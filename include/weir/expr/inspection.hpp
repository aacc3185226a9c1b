// SPDX-License-Identifier: BSL-1.0
// Functions about the query itself: typeof, assert_true, raise_error.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/logic.hpp>

#include <string>
#include <string_view>

namespace weir {

namespace detail {

/// typeof(e): the name of the type.
template <class E>
struct typeof_node : expression_interface<typeof_node<E>> {
    [[no_unique_address]] E inner;

    static constexpr bool is_aggregate = has_aggregate<E>();
    template <class S>
    using result = std::string;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return E::template check<S>();
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) {
        out << "typeof(";
        E::write(out);
        out << ')';
    }
    template <class S, class Row>
    constexpr std::string_view eval(Row const&) const {
        return type_of<S>.view();
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return typeof_node<Other>{{}, other};
    }

private:
    template <class S>
    static constexpr verdict type_of = type_name<result_of<E, S>>();
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_user_raised(std::string_view message) {
    throw query_error("USER_RAISED_EXCEPTION", std::string(message));
}

/// assert_true(c[, message]): null, or an error where the condition is not true.
struct assert_true_function {
    static constexpr bool sees_nulls = true;
    template <class T, class... Message>
    static constexpr verdict check() {
        return check_booleans<T>("assert_true");
    }
    template <class...>
    using result = void_type;
    static constexpr void write(text& out, text const& c) {
        out << "assert_true(" << c.view() << ", '" << c.view() << "' is not true!)";
    }
    static constexpr void write(text& out, text const& c, text const& message) {
        out << "assert_true(" << c.view() << ", " << message.view() << ')';
    }
    template <class R, class T, class... Message>
    static constexpr void_type apply(T const& holds, Message const&... message) {
        bool fine = false;
        if constexpr (!std::same_as<T, void_type>) fine = present(holds) && unwrap(holds);
        if (!fine) [[unlikely]] {
            if constexpr (sizeof...(Message) == 0) {
                throw_user_raised("a condition is not true");
            } else {
                (throw_user_raised(unwrap(message)), ...);
            }
        }
        return {};
    }
};

struct raise_error_function {
    static constexpr std::string_view name = "raise_error";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "t");
    }
    template <class>
    using result = void_type;
    template <class R>
    static void_type apply(std::string_view message) {
        throw_user_raised(message);
    }
};

} // namespace detail

/// The name of an expression's type: `int`, `array<string>`.
/// Source  Spark functions.typeof.
template <class E>
    requires detail::operand<E>
constexpr auto typeof_(E const& e) {
    return detail::typeof_node<detail::expression_for<E>>{{}, detail::as_expression(e)};
}
/// Null, or an error where a condition is not true.
/// Errors  compile time: no boolean. Run time: USER_RAISED_EXCEPTION.
/// Source  Spark functions.assert_true.
template <class C>
    requires detail::operand<C>
constexpr auto assert_true(C const& condition) {
    return detail::make_function<detail::assert_true_function>(condition);
}
template <class C, class M>
    requires(detail::operand<C> && detail::operand<M>)
constexpr auto assert_true(C const& condition, M const& message) {
    return detail::make_function<detail::assert_true_function>(condition, message);
}
/// Ends the query with a message.
/// Errors  run time: USER_RAISED_EXCEPTION.
/// Source  Spark functions.raise_error.
template <class M>
    requires detail::operand<M>
constexpr auto raise_error(M const& message) {
    return detail::make_function<detail::raise_error_function>(message);
}

} // namespace weir
