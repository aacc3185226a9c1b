// SPDX-License-Identifier: BSL-1.0
// The decoder of CSV files: only the columns that the plan reads are converted.
#pragma once

#include <weir/core/error.hpp>
#include <weir/format/bad_record.hpp>
#include <weir/format/csv_fields.hpp>
#include <weir/format/csv_layout.hpp>
#include <weir/format/csv_marks.hpp>
#include <weir/format/csv_options.hpp>
#include <weir/format/csv_values.hpp>
#include <weir/format/decoded_row.hpp>
#include <weir/format/lines.hpp>
#include <weir/format/padded_number.hpp>
#include <weir/format/utf8.hpp>
#include <weir/schema/column_set.hpp>
#include <weir/schema/schema.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

/// The decoder of CSV files for the schema `S` of which the plan reads the columns `Needed`.
///
/// Rows    out {S}: a row a record; blank lines, comments and headers are none. Columns are matched by
/// position. Null    an empty field and null_value are null. A record in which a column is null that cannot
/// be null is bad. Cost    a record without quotes and of the usual shape: one pass over its bytes, then the
/// conversions; no
///         copies, no allocation. Others are split first.
/// Errors  weir::data_error: in fail_fast for a bad record; a header that does not fit under enforce_schema =
///         false; see csv_splitter. weir::query_error: options that make no sense.
/// Source  Spark's UnivocityParser.
template <class S, column_set Needed>
class csv_decoder {
    static constexpr std::size_t width = schema_of<S>::size;
    using all_columns = std::make_index_sequence<width>;
    using row = decoded_row<S, Needed>;
    using layout = csv_layout<S, Needed>;
    static constexpr std::size_t usual_fields = layout::usual_fields;

public:
    explicit csv_decoder(csv_options const& options)
        : options_(options),
          splitter_(options),
          values_(options),
          corrupt_(layout::find_corrupt(options)),
          encoding_(encoding_named(options.encoding)) {
        if (options.comment.size() > 1) {
            throw query_error("FAILED_READ_FILE.NO_HINT",
                              "comment has more than one character; set it to one");
        }
        if (encoding_ == encoding::unknown
            || (!options.multi_line && encoding_ != encoding::utf8 && encoding_ != encoding::latin1
                && encoding_ != encoding::ascii)) {
            throw query_error("INVALID_PARAMETER_VALUE.CHARSET",
                              "cannot read the encoding \"" + options.encoding
                                  + "\"; use UTF-8, ISO-8859-1 or US-ASCII, or UTF-16 with multi_line");
        }
        fields_ = width - (corrupt_ == not_found ? 0 : 1);
        judges_all_ = corrupt_ != not_found && Needed == one_column(corrupt_);
        judges_count_ = judges_all_ || needs_all_fields() || !options.column_pruning;
        plain_ = splitter_.separator().size() == 1 && splitter_.separator()[0] != '\n'
                 && splitter_.separator()[0] != '\r' && fields_ == usual_fields && usual_fields > 0
                 && (corrupt_ == not_found || corrupt_ + 1 == width) && options.line_sep.empty()
                 && encoding_ == encoding::utf8 && options.max_chars_per_column < 0
                 && options.max_columns >= static_cast<std::int64_t>(fields_) && !judges_all_
                 && !values_.has_special_numbers() && !csv_values::looks_like_number(options.null_value)
                 && !options.ignore_leading_white_space && !options.ignore_trailing_white_space;
    }

    [[nodiscard]] bool whole_files() const { return options_.multi_line; }

    void begin_file(std::string_view path) {
        file_ = path;
        header_due_ = options_.header;
    }

    /// A line, or with multi_line a file.
    template <class Push, class Bad>
    void decode(std::string_view text, std::int64_t line, Push&& push, Bad&& bad) {
        if (encoding_ != encoding::utf8) {
            recoded_.clear();
            append_as_utf8(recoded_, text, encoding_);
            text = recoded_;
        }
        if (options_.multi_line) {
            decode_file(text, line, push, bad);
        } else {
            decode_line(text, line, push, bad);
        }
    }

    /// A block of whole lines.
    template <class Push, class Bad>
    std::int64_t decode_block(std::string_view block, std::int64_t line, Push&& push, Bad&& bad) {
        auto const by_line = [&](std::string_view text, std::int64_t number) {
            decode(text, number, push, bad);
        };
        if (!plain_) return for_each_line(block, options_.line_sep, line, by_line);
        while (!block.empty()) {
            if (header_due_) {
                line = decode_one_line(block, line, push, bad);
                continue;
            }
            std::uint64_t others = 0;
            std::size_t const size = std::min(block.size(), csv_marks::most);
            char const separator = splitter_.separator()[0];
            std::size_t const count = marks_.template find<layout::needs_text()>(
                block.data(), size, separator, splitter_.has_quote() ? splitter_.quote() : separator, others);
            std::size_t const taken = decode_marked(block, size, count, others == 0, line, push, bad);
            if (taken == 0) { // the line is longer than what is looked through
                line = decode_one_line(block, line, push, bad);
            } else {
                block.remove_prefix(taken);
            }
        }
        return line;
    }

private:
    [[nodiscard]] bool needs_all_fields() const {
        for (std::size_t i = 0; i < width; ++i) {
            if (i != corrupt_ && !Needed.has(i)) return false;
        }
        return true;
    }

    // ---- the usual shape

    /// Decodes the whole lines of the first `size` bytes, whose marks were found; gives how many bytes they
    /// took.
    template <class Push, class Bad>
    [[gnu::always_inline]] std::size_t decode_marked(std::string_view block, std::size_t size,
                                                     std::size_t count, bool ascii, std::int64_t& line,
                                                     Push& push, Bad& bad) {
        char const* const text = block.data();
        std::uint32_t const* mark = marks_.places();
        std::uint32_t const* const last = mark + count;
        constexpr std::size_t fields = usual_fields;
        char const separator = splitter_.separator()[0];
        // A line that begins so may be blank or a comment; without comments that is a line of spaces.
        char const comment = options_.comment.empty() ? ' ' : options_.comment[0];
        std::size_t begin = 0;
        while (static_cast<std::size_t>(last - mark) >= fields) {
            char const first = text[begin];
            if (static_cast<unsigned char>(first) > ' ' && first != comment
                && layout::is_usual(text, mark, separator) && push_usual(text, begin, mark, ascii, push))
                [[likely]] {
                mark += fields;
            } else {
                while (mark != last && text[*mark] != '\n' && text[*mark] != '\r') ++mark;
                if (mark == last) break;
                decode_line(std::string_view(text + begin, *mark - begin), line, push, bad);
                ++mark;
            }
            begin = mark[-1] + std::size_t{1};
            if (text[begin - 1] == '\r') {
                if (begin < size && text[begin] == '\n') {
                    ++begin;
                    ++mark;
                } else if (begin < block.size()
                           && text[begin] == '\n') { // what was looked through ends within \r\n
                    ++begin;
                }
            }
            ++line;
        }
        for (;;) { // lines with fewer fields
            while (mark != last && text[*mark] != '\n' && text[*mark] != '\r') ++mark;
            if (mark >= last) return begin;
            decode_line(std::string_view(text + begin, *mark - begin), line++, push, bad);
            begin = *mark++ + std::size_t{1};
            if (text[begin - 1] == '\r' && begin < block.size() && text[begin] == '\n') {
                if (begin < size) ++mark;
                ++begin;
            }
        }
    }

    template <class Push>
    [[gnu::always_inline]] bool push_usual(char const* text, std::size_t begin, std::uint32_t const* mark,
                                           bool ascii, Push& push) {
        row r{};
        bool good = true;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((good = good && read_usual<I>(text, begin, mark, ascii, r)), ...);
        }(all_columns{});
        if (good) [[likely]]
            push(std::as_const(r));
        return good;
    }

    template <std::size_t I>
    [[gnu::always_inline]] bool read_usual(char const* text, std::size_t begin, std::uint32_t const* mark,
                                           bool ascii, row& r) {
        if constexpr (!Needed.has(I) || I >= usual_fields) { // the text of a good record is null
            return true;
        } else {
            std::size_t const from = I == 0 ? begin : mark[I == 0 ? 0 : I - 1] + std::size_t{1};
            std::string_view const field(text + from, mark[I] - from);
            if constexpr (std::same_as<value_type_of<column_type<S, I>>, std::string>
                          || std::same_as<value_type_of<column_type<S, I>>, binary>) {
                if (!ascii && !is_utf8(field)) return false;
            }
            using value_type = value_type_of<column_type<S, I>>;
            if constexpr (integral_column<value_type> || floating_column<value_type>) {
                value_type value{};
                if (read_number(field, value)) [[likely]] {
                    element<I>(r.values) = value;
                    return true;
                }
            }
            return read_field<I>(field, false, element<I>(r.values)) == outcome::good;
        }
    }

    template <integral_column T>
    [[gnu::always_inline]] static bool read_number(std::string_view field, T& value) {
        return read_padded_integer(field, value);
    }
    template <floating_column T>
    [[gnu::always_inline]] static bool read_number(std::string_view field, T& value) {
        return read_padded_number(field, value);
    }

    // ---- any shape

    enum class outcome : std::uint8_t { good, malformed, null };

    /// Reads a field into a column that is needed.
    template <std::size_t I>
    [[gnu::always_inline]] outcome read_field(std::string_view field, bool empty_quotes,
                                              decoded<column_type<S, I>>& to) {
        using type = column_type<S, I>;
        using value_type = value_type_of<type>;
        if (field.empty()) [[unlikely]]
            field = empty_quotes ? options_.empty_value : options_.null_value;
        bool const null = field.size() == options_.null_value.size() && field == options_.null_value;
        if (null) return is_nullable<type> ? outcome::good : outcome::null;
        if constexpr (!csv_column<type>) {
            return outcome::malformed; // check_csv_schema says so
        } else if constexpr (std::same_as<value_type, std::string>) {
            to = field;
        } else if constexpr (std::same_as<value_type, binary>) {
            to = binary{std::string(field)};
        } else {
            value_type value{};
            if (!values_.read(field, value)) return outcome::malformed;
            to = value;
        }
        return outcome::good;
    }

    template <class Push, class Bad>
    std::int64_t decode_one_line(std::string_view& block, std::int64_t line, Push& push, Bad& bad) {
        std::size_t const end = std::min(block.find_first_of("\r\n"), block.size());
        decode_line(block.substr(0, end), line, push, bad);
        bool const two = block.substr(end).starts_with("\r\n");
        block.remove_prefix(std::min(end + (two ? 2 : 1), block.size()));
        return line + 1;
    }

    template <class Push, class Bad>
    [[gnu::noinline]] void decode_line(std::string_view text, std::int64_t line, Push& push, Bad& bad) {
        bool const blank = std::all_of(text.begin(), text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) <= ' '; });
        if (blank || is_comment(text)) return;
        if constexpr (Needed.empty()) {
            if (!header_due_) return push(row{});
        }
        decode_record(text, line, push, bad);
    }

    [[nodiscard]] bool is_comment(std::string_view text) const {
        return !options_.comment.empty() && text.starts_with(options_.comment[0]);
    }

    template <class Push, class Bad>
    void decode_file(std::string_view text, std::int64_t line, Push& push, Bad& bad) {
        splitter_.end_records_at(options_.line_sep.empty() ? line_end_of(text) : options_.line_sep);
        while (!text.empty()) {
            std::size_t taken = splitter_.line_end_at(text, 0);
            if (taken == 0) {
                if (is_comment(text)) {
                    while (taken < text.size() && splitter_.line_end_at(text, taken) == 0) ++taken;
                } else {
                    taken = decode_record(text, line, push, bad);
                }
                for (std::size_t at = 0; at < taken; ++at)
                    line +=
                        text[at] == '\n' || (text[at] == '\r' && text.compare(at, 2, "\r\n") != 0) ? 1 : 0;
                std::size_t const line_end = splitter_.line_end_at(text, taken);
                if (line_end != 0) ++line;
                taken += line_end;
            } else {
                ++line;
            }
            text.remove_prefix(taken);
        }
    }

    // The first line end in the file is that of all records.
    static std::string_view line_end_of(std::string_view text) {
        std::size_t const at = text.find_first_of("\r\n");
        if (at == std::string_view::npos || text[at] == '\n') return "\n";
        return text.substr(at).starts_with("\r\n") ? "\r\n" : "\r";
    }

    /// Decodes the record at the beginning of `text`; gives its length.
    template <class Push, class Bad>
    std::size_t decode_record(std::string_view text, std::int64_t line, Push& push, Bad& bad) {
        std::vector<csv_field> const& fields = split(text, line);
        text = text.substr(0, splitter_.taken());
        if (header_due_) {
            header_due_ = false;
            if (!options_.enforce_schema) check_header(fields, line);
            return text.size();
        }
        row r{};
        std::size_t bad_column = not_found;
        outcome worst = outcome::good;
        bool lacks = false; // a column that cannot be null
        repaired_.clear();
        if constexpr (!Needed.empty()) {
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                auto const take = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
                    outcome const found = read_or_judge<J>(fields, r);
                    if (found == outcome::good) return;
                    if (Needed.has(J) && !is_nullable<column_type<S, J>>) lacks = true;
                    if (bad_column == not_found) {
                        bad_column = J;
                        worst = found;
                    }
                };
                (take(std::integral_constant<std::size_t, I>{}), ...);
            }(all_columns{});
        }
        bool const wrong_count = judges_count_ && !Needed.empty() && fields.size() != fields_;
        if (bad_column == not_found && !wrong_count) {
            push(std::as_const(r));
        } else {
            refuse(text, line, wrong_count, bad_column, worst, lacks, r, push, bad);
        }
        return text.size();
    }

    std::vector<csv_field> const& split(std::string_view text, std::int64_t line) {
        try {
            return splitter_.split(text);
        } catch (data_error& e) {
            if (!file_.empty()) e.with_context("file", file_);
            e.with_context("line", line);
            throw;
        }
    }

    template <std::size_t I>
    outcome read_or_judge(std::vector<csv_field> const& fields, row& r) {
        using type = column_type<S, I>;
        if (I == corrupt_) return outcome::good;
        std::size_t const at = I - (corrupt_ < I ? 1 : 0);
        csv_field const missing{options_.null_value, false};
        csv_field field = at < fields.size() ? fields[at] : missing;
        if constexpr (Needed.has(I)) {
            if (at >= fields.size()) return is_nullable<type> ? outcome::good : outcome::null;
            if constexpr (std::same_as<value_type_of<type>, std::string>
                          || std::same_as<value_type_of<type>, binary>) {
                field.text = repair(field.text);
            }
            return read_field<I>(field.text, field.empty_quotes, element<I>(r.values));
        } else if constexpr (!layout::may_need_only_corrupt()) {
            return outcome::good;
        } else {
            if (!judges_all_ || at >= fields.size()) return outcome::good;
            decoded<type> ignored{};
            return read_field<I>(field.text, field.empty_quotes, ignored);
        }
    }

    /// The field with U+FFFD for what is not UTF-8; it stays valid until the next record.
    std::string_view repair(std::string_view field) {
        if (is_utf8(field)) return field;
        if (repaired_.empty()) { // what is repaired is no longer than the record, once as fields and once as
                                 // a whole
            repaired_.reserve(6 * splitter_.taken() + 1);
        }
        std::size_t const begin = repaired_.size();
        append_repaired(repaired_, field);
        return std::string_view(repaired_).substr(begin);
    }

    template <class Push, class Bad>
    [[gnu::noinline]] void refuse(std::string_view text, std::int64_t line, bool wrong_count,
                                  std::size_t column, outcome why, bool lacks, row& r, Push& push, Bad& bad) {
        reason_.clear();
        std::string_view name;
        if (wrong_count) {
            reason_.append("expected ")
                .append(std::to_string(fields_))
                .append(fields_ == 1 ? " field, got " : " fields, got ");
            reason_.append(std::to_string(splitter_.count()));
        } else {
            name = schema_of<S>::names[column];
            if (why == outcome::null) {
                reason_.append("no value for a column that cannot be null");
            } else {
                describe_malformed(column);
            }
        }
        bad_record const record{text, file_, line, name, reason_};
        bad(record);
        if (options_.mode == parse_mode::fail_fast) throw_malformed_record(record);
        if (options_.mode == parse_mode::drop_malformed || lacks) return;
        set_corrupt(text, r);
        push(std::as_const(r));
    }

    void describe_malformed(std::size_t column) {
        constexpr std::size_t shown = 60;
        std::size_t const at = column - (corrupt_ < column ? 1 : 0);
        std::string_view const field = splitter_.field(at);
        reason_.append("\"")
            .append(field.substr(0, shown))
            .append(field.size() > shown ? "...\" is no " : "\" is no ");
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((column == I ? void(reason_.append(type_name<column_type<S, I>>().view())) : void()), ...);
        }(all_columns{});
    }

    void set_corrupt(std::string_view text, row& r) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            auto const set = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
                if constexpr (Needed.has(J) && string_column<value_type_of<column_type<S, J>>>) {
                    if (J == corrupt_) element<J>(r.values) = repair(text);
                }
            };
            (set(std::integral_constant<std::size_t, I>{}), ...);
        }(all_columns{});
    }

    void check_header(std::vector<csv_field> const& fields, std::int64_t line) const {
        std::string const problem = csv_header_problem(fields, schema_of<S>::names, corrupt_);
        if (problem.empty()) return;
        data_error e("FAILED_READ_FILE.NO_HINT", problem + "; set enforce_schema = true to read by position");
        if (!file_.empty()) e.with_context("file", file_);
        e.with_context("line", line);
        throw e;
    }

    csv_options options_;
    csv_splitter splitter_;
    csv_values values_;
    csv_marks marks_;
    std::size_t corrupt_;    // the column that gets the text of bad records, or not_found
    std::size_t fields_ = 0; // of a good record
    encoding encoding_;
    bool judges_all_ = false;   // columns that are not needed, since only the text of bad records is
    bool judges_count_ = false; // the number of fields
    bool plain_ = false;
    bool header_due_ = false;
    std::string_view file_;
    std::string recoded_;
    std::string repaired_;
    std::string reason_;
};

} // namespace weir::detail
