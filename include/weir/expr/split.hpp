// SPDX-License-Identifier: BSL-1.0
// split(): a text cut at a separator, as an array or, under explode, as views that are never put in one.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/error.hpp>
#include <weir/core/utf8.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/function.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__SSE2__)
    #include <emmintrin.h>
#endif

namespace weir {

namespace detail {

/// The text that a pattern without regular-expression operators stands for; held by value, so that a query
/// may outlive the pattern it was made from.
class separator {
public:
    static constexpr std::size_t longest = 62;

    /// Reads a pattern, taking `\` off an escaped character.
    constexpr explicit separator(std::string_view pattern) {
        constexpr std::string_view operators = ".^$|?*+()[{";
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            char c = pattern[i];
            if (operators.find(c) != std::string_view::npos) throw_regular_expression(pattern);
            if (c == '\\') {
                if (++i == pattern.size()) throw_regular_expression(pattern);
                c = unescaped(pattern[i]);
                if (c == '\0') throw_regular_expression(pattern);
            }
            if (size_ == longest) throw_too_long(pattern);
            bytes_[size_++] = c;
        }
    }
    [[nodiscard]] constexpr std::string_view view() const { return {bytes_.data(), size_}; }

private:
    // The character that `\c` stands for, or nothing where it stands for a class of them.
    static constexpr char unescaped(char c) {
        if (c == 't') return '\t';
        if (c == 'n') return '\n';
        if (c == 'r') return '\r';
        bool const letter = (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || is_digit(c);
        return letter ? '\0' : c;
    }
    [[noreturn, gnu::cold]] static void throw_regular_expression(std::string_view pattern) {
        std::string message = "split by the regular expression \"";
        message.append(pattern).append(
            "\": regular expressions are not supported yet by split; write a text, ");
        message.append("with a backslash before each of . ^ $ | ? * + ( ) [ {");
        throw query_error("UNSUPPORTED_FEATURE.REGULAR_EXPRESSION", message);
    }
    [[noreturn, gnu::cold]] static void throw_too_long(std::string_view pattern) {
        std::string message = "split by \"";
        message.append(pattern)
            .append("\": a separator has at most ")
            .append(std::to_string(longest))
            .append(" bytes");
        throw query_error("UNSUPPORTED_FEATURE.LONG_SEPARATOR", message);
    }

    std::array<char, longest> bytes_{};
    std::uint8_t size_ = 0;
};

/// Which of the `sizeof(Word)` bytes at `text` are `c`, the first byte in the lowest bit.
template <class Word>
constexpr std::uint64_t bytes_equal(char const* text, char c) {
    constexpr std::uint64_t low_bits = 0x7F7F7F7F7F7F7F7FU;
    std::uint64_t const other =
        load_little_endian<Word>(text) ^ 0x0101010101010101U * static_cast<unsigned char>(c);
    std::uint64_t const found = ~(((other & low_bits) + low_bits) | other | low_bits); // the high bit of each
    std::uint64_t const bits = (found >> 7U) * 0x0102040810204080U >> 56U;
    return bits & ((std::uint64_t{1} << sizeof(Word)) - 1);
}

inline std::uint64_t sixteen_bytes_equal(char const* text, char c) {
#if defined(__SSE2__)
    __m128i const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(text));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))));
#else
    return bytes_equal<std::uint64_t>(text, c) | bytes_equal<std::uint64_t>(text + 8, c) << 8U;
#endif
}

/// Which of up to 64 bytes are `c`; reads none beyond them: the last bytes are looked at twice instead.
[[gnu::always_inline]] inline std::uint64_t find_byte_within(char const* text, std::size_t n, char c) {
    std::uint64_t found = 0;
    if (n >= 16) {
        for (std::size_t i = 0; i + 16 <= n; i += 16) found |= sixteen_bytes_equal(text + i, c) << i;
        return found | sixteen_bytes_equal(text + n - 16, c) << (n - 16);
    }
    if (n >= 8)
        return bytes_equal<std::uint64_t>(text, c) | bytes_equal<std::uint64_t>(text + n - 8, c) << (n - 8);
    if (n >= 4)
        return bytes_equal<std::uint32_t>(text, c) | bytes_equal<std::uint32_t>(text + n - 4, c) << (n - 4);
    for (std::size_t i = 0; i < n; ++i) found |= static_cast<std::uint64_t>(text[i] == c) << i;
    return found;
}

// `f` is called in one place, so that a whole pipeline can be inlined there: the end of the text counts as a
// separator.
template <class F>
[[gnu::always_inline]] inline void split_at_byte(std::string_view text, char c, F&& f) {
    std::size_t start = 0;
    for (std::size_t at = 0;; at += 64) {
        std::size_t const n = std::min<std::size_t>(64, text.size() - at);
        std::uint64_t found = find_byte_within(text.data() + at, n, c);
        if (n < 64) found |= std::uint64_t{1} << n;
        for (; found != 0; found &= found - 1) {
            std::size_t const end = at + static_cast<std::size_t>(std::countr_zero(found));
            f(std::string_view(text.data() + start, end - start));
            start = end + 1;
        }
        if (n < 64) return;
    }
}

template <class F>
constexpr void split_at_text(std::string_view text, std::string_view by, std::size_t most, F&& f) {
    for (std::size_t start = 0;;) {
        std::size_t const end = most > 1 ? text.find(by, start) : std::string_view::npos;
        f(text.substr(start, end - start));
        if (end == std::string_view::npos) return;
        start = end + by.size();
        --most;
    }
}

template <class F>
constexpr void split_characters(std::string_view text, std::size_t most, F&& f) {
    do {
        std::size_t const n = most == 1 || text.empty() ? text.size() : decode_character(text).bytes;
        f(text.substr(0, n));
        text.remove_prefix(n);
        --most;
    } while (!text.empty());
}

} // namespace detail

/// `split(e, pattern[, limit])`.
template <class E, bool Limited>
struct split_node : expression_interface<split_node<E, Limited>> {
    [[no_unique_address]] E inner;
    detail::separator by;
    std::int32_t limit;

    static constexpr bool is_aggregate = detail::has_aggregate<E>();
    template <class S>
    using result = nullable_if<std::vector<std::string>, is_nullable<detail::result_of<E, S>>>;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        verdict const inner_verdict = E::template check<S>();
        if (inner_verdict.failed()) return inner_verdict;
        using type = detail::result_value<E, S>;
        if constexpr (detail::string_column<type> || std::same_as<type, unknown_type>) {
            return {};
        } else {
            return detail::fault("cannot split a value of type ", type_name<type>().view(), " in \"",
                                 detail::shown<split_node>().view(), "\"; cast it to string");
        }
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(detail::text& out) {
        out << "split(";
        E::write(out);
        out << (Limited ? ", ?, ?)" : ", ?, -1)");
    }

    /// Calls `f` with each part as a std::string_view, valid during the call.
    template <class S, class Row, class F>
    [[gnu::always_inline]] constexpr void for_each_part(Row const& row, F&& f) const {
        auto const& text = inner.template eval<S>(row);
        if (detail::present(text)) split(detail::unwrap(text), f);
    }

    template <class S, class Row>
    constexpr auto eval(Row const& row) const {
        using text_type = std::remove_cvref_t<decltype(inner.template eval<S>(row))>;
        using parts_type = nullable_if<std::vector<std::string>, is_nullable<text_type>>;
        auto const& text = inner.template eval<S>(row);
        if (!detail::present(text)) return parts_type();
        std::vector<std::string> parts;
        split(detail::unwrap(text), [&](std::string_view part) { parts.emplace_back(part); });
        return parts_type(std::move(parts));
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return split_node<Other, Limited>{{}, other, by, limit};
    }

private:
    template <class F>
    [[gnu::always_inline]] constexpr void split(std::string_view text, F&& f) const {
        std::string_view const separator = by.view();
        if constexpr (!Limited) {
            if (separator.size() == 1) [[likely]]
                return detail::split_at_byte(text, separator.front(), f);
        }
        split_otherwise(text, f);
    }
    template <class F>
    void split_otherwise(std::string_view text, F&& f) const {
        std::size_t const most =
            limit > 0 ? static_cast<std::size_t>(limit) : std::numeric_limits<std::size_t>::max();
        if (by.view().empty()) {
            detail::split_characters(text, most, f);
        } else {
            detail::split_at_text(text, by.view(), most, f);
        }
    }
};

/// The parts of a text between separators: array<string>.
///
/// Rows    trailing empty parts stay; an empty text gives one empty part; an empty separator gives the
///         characters. The separator is a pattern of Java without operators: `,`, ` `, `::`, `\\.`, `\t`.
/// Null    null where the text is null.
/// Cost    under explode nothing is allocated; as an array, the array and its texts.
/// Errors  compile time: no text. When the query is built: query_error for a regular expression, which is not
///         supported yet.
/// Source  Spark functions.split.
template <class E>
    requires detail::operand<E>
constexpr auto split(E const& e, std::string_view pattern) {
    return split_node<detail::expression_for<E>, false>{
        {}, detail::as_expression(e), detail::separator(pattern), -1};
}
/// As split, in at most `limit` parts, the last of which is the rest of the text; no limit where it is not
/// positive.
template <class E>
    requires detail::operand<E>
constexpr auto split(E const& e, std::string_view pattern, std::int32_t limit) {
    return split_node<detail::expression_for<E>, true>{
        {}, detail::as_expression(e), detail::separator(pattern), limit};
}

} // namespace weir
