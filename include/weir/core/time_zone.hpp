// SPDX-License-Identifier: BSL-1.0
// Time zones by name: offsets, and the regions of the system's zone database.
#pragma once

#include <weir/core/batch_time.hpp>
#include <weir/core/error.hpp>
#include <weir/core/time.hpp>
#include <weir/core/timestamp_text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::detail {

/// When a rule of daylight saving time begins, in a year: the `week`th weekday of a month (5: the last one),
/// or a day of the year.
struct yearly_change {
    enum class form : std::uint8_t { weekday, day_without_leap, day } kind = form::weekday;
    unsigned month = 1;
    unsigned week = 1;
    unsigned day = 0;
    std::int64_t seconds = 7'200; // of that day, on the clock before the change

    /// Seconds from 1970 on the clock before the change.
    [[nodiscard]] std::int64_t in(std::int64_t year) const {
        std::int64_t first = days_from_civil(year, month, 1);
        if (kind == form::weekday) {
            first += floor_mod(std::int64_t{day} - (first + 4), 7) + 7 * std::int64_t{week - 1};
            if (first - days_from_civil(year, month, 1) >= days_in_month(year, month)) first -= 7;
        } else {
            first = days_from_civil(year, 1, 1) + day;
            if (kind == form::day_without_leap) first += (day >= 60 && is_leap_year(year) ? 1 : 0) - 1;
        }
        return first * 86'400 + seconds;
    }
};

/// The rules of a region as its file has them: a table of changes, then a rule for every later year.
class zone_rules {
public:
    /// Reads the content of a TZif file; false where it is none.
    bool read(std::string_view file) {
        if (file.size() < 44 || !file.starts_with("TZif")) return false;
        std::size_t const first_block = block_size(file.substr(20), 4);
        bool const wide = file[4] >= '2';
        std::size_t const header = wide ? 44 + first_block : 0;
        if (file.size() < header + 44) return false;
        std::size_t const time_size = wide ? 8 : 4;
        std::string_view const body = file.substr(header + 44);
        std::string_view const counts = file.substr(header + 20);
        std::size_t const changes = number(counts.substr(12), 4);
        std::size_t const types = number(counts.substr(16), 4);
        std::size_t const size = block_size(counts, time_size);
        if (body.size() < size || types == 0) return false;
        std::string_view const indices = body.substr(changes * time_size);
        std::string_view const infos = indices.substr(changes);
        auto const offset_of = [&](std::size_t type) {
            return static_cast<std::int32_t>(number(infos.substr(6 * std::min(type, types - 1)), 4));
        };
        before_ = offset_of(0);
        for (std::size_t i = 0; i < changes; ++i) {
            auto const raw = number(body.substr(i * time_size), time_size);
            changes_.push_back({wide ? static_cast<std::int64_t>(raw) : static_cast<std::int32_t>(raw),
                                offset_of(static_cast<unsigned char>(indices[i]))});
        }
        if (wide && body.size() > size + 1) {
            std::string_view rule = body.substr(size + 1);
            read_rule(rule.substr(0, rule.find('\n')));
        }
        return true;
    }

    /// Seconds that clocks are ahead of UTC at an instant.
    [[nodiscard]] std::int64_t offset_at(std::int64_t utc) const {
        if (changes_.empty() || utc < changes_.front().at) {
            return changes_.empty() && has_rule_ ? offset_by_rule(utc) : before_;
        }
        if (has_rule_ && utc >= changes_.back().at) return offset_by_rule(utc);
        auto const next = std::upper_bound(changes_.begin(), changes_.end(), utc,
                                           [](std::int64_t t, change const& c) { return t < c.at; });
        return std::prev(next)->offset;
    }

    /// The instant at which clocks show so many seconds since 1970: the earlier of two, and as far behind the
    /// gap as the text is ahead of its beginning where they never show it.
    [[nodiscard]] std::int64_t to_utc(std::int64_t local) const {
        // The offsets in force a day around it are all that can be meant.
        std::int64_t const early = offset_at(local - 86'400);
        std::int64_t const late = offset_at(local + 86'400);
        if (offset_at(local - early) == early) return local - early;
        if (offset_at(local - late) == late) return local - late;
        return local - early;
    }

private:
    struct change {
        std::int64_t at;
        std::int32_t offset;
    };

    static std::uint64_t number(std::string_view bytes, std::size_t n) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < n && i < bytes.size(); ++i) {
            value = value << 8U | static_cast<unsigned char>(bytes[i]);
        }
        return value;
    }
    static std::size_t block_size(std::string_view counts, std::size_t time_size) {
        std::size_t const utc_marks = number(counts, 4);
        std::size_t const standard_marks = number(counts.substr(4), 4);
        std::size_t const leaps = number(counts.substr(8), 4);
        std::size_t const changes = number(counts.substr(12), 4);
        std::size_t const types = number(counts.substr(16), 4);
        std::size_t const letters = number(counts.substr(20), 4);
        return changes * (time_size + 1) + types * 6 + letters + leaps * (time_size + 4) + standard_marks
               + utc_marks;
    }

    // `CET-1CEST,M3.5.0,M10.5.0/3`, as POSIX spells it: offsets west of Greenwich.
    void read_rule(std::string_view rule) {
        if (!skip_name(rule)) return;
        std::int64_t west = 0;
        if (!take_seconds(rule, west)) return;
        standard_ = -west;
        daylight_ = standard_;
        has_rule_ = true;
        if (rule.empty() || !skip_name(rule)) return;
        daylight_ = standard_ + 3'600;
        if (!rule.empty() && rule.front() != ',' && take_seconds(rule, west)) daylight_ = -west;
        if (!take_change(rule, begins_) || !take_change(rule, ends_)) daylight_ = standard_;
    }
    static bool skip_name(std::string_view& text) {
        std::size_t n = 0;
        if (text.starts_with('<')) {
            n = text.find('>') + 1;
        } else {
            while (n < text.size()
                   && ((text[n] >= 'A' && text[n] <= 'Z') || (text[n] >= 'a' && text[n] <= 'z')))
                ++n;
        }
        text.remove_prefix(n);
        return n != 0;
    }
    static bool take_seconds(std::string_view& text, std::int64_t& seconds) {
        bool const negative = text.starts_with('-');
        if (negative || text.starts_with('+')) text.remove_prefix(1);
        std::int64_t unit = 3'600;
        seconds = 0;
        bool any = false;
        while (true) {
            unsigned value = 0;
            if (!take_digits(text, 1, 3, value)) return any;
            any = true;
            seconds += (negative ? -unit : unit) * value;
            unit /= 60;
            if (!text.starts_with(':') || unit == 0) return true;
            text.remove_prefix(1);
        }
    }
    static bool take_change(std::string_view& text, yearly_change& result) {
        if (!text.starts_with(',')) return false;
        text.remove_prefix(1);
        if (text.starts_with('M')) {
            text.remove_prefix(1);
            if (!take_digits(text, 1, 2, result.month) || !text.starts_with('.')) return false;
            text.remove_prefix(1);
            if (!take_digits(text, 1, 1, result.week) || !text.starts_with('.')) return false;
            text.remove_prefix(1);
            if (!take_digits(text, 1, 1, result.day)) return false;
        } else {
            bool const without_leap = text.starts_with('J');
            if (without_leap) text.remove_prefix(1);
            result.kind = without_leap ? yearly_change::form::day_without_leap : yearly_change::form::day;
            if (!take_digits(text, 1, 3, result.day)) return false;
        }
        if (text.starts_with('/')) {
            text.remove_prefix(1);
            return take_seconds(text, result.seconds);
        }
        return true;
    }

    [[nodiscard]] std::int64_t offset_by_rule(std::int64_t utc) const {
        if (daylight_ == standard_) return standard_;
        std::int64_t const year = civil_from_days(floor_div(utc + standard_, 86'400)).year;
        std::int64_t const from = begins_.in(year)-standard_;
        std::int64_t const to = ends_.in(year)-daylight_;
        bool const daylight = from < to ? utc >= from && utc < to : utc >= from || utc < to;
        return daylight ? daylight_ : standard_;
    }

    std::vector<change> changes_;
    std::int32_t before_ = 0;
    bool has_rule_ = false;
    std::int64_t standard_ = 0;
    std::int64_t daylight_ = 0;
    yearly_change begins_;
    yearly_change ends_;
};

/// The region that Java's old names of three letters stand for, or the name itself.
constexpr std::string_view region_of_short_name(std::string_view name) {
    struct short_name {
        std::string_view name;
        std::string_view region;
    };
    constexpr short_name names[] = {{"ACT", "Australia/Darwin"},
                                    {"AET", "Australia/Sydney"},
                                    {"AGT", "America/Argentina/Buenos_Aires"},
                                    {"ART", "Africa/Cairo"},
                                    {"AST", "America/Anchorage"},
                                    {"BET", "America/Sao_Paulo"},
                                    {"BST", "Asia/Dhaka"},
                                    {"CAT", "Africa/Harare"},
                                    {"CNT", "America/St_Johns"},
                                    {"CST", "America/Chicago"},
                                    {"CTT", "Asia/Shanghai"},
                                    {"EAT", "Africa/Addis_Ababa"},
                                    {"ECT", "Europe/Paris"},
                                    {"EST", "-05:00"},
                                    {"HST", "-10:00"},
                                    {"IET", "America/Indiana/Indianapolis"},
                                    {"IST", "Asia/Kolkata"},
                                    {"JST", "Asia/Tokyo"},
                                    {"MIT", "Pacific/Apia"},
                                    {"MST", "-07:00"},
                                    {"NET", "Asia/Yerevan"},
                                    {"NST", "Pacific/Auckland"},
                                    {"PLT", "Asia/Karachi"},
                                    {"PNT", "America/Phoenix"},
                                    {"PRT", "America/Puerto_Rico"},
                                    {"PST", "America/Los_Angeles"},
                                    {"SST", "Pacific/Guadalcanal"},
                                    {"VST", "Asia/Ho_Chi_Minh"}};
    for (short_name const& s : names) {
        if (s.name == name) return s.region;
    }
    return name;
}

/// The rules of a region such as `Europe/Paris`, read from the system's database once; null where it has
/// none.
///
/// Cost    the region that a thread used last is found by one comparison, others one by one under a lock.
inline zone_rules const* find_region(std::string_view name) {
    struct last_region {
        std::string name;
        zone_rules const* rules = nullptr;
    };
    thread_local last_region last;
    if (last.rules != nullptr && last.name == name) return last.rules;

    struct known_region {
        std::string name;
        zone_rules rules;
        known_region* next;
    };
    static known_region* regions = nullptr; // never freed: a query in a static may end later
    static auto& mutex = *new std::mutex;
    std::lock_guard const lock(mutex);
    known_region* found = regions;
    while (found != nullptr && found->name != name) found = found->next;
    if (found == nullptr) {
        bool const plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '/' || c == '_'
                   || c == '-' || c == '+';
        });
        if (!plain || name.front() < 'A' || name.front() > 'Z' || name.size() > 60) return nullptr;
        char const* const folder = std::getenv("TZDIR"); // NOLINT(concurrency-mt-unsafe): under the lock
        std::string path = folder != nullptr ? folder : "/usr/share/zoneinfo";
        path.append("/").append(name);
        std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::fopen(path.c_str(), "rb"),
                                                                   &std::fclose);
        if (!file) return nullptr;
        std::string content(std::size_t{1} << 16U, '\0');
        content.resize(std::fread(content.data(), 1, content.size(), file.get()));
        zone_rules rules;
        if (!rules.read(content)) return nullptr;
        found = regions = new known_region{std::string(name), std::move(rules), regions};
    }
    last.name = found->name;
    last.rules = &found->rules;
    return last.rules;
}

/// A time zone: an offset, or a region.
class time_zone {
public:
    /// The zone of a name: `Z`, `+h`, `+hh[:]mm[[:]ss]`, `UTC`, `GMT`, `UT` with or without an offset, a
    /// region.
    static std::optional<time_zone> find(std::string_view name) {
        time_zone zone;
        if (name == "Z") return zone;
        name = region_of_short_name(name);
        std::string_view offset = name;
        if (name.starts_with("UTC") || name.starts_with("GMT")) {
            offset.remove_prefix(3);
        } else if (name.starts_with("UT")) {
            offset.remove_prefix(2);
        }
        if (name.empty()) return std::nullopt;
        if (offset.empty()) return zone;
        if (offset.front() == '+' || offset.front() == '-') {
            std::optional<int> const seconds = parse_zone_offset(offset);
            if (!seconds) return std::nullopt;
            zone.offset_ = *seconds;
            return zone;
        }
        zone.rules_ = find_region(name);
        return zone.rules_ != nullptr ? std::optional(zone) : std::nullopt;
    }

    /// Seconds that its clocks are ahead of UTC at an instant.
    [[nodiscard]] std::int64_t offset_at(std::int64_t utc) const {
        return rules_ != nullptr ? rules_->offset_at(utc) : offset_;
    }
    /// The instant at which its clocks show so many seconds since 1970.
    [[nodiscard]] std::int64_t to_utc(std::int64_t local) const {
        return rules_ != nullptr ? rules_->to_utc(local) : local - offset_;
    }

private:
    std::int64_t offset_ = 0;
    zone_rules const* rules_ = nullptr;
};

/// The zone of a name, or the error that there is none.
inline time_zone zone_or_throw(std::string_view name) {
    std::optional<time_zone> const zone = time_zone::find(name);
    if (!zone) [[unlikely]] {
        std::string message = "no time zone \"";
        message.append(name).append("\"; write a region like Europe/Paris or an offset like +01:00");
        throw query_error("INVALID_TIMEZONE", message);
    }
    return *zone;
}

/// The regions of the system's database and the time of the batch, for `parse_timestamp`.
struct system_regions {
    [[nodiscard]] static timestamp now() { return time_of_batch(); }
    [[nodiscard]] static std::optional<std::int64_t> to_utc(std::string_view region, std::int64_t local) {
        std::optional<time_zone> const zone = time_zone::find(region);
        return zone ? std::optional(zone->to_utc(local)) : std::nullopt;
    }
};

} // namespace weir::detail
