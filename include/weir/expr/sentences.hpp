// SPDX-License-Identifier: BSL-1.0
// sentences: a text in sentences and words, by the rules of Java's BreakIterator for English and alike.
#pragma once

#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/text_case.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

/// What a character is to words.
enum class word_class : std::uint8_t { other, letter, ideograph, hiragana, katakana, digit };

constexpr word_class word_class_of(std::uint32_t c) {
    if (c < 0x80) {
        auto const letter = static_cast<char>(c);
        return is_digit(letter)                                           ? word_class::digit
               : ascii_lower(letter) >= 'a' && ascii_lower(letter) <= 'z' ? word_class::letter
                                                                          : word_class::other;
    }
    bool const sign = (c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7
                      || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004)
                      || (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF0F)
                      || (c >= 0xFF1A && c <= 0xFF20) || c >= 0x1F000;
    if (sign) return word_class::other;
    if (c >= 0x3040 && c <= 0x309F) return word_class::hiragana;
    if (c >= 0x30A0 && c <= 0x30FF) return word_class::katakana;
    if (c >= 0x3400 && c <= 0x9FFF) return word_class::ideograph;
    return word_class::letter;
}

constexpr bool is_in(std::uint32_t c, std::string_view set) {
    return c < 0x80 && set.find(static_cast<char>(c)) != std::string_view::npos;
}

/// Where the word at the front of `text` ends; what is no word ends after one character.
constexpr std::size_t word_end(std::string_view text) {
    auto const at = [&](std::size_t i) {
        return i < text.size() ? decode_character(text.substr(i)) : decoded_character{' ', 1, true};
    };
    auto const joins = [](word_class c) { return c == word_class::letter || c == word_class::digit; };
    decoded_character const first = at(0);
    word_class last = word_class_of(first.point);
    std::size_t end = first.bytes;
    if (is_in(first.point, "$")) { // `$5` is one word
        if (word_class_of(at(end).point) != word_class::digit) return end;
        last = word_class::digit;
    } else if (last == word_class::other) {
        return end;
    }
    for (;;) {
        decoded_character const c = at(end);
        word_class const now = word_class_of(c.point);
        if (now == last && now != word_class::other) {
            end += c.bytes;
        } else if (joins(now) && joins(last)) {
            end += c.bytes;
            last = now;
        } else if (now == word_class::other && end < text.size()) {
            word_class const after = word_class_of(at(end + c.bytes).point);
            bool const between_letters = last == word_class::letter && after == word_class::letter
                                         && (is_in(c.point, "'.-_") || c.point == 0x2019 || c.point == 0xB7);
            bool const between_digits =
                last == word_class::digit && after == word_class::digit && is_in(c.point, ".,");
            if (!between_letters && !between_digits) {
                return last == word_class::digit && is_in(c.point, "%") ? end + c.bytes : end;
            }
            end += c.bytes;
        } else {
            return end;
        }
    }
}

/// Where the sentence at the front of `text` ends.
constexpr std::size_t sentence_end(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        decoded_character const c = decode_character(text.substr(at));
        at += c.bytes;
        if (c.point == 0x3002 || c.point == 0xFF01 || c.point == 0xFF1F) return at; // of Chinese and Japanese
        if (!is_in(c.point, ".?!")) continue;
        bool sure = c.point != '.';
        while (at < text.size() && is_in(static_cast<unsigned char>(text[at]), ".?!"))
            sure = text[at++] != '.' || sure;
        while (at < text.size() && is_in(static_cast<unsigned char>(text[at]), "\"')]}")) ++at;
        std::size_t const space = at;
        while (at < text.size() && is_in(static_cast<unsigned char>(text[at]), " \t\r\n")) ++at;
        if (at == text.size()) return at;
        if (sure) return at;
        if (at == space) continue;
        std::size_t next = at;
        while (next < text.size() && is_in(static_cast<unsigned char>(text[next]), "\"'([{")) ++next;
        decoded_character const begin =
            next < text.size() ? decode_character(text.substr(next)) : decoded_character{' ', 1, true};
        bool const goes_on = word_class_of(begin.point) == word_class::digit
                             || upper_point(begin.point) != begin.point || is_in(begin.point, ".,;:?!");
        if (!goes_on) return at;
    }
    return text.size();
}

struct sentences_function
    : plain_function<sentences_function, std::optional<std::vector<std::vector<std::string>>>, "t"> {
    static constexpr std::string_view name = "sentences";
    template <class R>
    static R apply(std::string_view s, std::string_view /*language*/, std::string_view /*country*/) {
        R out;
        while (!s.empty()) {
            std::string_view rest = s.substr(0, sentence_end(s));
            s.remove_prefix(rest.size());
            std::vector<std::string> words;
            while (!rest.empty()) {
                std::string_view const word = rest.substr(0, word_end(rest));
                rest.remove_prefix(word.size());
                if (word_class_of(decode_character(word).point) != word_class::other)
                    words.emplace_back(word);
            }
            out.push_back(std::move(words));
        }
        return out;
    }
};

} // namespace detail

/// The words of each sentence of a text: array<array<string>>. Language and country are not looked at.
/// Null    null where an argument is null; nullable always, as in Spark.
/// Source  Spark functions.sentences.
template <class E, class L, class C>
    requires(detail::operand<E> && detail::operand<L> && detail::operand<C>)
constexpr auto sentences(E const& e, L const& language, C const& country) {
    return detail::make_function<detail::sentences_function>(e, language, country);
}
template <class E, class L>
    requires(detail::operand<E> && detail::operand<L>)
constexpr auto sentences(E const& e, L const& language) {
    return sentences(e, language, detail::constant_text<"">{});
}
template <class E>
    requires detail::operand<E>
constexpr auto sentences(E const& e) {
    return sentences(e, detail::constant_text<"">{});
}

} // namespace weir
