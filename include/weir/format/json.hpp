// SPDX-License-Identifier: BSL-1.0
// Reads lines of JSON into rows: by comparison with the last line's shape, or in full where that fails.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/outlined.hpp>
#include <weir/format/bad_record.hpp>
#include <weir/format/decoded_row.hpp>
#include <weir/format/json_layout.hpp>
#include <weir/format/json_options.hpp>
#include <weir/format/json_reader.hpp>
#include <weir/format/lines.hpp>
#include <weir/format/parse_mode.hpp>
#include <weir/schema/column_set.hpp>
#include <weir/schema/schema.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The decoder of JSON files: one value a line, an object is a row, an array of objects several.
///
/// Rows    out {S}, of which only the columns in `Needed` are read and judged; text is borrowed from the
///         line.
/// Null    a missing or bad field is null; where the column cannot be null the record is bad and gives no
///         row.
/// Cost    a line shaped as the last one: one pass, compared eight bytes at a time; no allocation once warm.
///         Another line is read in full and its shape is remembered.
/// Errors  weir::data_error in the mode fail_fast; weir::query_error for a corrupt record column that is no
///         string or stands alone, and for a date or timestamp format with unknown letters.
/// Source  Spark's JacksonParser with column pruning and partial results.
template <class S, column_set Needed>
class json_decoder {
    static constexpr std::size_t width = schema_of<S>::size;
    using indices = std::make_index_sequence<width>;
    using row_type = decoded_row<S, Needed>;

    template <std::size_t I>
    using column = column_type<S, I>;
    template <std::size_t I>
    static constexpr bool is_text = string_column<value_type_of<column<I>>>;
    template <std::size_t I>
    static constexpr bool is_scalar = json_scalar<value_type_of<column<I>>>;

    // A row with columns that own memory is kept, so that they can use theirs again; another lives in
    // registers.
    static constexpr bool owns_memory = []<std::size_t... I>(std::index_sequence<I...>) {
        return ((Needed.has(I) && !is_text<I> && !std::is_trivially_copyable_v<column<I>>) || ...);
    }(indices{});

public:
    explicit json_decoder(json_options const& options)
        : reader_(json_grammar_of(options), json_formats_of(options)),
          corrupt_column_(index_of<S>(options.column_name_of_corrupt_record)),
          mode_(options.mode),
          whole_files_(options.multi_line),
          line_sep_(options.line_sep),
          lines_have_ends_(options.line_sep.empty() && !options.allow_unquoted_control_chars) {
        check_corrupt_column();
    }

    [[nodiscard]] bool whole_files() const { return whole_files_; }
    void begin_file(std::string_view path) { path_ = path; }

    /// Reads one line, or a whole file.
    template <class Push, class Bad>
    void decode(std::string_view text, std::int64_t line, Push&& push, Bad&& bad) {
        with_row([&](row_type& row) { read_in_full(text, line, row, outlined{push}, bad); });
    }

    /// Reads a block of whole lines; gives the number of the line behind it.
    template <class Push, class Bad>
    std::int64_t decode_block(std::string_view block, std::int64_t line, Push&& push, Bad&& bad) {
        if (!lines_have_ends_) {
            return for_each_line(block, line_sep_, line, [&](std::string_view text, std::int64_t number) {
                decode_line(text, number, push, bad);
            });
        }
        char const* at = block.data();
        char const* const end = at + block.size();
        for (; at != end; ++line) {
            char const* next = nullptr;
            with_row([&](row_type& row) {
                // Neither a segment nor a string can hold a line end, so the line need not be found first.
                if (layout_.known()) [[likely]]
                    next = read_fast(at, end, row);
                if (next != nullptr && (next == end || *next == '\n' || *next == '\r')) [[likely]] {
                    push(std::as_const(row));
                } else {
                    bool const shaped = next != nullptr;
                    next = line_end(at, end);
                    if (shaped) {
                        outlined{push}(row);
                    } else {
                        read_in_full({at, static_cast<std::size_t>(next - at)}, line, row, outlined{push},
                                     bad);
                    }
                }
            });
            at = next == end ? end : next + (end - next > 1 && *next == '\r' && next[1] == '\n' ? 2 : 1);
        }
        return line;
    }

private:
    // A line whose end has been found.
    template <class Push, class Bad>
    [[gnu::noinline]] void decode_line(std::string_view text, std::int64_t line, Push& push, Bad&& bad) {
        with_row([&](row_type& row) {
            char const* const end = text.data() + text.size();
            if (layout_.known() && read_fast(text.data(), end, row) != nullptr) {
                outlined{push}(row);
            } else {
                read_in_full(text, line, row, outlined{push}, bad);
            }
        });
    }

    static char const* line_end(char const* at, char const* end) {
        auto const size = static_cast<std::size_t>(end - at);
        auto const* const newline = static_cast<char const*>(std::memchr(at, '\n', size));
        if (newline != nullptr) end = newline;
        auto const* const carriage_return =
            static_cast<char const*>(std::memchr(at, '\r', static_cast<std::size_t>(end - at)));
        return carriage_return != nullptr ? carriage_return : end;
    }

    template <class F>
    [[gnu::always_inline]] void with_row(F&& f) {
        if constexpr (owns_memory) {
            f(row_);
        } else {
            row_type row{};
            f(row);
        }
    }

    // A line shaped as the last one.

    /// The end of the object, or null when the line has another shape, or anything in it is bad.
    [[gnu::always_inline]] char const* read_fast(char const* at, char const* end, row_type& row) {
        std::array<bool, width> found{};
        for (json_segment& segment : layout_.segments()) {
            std::size_t const i = segment.column();
#if defined(__SSE2__)
            if (end - at >= json_segment::reach && segment.habit() != json_habit::none) [[likely]] {
                at = segment.past_within_reach(at);
                if (at == nullptr) return nullptr;
                if (segment.is_usual(at)) [[likely]] {
                    std::size_t const length = segment.usual_length();
                    if (i != not_found && !accept(i, segment.habit(), at, length, row, found, indices{}))
                        return nullptr;
                    at += length;
                    continue;
                }
            } else
#endif
            {
                at = segment.past(at, end);
                if (at == nullptr || at == end) return nullptr;
            }
            char const* const next =
                i == not_found ? skip_fast(at, end) : read_fast_column(i, at, end, row, found, indices{});
            if (next == nullptr) return nullptr;
            if (segment.habit() != json_habit::word || !is_lower(*at)) segment.observe(at, next);
            at = next;
        }
        std::string_view const tail = layout_.tail();
        if (static_cast<std::size_t>(end - at) < tail.size()) return nullptr;
        if (tail.size() == 1) [[likely]] {
            if (*at != tail.front()) return nullptr;
        } else if (std::memcmp(at, tail.data(), tail.size()) != 0) {
            return nullptr;
        }
        return complete(row, found, false, indices{}) ? at + tail.size() : nullptr;
    }

    /// A value that is what the habit says.
    template <std::size_t... I>
    [[gnu::always_inline]] bool accept(std::size_t i, json_habit habit, char const* at, std::size_t length,
                                       row_type& row, std::array<bool, width>& found,
                                       std::index_sequence<I...>) {
        bool good = false;
        (void)((Needed.has(I) && i == I && (good = accept<I>(habit, at, length, row, found[I]), true))
               || ...);
        return good;
    }

    template <std::size_t I>
    [[gnu::always_inline]] bool accept(json_habit habit, char const* at, std::size_t length, row_type& row,
                                       bool& found) {
        if constexpr (!Needed.has(I)) {
            return false;
        } else {
            using value_type = value_type_of<column<I>>;
            auto& to = element<I>(row.values);
            std::string_view const text = habit == json_habit::text ? std::string_view(at + 1, length - 2)
                                                                    : std::string_view(at, length);
            if constexpr (is_text<I>) {
                if (text.size() > grammar().max_string) return false;
                to = text;
            } else if constexpr (is_scalar<I>) {
                value_type value{};
                if constexpr (integral_column<value_type> && sizeof(value_type) > 1) {
                    if (habit != json_habit::digits) return false;
                    auto const number = static_cast<std::int64_t>(digits_value(at, length));
                    if (!std::in_range<value_type>(number)) return false;
                    value = static_cast<value_type>(number);
                } else {
                    json_token const token = habit == json_habit::text ? json_token::text : json_token::whole;
                    if (!json_convert(token, text, grammar(), reader_.formats(), value)) return false;
                }
                to = value;
            } else {
                return false;
            }
            found = true;
            return true;
        }
    }

    [[gnu::always_inline]] char const* skip_fast(char const* at, char const* end) {
        json_token token{};
        if (is_lower(*at)) {
            if (char const* const word = word_end(at, end, token)) return word;
        }
        if (*at == '"') {
            bool escaped = false;
            char const* const quote = string_end<'"'>(at + 1, end, grammar(), escaped);
            return quote == nullptr ? nullptr : quote + 1;
        }
        if (*at == '-' || is_digit(*at)) {
            bool whole = false;
            return number_end(at, end, grammar(), whole);
        }
        return skip_slowly(at, end);
    }

    static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

    [[gnu::always_inline]] static char const* word_end(char const* at, char const* end, json_token& token) {
        if (end - at < 8) [[unlikely]]
            return short_word_end(at, end, token);
        // Without branches: which word it is cannot be foreseen.
        auto const word = load_little_endian<std::uint64_t>(at);
        bool const yes = static_cast<std::uint32_t>(word) == 0x65757274U;
        bool const null = static_cast<std::uint32_t>(word) == 0x6C6C756EU;
        bool const no = (word & 0xFFFFFFFFFFU) == 0x65736C6166U;
        unsigned const size = (yes ? 4U : 0U) | (null ? 4U : 0U) | (no ? 5U : 0U);
        token = static_cast<json_token>((yes ? static_cast<unsigned>(json_token::yes) : 0U)
                                        | (null ? static_cast<unsigned>(json_token::null) : 0U)
                                        | (no ? static_cast<unsigned>(json_token::no) : 0U));
        return size == 0 ? nullptr : at + size;
    }

    [[gnu::noinline]] static char const* short_word_end(char const* at, char const* end, json_token& token) {
        if (comes_next(at, end, "true")) return token = json_token::yes, at + 4;
        if (comes_next(at, end, "false")) return token = json_token::no, at + 5;
        if (comes_next(at, end, "null")) return token = json_token::null, at + 4;
        return nullptr;
    }

    [[gnu::noinline]] char const* skip_slowly(char const* at, char const* end) {
        reader_.scanner().start(at, lines_have_ends_ ? line_end(at, end) : end, 1);
        return reader_.skip() == json_outcome::good ? reader_.scanner().at() : nullptr;
    }

    template <std::size_t... I>
    [[gnu::always_inline]] char const* read_fast_column(std::size_t i, char const* at, char const* end,
                                                        row_type& row, std::array<bool, width>& found,
                                                        std::index_sequence<I...>) {
        char const* next = nullptr;
        (void)((Needed.has(I) && i == I && (next = read_fast_column<I>(at, end, row, found[I]), true))
               || ...);
        return next;
    }

    template <std::size_t I>
    [[gnu::always_inline]] char const* read_fast_column(char const* at, char const* end, row_type& row,
                                                        bool& found) {
        auto& to = element<I>(row.values);
        if constexpr (!Needed.has(I)) {
            return nullptr;
        } else if constexpr (is_text<I>) {
            if (*at == '"') {
                bool escaped = false;
                char const* const quote = string_end<'"'>(at + 1, end, grammar(), escaped);
                if (quote == nullptr) return nullptr;
                std::string_view text(at + 1, static_cast<std::size_t>(quote - at - 1));
                if (escaped) text = unescaped<I>(text);
                if (text.size() > grammar().max_string) [[unlikely]]
                    return nullptr;
                to = text;
                found = true;
                return quote + 1;
            }
        } else if constexpr (is_scalar<I>) {
            json_token token = json_token::text;
            std::string_view text;
            char const* next = nullptr;
            if (*at == '"') {
                bool escaped = false;
                char const* const quote = string_end<'"'>(at + 1, end, grammar(), escaped);
                if (quote == nullptr || escaped) return nullptr;
                text = {at + 1, static_cast<std::size_t>(quote - at - 1)};
                next = quote + 1;
            } else if (*at == '-' || is_digit(*at)) {
                bool whole = false;
                next = number_end(at, end, grammar(), whole);
                if (next == nullptr) return nullptr;
                token = whole ? json_token::whole : json_token::fraction;
                text = {at, static_cast<std::size_t>(next - at)};
            } else {
                next = word_end(at, end, token);
                if (next == nullptr) return nullptr;
            }
            if (token == json_token::null) {
                found = false;
                return next;
            }
            value_type_of<column<I>> value{};
            if (!json_convert(token, text, grammar(), reader_.formats(), value)) return nullptr;
            to = value;
            found = true;
            return next;
        }
        if constexpr (Needed.has(I)) return read_slowly<I>(at, end, row, found);
    }

    template <std::size_t I>
    [[gnu::noinline]] char const* read_slowly(char const* at, char const* end, row_type& row, bool& found) {
        reader_.scanner().start(at, lines_have_ends_ ? line_end(at, end) : end, 1);
        json_outcome const outcome = read_column<I>(row, found);
        return outcome == json_outcome::good ? reader_.scanner().at() : nullptr;
    }

    // Any line.

    template <class Push, class Bad>
    [[gnu::noinline]] void read_in_full(std::string_view text, std::int64_t line, row_type& row,
                                        Push const& push, Bad&& bad) {
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        reader_.start(text);
        json_scanner& scanner = reader_.scanner();
        if (!scanner.skip_space()) return;
        bad_column_ = not_found;
        json_token const token = scanner.next();
        if (token == json_token::array) {
            read_array(text, line, row, push, bad);
            return;
        }
        std::array<bool, width> found{};
        json_outcome outcome = json_outcome::broken;
        if (token == json_token::object) {
            layout_.begin(text.data());
            outcome = read_object(row, found, true);
            if (outcome != json_outcome::broken) layout_.finish(scanner.at());
        } else {
            reader_.mismatch(token, "object");
        }
        if (outcome == json_outcome::good) {
            push(std::as_const(row));
            return;
        }
        report(text, line, bad);
        if (mode_ != parse_mode::permissive) return;
        if (outcome == json_outcome::broken) found = {};
        push_bad(text, row, found, push);
    }

    // An array is read twice, since what is bad in a later element counts for the earlier ones too.
    template <class Push, class Bad>
    void read_array(std::string_view text, std::int64_t line, row_type& row, Push const& push, Bad&& bad) {
        json_scanner& scanner = reader_.scanner();
        json_outcome all = json_outcome::good;
        for (bool first = true; all != json_outcome::broken; first = false) {
            json_step const step = scanner.next_element(first);
            if (step == json_step::end) break;
            json_token const token = step == json_step::more ? scanner.next() : json_token::broken;
            std::array<bool, width> found{};
            if (token == json_token::object) {
                all = worse(all, read_object(row, found, false));
            } else {
                reader_.mismatch(token, "object");
                all = json_outcome::broken;
            }
        }
        if (all != json_outcome::good) {
            report(text, line, bad);
            if (mode_ != parse_mode::permissive) return;
        }
        if (all == json_outcome::broken) {
            push_bad(text, row, {}, push);
            return;
        }
        reader_.start(text);
        scanner.next();
        for (bool first = true; scanner.next_element(first) == json_step::more; first = false) {
            scanner.next();
            std::array<bool, width> found{};
            json_outcome const outcome = read_object(row, found, false);
            if (all != json_outcome::good) {
                push_bad(text, row, found, push);
            } else if (outcome == json_outcome::good) {
                push(std::as_const(row));
            }
        }
    }

    /// Reads the members of an object whose brace was read; partial when a column is bad or missing.
    json_outcome read_object(row_type& row, std::array<bool, width>& found, bool learns) {
        json_scanner& scanner = reader_.scanner();
        json_outcome const outcome = reader_.read_members([&](std::string_view name) {
            std::size_t i = index_of<S>(name);
            if (i != not_found && (!Needed.has(i) || i == corrupt_column_)) i = not_found;
            scanner.skip_space();
            char const* const from = scanner.at();
            json_outcome one = json_outcome::good;
            if (i == not_found) {
                one = reader_.skip();
            } else {
                with_index<width>(i, [&]<std::size_t I>() {
                    if constexpr (Needed.has(I)) one = read_column<I>(row, found[I]);
                });
                if (one == json_outcome::bad || one == json_outcome::partial) note_bad(i);
            }
            if (learns) layout_.add(from, scanner.at(), i, i == not_found);
            return one;
        });
        if (outcome == json_outcome::broken) return outcome;
        return complete(row, found, true) ? outcome : json_outcome::partial;
    }

    void note_bad(std::size_t i) {
        if (bad_column_ == not_found) bad_column_ = i;
    }

    template <std::size_t I>
    json_outcome read_column(row_type& row, bool& found) {
        auto& to = element<I>(row.values);
        json_scanner& scanner = reader_.scanner();
        json_token const token = scanner.next();
        if (token == json_token::null) {
            found = false;
            return json_outcome::good;
        }
        if constexpr (is_text<I>) {
            if (token == json_token::broken) return json_outcome::broken;
            std::string_view text = scanner.inside();
            if (token != json_token::text) {
                char const* const from = scanner.token();
                if (!scanner.skip_rest(token)) return json_outcome::broken;
                text = scanner.raw(from);
            } else {
                if (scanner.escaped()) text = unescaped<I>(text);
                if (!reader_.fits(text)) return reader_.template mismatch<column<I>>(token);
            }
            to = text;
            found = true;
            return json_outcome::good;
        } else if (!found) { // reads into what the column owns
            json_outcome const outcome = reader_.read(token, to);
            found = has_value(outcome);
            return outcome;
        } else { // a bad value does not replace a good one
            column<I> value{};
            json_outcome const outcome = reader_.read(token, value);
            if (has_value(outcome)) to = std::move(value);
            return outcome;
        }
    }

    template <std::size_t I>
    std::string_view unescaped(std::string_view inside) {
        std::string& text = texts_[I];
        text.clear();
        append_unescaped(text, inside);
        return text;
    }

    // The row.

    /// Sets what was not found to null; false where that cannot be.
    bool complete(row_type& row, std::array<bool, width> const& found, bool explains) {
        return complete(row, found, explains, indices{});
    }
    template <std::size_t... I>
    [[gnu::always_inline]] bool complete(row_type& row, std::array<bool, width> const& found, bool explains,
                                         std::index_sequence<I...>) {
        bool all = true;
        ((all = complete_column<I>(row, found[I], explains) && all), ...);
        return all;
    }

    template <std::size_t I>
    [[gnu::always_inline]] bool complete_column(row_type& row, bool found, bool explains) {
        if constexpr (Needed.has(I)) {
            if (found) return true;
            if constexpr (is_nullable<column<I>>) {
                element<I>(row.values).reset();
                return true;
            } else {
                if constexpr (is_text<I>) {
                    if (I == corrupt_column_) return element<I>(row.values) = {}, true;
                }
                if (explains) {
                    reader_.missing(schema_of<S>::names[I]);
                    note_bad(I);
                }
                return false;
            }
        } else {
            return true;
        }
    }

    template <class Push>
    void push_bad(std::string_view text, row_type& row, std::array<bool, width> const& found, Push&& push) {
        if (!complete(row, found, false)) return;
        with_index<width>(corrupt_column_, [&]<std::size_t I>() {
            if constexpr (Needed.has(I) && is_text<I>) element<I>(row.values) = text;
        });
        push(std::as_const(row));
    }

    template <class Bad>
    [[gnu::cold]] void report(std::string_view text, std::int64_t line, Bad&& bad) {
        std::string_view const column_name = bad_column_ == not_found ? "" : schema_of<S>::names[bad_column_];
        bad_record const record{text, path_, line, column_name, reader_.reason()};
        bad(record);
        if (mode_ == parse_mode::fail_fast) throw_malformed_record(record);
    }

    void check_corrupt_column() const {
        if (corrupt_column_ == not_found) return;
        std::string const name(schema_of<S>::names[corrupt_column_]);
        with_index<width>(corrupt_column_, [&]<std::size_t I>() {
            if constexpr (!is_text<I>) {
                throw query_error("INVALID_CORRUPT_RECORD_TYPE",
                                  "the column \"" + name + "\" takes bad records, so it must be a string");
            }
        });
        if (Needed.has(corrupt_column_) && Needed == one_column(corrupt_column_)) {
            throw query_error("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN",
                              "the query reads the column \"" + name + "\" alone; read another one with it");
        }
    }

    [[nodiscard]] json_grammar const& grammar() { return reader_.scanner().grammar(); }

    struct nothing {};

    json_reader reader_;
    json_layout layout_;
    std::size_t corrupt_column_;
    std::size_t bad_column_ = not_found;
    parse_mode mode_;
    bool whole_files_;
    std::string line_sep_;
    bool lines_have_ends_; // and nothing in a line can hold one
    std::string_view path_;
    std::array<std::string, width> texts_; // of columns with escapes
    [[no_unique_address]] std::conditional_t<owns_memory, row_type, nothing> row_{};
};

} // namespace weir::detail
