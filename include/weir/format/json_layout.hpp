// SPDX-License-Identifier: BSL-1.0
// The shape of the last line: the exact text before each value that is read, so that the next line is only
// compared.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/format/json_text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace weir::detail {

/// What a value is as long as it looks like the last one.
enum class json_habit : std::uint8_t {
    none,
    digits, // a whole number of a certain length, without a sign
    text,   // a string of a certain length, without escapes and in ASCII
    word,   // true, false or null
};

/// A text that must come next, the column that takes the value behind it, and what that value usually is.
///
/// The usual length is read from here, not found at the value. So the processor need not wait for the end of
/// one value before it begins with the next.
class json_segment {
public:
    /// How much of a line must be there for the checks that do not look at its end.
    static constexpr std::ptrdiff_t reach = 64;

    json_segment(std::string_view text, std::size_t column)
        : column_(column), size_(text.size()), text_(text) {
        text.copy(first_.data(), 16);
        if (size_ > 16) text.substr(size_ - 16).copy(last_.data(), 16);
        first_mask_ = size_ < 16 ? (1U << size_) - 1 : 0xFFFFU;
    }

    [[nodiscard]] std::size_t column() const { return column_; }
    [[nodiscard]] json_habit habit() const { return habit_; }
    /// Of the value, quotes included.
    [[nodiscard]] std::size_t usual_length() const { return length_; }

    /// Where the text ends when it lies at `at`, else null.
    [[nodiscard]] char const* past(char const* at, char const* end) const {
        if (static_cast<std::size_t>(end - at) < size_) return nullptr;
        return std::memcmp(at, text_.data(), size_) == 0 ? at + size_ : nullptr;
    }

    /// Remembers a value that was not as usual.
    void observe(char const* at, char const* end) {
        habit_ = json_habit::none;
        length_ = static_cast<std::size_t>(end - at);
        if (size_ > 32) return;
        bool all_digits = true;
        for (char const* p = at; p != end; ++p) all_digits = all_digits && is_digit(*p);
        if (all_digits && length_ <= 16) {
            habit_ = json_habit::digits;
            mask_ = wanted_ = length_ < 16 ? (1U << length_) - 1 : 0xFFFFU;
        } else if (*at == 't' || *at == 'f' || *at == 'n') {
            habit_ = json_habit::word;
        } else if (*at == '"' && length_ <= 17) {
            habit_ = json_habit::text;
            wanted_ = 1U << (length_ - 2);
            mask_ = wanted_ | (wanted_ - 1);
        }
    }

#if defined(__SSE2__)
    /// The same as `past`, for a line of which `reach` bytes are there and a segment with a habit.
    [[gnu::always_inline]] char const* past_within_reach(char const* at) const {
        bool const same = (equal_bytes(at, first_.data()) & first_mask_) == first_mask_
                          && (size_ <= 16 || equal_bytes(at + size_ - 16, last_.data()) == 0xFFFFU);
        return same ? at + size_ : nullptr;
    }

    /// Whether the value at `at` is what the habit says. The text behind it tells whether a number ends
    /// there.
    [[gnu::always_inline]] bool is_usual(char const* at) const {
        if (habit_ == json_habit::digits) {
            text_vector const bytes = load_text(at);
            bool const leading_zero = *at == '0' && length_ != 1;
            return (mask_of((text_vector)((bytes >= '0') & (bytes <= '9'))) & mask_) == wanted_
                   && !leading_zero; // NOLINT
        }
        return habit_ == json_habit::text && at[0] == '"'
               && (stops_of<'"'>(load_text(at + 1)) & mask_) == wanted_ && at[length_ - 1] == '"';
    }

private:
    static unsigned equal_bytes(char const* a, char const* b) {
        return mask_of((text_vector)(load_text(a) == load_text(b))); // NOLINT: a vector cast
    }
#endif

private:
    std::array<char, 16> first_{};
    std::array<char, 16> last_{};
    std::uint32_t first_mask_ = 0;
    std::uint32_t mask_ = 0; // of the bytes that the habit speaks of, and what it says
    std::uint32_t wanted_ = 0;
    json_habit habit_ = json_habit::none;
    std::size_t length_ = 0;
    std::size_t column_;
    std::size_t size_;
    std::string text_;
};

/// The shape of the last line that was read in full.
///
/// The text between two values and the state of the reader decide where the next value begins and what its
/// name is. So a line with the same text between its values has the same names, whatever the values are. A
/// value that no column takes is compared with the rest as long as it does not change.
class json_layout {
public:
    static constexpr std::size_t most_values = 512;

    [[nodiscard]] bool known() const { return !segments_.empty(); }
    /// What must come before each value that is read or skipped.
    [[nodiscard]] std::vector<json_segment>& segments() { return segments_; }
    /// What must come between the last of them and the end of the object.
    [[nodiscard]] std::string_view tail() const { return tail_; }

    void begin(char const* line) {
        segments_.clear();
        line_ = line;
        next_.clear();
    }
    /// A value from `from` to `to`, for a column or to be skipped.
    void add(char const* from, char const* to, std::size_t column, bool skipped) {
        if (next_.size() > most_values) return;
        next_.push_back(
            {static_cast<std::size_t>(from - line_), static_cast<std::size_t>(to - line_), column, skipped});
    }
    void finish(char const* end) {
        if (next_.size() > most_values) return;
        std::string_view const line(line_, static_cast<std::size_t>(end - line_));
        if (same_shape(line)) {
            for (std::size_t i = 0; i < values_.size(); ++i) {
                next_[i].constant =
                    values_[i].constant && text_of(text_, values_[i]) == text_of(line, next_[i]);
            }
        }
        values_.swap(next_);
        text_.assign(line);
        std::size_t at = 0;
        for (value const& v : values_) {
            if (v.constant) continue;
            segments_.emplace_back(line.substr(at, v.begin - at), v.column);
            segments_.back().observe(line.data() + v.begin, line.data() + v.end);
            at = v.end;
        }
        tail_.assign(line.substr(at));
    }

private:
    struct value {
        std::size_t begin;
        std::size_t end;
        std::size_t column;
        bool constant;
    };

    static std::string_view text_of(std::string_view line, value const& v) {
        return line.substr(v.begin, v.end - v.begin);
    }

    [[nodiscard]] bool same_shape(std::string_view line) const {
        if (values_.size() != next_.size()) return false;
        std::size_t at = 0;
        std::size_t next_at = 0;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            value const& a = values_[i];
            value const& b = next_[i];
            if (std::string_view(text_).substr(at, a.begin - at) != line.substr(next_at, b.begin - next_at))
                return false;
            at = a.end;
            next_at = b.end;
        }
        return std::string_view(text_).substr(at) == line.substr(next_at);
    }

    std::vector<json_segment> segments_;
    std::string tail_;
    std::string text_; // the last line's object
    std::vector<value> values_;
    char const* line_ = nullptr;
    std::vector<value> next_;
};

} // namespace weir::detail
