// SPDX-License-Identifier: BSL-1.0
// Rewrites a regular expression of Java for PCRE2: sets with && and nested sets, properties, escapes, flags.
#pragma once

#include <weir/core/base64.hpp>
#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/utf8.hpp>
#include <weir/expr/java_property.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::detail {

/// Rewrites a pattern. What means the same to both is left as it is, also what is wrong for both: PCRE2 says
/// so then. `failed()` where only Java finds a mistake.
class java_pattern {
public:
    explicit java_pattern(std::string_view pattern) : in_(pattern) {
        flags_.push_back({});
        while (!failed_ && at_ < in_.size()) take();
        if (unicode_classes_) out_.insert(0, "(*UCP)");
    }

    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::string const& text() const { return out_; }

private:
    struct flags {
        bool caseless = false;
        bool unicode_case = false;
        bool dot_all = false;
        bool unix_lines = false;
        bool comments = false;
    };

    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0';
    }
    [[nodiscard]] bool next_is(std::string_view text) const { return in_.substr(at_).starts_with(text); }
    [[nodiscard]] static bool is_letter(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }

    void take() {
        char const c = peek();
        flags const& now = flags_.back();
        if (c == '\\') {
            escape(out_, false);
        } else if (c == '[') {
            ++at_;
            out_.append(set());
        } else if (c == '(') {
            open_group();
        } else if (c == ')') {
            if (flags_.size() > 1) flags_.pop_back();
            out_.push_back(in_[at_++]);
        } else if (c == '{') {
            repetition();
        } else if (c == '.') {
            ++at_;
            out_.append(now.dot_all ? "." : now.unix_lines ? "[^\\n]" : "[^\\n\\r\\x{85}\\x{2028}\\x{2029}]");
        } else if (now.comments && c == '#') {
            while (at_ < in_.size() && peek() != '\n') ++at_;
        } else {
            std::size_t const n = decode_character(in_.substr(at_)).bytes;
            literal(in_.substr(at_, n));
            at_ += n;
        }
    }

    // Without the flag u Java ignores the case of ASCII letters alone.
    void literal(std::string_view c) {
        flags const& now = flags_.back();
        bool const ascii_only = now.caseless && !now.unicode_case;
        char const lower = ascii_lower(c.front());
        if (ascii_only && (c.size() > 1 || lower == 'k' || lower == 's')) {
            out_.append("(?-i:");
            if (c.size() > 1) {
                out_.append(c);
            } else {
                out_.append("[").append(1, lower).append(1, static_cast<char>(lower - 'a' + 'A')).append("]");
            }
            out_.push_back(')');
        } else {
            out_.append(c);
        }
    }

    void repetition() {
        std::size_t end = at_ + 1;
        while (end < in_.size() && is_digit(in_[end])) ++end;
        failed_ = end == at_ + 1;
        if (end < in_.size() && in_[end] == ',') ++end;
        while (end < in_.size() && is_digit(in_[end])) ++end;
        failed_ = failed_ || end >= in_.size() || in_[end] != '}';
        if (failed_) return;
        out_.append(in_.substr(at_, end + 1 - at_));
        at_ = end + 1;
    }

    void open_group() {
        flags const inherited = flags_.back();
        if (peek(1) == '*') {
            failed_ = true;
        } else if (peek(1) != '?') {
            ++groups_;
            flags_.push_back(inherited);
            out_.push_back(in_[at_++]);
        } else {
            for (std::string_view const start : {"(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!"}) {
                if (!next_is(start)) continue;
                flags_.push_back(inherited);
                out_.append(start);
                at_ += start.size();
                return;
            }
            if (peek(2) == '<') {
                std::size_t const end = in_.find('>', at_);
                failed_ = end == std::string_view::npos || !is_letter(peek(3));
                if (failed_) return;
                ++groups_;
                flags_.push_back(inherited);
                out_.append(in_.substr(at_, end + 1 - at_));
                at_ = end + 1;
            } else {
                change_flags();
            }
        }
    }

    // `(?i)`, `(?i-s)`, `(?i:`.
    void change_flags() {
        flags now = flags_.back();
        std::string letters;
        bool on = true;
        std::size_t i = at_ + 2;
        for (; i < in_.size() && in_[i] != ')' && in_[i] != ':'; ++i) {
            char const c = in_[i];
            if (c == 'i') now.caseless = on;
            if (c == 'u') now.unicode_case = on;
            if (c == 's') now.dot_all = on;
            if (c == 'd') now.unix_lines = on;
            if (c == 'x') now.comments = on;
            if (c == 'U') unicode_classes_ = now.unicode_case = on;
            if (c == '-' && on) {
                on = false;
            } else if (std::string_view("imsxudU").find(c) == std::string_view::npos) {
                failed_ = true;
                return;
            }
            if (c != 'u' && c != 'd' && c != 'U') letters.push_back(c);
        }
        failed_ = i >= in_.size();
        if (failed_) return;
        out_.append("(?").append(letters).append(1, in_[i]);
        if (in_[i] == ':') {
            flags_.push_back(now);
        } else {
            flags_.back() = now;
        }
        at_ = i + 1;
    }

    // Up to `most` digits of a base at the place; gives -1 where there is none.
    std::int64_t number(std::size_t most, int base) {
        std::int64_t value = -1;
        for (; most > 0 && at_ < in_.size(); --most, ++at_) {
            int const digit = hex_value(peek());
            if (digit < 0 || digit >= base) break;
            value = (value < 0 ? 0 : value) * base + digit;
        }
        return value;
    }

    std::int64_t utf16_unit() {
        std::size_t const start = at_;
        std::int64_t const unit = number(4, 16);
        return at_ - start == 4 ? unit : -1;
    }

    // A backslash and what follows; within a set in the form that it has there.
    void escape(std::string& out, bool in_set) {
        char const c = peek(1);
        at_ += 2;
        if (at_ > in_.size()) {
            failed_ = true;
        } else if (c == 'Q') {
            std::size_t const end = in_.find("\\E", at_);
            std::string_view const quoted = in_.substr(at_, end - at_);
            for (char const q : quoted) {
                if (static_cast<unsigned char>(q) < 0x80 && !is_letter(q) && !is_digit(q))
                    out.push_back('\\');
                out.push_back(q);
            }
            at_ = end == std::string_view::npos ? in_.size() : end + 2;
        } else if (c == 'u') {
            std::int64_t point = utf16_unit();
            if (point >= 0xD800 && point < 0xDC00 && next_is("\\u")) {
                at_ += 2;
                point = 0x10000 + ((point & 0x3FF) << 10 | (utf16_unit() & 0x3FF));
            }
            code_point(out, point);
        } else if (c == 'x') {
            bool const braces = peek() == '{';
            if (braces) ++at_;
            std::size_t const start = at_;
            std::int64_t const point = number(braces ? 6 : 2, 16);
            if (braces ? peek() != '}' : at_ - start != 2) failed_ = true;
            if (braces) ++at_;
            code_point(out, point);
        } else if (c == '0') {
            code_point(out, number(peek() <= '3' ? 3 : 2, 8));
        } else if (c == 'p' || c == 'P') {
            property(out, c == 'P', in_set);
        } else if (c == 'k' || is_digit(c)) {
            failed_ = in_set;
            if (c == 'k') {
                out.append("\\k");
            } else {
                back_reference(out, static_cast<std::size_t>(c - '0'));
            }
        } else if (c == 'b' && !in_set) {
            out.append(word_edge);
        } else if (is_letter(c)) {
            std::string_view const known = in_set ? "dDwWsShHvVtnrfaec" : "dDwWsShHvVtnrfaecBAGzZRX";
            failed_ = known.find(c) == std::string_view::npos;
            out.append(1, '\\').append(1, c);
            if (c == 'c') {
                failed_ = failed_ || at_ >= in_.size();
                out.push_back(peek());
                ++at_;
            }
        } else {
            if (static_cast<unsigned char>(c) < 0x80) out.push_back('\\');
            out.push_back(c);
        }
    }
    void code_point(std::string& out, std::int64_t point) {
        failed_ = failed_ || point < 0 || point > 0x10FFFF;
        if (!failed_) append_java_point(out, static_cast<std::uint32_t>(point));
    }

    // As many digits as there are groups for; a group that is not there matches nothing.
    void back_reference(std::string& out, std::size_t group) {
        while (is_digit(peek()) && group * 10 + static_cast<std::size_t>(peek() - '0') <= groups_) {
            group = group * 10 + static_cast<std::size_t>(peek() - '0');
            ++at_;
        }
        if (group > groups_) {
            out.append("(?!)");
        } else {
            out.append("\\g{").append(std::to_string(group)).append("}");
        }
    }

    void property(std::string& out, bool negated, bool in_set) {
        std::string_view name = in_.substr(at_, 1);
        ++at_;
        if (name == "{") {
            std::size_t const end = in_.find('}', at_);
            if (end == std::string_view::npos) {
                failed_ = true;
                return;
            }
            name = in_.substr(at_, end - at_);
            at_ = end + 1;
        }
        if (!in_set) out.push_back('[');
        if (!append_java_property(out, name, negated)) failed_ = true;
        if (!in_set) out.push_back(']');
    }

    // What stands between `[` and `]`, as a pattern that takes one character.
    std::string set() {
        bool const negated = peek() == '^';
        if (negated) ++at_;
        std::vector<std::string> operands; // of &&
        std::string plain;
        std::string nested;
        auto const end_operand = [&] {
            if (!plain.empty() && nested.empty()) operands.push_back("[" + plain + "]");
            if (!nested.empty()) {
                std::string all = "(?:";
                if (!plain.empty()) all.append("[").append(plain).append("]|");
                nested.pop_back();
                operands.push_back(all.append(nested).append(")"));
            }
            plain.clear();
            nested.clear();
        };
        for (bool first = true;; first = false) {
            if (at_ >= in_.size()) failed_ = true;
            if (failed_) return {};
            char const c = peek();
            if (c == ']' && !first) {
                ++at_;
                break;
            }
            if (c == '[') {
                ++at_;
                nested.append(set()).push_back('|');
            } else if (next_is("&&")) {
                at_ += 2;
                end_operand();
            } else if (c == '\\') {
                escape(plain, true);
            } else {
                if (c == ']' || c == '^' || c == ':') plain.push_back('\\');
                plain.push_back(c);
                ++at_;
            }
        }
        end_operand();
        if (operands.empty()) failed_ = true;
        if (failed_) return {};
        if (operands.size() == 1) {
            if (!negated) return operands[0];
            if (operands[0].front() == '[') return operands[0].insert(1, "^");
        }
        std::string out = "(?:";
        if (negated) out.append("(?!");
        for (std::size_t i = 0; i + 1 < operands.size(); ++i)
            out.append("(?=").append(operands[i]).append(")");
        out.append(operands.back());
        if (negated) out.append(")(?s:.)");
        return out.append(")");
    }

    // Java sees the letters and digits of all scripts as parts of words.
    static constexpr std::string_view word_edge = "(?:(?<=[\\p{L}\\p{Nd}_])(?![\\p{L}\\p{Nd}_])"
                                                  "|(?<![\\p{L}\\p{Nd}_])(?=[\\p{L}\\p{Nd}_]))";

    std::string_view in_;
    std::size_t at_ = 0;
    std::string out_;
    std::vector<flags> flags_;
    std::size_t groups_ = 0;
    bool unicode_classes_ = false;
    bool failed_ = false;
};

} // namespace weir::detail
