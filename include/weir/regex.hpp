// SPDX-License-Identifier: BSL-1.0
// Regular expressions with Java's meaning, by PCRE2: include it where a query matches patterns, and link
// weir::regex.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/java_pattern.hpp>
#include <weir/expr/regex.hpp>

#ifndef PCRE2_CODE_UNIT_WIDTH
    #define PCRE2_CODE_UNIT_WIDTH 8
#endif
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <pcre2.h>
#include <string>
#include <string_view>

namespace weir::detail {

struct pcre2_deleter {
    void operator()(pcre2_code_8* code) const { pcre2_code_free_8(code); }
    void operator()(pcre2_match_data_8* data) const { pcre2_match_data_free_8(data); }
    void operator()(pcre2_compile_context_8* context) const { pcre2_compile_context_free_8(context); }
};

/// A compiled pattern and its last match. Bytes that are not valid UTF-8 match nothing.
class pcre2_matcher {
public:
    explicit pcre2_matcher(std::string_view pattern) : pattern_(pattern) {
        java_pattern const rewritten(pattern);
        if (rewritten.failed()) throw_pattern("Java does not take it");
        std::unique_ptr<pcre2_compile_context_8, pcre2_deleter> const context(
            pcre2_compile_context_create_8(nullptr));
        if (context == nullptr) throw std::bad_alloc();
        pcre2_set_newline_8(context.get(), PCRE2_NEWLINE_ANYCRLF);
        pcre2_set_bsr_8(context.get(), PCRE2_BSR_UNICODE);
        int fault = 0;
        std::size_t place = 0;
        std::string const& text = rewritten.text();
        code_.reset(pcre2_compile_8(reinterpret_cast<PCRE2_SPTR8>(text.data()), text.size(),
                                    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, &fault, &place, context.get()));
        if (code_ == nullptr) {
            unsigned char message[160] = {};
            pcre2_get_error_message_8(fault, message, sizeof(message));
            throw_pattern(reinterpret_cast<char const*>(message));
        }
        // Without it matching is slower, that is all.
        (void)pcre2_jit_compile_8(code_.get(), PCRE2_JIT_COMPLETE);
        data_.reset(pcre2_match_data_create_from_pattern_8(code_.get(), nullptr));
        if (data_ == nullptr) throw std::bad_alloc();
        bounds_ = pcre2_get_ovector_pointer_8(data_.get());
        groups_ = pcre2_get_ovector_count_8(data_.get()) - 1;
    }

    [[nodiscard]] std::string_view pattern() const { return pattern_; }
    [[nodiscard]] std::size_t groups() const { return groups_; }
    [[nodiscard]] std::size_t begin(std::size_t group) const { return bounds_[2 * group]; }
    [[nodiscard]] std::size_t end(std::size_t group) const { return bounds_[2 * group + 1]; }
    [[nodiscard]] std::size_t group_of(std::string_view name) const {
        std::string const terminated(name);
        int const group = pcre2_substring_number_from_name_8(
            code_.get(), reinterpret_cast<PCRE2_SPTR8>(terminated.c_str()));
        return group > 0 ? static_cast<std::size_t>(group) : 0;
    }

    bool find(std::string_view text, std::size_t from) {
        static constexpr char nothing = '\0';
        auto const* const bytes =
            reinterpret_cast<PCRE2_SPTR8>(text.data() == nullptr ? &nothing : text.data());
        int found = pcre2_match_8(code_.get(), bytes, text.size(), from, 0, data_.get(), nullptr);
        if (found == PCRE2_ERROR_JIT_STACKLIMIT) {
            found = pcre2_match_8(code_.get(), bytes, text.size(), from, PCRE2_NO_JIT, data_.get(), nullptr);
        }
        if (found == PCRE2_ERROR_NOMATCH) return false;
        if (found < 0) throw_limit();
        return true;
    }

private:
    static_assert(no_group == PCRE2_UNSET);

    [[noreturn, gnu::cold]] void throw_pattern(std::string_view why) const {
        std::string message("bad regular expression \"");
        message.append(pattern_).append("\": ").append(why);
        throw query_error("INVALID_PARAMETER_VALUE.PATTERN", message);
    }
    [[noreturn, gnu::cold]] void throw_limit() const {
        std::string message("the regular expression \"");
        message.append(pattern_).append("\" tries too many ways to match; make its repetitions possessive");
        throw query_error("UNSUPPORTED_FEATURE.REGULAR_EXPRESSION", message);
    }

    std::string pattern_;
    std::unique_ptr<pcre2_code_8, pcre2_deleter> code_;
    std::unique_ptr<pcre2_match_data_8, pcre2_deleter> data_;
    std::size_t const* bounds_ = nullptr;
    std::size_t groups_ = 0;
};

template <>
struct regex_engine<void> {
    using matcher = pcre2_matcher;
};

} // namespace weir::detail
