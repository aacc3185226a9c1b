// SPDX-License-Identifier: BSL-1.0
// Times read by a pattern.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/time.hpp>
#include <weir/core/time_pattern.hpp>
#include <weir/core/time_zone.hpp>
#include <weir/core/timestamp_text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weir::detail {

/// The region whose clocks have a name of daylight saving time, or the name itself.
constexpr std::string_view region_of_daylight_name(std::string_view name) {
    constexpr std::string_view names[][2] = {{"PDT", "America/Los_Angeles"}, {"MDT", "America/Denver"},
                                             {"CDT", "America/Chicago"},     {"EDT", "America/New_York"},
                                             {"EST", "America/New_York"},    {"MST", "America/Denver"},
                                             {"CEST", "Europe/Paris"}};
    for (auto const& [daylight, region] : names) {
        if (daylight == name) return region;
    }
    return name;
}

/// Reads a text by a pattern, as Java does where it is strict, and fills in what the pattern has not.
class pattern_reader {
public:
    /// False where the text is not written by the pattern, or names a day or a time that there is not.
    bool read(std::string_view text, std::string_view pattern) {
        has_era_ = pattern.find('G') != std::string_view::npos;
        text_ = text;
        return read_pieces(pattern) && text_.empty() && resolve();
    }

    /// The day, from 1970.
    [[nodiscard]] std::int64_t day() const { return day_; }
    /// The instant in microseconds, in UTC where the text has no zone; nothing where it does not fit.
    [[nodiscard]] std::optional<timestamp> instant() const {
        std::int64_t const local = day_ * 86'400 + second_of_day_;
        return timestamp_from(zone_ ? zone_->to_utc(local) : local, micros_);
    }
    /// What a clock shows, whatever the zone.
    [[nodiscard]] std::optional<timestamp> local() const {
        return timestamp_from(day_ * 86'400 + second_of_day_, micros_);
    }

private:
    enum field { year, month, day_of_month, year_day, hour, half, half_hour, minute, second, era, fields };

    // Two letters may give one field; then they have to agree.
    bool set(field f, std::int64_t value) {
        if (has(f) && values_[f] != value) return false;
        values_[f] = value;
        return true;
    }
    [[nodiscard]] bool has(field f) const { return values_[f] != absent; }
    [[nodiscard]] std::int64_t get(field f, std::int64_t otherwise) const {
        return has(f) ? values_[f] : otherwise;
    }

    bool read_pieces(std::string_view pattern) {
        while (!pattern.empty()) {
            pattern_piece const piece = take_piece(pattern);
            if (piece.letter == 0) {
                if (!take_text(piece.text)) return false;
            } else if (piece.letter == '[') {
                std::size_t const end = section_end(pattern);
                pattern_reader tried = *this;
                if (tried.read_pieces(pattern.substr(0, end))) *this = tried;
                pattern.remove_prefix(std::min(end + 1, pattern.size()));
            } else if (piece.letter != ']') {
                if (!read_field(piece.letter, piece.n, digits_after(piece, pattern))) return false;
            }
        }
        return true;
    }

    // Where the section that was begun ends: a position of `]`, or the pattern's end.
    static std::size_t section_end(std::string_view pattern) {
        std::string_view rest = pattern;
        int depth = 1;
        while (!rest.empty()) {
            std::size_t const at = pattern.size() - rest.size();
            pattern_piece const piece = take_piece(rest);
            depth += piece.letter == '[' ? 1 : piece.letter == ']' ? -1 : 0;
            if (depth == 0) return at;
        }
        return pattern.size();
    }

    static bool is_number(char letter, std::size_t n) {
        return std::string_view("yDdHhKkms").find(letter) != std::string_view::npos
               || ((letter == 'M' || letter == 'L') && n < 3);
    }
    // How many digits the fields of fixed width that follow at once want; they are kept for them.
    static std::size_t digits_after(pattern_piece const& piece, std::string_view pattern) {
        std::size_t sum = 0;
        if (!is_number(piece.letter, piece.n)) return 0;
        while (!pattern.empty()) {
            pattern_piece const next = take_piece(pattern);
            bool const fixed = is_number(next.letter, next.n)
                               && (next.letter == 'y'   ? next.n == 2
                                   : next.letter == 'D' ? next.n == 3
                                                        : next.n == 2);
            if (!fixed) break;
            sum += next.n;
        }
        return sum;
    }

    bool take_text(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text_.empty() || ascii_lower(text_.front()) != ascii_lower(text[i])) return false;
            text_.remove_prefix(1);
            if (text[i] == '\'') ++i;
        }
        return true;
    }

    enum class sign : std::uint8_t { none, minus, both };

    // `fewest` to `most` digits, of which `kept` stay for what follows; nothing where they are too few.
    std::optional<std::int64_t> take_number(std::size_t fewest, std::size_t most, std::size_t kept,
                                            sign signs) {
        bool const minus = text_.starts_with('-') && signs != sign::none;
        bool const plus = text_.starts_with('+') && signs == sign::both;
        if (minus || plus) text_.remove_prefix(1);
        std::size_t n = 0;
        while (n < text_.size() && n < most + kept && is_digit(text_[n])) ++n;
        if (kept > 0) n = std::max(fewest, n > kept ? n - kept : 0);
        if (n < fewest || n > text_.size() || n > 18) return std::nullopt;
        std::int64_t value = 0;
        for (char const c : text_.substr(0, n)) {
            if (!is_digit(c)) return std::nullopt;
            value = value * 10 + (c - '0');
        }
        if (signs == sign::both && ((plus && n <= fewest) || (!plus && !minus && n > fewest)))
            return std::nullopt;
        text_.remove_prefix(n);
        return minus ? -value : value;
    }
    std::optional<std::int64_t> take_plain(std::size_t n, std::size_t kept) {
        return n == 1 ? take_number(1, 19, kept, sign::minus) : take_number(n, n, 0, sign::none);
    }

    template <std::size_t N>
    std::optional<std::int64_t> take_name(std::string_view const (&names)[N], std::size_t length) {
        for (std::size_t i = 0; i < N; ++i) {
            std::string_view const name = names[i].substr(0, length);
            if (!equal_ignoring_case(text_.substr(0, name.size()), name)) continue;
            text_.remove_prefix(name.size());
            return static_cast<std::int64_t>(i);
        }
        return std::nullopt;
    }

    bool set_in(field f, std::optional<std::int64_t> value, std::int64_t least, std::int64_t most) {
        return value && *value >= least && *value <= most && set(f, *value);
    }

    bool read_field(char letter, std::size_t n, std::size_t kept) {
        switch (letter) {
        case 'G': {
            constexpr std::string_view short_names[] = {"BC", "AD"};
            constexpr std::string_view long_names[] = {"Before Christ", "Anno Domini"};
            return set_in(era, n == 4 ? take_name(long_names, 20) : take_name(short_names, 20), 0, 1);
        }
        case 'y': {
            std::optional<std::int64_t> value;
            if (n == 2) {
                value = take_number(2, 2, 0, sign::none);
                if (value) *value += 2'000;
            } else {
                value = take_number(n, 19, kept, n < 4 ? sign::minus : sign::both);
            }
            return set_in(year, value, -999'999'999, 999'999'999);
        }
        case 'M':
        case 'L':
            if (n >= 3) {
                std::optional<std::int64_t> const found = take_name(month_names, n == 3 ? 3 : 20);
                return found && set(month, *found + 1);
            }
            return set_in(month, take_plain(n, kept), 1, 12);
        case 'd':
            return set_in(day_of_month, take_plain(n, kept), 1, 31);
        case 'D':
            return set_in(year_day, n == 1 ? take_plain(1, kept) : take_number(n, 3, kept, sign::none), 1,
                          366);
        case 'a': {
            constexpr std::string_view names[] = {"AM", "PM"};
            return set_in(half, take_name(names, 2), 0, 1);
        }
        case 'H':
            return set_in(hour, take_plain(n, kept), 0, 23);
        case 'k':
            return set_clock(hour, take_plain(n, kept), 24);
        case 'K':
            return set_in(half_hour, take_plain(n, kept), 0, 11);
        case 'h':
            return set_clock(half_hour, take_plain(n, kept), 12);
        case 'm':
            return set_in(minute, take_plain(n, kept), 0, 59);
        case 's':
            return set_in(second, take_plain(n, kept), 0, 59);
        case 'S':
            return take_fraction(n);
        default:
            return take_zone(letter, n);
        }
    }
    bool set_clock(field f, std::optional<std::int64_t> value, std::int64_t whole) {
        return value && *value >= 1 && *value <= whole && set(f, *value % whole);
    }
    // One digit at least, and at most as many as there are letters.
    bool take_fraction(std::size_t most) {
        std::int64_t unit = micros_per_second / 10;
        std::size_t i = 0;
        micros_ = 0;
        for (; i < most && i < text_.size() && is_digit(text_[i]); ++i, unit /= 10) {
            micros_ += (text_[i] - '0') * unit;
        }
        text_.remove_prefix(i);
        return i != 0;
    }

    // `±hh`, then as far as `form` goes: 0 `[mm]`, 1 `mm`, 2 `:mm`, 3 `mm[ss]`, 4 `:mm[:ss]`.
    bool take_offset(int form, bool z_is_zero) {
        if (z_is_zero && !text_.empty() && ascii_lower(text_.front()) == 'z') {
            text_.remove_prefix(1);
            return (zone_ = time_zone::find("Z")).has_value();
        }
        if (text_.empty() || (text_.front() != '+' && text_.front() != '-')) return false;
        std::size_t n = 1;
        auto const pair = [&](bool colon) {
            std::size_t const at = n + (colon ? 1U : 0U);
            bool const there = at + 2 <= text_.size() && (!colon || text_[n] == ':') && is_digit(text_[at])
                               && is_digit(text_[at + 1]);
            if (there) n = at + 2;
            return there;
        };
        bool const colon = form == 2 || form == 4;
        if (!pair(false)) return false;
        bool const minutes = pair(colon);
        if (!minutes && form != 0) return false;
        if (form >= 3) pair(colon);
        std::optional<int> const seconds = parse_zone_offset(text_.substr(0, n));
        if (!seconds) return false;
        zone_ = time_zone::find(text_.substr(0, n));
        text_.remove_prefix(n);
        return zone_.has_value();
    }

    bool take_zone(char letter, std::size_t n) {
        switch (letter) {
        case 'X':
            return take_offset(static_cast<int>(n) - 1, true);
        case 'x':
            return take_offset(static_cast<int>(n) - 1, false);
        case 'Z':
            if (n == 5) return take_offset(4, true);
            if (n < 4) return take_offset(1, false);
            break;
        case 'O':
            break;
        default:
            return take_region(letter != 'V');
        }
        if (!take_text("GMT")) return false;
        if (n == 4 && !text_.empty() && (text_.front() == '+' || text_.front() == '-'))
            return take_offset(4, false);
        std::size_t end = 0;
        while (end < text_.size() && (is_digit(text_[end]) || text_[end] == ':' || end == 0)) ++end;
        if (text_.empty() || (text_.front() != '+' && text_.front() != '-')) end = 0;
        zone_ = end == 0 ? time_zone::find("Z") : time_zone::find(text_.substr(0, end));
        text_.remove_prefix(end);
        return zone_.has_value();
    }

    // The longest beginning of the text that is the name of a zone.
    bool take_region(bool short_names) {
        std::size_t n = 0;
        while (n < text_.size()
               && (is_letter(text_[n]) || is_digit(text_[n])
                   || std::string_view("/_+-:").find(text_[n]) != std::string_view::npos)) {
            ++n;
        }
        for (; n > 0; --n) {
            std::string_view const name = text_.substr(0, n);
            if (!short_names && region_of_short_name(name) != name) continue;
            zone_ = time_zone::find(short_names ? region_of_daylight_name(name) : name);
            if (!zone_) continue;
            text_.remove_prefix(n);
            return true;
        }
        return false;
    }

    bool resolve() {
        std::int64_t y = get(year, 1'970);
        if (has_era_ && has(year)) {
            if (y < 1) return false;
            if (get(era, 1) == 0) y = 1 - y;
        }
        if (has(year_day) && !has(month) && !has(day_of_month)) {
            std::int64_t const n = get(year_day, 1);
            if (n > (is_leap_year(y) ? 366 : 365)) return false;
            day_ = days_from_civil(y, 1, 1) + n - 1;
        } else {
            auto const m = static_cast<unsigned>(get(month, 1));
            auto const d = static_cast<unsigned>(get(day_of_month, 1));
            if (d > days_in_month(y, m)) return false;
            day_ = days_from_civil(y, m, d);
            if (has(year_day) && get(year_day, 1) != day_ - days_from_civil(y, 1, 1) + 1) return false;
        }
        std::int64_t h = get(hour, 0);
        if (has(half_hour)) {
            std::int64_t const by_half = get(half, 0) * 12 + get(half_hour, 0);
            if (has(hour) && (has(half) ? h != by_half : h % 12 != by_half)) return false;
            if (!has(hour)) h = by_half;
        } else if (has(half)) {
            if (has(hour) && (h >= 12) != (get(half, 0) == 1)) return false;
            if (!has(hour)) h = get(half, 0) * 12;
        }
        second_of_day_ = h * 3'600 + get(minute, 0) * 60 + get(second, 0);
        return true;
    }

    static constexpr std::int64_t absent = -2'000'000'000;

    std::string_view text_;
    bool has_era_ = false;
    std::int64_t values_[fields] = {absent, absent, absent, absent, absent,
                                    absent, absent, absent, absent, absent};
    std::int64_t micros_ = 0;
    std::optional<time_zone> zone_;
    std::int64_t day_ = 0;
    std::int64_t second_of_day_ = 0;
};

/// A pattern that is checked once and read by often.
///
/// Errors  weir::query_error: a letter, or a number of them, that Spark does not allow.
class time_pattern {
public:
    explicit time_pattern(std::string pattern) : pattern_(std::move(pattern)) {
        require_pattern(pattern_, pattern_use::read);
    }

    /// The date that a text spells by the pattern.
    [[nodiscard]] std::optional<date> read_date(std::string_view text) const {
        pattern_reader reader;
        return reader.read(text, pattern_) ? std::optional(from_days(reader.day())) : std::nullopt;
    }
    /// The timestamp that a text spells by the pattern, in UTC where it names no zone.
    [[nodiscard]] std::optional<timestamp> read_timestamp(std::string_view text) const {
        pattern_reader reader;
        return reader.read(text, pattern_) ? reader.instant() : std::nullopt;
    }

private:
    std::string pattern_;
};

} // namespace weir::detail
