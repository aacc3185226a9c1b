// SPDX-License-Identifier: BSL-1.0
// The decoder of CSV files: only the columns that the plan reads are converted.
#pragma once

#include <weir/core/error.hpp>
#include <weir/format/bad_record.hpp>
#include <weir/format/csv_columns.hpp>
#include <weir/format/csv_fields.hpp>
#include <weir/format/csv_layout.hpp>
#include <weir/format/csv_options.hpp>
#include <weir/format/csv_usual.hpp>
#include <weir/format/decoded_row.hpp>
#include <weir/format/lines.hpp>
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
///         position.
/// Null    an empty field and null_value are null. A record in which a column is null that cannot be null is
///         bad.
/// Cost    a record of the usual shape: see csv_usual_reader. Others are split first.
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
          columns_(options),
          usual_(specials(), options.comment.empty() ? ' ' : options.comment[0]),
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
                 && !columns_.values().has_special_numbers()
                 && !csv_values::looks_like_number(options.null_value) && !options.ignore_leading_white_space
                 && !options.ignore_trailing_white_space;
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
            if (!header_due_) block.remove_prefix(usual_.read(columns_, block, line, push));
            if (!block.empty()) line = decode_one_line(block, line, push, bad);
        }
        return line;
    }

private:
    [[nodiscard]] csv_specials specials() const {
        return {splitter_.separator()[0], splitter_.has_quote() ? splitter_.quote() : '\n'};
    }
    [[nodiscard]] bool needs_all_fields() const {
        for (std::size_t i = 0; i < width; ++i) {
            if (i != corrupt_ && !Needed.has(i)) return false;
        }
        return true;
    }

    template <class Push, class Bad>
    std::int64_t decode_one_line(std::string_view& block, std::int64_t line, Push& push, Bad& bad) {
        std::size_t const end = find_quote_or_end(block.data(), block.size(), {'\n', '\n'});
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
        csv_outcome worst = csv_outcome::good;
        bool lacks = false; // a column that cannot be null
        repaired_.clear();
        if constexpr (!Needed.empty()) {
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                auto const take = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
                    csv_outcome const found = read_or_judge<J>(fields, r);
                    if (found == csv_outcome::good) return;
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
    csv_outcome read_or_judge(std::vector<csv_field> const& fields, row& r) {
        using type = column_type<S, I>;
        if (I == corrupt_) return csv_outcome::good;
        std::size_t const at = I - (corrupt_ < I ? 1 : 0);
        csv_field const missing{options_.null_value, false};
        csv_field field = at < fields.size() ? fields[at] : missing;
        if constexpr (Needed.has(I)) {
            if (at >= fields.size()) return is_nullable<type> ? csv_outcome::good : csv_outcome::null;
            if constexpr (std::same_as<value_type_of<type>, std::string>
                          || std::same_as<value_type_of<type>, binary>) {
                field.text = repair(field.text);
            }
            return columns_.template read<I>(field.text, field.empty_quotes, element<I>(r.values));
        } else if constexpr (!layout::may_need_only_corrupt()) {
            return csv_outcome::good;
        } else {
            if (!judges_all_ || at >= fields.size()) return csv_outcome::good;
            decoded<type> ignored{};
            return columns_.template read<I>(field.text, field.empty_quotes, ignored);
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
                                  std::size_t column, csv_outcome why, bool lacks, row& r, Push& push,
                                  Bad& bad) {
        reason_.clear();
        std::string_view name;
        if (wrong_count) {
            reason_.append("expected ")
                .append(std::to_string(fields_))
                .append(fields_ == 1 ? " field, got " : " fields, got ");
            reason_.append(std::to_string(splitter_.count()));
        } else {
            name = schema_of<S>::names[column];
            if (why == csv_outcome::null) {
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
    csv_columns<S> columns_;
    csv_usual_reader<S, Needed> usual_;
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
