// SPDX-License-Identifier: BSL-1.0
// Reads text files: a row a line, or a row a file.
#pragma once

#include <weir/format/decoded_row.hpp>
#include <weir/format/text_options.hpp>
#include <weir/schema/schema.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir {

/// A line of a text file: the schema of `text_files`.
struct text_line {
    std::string value;
};

namespace detail {

/// Says why `S` cannot be read from text files; empty when it can.
template <class S>
constexpr verdict check_text_schema() {
    if constexpr (schema_of<S>::size != 1) {
        return fault("text files have one column, the row type has ",
                     static_cast<std::int64_t>(schema_of<S>::size), "; use a struct with one std::string");
    } else if constexpr (!string_column<value_type_of<column_type<S, 0>>>) {
        return fault("text files have a string column, \"", schema_of<S>::names[0], "\" is ",
                     type_name<column_type<S, 0>>().view(), "; use a struct with one std::string");
    } else {
        return {};
    }
}

/// The decoder of text files.
///
/// Rows    out {one string}: empty lines are rows, bytes are kept though they are not UTF-8.
/// Cost    no copies.
template <class S, column_set Needed>
class text_decoder {
public:
    explicit text_decoder(text_options const& options) : whole_(options.whole_text) {}

    [[nodiscard]] bool whole_files() const { return whole_; }
    void begin_file(std::string_view /*path*/) {}

    template <class Push, class Bad>
    void decode(std::string_view text, std::int64_t /*line*/, Push&& push, Bad&& /*bad*/) {
        if constexpr (Needed.has(0)) {
            using value = decoded<column_type<S, 0>>;
            push(flight_row<value>{value_tuple<value>(value(text))});
        } else {
            push(decoded_row<S, Needed>{});
        }
    }

private:
    bool whole_;
};

} // namespace detail
} // namespace weir
