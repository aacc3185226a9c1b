// SPDX-License-Identifier: BSL-1.0
// Intervals as text: INTERVAL '1 02:03:04.5' DAY TO SECOND, written and read as Spark does.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/interval.hpp>
#include <weir/core/interval_types.hpp>
#include <weir/core/text.hpp>
#include <weir/core/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace weir::detail {

// Writing: `Out` takes texts and characters by `<<`, or is a std::string.

template <class Out>
constexpr void put(Out& out, std::string_view piece) {
    if constexpr (requires { out << piece; }) {
        out << piece;
    } else {
        out.append(piece);
    }
}

template <class Out>
constexpr void put_number(Out& out, std::uint64_t value, std::size_t width = 1) {
    char digits[20]{};
    std::size_t n = 20;
    for (; value != 0 || 20 - n < width; value /= 10) digits[--n] = static_cast<char>('0' + value % 10);
    put(out, std::string_view(digits + n, 20 - n));
}

/// Writes microseconds of a second as `.5`: nothing for none, no zeros at the end.
template <class Out>
constexpr void put_fraction(Out& out, std::uint64_t us) {
    if (us == 0) return;
    char digits[7]{'.'};
    for (std::size_t i = 6; i > 0; --i, us /= 10) digits[i] = static_cast<char>('0' + us % 10);
    std::size_t n = 7;
    while (digits[n - 1] == '0') --n;
    put(out, std::string_view(digits, n));
}

/// Writes the name of a range: ` DAY TO SECOND` in capitals, or ` day to second`.
template <class Out>
constexpr void put_range(Out& out, interval_part from, interval_part to, bool capitals) {
    auto const word = [&](std::string_view name) {
        for (char const c : name) {
            char const written = capitals ? static_cast<char>(c - 'a' + 'A') : c;
            put(out, std::string_view(&written, 1));
        }
    };
    put(out, " ");
    word(part_name(from));
    if (from == to) return;
    put(out, capitals ? " TO " : " to ");
    word(part_name(to));
}

/// Writes `INTERVAL '1-2' YEAR TO MONTH` or `INTERVAL '1 02:03:04.5' DAY TO SECOND`.
template <class Out, interval_column T>
constexpr void write_interval(Out& out, T const& interval) {
    constexpr interval_part from = T::from;
    constexpr interval_part to = T::to;
    auto const count = static_cast<std::int64_t>(count_of(interval));
    std::uint64_t rest =
        count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    put(out, count < 0 ? "INTERVAL '-" : "INTERVAL '");
    if constexpr (is_year_month<T>) {
        if constexpr (from == interval_part::year) {
            put_number(out, rest / 12);
            rest %= 12;
        }
        if constexpr (from != to) put(out, "-");
        if constexpr (to == interval_part::month) put_number(out, rest);
    } else {
        constexpr std::uint64_t lengths[] = {86'400'000'000, 3'600'000'000, 60'000'000, 1'000'000};
        constexpr auto first = static_cast<std::size_t>(from) - 2;
        constexpr auto last = static_cast<std::size_t>(to) - 2;
        for (std::size_t i = first; i <= last; ++i) {
            if (i > first) put(out, i == 1 ? " " : ":");
            put_number(out, rest / lengths[i], i == 0 ? 1 : 2);
            rest %= lengths[i];
        }
        if constexpr (to == interval_part::second) put_fraction(out, rest);
    }
    put(out, "'");
    put_range(out, from, to, true);
}

/// Writes `1 years 2 months 3 days 4 hours 5 minutes 6.7 seconds`, without what is zero.
template <class Out>
constexpr void write_interval(Out& out, interval_value const& interval) {
    bool any = false;
    auto const term = [&](std::int64_t n, std::string_view unit, std::uint64_t fraction = 0,
                          bool negative = false) {
        if (n == 0 && fraction == 0) return;
        put(out, any ? " " : "");
        any = true;
        if (n < 0 || negative) put(out, "-");
        put_number(out, n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n));
        put_fraction(out, fraction);
        put(out, unit);
    };
    term(interval.months / 12, " years");
    term(interval.months % 12, " months");
    term(interval.days, " days");
    std::int64_t const us = interval.microseconds;
    term(us / 3'600'000'000, " hours");
    term(us / 60'000'000 % 60, " minutes");
    std::int64_t const rest = us % 60'000'000;
    std::int64_t const fraction = rest % 1'000'000;
    term(rest / 1'000'000, " seconds", static_cast<std::uint64_t>(fraction < 0 ? -fraction : fraction),
         rest < 0);
    if (!any) put(out, "0 seconds");
}

// Reading.

/// An interval that was read: a count of months or of microseconds, or why it could not be.
struct read_interval {
    interval_part from = interval_part::day;
    interval_part to = interval_part::second;
    std::int64_t count = 0;
    verdict outcome;

    [[nodiscard]] constexpr bool failed() const { return outcome.failed(); }
    [[nodiscard]] constexpr bool is_year_month() const { return to <= interval_part::month; }
};

// One run of digits off the text, at most `most` of them.
constexpr std::optional<std::int64_t> take_count(std::string_view& text, std::size_t most) {
    std::int64_t value = 0;
    std::size_t n = 0;
    for (; n < text.size() && is_digit(text[n]) && n < most; ++n) value = value * 10 + (text[n] - '0');
    if (n == 0 || (n < text.size() && is_digit(text[n]))) return std::nullopt;
    text.remove_prefix(n);
    return value;
}

/// The count of `1-2` or `1 02:03:04.5`, whose fields go from `from` to `to`: months, or microseconds.
constexpr std::optional<std::int64_t> read_interval_fields(std::string_view text, interval_part from,
                                                           interval_part to) {
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t total = 0;
    if (to <= interval_part::month) {
        std::optional<std::int64_t> const first = take_count(text, 10);
        if (!first) return std::nullopt;
        total = from == interval_part::year ? *first * 12 : *first;
        if (from != to) {
            if (!text.starts_with('-')) return std::nullopt;
            text.remove_prefix(1);
            std::optional<std::int64_t> const months = take_count(text, 10);
            if (!months || *months > 11) return std::nullopt;
            total += *months;
        }
        if (!text.empty()) return std::nullopt;
        total = negative ? -total : total;
        if (total != static_cast<std::int32_t>(total)) return std::nullopt;
        return total;
    }
    constexpr std::int64_t lengths[] = {86'400'000'000, 3'600'000'000, 60'000'000, 1'000'000};
    constexpr std::int64_t most[] = {106'751'991, 2'562'047'788, 153'722'867'280, 9'223'372'036'854};
    auto const first = static_cast<std::size_t>(from) - 2;
    auto const last = static_cast<std::size_t>(to) - 2;
    for (std::size_t i = first; i <= last; ++i) {
        if (i > first) {
            if (!text.starts_with(i == 1 ? ' ' : ':')) return std::nullopt;
            text.remove_prefix(1);
        }
        std::optional<std::int64_t> const n = take_count(text, i == first ? 13 : 2);
        if (!n || (i > first && *n > (i == 1 ? 23 : 59)) || (i == first && *n > most[i])) return std::nullopt;
        // Counted below zero, where there is room for one more.
        if (__builtin_sub_overflow(total, *n * lengths[i], &total)) return std::nullopt;
    }
    if (to == interval_part::second && text.starts_with('.')) {
        text.remove_prefix(1);
        std::int64_t unit = 100'000;
        std::size_t n = 0;
        for (; n < text.size() && is_digit(text[n]); ++n, unit /= 10) {
            if (__builtin_sub_overflow(total, (text[n] - '0') * unit, &total)) return std::nullopt;
        }
        if (n == 0 || n > 9) return std::nullopt;
        text.remove_prefix(n);
    }
    if (!text.empty()) return std::nullopt;
    if (!negative && total == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return negative ? total : -total;
}

/// Reads the text of `INTERVAL 'text' FROM TO TO`.
constexpr read_interval read_interval_literal(std::string_view text, interval_part from, interval_part to) {
    read_interval result{from, to, 0, {}};
    std::optional<std::int64_t> const count = read_interval_fields(trimmed(text), from, to);
    if (count) {
        result.count = *count;
    } else {
        result.outcome =
            fault("not an interval \"", text.substr(0, 60), "\" from ", part_name(from), " to ",
                  part_name(to), "; write one like ",
                  to <= interval_part::month ? "'1-2' year to month" : "'1 02:03:04.5' day to second");
    }
    return result;
}

// The word at the end of a text, which loses it and the blanks before it.
constexpr std::string_view take_last_word(std::string_view& text) {
    std::size_t n = text.size();
    while (n > 0 && ascii_lower(text[n - 1]) >= 'a' && ascii_lower(text[n - 1]) <= 'z') --n;
    std::string_view const word = text.substr(n);
    text = trimmed(text.substr(0, n));
    return word;
}

/// Reads `1 02:03:04.5 day to second`; nothing where the text does not end in a range.
constexpr std::optional<read_interval> read_ranged_interval(std::string_view text) {
    text = trimmed(text);
    constexpr auto part_of = [](std::string_view word) {
        std::size_t i = 0;
        while (i < interval_part_names.size() && !equal_ignoring_case(word, interval_part_names[i])) ++i;
        return i;
    };
    std::size_t const to = part_of(take_last_word(text));
    if (to == interval_part_names.size() || !equal_ignoring_case(take_last_word(text), "to"))
        return std::nullopt;
    std::size_t const from = part_of(take_last_word(text));
    if (from >= to || (from < 2) != (to < 2)) return std::nullopt;
    bool const minus = text.starts_with('-');
    std::string_view const unsigned_text = minus ? trimmed(text.substr(1)) : text;
    // A sign before the quotes and one within cancel each other.
    bool const twice = minus && unsigned_text.starts_with('-');
    read_interval result =
        read_interval_literal(minus && !twice ? text
                              : twice         ? unsigned_text.substr(1)
                                              : text,
                              static_cast<interval_part>(from), static_cast<interval_part>(to));
    return result;
}

/// Reads what follows INTERVAL where units do: `1 day 2 hours`, `'1' day`, `'1 day 2 hours'`; quotes count as
/// blanks. Its range goes from the greatest unit to the smallest.
constexpr read_interval read_interval_terms(std::string_view terms) {
    read_interval result;
    constexpr std::size_t longest = 200;
    char plain[longest]{};
    std::size_t n = 0;
    for (char const c : terms.substr(0, longest)) plain[n++] = c == '\'' || c == '"' ? ' ' : c;
    std::string_view const text(plain, n);
    if (std::optional<read_interval> const ranged = read_ranged_interval(text)) return *ranged;
    parsed_interval const parsed = parse_interval(text);
    if (parsed.failed()) {
        result.outcome = parsed.outcome;
        return result;
    }
    bool first = true;
    for (std::size_t i = 0; i < n;) {
        std::size_t end = i;
        while (end < n && !(ascii_lower(text[end]) < 'a' || ascii_lower(text[end]) > 'z')) ++end;
        if (end == i) {
            ++i;
            continue;
        }
        std::size_t const unit = find_interval_unit(text.substr(i, end - i));
        i = end;
        if (unit == interval_units.size()) continue; // the word interval
        constexpr interval_part parts[] = {
            interval_part::year,   interval_part::month,  interval_part::day,
            interval_part::day,    interval_part::hour,   interval_part::minute,
            interval_part::second, interval_part::second, interval_part::second};
        interval_part const part = parts[unit];
        if (first || part < result.from) result.from = part;
        if (first || part > result.to) result.to = part;
        first = false;
    }
    if (result.from <= interval_part::month && result.to >= interval_part::day) {
        result.outcome = fault("months and days in one interval \"", text.substr(0, 60),
                               "\"; add them one after the other");
    } else if (result.is_year_month()) {
        result.count = parsed.value.months;
    } else if (std::optional<std::int64_t> const us = interval_micros(parsed.value, 0)) {
        result.count = *us;
    } else {
        result.outcome = fault("out of range \"", text.substr(0, 60), "\"; write a shorter interval");
    }
    return result;
}

/// Reads an interval as Spark's cast from string: `1 02:03:04.5`, or the same as a literal with its range.
template <interval_column T>
constexpr std::optional<T> parse_interval_as(std::string_view text) {
    text = trimmed(text);
    bool negative = false;
    if (text.size() > 8 && equal_ignoring_case(text.substr(0, 8), "interval")) {
        text = trimmed(text.substr(8));
        negative = text.starts_with('-');
        if (negative || text.starts_with('+')) text = trimmed(text.substr(1));
        std::size_t const end = text.rfind('\'');
        if (!text.starts_with('\'') || end == 0 || end == std::string_view::npos) return std::nullopt;
        detail::text range;
        put_range(range, T::from, T::to, true);
        std::string_view const written = trimmed(text.substr(end + 1));
        if (!equal_ignoring_case(written, range.view().substr(1))) return std::nullopt;
        text = text.substr(1, end - 1);
    }
    std::optional<std::int64_t> const count = read_interval_fields(text, T::from, T::to);
    if (!count) return std::nullopt;
    T result;
    if constexpr (is_year_month<T>) {
        result.months = static_cast<std::int32_t>(negative ? -*count : *count);
    } else {
        result.microseconds = negative ? -*count : *count;
    }
    return result;
}

} // namespace weir::detail
