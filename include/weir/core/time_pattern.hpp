// SPDX-License-Identifier: BSL-1.0
// Patterns of times such as yyyy-MM-dd HH:mm: the letters of Java's DateTimeFormatter that Spark allows, with
// its rules, in English.
#pragma once

#include <weir/core/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

inline constexpr std::string_view month_names[] = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
inline constexpr std::string_view weekday_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A piece of a pattern: `n` times a letter, or text as it is written.
struct pattern_piece {
    char letter = 0;       // 0: text; [ and ] begin and end what may be missing
    std::size_t n = 0;     // how often the letter stands there
    std::string_view text; // with two quotes for one where `letter` is 0
};

/// Takes the first piece off a pattern that is not empty.
constexpr pattern_piece take_piece(std::string_view& pattern) {
    char const c = pattern.front();
    std::size_t n = 1;
    pattern_piece piece;
    if (c == '\'') {
        while (n < pattern.size() && (pattern[n] != '\'' || pattern.substr(n, 2) == "\'\'")) {
            n += pattern[n] == '\'' ? 2 : 1;
        }
        n = std::min(n, pattern.size());
        // Two quotes outside of a text in quotes are one as well.
        piece.text = n == 1 ? pattern.substr(0, 1) : pattern.substr(1, n - 1);
        n = std::min(n + 1, pattern.size());
    } else if (c == '[' || c == ']') {
        piece.letter = c;
    } else if (is_letter(c)) {
        while (n < pattern.size() && pattern[n] == c) ++n;
        piece.letter = c;
        piece.n = n;
    } else {
        piece.text = pattern.substr(0, 1);
    }
    pattern.remove_prefix(n);
    return piece;
}

/// For what a pattern is used.
enum class pattern_use : std::uint8_t { write, read };

/// Whether a letter may stand `n` times in a pattern.
constexpr bool is_pattern_letter(char letter, std::size_t n, pattern_use use) {
    bool const write = use == pattern_use::write;
    switch (letter) {
    case 'y':
        return n <= 6;
    case 'S':
        return n <= 9;
    case 'G':
    case 'M':
    case 'L':
        return n <= 4;
    case 'E':
    case 'Q':
    case 'q':
        return n <= 4 && write;
    case 'F':
        return n == 1 && write;
    case 'a':
        return n == 1;
    case 'd':
    case 'H':
    case 'h':
    case 'K':
    case 'k':
    case 'm':
    case 's':
        return n <= 2;
    case 'D':
        return n <= 3;
    case 'V':
        return n == 2;
    case 'z':
        return n <= 4;
    case 'O':
    case 'v':
        return n == 1 || n == 4;
    case 'X':
    case 'x':
    case 'Z':
        return n <= 5;
    default:
        return false;
    }
}

/// What is wrong with a pattern: nothing; that it meant something in older versions of Spark only; a letter
/// of weeks; a letter or a number of letters that Spark does not allow; or that it is none.
enum class pattern_fault : std::uint8_t { none, outdated, week_based, illegal, length, invalid };

constexpr pattern_fault check_pattern(std::string_view pattern, pattern_use use) {
    constexpr auto among = [](std::string_view letters, char c) {
        return letters.find(c) != std::string_view::npos;
    };
    pattern_fault worst = pattern_fault::none;
    bool known_before = true; // to Java's SimpleDateFormat
    int open = 0;
    if (std::count(pattern.begin(), pattern.end(), '\'') % 2 != 0) return pattern_fault::invalid;
    while (!pattern.empty()) {
        pattern_piece const piece = take_piece(pattern);
        char const c = piece.letter;
        pattern_fault found = pattern_fault::none;
        if (c == '[') {
            ++open;
        } else if (c == ']') {
            if (--open < 0) found = pattern_fault::invalid;
        } else if (c != 0) {
            if (among("YWwuec", c)) {
                found = pattern_fault::week_based;
            } else if (among("ABnNp", c) || (use == pattern_use::read && among("EFqQ", c))) {
                found = pattern_fault::illegal;
            } else if (piece.n >= 5 && among("GMLEQq", c)) {
                found = pattern_fault::length;
            } else if (!is_pattern_letter(c, piece.n, use)) {
                found = pattern_fault::invalid;
            }
            known_before = known_before && among("GyYMLwWDdFEuaHkKhmsSzZX", c) && (c != 'X' || piece.n <= 3);
        } else if (piece.text == "{" || piece.text == "}" || piece.text == "#") {
            found = pattern_fault::invalid;
        }
        if (worst == pattern_fault::none || (found != pattern_fault::none && found < worst)) worst = found;
    }
    return worst == pattern_fault::none || !known_before ? worst : pattern_fault::outdated;
}

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_pattern_fault(std::string_view pattern,
                                                                       pattern_fault fault) {
    std::string message = "no pattern of times \"";
    message.append(pattern).append("\"; write one like yyyy-MM-dd HH:mm:ss, other text in single quotes");
    constexpr std::string_view conditions[] = {
        "",
        "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION",
        "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN",
        "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER",
        "INVALID_DATETIME_PATTERN.LENGTH",
        "INVALID_DATETIME_PATTERN.WITH_SUGGESTION"};
    throw query_error(std::string(conditions[static_cast<std::size_t>(fault)]), message);
}

/// Throws where a pattern cannot be used.
constexpr void require_pattern(std::string_view pattern, pattern_use use) {
    pattern_fault const fault = check_pattern(pattern, use);
    if (fault != pattern_fault::none) [[unlikely]]
        throw_pattern_fault(pattern, fault);
}

} // namespace weir::detail
