// SPDX-License-Identifier: BSL-1.0
// Texts and arrays put together: concat, and concat_ws with a separator.
#pragma once

#include <weir/expr/arguments.hpp>
#include <weir/expr/common_type.hpp>
#include <weir/schema/value_text.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

struct concat_function {
    static constexpr std::string_view name = "concat";
    template <class... Ts>
    static constexpr bool of_arrays = sizeof...(Ts) > 0 && (is_array<Ts> && ...);

    template <class... Ts>
    static constexpr verdict check() {
        if constexpr ((is_array<Ts> || ...) && !of_arrays<Ts...>) {
            return fault("arrays and what is none in concat; put a value into array() first");
        } else if constexpr (of_arrays<Ts...>) {
            return check_common<Ts...>(name);
        } else {
            return check_kinds<Ts...>(name, "a");
        }
    }
    template <class... Ts>
    static constexpr auto find_result() {
        if constexpr (of_arrays<Ts...>) {
            return type_identity<common_type_t<Ts...>>{};
        } else if constexpr (sizeof...(Ts) > 0 && (std::same_as<Ts, binary> && ...)) {
            return type_identity<binary>{};
        } else {
            return type_identity<std::string>{};
        }
    }
    template <class... Ts>
    using result = typename decltype(find_result<Ts...>())::type;

    template <class R, class... Values>
    static R apply(Values const&... values) {
        if constexpr (of_arrays<Values...>) {
            R out;
            out.reserve((values.size() + ...));
            auto const append = [&](auto const& array) {
                for (auto const& item : array) out.push_back(widen_value<typename R::value_type>(item));
            };
            (append(values), ...);
            return out;
        } else {
            std::string out;
            (append_value<text_form::cast>(out, values), ...);
            return R{std::move(out)};
        }
    }
};

template <class T>
constexpr bool joins_texts() {
    if constexpr (is_array<value_type_of<T>>) {
        using element = value_type_of<typename value_type_of<T>::value_type>;
        return atomic_column<element> || std::same_as<element, void_type>;
    } else {
        return atomic_column<value_type_of<T>> || std::same_as<T, void_type>;
    }
}

struct concat_ws_function {
    static constexpr std::string_view name = "concat_ws";
    static constexpr bool sees_nulls = true;

    template <class Separator, class... Ts>
    static constexpr verdict check() {
        if constexpr (!string_column<value_type_of<Separator>> && !std::same_as<Separator, void_type>) {
            return check_kinds<value_type_of<Separator>>(name, "t");
        } else {
            verdict v;
            ((v.failed() || joins_texts<Ts>()
                  ? void()
                  : void(v = fault("cannot concat_ws a ", type_name<Ts>().view(), "; cast it to string"))),
             ...);
            return v;
        }
    }
    template <class Separator, class... Ts>
    using result = nullable_if<std::string, is_nullable<Separator> || std::same_as<Separator, void_type>>;

    template <class R, class Separator, class... Values>
    static auto apply(Separator const& separator, Values const&... values) {
        using out_type = result<Separator, Values...>;
        if constexpr (std::same_as<Separator, void_type>) {
            return out_type();
        } else {
            if (!present(separator)) return out_type();
            std::string out;
            bool first = true;
            (append<Values>(out, unwrap(separator), values, first), ...);
            return out_type(std::move(out));
        }
    }

private:
    template <class T>
    static void append(std::string& out, std::string_view separator, T const& value, bool& first) {
        if constexpr (std::same_as<T, void_type>) {
            return;
        } else if constexpr (is_nullable<T>) {
            if (value.has_value()) append(out, separator, *value, first);
        } else if constexpr (is_array<T>) {
            for (auto const& item : value) append(out, separator, item, first);
        } else {
            if (!first) out.append(separator);
            first = false;
            append_value<text_form::cast>(out, value);
        }
    }
};

} // namespace detail

/// The texts of several values one after the other; values that are no text as cast gives them. Of arrays one
/// array of all their elements, of binaries one binary.
///
/// Null    null where one of them is null; concat_ws leaves nulls out.
/// Cost    one new text or array.
/// Errors  compile time: maps and structs, an array beside what is none.
/// Source  Spark functions.concat.
template <class... Es>
    requires(detail::operand<Es> && ...)
constexpr auto concat(Es const&... es) {
    return detail::make_function<detail::concat_function>(es...);
}
/// The texts of several values, and of the elements of arrays of texts, with a separator between them.
///
/// Null    nulls are left out; null only where the separator is null.
/// Cost    one new text.
/// Errors  compile time: a separator that is no text, maps, structs, arrays of these.
/// Source  Spark functions.concat_ws.
template <class T, class... Es>
    requires(detail::operand<T> && (detail::operand<Es> && ...))
constexpr auto concat_ws(T const& separator, Es const&... es) {
    return detail::make_function<detail::concat_ws_function>(separator, es...);
}

} // namespace weir
