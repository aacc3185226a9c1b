// SPDX-License-Identifier: BSL-1.0
// What functions have in common: checks on the kinds of their arguments, and arguments that were left out.
#pragma once

#include <weir/expr/function.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir::detail {

/// Whether a column of type `T` is of a kind: `t` text, `b` text or binary, `i` integer, `n` number, `d` date
/// or timestamp, `s` timestamp, `a` any atomic type.
template <class T>
constexpr bool is_of_kind(char kind) {
    switch (kind) {
    case 't':
        return string_column<T>;
    case 'b':
        return string_column<T> || std::same_as<T, binary>;
    case 'i':
        return integral_column<T>;
    case 'n':
        return numeric_column<T>;
    case 'd':
        return std::same_as<T, date> || std::same_as<T, timestamp>;
    case 's':
        return std::same_as<T, timestamp>;
    default:
        return atomic_column<T>;
    }
}

constexpr std::string_view kind_advice(char kind) {
    switch (kind) {
    case 't':
        return "; cast it to string";
    case 'b':
        return "; cast it to string or binary";
    case 'i':
        return "; cast it to int";
    case 'n':
        return "; it has to be a number";
    case 'd':
        return "; cast it to date or timestamp";
    case 's':
        return "; cast it to timestamp";
    default:
        return "; it has to be of a type without elements or fields";
    }
}

/// The verdict on the arguments of a function, of which `kinds` has a letter each; the last letter goes on.
template <class... Ts>
constexpr verdict check_kinds(std::string_view function, std::string_view kinds) {
    verdict v;
    std::size_t i = 0;
    [[maybe_unused]] auto const check_one = [&]<class T>(type_identity<T>) {
        char const kind = kinds[i < kinds.size() ? i : kinds.size() - 1];
        ++i;
        if (v.failed() || is_of_kind<T>(kind)) return;
        v = fault("argument ", i, " of ", function, " is ", type_name<T>().view(), kind_advice(kind));
    };
    (check_one(type_identity<Ts>{}), ...);
    return v;
}

/// The bytes of a text or a binary.
template <class T>
constexpr std::string_view bytes_of(T const& value) {
    if constexpr (std::same_as<T, binary>) {
        return value.bytes;
    } else {
        return value;
    }
}

/// Binary where a function gets a binary, else text: the result of what works on both.
template <class T>
using text_or_binary = std::conditional_t<std::same_as<T, binary>, binary, std::string>;

/// What most functions of texts are: arguments of the kinds that `Kinds` has letters for, a result of one
/// type.
template <class Fn, class Result, fixed_string Kinds>
struct plain_function {
    static constexpr auto kinds = Kinds;
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(Fn::name, kinds.view());
    }
    template <class...>
    using result = Result;
};

/// The function `Fn` under another name.
template <fixed_string Name, class Fn>
struct renamed : Fn {
    static constexpr auto chars = Name;
    static constexpr std::string_view name = chars.view();
};

/// A whole number that is part of the query's type, such as an argument that was left out.
template <std::int32_t Value>
struct constant : expression_interface<constant<Value>> {
    static constexpr std::int64_t written_value = Value;

    template <class S>
    using result = std::int32_t;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) { out << Value; }
    template <class S, class Row>
    constexpr std::int32_t eval(Row const&) const {
        return Value;
    }
};

/// A text that is part of the query's type.
template <fixed_string Text>
struct constant_text : expression_interface<constant_text<Text>> {
    template <class S>
    using result = std::string;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) { out << Text.view(); }
    template <class S, class Row>
    constexpr std::string_view eval(Row const&) const {
        return chars.view();
    }
    /// Stands for the text where a function takes one that is part of the query.
    constexpr operator std::string_view() const {
        return chars.view();
    } // NOLINT(google-explicit-constructor)

private:
    static constexpr auto chars = Text;
};

} // namespace weir::detail
