// SPDX-License-Identifier: BSL-1.0
// Turns the text of a CSV field into the value of a column.
#pragma once

#include <weir/core/date_text.hpp>
#include <weir/core/decimal.hpp>
#include <weir/core/number_text.hpp>
#include <weir/core/time_pattern_reader.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/format/csv_options.hpp>
#include <weir/schema/types.hpp>

#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace weir::detail {

/// A column type that a CSV field can hold.
template <class T>
concept csv_column = atomic_column<value_type_of<T>>;

/// Reads values as Spark's CSV reader does; text and binary are not its business, they are the field itself.
///
/// Form    whole numbers and booleans untrimmed; numbers with a point as Java reads them, trimmed, beside the
///         three special values; decimals untrimmed with commas ignored; dates and timestamps by their
///         format, or as cast does.
/// Cost    no allocation, but for a decimal with commas.
class csv_values {
public:
    explicit csv_values(csv_options const& o)
        : nan_(o.nan_value),
          positive_inf_(o.positive_inf),
          negative_inf_(o.negative_inf),
          fall_back_(o.enable_date_time_parsing_fallback) {
        if (!o.date_format.empty()) date_.emplace(o.date_format);
        if (!o.timestamp_format.empty()) timestamp_.emplace(o.timestamp_format);
        special_first_ =
            looks_like_number(nan_) || looks_like_number(positive_inf_) || looks_like_number(negative_inf_);
    }

    /// Whether a text is no word such as Infinity, with or without a sign.
    static bool looks_like_number(std::string_view text) {
        auto const begins = [text](std::size_t i) {
            return i < text.size() && (is_digit(text[i]) || text[i] == '.');
        };
        return begins(0) || (!text.empty() && (text.front() == '-' || text.front() == '+') && begins(1));
    }
    /// Whether nan_value or an infinity is written like a number.
    [[nodiscard]] bool has_special_numbers() const { return special_first_; }

    [[nodiscard]] bool read(std::string_view text, bool& value) const {
        if (equals_lower(text, "true")) {
            value = true;
        } else if (equals_lower(text, "false")) {
            value = false;
        } else {
            return false;
        }
        return true;
    }

    template <integral_column T>
    [[nodiscard]] bool read(std::string_view text, T& value) const {
        if (!is_bare_number(text)) return false;
        return take(parse_integer<T>(text), value);
    }

    template <floating_column T>
    [[nodiscard]] bool read(std::string_view text, T& value) const {
        if (!special_first_ && looks_like_number(text)) [[likely]]
            return take(parse_floating<T>(text), value);
        return read_special(text, value);
    }

    template <int P, int S>
    [[nodiscard]] bool read(std::string_view text, decimal<P, S>& value) const {
        if (text.find(',') == std::string_view::npos) [[likely]] {
            return is_bare_number(text) && take(decimal<P, S>::parse(text), value);
        }
        std::string digits(text);
        std::erase(digits, ',');
        return is_bare_number(digits) && take(decimal<P, S>::parse(digits), value);
    }

    [[nodiscard]] bool read(std::string_view text, date& value) const {
        if (!date_) [[likely]]
            return take(parse_date(text), value);
        return take(date_->read_date(text), value) || (fall_back_ && take(parse_date(text), value));
    }

    [[nodiscard]] bool read(std::string_view text, timestamp& value) const {
        if (!timestamp_) [[likely]]
            return take(parse_timestamp(text), value);
        return take(timestamp_->read_timestamp(text), value)
               || (fall_back_ && take(parse_timestamp(text), value));
    }

private:
    template <class T>
    [[gnu::always_inline]] static bool take(std::optional<T> const& read, T& value) {
        if (!read) return false;
        value = *read;
        return true;
    }

    // Begins with a digit, a point or a sign and ends with a digit or a point: nothing that trimming would
    // take.
    static bool is_bare_number(std::string_view text) {
        if (text.empty()) return false;
        char const first = text.front();
        char const last = text.back();
        return (is_digit(first) || first == '-' || first == '+' || first == '.')
               && (is_digit(last) || last == '.');
    }

    template <class T>
    [[gnu::cold, gnu::noinline]] bool read_special(std::string_view text, T& value) const {
        constexpr T infinity = std::numeric_limits<T>::infinity();
        auto const give = [&value](T special) {
            value = special;
            return true;
        };
        if (text == nan_) return give(std::numeric_limits<T>::quiet_NaN());
        if (text == negative_inf_) return give(-infinity);
        if (text == positive_inf_) return give(infinity);
        std::string_view const bare = trimmed(text);
        if (looks_like_number(bare)) return take(parse_floating<T>(bare), value);
        bool const negative = bare.starts_with('-');
        std::string_view const word = bare.substr(negative || bare.starts_with('+') ? 1 : 0);
        if (word == "NaN") return give(std::numeric_limits<T>::quiet_NaN());
        if (word == "Infinity") return give(negative ? -infinity : infinity);
        return false;
    }

    std::string nan_;
    std::string positive_inf_;
    std::string negative_inf_;
    std::optional<time_pattern> date_;
    std::optional<time_pattern> timestamp_;
    bool fall_back_;
    bool special_first_ = false;
};

} // namespace weir::detail
