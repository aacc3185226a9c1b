// SPDX-License-Identifier: BSL-1.0
// split in SQL, whose separator is in the text of the query: where it is no regular expression, no library is
// needed.
#pragma once

#include <weir/expr/regex.hpp>
#include <weir/expr/split.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace weir::detail {

/// Whether a pattern stands for a text: no operators, escapes of signs and of tabs and line ends only.
constexpr bool is_plain_separator(std::string_view pattern) {
    if (pattern.size() > separator::longest) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        char c = pattern[i];
        if (std::string_view(".^$|?*+()[{").find(c) != std::string_view::npos) return false;
        if (c != '\\') continue;
        if (++i == pattern.size()) return false;
        c = pattern[i];
        bool const letter = (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || is_digit(c);
        if (letter && c != 't' && c != 'n' && c != 'r') return false;
    }
    return true;
}

/// A split_node with the separator and the limit in its name.
template <class E, fixed_string Separator, std::int32_t Limit>
struct written_split : expression_interface<written_split<E, Separator, Limit>> {
    static constexpr bool limited = Limit > 0;
    using node = split_node<E, limited>;
    node inner;

    static constexpr bool is_aggregate = node::is_aggregate;
    template <class S>
    using result = typename node::template result<S>;
    template <class S>
    static constexpr bool total = false;
    template <class S>
    static constexpr verdict check() {
        return node::template check<S>();
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) {
        out << "split(";
        E::write(out);
        out << ", " << Separator.view() << ", " << Limit << ')';
    }
    template <class S, class Row, class F>
    [[gnu::always_inline]] constexpr void for_each_part(Row const& row, F&& f) const {
        inner.template for_each_part<S>(row, std::forward<F>(f));
    }
    template <class S, class Row>
    constexpr auto eval(Row const& row) const {
        return inner.template eval<S>(row);
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner.inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return written_split<Other, Separator, Limit>{{}, {{}, other, inner.by, inner.limit}};
    }
};

template <class E, fixed_string Pattern, std::int32_t Limit>
    requires(is_plain_separator(Pattern.view()))
constexpr auto sql_split(E const& e, constant_text<Pattern> const&, constant<Limit> const&) {
    return written_split<E, Pattern, Limit>{{}, {{}, e, separator(Pattern.view()), Limit}};
}
template <class E, class P, class N>
constexpr auto sql_split(E const& e, P const& pattern, N const& limit) {
    return split(e, pattern, limit);
}
template <class E, class P>
constexpr auto sql_split(E const& e, P const& pattern) {
    return sql_split(e, pattern, constant<-1>{});
}

} // namespace weir::detail
