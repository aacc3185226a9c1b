// SPDX-License-Identifier: BSL-1.0
// The fast way through a CSV file: lines that are records of the usual shape.
#pragma once

#include <weir/format/csv_columns.hpp>
#include <weir/format/csv_layout.hpp>
#include <weir/format/csv_marks.hpp>
#include <weir/format/padded_number.hpp>
#include <weir/format/utf8.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace weir::detail {

/// Reads records that are lines without quotes, with the number of fields that the schema has, all of them
/// good.
///
/// Cost    one pass over the bytes of a line, then the conversions; no copies, no allocation.
template <class S, column_set Needed>
class csv_usual_reader {
    using layout = csv_layout<S, Needed>;
    using all_columns = typename layout::all_columns;
    using row = decoded_row<S, Needed>;
    static constexpr std::size_t fields = layout::usual_fields;
    using marks = csv_marks<fields>;

public:
    /// `comment` is the character with which comments begin, a space if there are none.
    csv_usual_reader(csv_specials specials, char comment) : specials_(specials), comment_(comment) {}

    /// Reads lines from the beginning of `block` up to the first of another shape; gives how many bytes they
    /// took.
    template <class Push>
    std::size_t read(csv_columns<S> const& columns, std::string_view block, std::int64_t& line,
                     Push& push) const {
        if constexpr (fields == 0) return 0;
        csv_specials const specials = specials_;
        char const comment = comment_;
        char const* const text = block.data();
        std::size_t const size = block.size();
        std::size_t begin = 0;
        marks m;
        while (begin < size) {
            char const* const at = text + begin;
            std::uint64_t top = 0;
            bool const usual = find_marks<fields, layout::needs_text()>(at, size - begin, specials, m, top);
            // A line that begins so may be blank or a comment; without comments that is a line of spaces.
            if (!usual || static_cast<unsigned char>(*at) <= ' ' || *at == comment) [[unlikely]]
                break;
            row r{};
            if (!read_row(columns, at, m, top == 0, r, all_columns{})) [[unlikely]]
                break;
            push(std::as_const(r));
            ++line;
            begin += m[fields - 1] + std::size_t{1};
            if (text[begin - 1] == '\r' && begin < size && text[begin] == '\n') ++begin;
        }
        return begin;
    }

private:
    template <std::size_t... I>
    [[gnu::always_inline]] static bool read_row(csv_columns<S> const& columns, char const* text,
                                                marks const& m, bool ascii, row& r,
                                                std::index_sequence<I...>) {
        return (read_column<I>(columns, text, m, ascii, r) && ...);
    }

    template <std::size_t I>
    [[gnu::always_inline]] static bool read_column(csv_columns<S> const& columns, char const* text,
                                                   marks const& m, bool ascii, row& r) {
        if constexpr (!Needed.has(I) || I >= fields) { // the text of a good record is null
            return true;
        } else {
            using value_type = value_type_of<column_type<S, I>>;
            std::size_t const from = I == 0 ? 0 : m[I == 0 ? 0 : I - 1] + std::size_t{1};
            std::string_view const field(text + from, m[I] - from);
            if constexpr (std::same_as<value_type, std::string> || std::same_as<value_type, binary>) {
                if (!ascii && !is_utf8(field)) return false;
                return columns.template read<I>(field, false, element<I>(r.values)) == csv_outcome::good;
            } else if constexpr (integral_column<value_type> || floating_column<value_type>) {
                value_type value{};
                if (!read_padded(field, value)) [[unlikely]]
                    return read_other<I>(columns, field, r);
                element<I>(r.values) = value;
                return true;
            } else {
                return columns.template read<I>(field, false, element<I>(r.values)) == csv_outcome::good;
            }
        }
    }

    template <std::size_t I>
    [[gnu::noinline]] static bool read_other(csv_columns<S> const& columns, std::string_view field, row& r) {
        return columns.template read<I>(field, false, element<I>(r.values)) == csv_outcome::good;
    }

    template <integral_column T>
    [[gnu::always_inline]] static bool read_padded(std::string_view field, T& value) {
        return read_padded_integer(field, value);
    }
    template <floating_column T>
    [[gnu::always_inline]] static bool read_padded(std::string_view field, T& value) {
        return read_padded_number(field, value);
    }

    csv_specials specials_;
    char comment_;
};

} // namespace weir::detail
