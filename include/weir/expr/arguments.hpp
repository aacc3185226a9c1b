// SPDX-License-Identifier: BSL-1.0
// What functions have in common: checks on the kinds of their arguments, and arguments that were left out.
#pragma once

#include <weir/expr/function.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// Whether a column of type `T` is of a kind: `t` text, `i` integer, `n` number, `d` date or timestamp, `s`
/// timestamp, `a` any atomic type.
template <class T>
constexpr bool is_of_kind(char kind) {
    switch (kind) {
    case 't':
        return string_column<T>;
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

/// A whole number that is part of the query's type, such as an argument that was left out.
template <std::int32_t Value>
struct constant : expression_interface<constant<Value>> {
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

private:
    static constexpr auto chars = Text;
};

} // namespace weir::detail
