// SPDX-License-Identifier: BSL-1.0
// Takes a JSON text apart, token by token, with the grammar of Jackson as Spark configures it.
#pragma once

#include <weir/format/json_text.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// What a value begins with. A scalar is read whole; of an object or array only the bracket.
enum class json_token : std::uint8_t { broken, null, yes, no, whole, fraction, special, text, object, array };

constexpr bool is_nested(json_token token) {
    return token == json_token::object || token == json_token::array;
}

constexpr std::string_view token_name(json_token token) {
    switch (token) {
    case json_token::null:
        return "null";
    case json_token::yes:
    case json_token::no:
        return "a boolean";
    case json_token::whole:
        return "a whole number";
    case json_token::fraction:
    case json_token::special:
        return "a number";
    case json_token::text:
        return "a string";
    case json_token::object:
        return "an object";
    case json_token::array:
        return "an array";
    default:
        return "a broken text";
    }
}

/// Where the walk through an object or array stands.
enum class json_step : std::uint8_t { more, end, broken };

/// Reads one text from its begin to the end of its first value.
///
/// Cost    one pass; no recursion, no allocation once warm. Nesting is bounded by the grammar.
class json_scanner {
public:
    explicit json_scanner(json_grammar const& grammar) : grammar_(grammar) {}

    [[nodiscard]] json_grammar const& grammar() const { return grammar_; }

    /// Begins a text, or goes on in the midst of one inside `depth` brackets.
    void start(char const* at, char const* end, std::size_t depth = 0) {
        at_ = at;
        end_ = end;
        depth_ = depth;
        fault_ = {};
    }

    /// Goes to what is neither space nor comment; false at the end of the text.
    bool skip_space() {
        for (; at_ != end_; ++at_) {
            if (*at_ == '/' && grammar_.comments) {
                if (!skip_comment()) return true;
            } else if (*at_ != ' ' && *at_ != '\t' && *at_ != '\n' && *at_ != '\r') {
                return true;
            }
        }
        return false;
    }

    /// The next value's token.
    json_token next() {
        if (!skip_space()) return ends_too_early();
        token_ = at_;
        switch (*at_) {
        case '{':
            return open(json_token::object);
        case '[':
            return open(json_token::array);
        case '"':
            return take_string<'"'>() ? json_token::text : json_token::broken;
        case '\'':
            if (!grammar_.single_quotes) return unexpected();
            return take_string<'\''>() ? json_token::text : json_token::broken;
        case 't':
            return comes_next(at_, end_, "true") ? word(json_token::yes, 4) : unexpected();
        case 'f':
            return comes_next(at_, end_, "false") ? word(json_token::no, 5) : unexpected();
        case 'n':
            return comes_next(at_, end_, "null") ? word(json_token::null, 4) : unexpected();
        default:
            break;
        }
        std::size_t const special = special_number_size(at_, end_);
        if (special != 0 && grammar_.non_numeric_numbers) return word(json_token::special, special);
        if (*at_ != '-' && !is_digit(*at_)) return unexpected();
        bool whole = false;
        char const* const end = number_end(at_, end_, grammar_, whole);
        if (end == nullptr) return fail("malformed number");
        at_ = end;
        return whole ? json_token::whole : json_token::fraction;
    }

    /// After an object's brace (`first`) or a member: goes before the next member's value.
    json_step next_member(bool first) {
        if (!next_or_close('}', first)) return step_;
        if (!skip_space()) return ends_too_early(), json_step::broken;
        if (*at_ == '"') {
            if (!take_string<'"'>()) return json_step::broken;
        } else if (*at_ == '\'' && grammar_.single_quotes) {
            if (!take_string<'\''>()) return json_step::broken;
        } else if (!grammar_.unquoted_names || !take_bare_name()) {
            return unexpected(), json_step::broken;
        }
        name_ = inside_;
        if (escaped_) {
            name_buffer_.clear();
            append_unescaped(name_buffer_, inside_);
            name_ = name_buffer_;
        }
        if (!skip_space()) return ends_too_early(), json_step::broken;
        if (*at_ != ':') return unexpected(), json_step::broken;
        ++at_;
        return json_step::more;
    }

    /// After an array's bracket (`first`) or an element: whether there is another element.
    json_step next_element(bool first) { return next_or_close(']', first) ? json_step::more : step_; }

    /// Goes to the end of a value whose token was read; false when the text is broken.
    bool skip_rest(json_token token) {
        if (!is_nested(token)) return token != json_token::broken;
        open_.assign(1, token == json_token::object ? '{' : '[');
        for (bool first = true; !open_.empty();) {
            json_step const step = open_.back() == '{' ? next_member(first) : next_element(first);
            if (step == json_step::broken) return false;
            first = false;
            if (step == json_step::end) {
                open_.pop_back();
                continue;
            }
            json_token const inner = next();
            if (inner == json_token::broken) return false;
            if (is_nested(inner)) {
                open_.push_back(inner == json_token::object ? '{' : '[');
                first = true;
            }
        }
        return true;
    }

    /// The member's name; valid until the next member.
    [[nodiscard]] std::string_view name() const { return name_; }
    /// The inside of the string just read, escapes and all.
    [[nodiscard]] std::string_view inside() const { return inside_; }
    [[nodiscard]] bool escaped() const { return escaped_; }
    /// All from the begin of the value just read, or skipped.
    [[nodiscard]] std::string_view raw(char const* from) const {
        return {from, static_cast<std::size_t>(at_ - from)};
    }
    /// Where the token just read begins.
    [[nodiscard]] char const* token() const { return token_; }
    [[nodiscard]] char const* at() const { return at_; }
    /// What is wrong with a broken text.
    [[nodiscard]] std::string_view fault() const { return fault_; }

    json_token fail(std::string_view why) {
        fault_ = why;
        return json_token::broken;
    }

private:
    json_token ends_too_early() { return fail("the text ends too early"); }
    json_token unexpected() { return at_ == end_ ? ends_too_early() : fail("unexpected character"); }

    json_token open(json_token token) {
        if (++depth_ > grammar_.max_depth) return fail("nested too deeply");
        ++at_;
        return token;
    }

    json_token word(json_token token, std::size_t size) {
        at_ += size;
        return token;
    }

    template <char Quote>
    bool take_string() {
        escaped_ = false;
        char const* const begin = at_ + 1;
        char const* const end = string_end<Quote>(begin, end_, grammar_, escaped_);
        if (end == nullptr) {
            fail("string that is not closed, or with a bad escape, a control character or bytes that are not "
                 "UTF-8");
            return false;
        }
        inside_ = {begin, static_cast<std::size_t>(end - begin)};
        at_ = end + 1;
        return true;
    }

    // Java's identifier characters and what Jackson adds; all beyond ASCII passes.
    bool take_bare_name() {
        auto const passes = [](char c) {
            auto const byte = static_cast<unsigned char>(c);
            return is_digit(c) || (byte | 0x20U) - 'a' < 26U || byte >= 0x7F
                   || std::string_view("_$@#*-+").find(c) != std::string_view::npos;
        };
        char const* const begin = at_;
        while (at_ != end_ && passes(*at_)) {
            char const* const next = utf8_character_end(at_, end_);
            if (next == nullptr) return false;
            at_ = next;
        }
        escaped_ = false;
        inside_ = {begin, static_cast<std::size_t>(at_ - begin)};
        return at_ != begin;
    }

    // True when another member or element comes; otherwise `step_` says what came.
    bool next_or_close(char closing, bool first) {
        step_ = json_step::broken;
        if (!skip_space()) return ends_too_early(), false;
        if (*at_ == closing) {
            ++at_;
            --depth_;
            step_ = json_step::end;
            return false;
        }
        if (first) return true;
        if (*at_ != ',') return unexpected(), false;
        ++at_;
        return true;
    }

    // Leaves `at_` on the last character of a comment; on its slash when it is none.
    bool skip_comment() {
        std::string_view const rest(at_, static_cast<std::size_t>(end_ - at_));
        if (rest.starts_with("//")) {
            std::size_t const line_end = rest.find_first_of("\r\n");
            at_ += (line_end == std::string_view::npos ? rest.size() : line_end) - 1;
            return true;
        }
        std::size_t const close = rest.starts_with("/*") ? rest.find("*/", 2) : std::string_view::npos;
        if (close == std::string_view::npos) return false;
        at_ += close + 1;
        return true;
    }

    json_grammar grammar_;
    char const* at_ = nullptr;
    char const* end_ = nullptr;
    char const* token_ = nullptr;
    std::size_t depth_ = 0;
    json_step step_ = json_step::broken;
    bool escaped_ = false;
    std::string_view name_;
    std::string_view inside_;
    std::string_view fault_;
    std::string name_buffer_;
    std::string open_; // the brackets around the value being skipped
};

} // namespace weir::detail
