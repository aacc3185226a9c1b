// SPDX-License-Identifier: BSL-1.0
// Reads durations such as "10 minutes" as Spark does, at compile time or at run time.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/interval_types.hpp>
#include <weir/core/time.hpp>
#include <weir/core/verdict.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

/// A duration that was read, or why it could not be.
struct parsed_interval {
    interval_value value;
    verdict outcome;

    [[nodiscard]] constexpr bool failed() const { return outcome.failed(); }
};

/// An interval in microseconds, a day being 24 hours and a month `days_per_month` days; nothing when it does
/// not fit.
constexpr std::optional<std::int64_t> interval_micros(interval_value const& interval, int days_per_month) {
    std::int64_t const days = std::int64_t{interval.months} * days_per_month + interval.days;
    std::int64_t total = 0;
    if (__builtin_mul_overflow(days, micros_per_day, &total)
        || __builtin_add_overflow(total, interval.microseconds, &total)) {
        return std::nullopt;
    }
    return total;
}

enum class interval_field : std::uint8_t { months, days, microseconds };

struct interval_unit {
    std::string_view name;
    interval_field field;
    std::int64_t factor;
};

inline constexpr std::array<interval_unit, 9> interval_units{{
    {"year", interval_field::months, 12},
    {"month", interval_field::months, 1},
    {"week", interval_field::days, 7},
    {"day", interval_field::days, 1},
    {"hour", interval_field::microseconds, 3'600'000'000},
    {"minute", interval_field::microseconds, 60'000'000},
    {"second", interval_field::microseconds, 1'000'000},
    {"millisecond", interval_field::microseconds, 1'000},
    {"microsecond", interval_field::microseconds, 1},
}};

/// The unit that a word names, in singular or plural, or `interval_units.size()`.
constexpr std::size_t find_interval_unit(std::string_view word) {
    for (std::size_t i = 0; i < interval_units.size(); ++i) {
        std::string_view const name = interval_units[i].name;
        if (equal_ignoring_case(word, name)) return i;
        if (word.size() == name.size() + 1 && ascii_lower(word.back()) == 's'
            && equal_ignoring_case(word.substr(0, name.size()), name)) {
            return i;
        }
    }
    return interval_units.size();
}

/// The unit that was probably meant by a word that names none, or an empty text.
constexpr std::string_view suggest_interval_unit(std::string_view word) {
    constexpr std::array<std::array<std::string_view, 2>, 23> short_forms{{
        {"y", "years"},
        {"yr", "years"},
        {"yrs", "years"},
        {"mon", "months"},
        {"w", "weeks"},
        {"wk", "weeks"},
        {"d", "days"},
        {"h", "hours"},
        {"hr", "hours"},
        {"hrs", "hours"},
        {"m", "minutes"},
        {"min", "minutes"},
        {"mins", "minutes"},
        {"s", "seconds"},
        {"sec", "seconds"},
        {"secs", "seconds"},
        {"ms", "milliseconds"},
        {"msec", "milliseconds"},
        {"milli", "milliseconds"},
        {"millis", "milliseconds"},
        {"us", "microseconds"},
        {"micro", "microseconds"},
        {"micros", "microseconds"},
    }};
    for (auto const& form : short_forms) {
        if (equal_ignoring_case(word, form[0])) return form[1];
    }
    constexpr std::array<std::string_view, 18> names{
        "year",   "years",   "month",       "months",       "week",        "weeks",
        "day",    "days",    "hour",        "hours",        "minute",      "minutes",
        "second", "seconds", "millisecond", "milliseconds", "microsecond", "microseconds"};
    std::size_t const best = nearest(word, names);
    return best < names.size() ? names[best] : std::string_view{};
}

/// A piece of the user's text, short enough for a message.
constexpr std::string_view message_excerpt(std::string_view text) {
    constexpr std::size_t longest = 60;
    return text.substr(0, longest);
}

/// Reads an interval text from left to right: `["interval"] ([sign] number unit)+`.
class interval_reader {
    template <class... Pieces>
    static constexpr verdict says(Pieces const&... pieces) {
        return fault(message_excerpt(pieces)...);
    }

public:
    constexpr explicit interval_reader(std::string_view text) : text_(text) {}

    constexpr parsed_interval read() {
        rest_ = trimmed(text_);
        if (rest_.empty())
            return {{}, says("no duration in \"", text_, R"("; write a duration like "10 minutes")")};
        std::string_view const first = next_word();
        if (equal_ignoring_case(first, "interval")) {
            rest_.remove_prefix(first.size());
            skip_spaces();
            if (rest_.empty()) return {{}, no_number_after(first)};
        }
        while (!rest_.empty()) {
            if (verdict const v = read_term(); v.failed()) return {{}, v};
            skip_spaces();
        }
        return {value_, {}};
    }

private:
    static constexpr bool is_space(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 28 && c <= 31);
    }

    constexpr void skip_spaces() {
        while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
    }
    [[nodiscard]] constexpr std::string_view next_word() const {
        std::size_t n = 0;
        while (n < rest_.size() && !is_space(rest_[n])) ++n;
        return rest_.substr(0, n);
    }

    constexpr verdict read_term() {
        bool negative = false;
        std::string_view sign;
        if (rest_.front() == '-' || rest_.front() == '+') {
            negative = rest_.front() == '-';
            sign = rest_.substr(0, 1);
            rest_.remove_prefix(1);
            skip_spaces();
        }
        if (rest_.empty()) return no_number_after(sign);
        std::string_view const word = next_word();
        std::string_view number = word;
        while (!number.empty() && !is_digit(number.back()) && number.back() != '.') number.remove_suffix(1);
        if (number.empty()) {
            return says("no number before \"", word, R"(" in ")", text_,
                        R"("; write a duration like "10 minutes")");
        }

        std::int64_t whole = 0;
        std::int64_t nanoseconds = 0;
        std::int64_t scale = 100'000'000;
        bool any_digit = false;
        bool point = false;
        for (char const c : number) {
            if (c == '.' && !point) {
                point = true;
            } else if (!is_digit(c)) {
                return not_a_number(word);
            } else if (point) {
                if (scale == 0) {
                    return says("too many digits \"", number, R"(" in ")", text_,
                                "\"; write at most 9 after the point");
                }
                nanoseconds += (c - '0') * scale;
                scale /= 10;
                any_digit = true;
            } else {
                if (__builtin_mul_overflow(whole, std::int64_t{10}, &whole)
                    || __builtin_add_overflow(whole, std::int64_t{c - '0'}, &whole)) {
                    return out_of_range(number, "");
                }
                any_digit = true;
            }
        }
        if (!any_digit) return not_a_number(word);
        if (number.size() < word.size()) {
            std::string_view const glued = word.substr(number.size());
            if (find_interval_unit(glued) == interval_units.size() && suggest_interval_unit(glued).empty()) {
                return not_a_number(word);
            }
            return says("no space after \"", number, R"(" in ")", text_,
                        R"("; write a duration like "10 minutes")");
        }
        rest_.remove_prefix(word.size());
        skip_spaces();
        if (rest_.empty()) {
            return says("no unit after \"", number, R"(" in ")", text_,
                        R"("; write a duration like "10 minutes")");
        }
        std::string_view const unit_word = next_word();
        rest_.remove_prefix(unit_word.size());
        return add(number, unit_word, negative ? -whole : whole, point,
                   (negative ? -nanoseconds : nanoseconds) / 1'000);
    }

    constexpr verdict add(std::string_view number, std::string_view unit_word, std::int64_t whole,
                          bool has_point, std::int64_t fraction_micros) {
        std::size_t const index = find_interval_unit(unit_word);
        if (index == interval_units.size()) return unknown_unit(unit_word);
        interval_unit const& unit = interval_units[index];
        if (has_point && unit.name != "second") {
            return says("a fraction \"", number, " ", unit_word, R"(" in ")", text_,
                        "\"; only seconds take a fraction");
        }
        std::int64_t amount = 0;
        bool overflow = __builtin_mul_overflow(whole, unit.factor, &amount);
        switch (unit.field) {
        case interval_field::months:
            overflow = overflow || !add_narrow(value_.months, amount);
            break;
        case interval_field::days:
            overflow = overflow || !add_narrow(value_.days, amount);
            break;
        case interval_field::microseconds:
            overflow = overflow || __builtin_add_overflow(value_.microseconds, amount, &value_.microseconds)
                       || __builtin_add_overflow(value_.microseconds, fraction_micros, &value_.microseconds);
            break;
        }
        return overflow ? out_of_range(number, unit_word) : verdict{};
    }

    static constexpr bool add_narrow(std::int32_t& total, std::int64_t amount) {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(std::int64_t{total}, amount, &sum)) return false;
        if (sum < std::numeric_limits<std::int32_t>::min() || sum > std::numeric_limits<std::int32_t>::max())
            return false;
        total = static_cast<std::int32_t>(sum);
        return true;
    }

    [[nodiscard]] constexpr verdict no_number_after(std::string_view word) const {
        return says("no number after \"", word, R"(" in ")", text_,
                    R"("; write a duration like "10 minutes")");
    }
    [[nodiscard]] constexpr verdict not_a_number(std::string_view word) const {
        return says("not a number \"", word, R"(" in ")", text_, R"("; write a duration like "10 minutes")");
    }
    [[nodiscard]] constexpr verdict out_of_range(std::string_view number, std::string_view unit) const {
        return says("out of range \"", number, unit.empty() ? "" : " ", unit, R"(" in ")", text_,
                    "\"; write a smaller number");
    }
    [[nodiscard]] constexpr verdict unknown_unit(std::string_view word) const {
        std::string_view const meant = suggest_interval_unit(word);
        if (!meant.empty()) {
            return says("unknown unit \"", word, R"(" in ")", text_, R"("; did you mean ")", meant, R"("?)");
        }
        return fault("unknown unit \"", message_excerpt(word), R"(" in ")", message_excerpt(text_),
                     "\"; write year, month, week, day, hour, minute, second, millisecond or microsecond");
    }

    std::string_view text_;
    std::string_view rest_ = text_;
    interval_value value_;
};

} // namespace detail

/// Reads a duration such as `10 minutes`, `1 day 2 hours`, `-1.5 seconds` or `interval 1 week`.
///
/// Units   year, month, week, day, hour, minute, second, millisecond, microsecond; any case, singular or
///         plural.
/// Errors  `outcome` says what is wrong and what to write instead; a number that overflows is an error too.
/// Source  Spark IntervalUtils.stringToInterval.
constexpr detail::parsed_interval parse_interval(std::string_view text) {
    return detail::interval_reader(text).read();
}

} // namespace weir
