// SPDX-License-Identifier: BSL-1.0
// Takes the fields of a CSV record apart: separators, quotes, escapes, as univocity does it for Spark.
#pragma once

#include <weir/core/error.hpp>
#include <weir/format/csv_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::detail {

/// A separator with its escapes read: `\t`, `\\`, `\u0000` and the like stand for one character.
inline std::string csv_separator(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result.push_back(text[i]);
            continue;
        }
        char const next = text[i + 1];
        constexpr std::string_view letters = "trbf\"'\\";
        constexpr std::string_view meanings = "\t\r\b\f\"'\\";
        if (std::size_t const at = letters.find(next); at != std::string_view::npos) {
            result.push_back(meanings[at]);
            ++i;
        } else if (text.substr(i) == "\\u0000") {
            result.push_back('\0');
            break;
        } else {
            result.push_back(text[i]);
        }
    }
    if (result.empty())
        throw query_error("FAILED_READ_FILE.NO_HINT", "sep is empty; set it to one character or more");
    return result;
}

/// A field: its text, and whether it is an empty pair of quotes.
struct csv_field {
    std::string_view text;
    bool empty_quotes = false;
};

/// Splits a record in fields.
///
/// Cost    a field without escapes stays in the record's text; others are copied once.
/// Errors  weir::data_error: too many columns, a field too long, an unescaped quote under raise_error.
class csv_splitter {
public:
    explicit csv_splitter(csv_options const& o)
        : sep_(csv_separator(o.sep)),
          max_columns_(static_cast<std::size_t>(std::max<std::int64_t>(o.max_columns, 1))),
          max_chars_(o.max_chars_per_column),
          handling_(o.unescaped_quote_handling),
          has_quote_(!o.quote.empty()),
          has_escape_(!o.escape.empty()),
          skip_leading_(o.ignore_leading_white_space),
          skip_trailing_(o.ignore_trailing_white_space) {
        quote_ = has_quote_ ? o.quote[0] : '\0';
        escape_ = has_escape_ ? o.escape[0] : '\0';
        if (o.char_to_escape_quote_escaping) {
            has_escape_escape_ = !o.char_to_escape_quote_escaping->empty();
            escape_escape_ = has_escape_escape_ ? (*o.char_to_escape_quote_escaping)[0] : '\0';
        } else {
            has_escape_escape_ = has_escape_ && escape_ != quote_;
            escape_escape_ = escape_;
        }
    }

    [[nodiscard]] std::string const& separator() const { return sep_; }
    [[nodiscard]] bool has_quote() const { return has_quote_; }
    [[nodiscard]] char quote() const { return quote_; }

    /// Where records end: nothing for a record that is the whole text, else `\n` and perhaps another line
    /// end.
    void end_records_at(std::string_view line_end) {
        line_end_ = line_end;
        ends_records_ = true;
    }

    /// The fields of the record at the beginning of `text`, valid until the next call or until the text goes.
    std::vector<csv_field> const& split(std::string_view text) {
        text_ = text;
        at_ = 0;
        fields_.clear();
        copied_.clear();
        reserved_ = false;
        for (;;) {
            take_field();
            if (ends_record()) break;
            at_ += sep_.size();
            if (ends_record()) {
                add({});
                break;
            }
        }
        return fields_;
    }

    /// How many fields the record has.
    [[nodiscard]] std::size_t count() const { return fields_.size(); }
    /// The text of a field, empty when there is no such field.
    [[nodiscard]] std::string_view field(std::size_t i) const {
        return i < fields_.size() ? fields_[i].text : std::string_view{};
    }
    /// How much of the text the record took, without its line end.
    [[nodiscard]] std::size_t taken() const { return at_; }
    /// The length of a line end that begins at `at`, 0 when there is none.
    [[nodiscard]] std::size_t line_end_at(std::string_view text, std::size_t at) const {
        if (!ends_records_ || at >= text.size()) return 0;
        if (text.compare(at, line_end_.size(), line_end_) == 0) return line_end_.size();
        return text[at] == '\n' && (line_end_[0] == '\n' || line_end_[0] == '\r') ? 1 : 0;
    }

private:
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    [[nodiscard]] bool ends_record() const { return at_end() || line_end_at(text_, at_) != 0; }
    [[nodiscard]] bool is_separator(std::size_t at) const {
        return at < text_.size() && text_[at] == sep_[0]
               && (sep_.size() == 1 || text_.compare(at, sep_.size(), sep_) == 0);
    }
    [[nodiscard]] bool ends_field(std::size_t at) const {
        return at == text_.size() || is_separator(at) || line_end_at(text_, at) != 0;
    }
    static bool is_space(char c) { return static_cast<unsigned char>(c) <= ' '; }

    void add(csv_field field) {
        if (fields_.size() == max_columns_) {
            throw data_error("FAILED_READ_FILE.NO_HINT",
                             "malformed CSV record (MALFORMED_CSV_RECORD): more than "
                                 + std::to_string(max_columns_) + " columns; raise max_columns");
        }
        if (max_chars_ >= 0 && count_chars(field.text) > max_chars_) {
            throw data_error("FAILED_READ_FILE.NO_HINT",
                             "malformed CSV record (MALFORMED_CSV_RECORD): a field is longer than "
                                 + std::to_string(max_chars_) + " characters; raise max_chars_per_column");
        }
        fields_.push_back(field);
    }

    static std::int64_t count_chars(std::string_view text) {
        return std::count_if(text.begin(), text.end(),
                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    }

    void take_field() {
        if (skip_leading_) {
            while (!at_end() && is_space(text_[at_]) && !ends_field(at_)) ++at_;
        }
        if (has_quote_ && !at_end() && text_[at_] == quote_ && !is_separator(at_)) {
            take_quoted();
        } else {
            std::size_t const begin = at_;
            skip_to_field_end();
            add({without_trailing_space(text_.substr(begin, at_ - begin)), false});
        }
    }

    void skip_to_field_end() {
        while (!ends_field(at_)) ++at_;
    }

    [[nodiscard]] std::string_view without_trailing_space(std::string_view text) const {
        if (skip_trailing_) {
            while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
        }
        return text;
    }

    // What is copied is never longer than the record, so the copies do not move.
    void begin_copy() {
        if (!reserved_) {
            copied_.reserve(text_.size() + 1);
            reserved_ = true;
        }
        copy_begin_ = copied_.size();
    }
    [[nodiscard]] std::string_view copy() const { return std::string_view(copied_).substr(copy_begin_); }

    void take_quoted() {
        std::size_t const open = at_++;
        if (at_end()) { // a quote alone
            add({text_.substr(open, 1), false});
            return;
        }
        std::size_t const plain = at_; // no copy while nothing is escaped
        while (!at_end() && text_[at_] != quote_ && !(has_escape_ && text_[at_] == escape_)
               && !(has_escape_escape_ && text_[at_] == escape_escape_) && line_end_at(text_, at_) == 0) {
            ++at_;
        }
        if (at_end() || (text_[at_] == quote_ && ends_field(at_ + 1))) {
            std::string_view const value = text_.substr(plain, at_ - plain);
            if (!at_end()) ++at_;
            add({value, value.empty()});
            return;
        }
        begin_copy();
        copied_.append(text_.substr(plain, at_ - plain));
        take_rest_of_quoted();
    }

    void take_rest_of_quoted() {
        while (!at_end()) {
            char const c = text_[at_];
            bool const last = at_ + 1 == text_.size();
            char const next = last ? '\0' : text_[at_ + 1];
            if (has_escape_ && c == escape_ && escape_ != quote_) {
                if (!last
                    && (next == quote_
                        || (next == escape_ && has_escape_escape_ && escape_escape_ == escape_))) {
                    copied_.push_back(next);
                    at_ += 2;
                } else {
                    if (!last) copied_.push_back(c);
                    ++at_;
                }
            } else if (has_escape_escape_ && c == escape_escape_ && has_escape_ && !last && next == escape_) {
                copied_.push_back(next);
                at_ += 2;
            } else if (c == quote_) {
                if (has_escape_ && escape_ == quote_ && !last && next == quote_) {
                    copied_.push_back(quote_);
                    at_ += 2;
                } else if (close_quotes()) {
                    return;
                }
            } else if (std::size_t const line_end = line_end_at(text_, at_); line_end != 0) {
                copied_.push_back('\n');
                at_ += line_end;
            } else {
                copied_.push_back(c);
                ++at_;
            }
        }
        add({copy(), copy().empty()});
    }

    /// At a quote that nothing escapes: ends the field, or goes on when more text follows it.
    bool close_quotes() {
        std::size_t after = at_ + 1;
        if (!ends_field(after) && is_space(text_[after])) {
            while (!ends_field(after) && is_space(text_[after])) ++after;
            if (!ends_field(after)) {
                copied_.append(text_.substr(at_, after - at_));
                at_ = after;
                return go_on_after_quote();
            }
        }
        if (ends_field(after)) {
            at_ = after;
            add({copy(), copy().empty()});
            return true;
        }
        if (text_[after]
            == quote_) { // a doubled quote that is no escape: what follows the second one decides
            copied_.push_back(quote_);
            at_ = after;
            return false;
        }
        if (handling_ == unescaped_quotes::back_to_delimiter) {
            split_copy();
        } else {
            copied_.push_back(quote_);
        }
        at_ = after;
        return handling_ != unescaped_quotes::back_to_delimiter && go_on_after_quote();
    }

    bool go_on_after_quote() {
        switch (handling_) {
        case unescaped_quotes::stop_at_closing_quote:
            return false;
        case unescaped_quotes::raise_error:
            throw data_error(
                "FAILED_READ_FILE.NO_HINT",
                "malformed CSV record (MALFORMED_CSV_RECORD): a quote inside a quoted field is not escaped");
        case unescaped_quotes::skip_value:
            skip_to_field_end();
            copied_.resize(copy_begin_);
            add({{}, true});
            return true;
        default:
            break;
        }
        std::size_t const begin = at_;
        skip_to_field_end();
        copied_.insert(copied_.begin() + static_cast<std::ptrdiff_t>(copy_begin_), quote_);
        copied_.append(text_.substr(begin, at_ - begin));
        add({without_trailing_space(copy()), false});
        return true;
    }

    void split_copy() {
        for (;;) {
            std::size_t const end = copy().find(sep_);
            if (end == std::string_view::npos) return;
            add({copy().substr(0, end), false});
            copy_begin_ += end + sep_.size();
        }
    }

    std::string sep_;
    std::size_t max_columns_;
    std::int64_t max_chars_;
    unescaped_quotes handling_;
    bool has_quote_;
    bool has_escape_;
    bool has_escape_escape_ = false;
    bool skip_leading_;
    bool skip_trailing_;
    char quote_ = '\0';
    char escape_ = '\0';
    char escape_escape_ = '\0';
    bool ends_records_ = false;
    std::string line_end_;

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<csv_field> fields_;
    std::string copied_;
    std::size_t copy_begin_ = 0;
    bool reserved_ = false;
};

} // namespace weir::detail
