// SPDX-License-Identifier: BSL-1.0
// How alike two texts are: levenshtein and soundex.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/expr/text_parts.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

namespace detail {

inline std::int64_t levenshtein_of(std::string_view a, std::string_view b) {
    std::vector<std::string_view> letters; // of b
    for (std::string_view rest = b; !rest.empty(); rest.remove_prefix(letters.back().size())) {
        letters.push_back(rest.substr(0, decode_character(rest).bytes));
    }
    std::vector<std::int64_t> costs(letters.size() + 1);
    for (std::size_t i = 0; i < costs.size(); ++i) costs[i] = static_cast<std::int64_t>(i);
    while (!a.empty()) {
        std::string_view const letter = a.substr(0, decode_character(a).bytes);
        a.remove_prefix(letter.size());
        std::int64_t diagonal = costs[0]++;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            std::int64_t const replaced = diagonal + (letters[i] == letter ? 0 : 1);
            diagonal = costs[i + 1];
            costs[i + 1] = std::min({replaced, diagonal + 1, costs[i] + 1});
        }
    }
    return costs.back();
}

struct levenshtein_function : plain_function<levenshtein_function, std::int32_t, "tti"> {
    static constexpr std::string_view name = "levenshtein";
    template <class R>
    static std::int32_t apply(std::string_view a, std::string_view b) {
        return static_cast<std::int32_t>(levenshtein_of(a, b));
    }
    template <class R>
    static std::int32_t apply(std::string_view a, std::string_view b, std::int64_t most) {
        std::int64_t const distance = levenshtein_of(a, b);
        return distance <= most ? static_cast<std::int32_t>(distance) : -1;
    }
};

struct soundex_function : plain_function<soundex_function, std::string, "t"> {
    static constexpr std::string_view name = "soundex";
    template <class R>
    static std::string apply(std::string_view s) {
        // Of A to Z; `7` is passed over without parting equal neighbours.
        constexpr std::string_view codes = "01230127022455012623017202";
        auto const is_letter = [](char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; };
        auto const code_of = [&](char c) { return codes[static_cast<std::size_t>(ascii_lower(c) - 'a')]; };
        if (s.empty() || !is_letter(s.front())) return std::string(s);
        std::string out(1, static_cast<char>(ascii_lower(s.front()) - 'a' + 'A'));
        char last = code_of(s.front());
        for (char const c : s.substr(1)) {
            if (out.size() == 4) break;
            if (!is_letter(c)) {
                last = '0';
                continue;
            }
            char const code = code_of(c);
            if (code == '7') continue;
            if (code != '0' && code != last) out.push_back(code);
            last = code;
        }
        out.resize(4, '0');
        return out;
    }
};

} // namespace detail

/// How many characters have to be put in, left out or changed to make one text of another.
/// Null    null where an argument is null.
/// Cost    the product of both lengths; two lists a call.
/// Source  Spark functions.levenshtein.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto levenshtein(A const& a, B const& b) {
    return detail::make_function<detail::levenshtein_function>(a, b);
}
/// As levenshtein, -1 where it is above `most`.
template <class A, class B, class N>
    requires(detail::operand<A> && detail::operand<B> && detail::operand<N>)
constexpr auto levenshtein(A const& a, B const& b, N const& most) {
    return detail::make_function<detail::levenshtein_function>(a, b, most);
}
/// The sound of an English word: a letter and three digits; a text that begins with no letter of A to Z as it
/// is.
/// Source  Spark functions.soundex.
template <class E>
    requires detail::operand<E>
constexpr auto soundex(E const& e) {
    return detail::make_function<detail::soundex_function>(e);
}

} // namespace weir
