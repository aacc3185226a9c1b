// SPDX-License-Identifier: BSL-1.0
// JSON files as a source.
#pragma once

#include <weir/core/raise.hpp>
#include <weir/format/json.hpp>
#include <weir/format/json_options.hpp>
#include <weir/source/file_stream.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

/// Says why `T` cannot be read from JSON; empty when it can.
template <class T>
constexpr verdict check_json_type(std::string_view where) {
    if constexpr (is_nullable<T>) {
        return check_json_type<value_type_of<T>>(where);
    } else if constexpr (is_array<T>) {
        return check_json_type<typename T::value_type>(where);
    } else if constexpr (is_map<T>) {
        if constexpr (!std::same_as<typename T::key_type, std::string>) {
            return fault("map column \"", where, "\" has keys of type ",
                         type_name<typename T::key_type>().view(),
                         "; JSON has string keys only, use std::map<std::string, ...>");
        } else {
            return check_json_type<typename T::mapped_type>(where);
        }
    } else if constexpr (struct_column<T>) {
        verdict v;
        using schema = schema_of<T>;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (void)((v = check_json_type<list_at<I, typename schema::types>>(schema::names[I]), v.failed())
                   || ...);
        }(std::make_index_sequence<schema::size>{});
        return v;
    } else {
        return {};
    }
}

/// What `json_files` gives: where the files are and how to read them.
struct json_source {
    static constexpr std::string_view format = "json";
    std::string path;
    json_options options;

    template <class S, column_set Needed, bool Streaming>
    class reader : public file_stream<json_decoder<S, Needed>> {
    public:
        explicit reader(json_source const& source)
            : file_stream<json_decoder<S, Needed>>(source.path, source.options, Streaming) {
            constexpr auto check = [] { return check_json_type<S>("value"); };
            if constexpr (check().failed()) raise<check>();
        }
    };
};

} // namespace detail

/// The values of the JSON files in a folder, of one file, or of all that match a pattern: one a line.
///
/// Rows    an object is a row, an array of objects several; fields that the schema does not name are ignored.
/// Null    a missing field is null, in the mode permissive a bad one too.
/// Cost    see json_decoder; no allocation a row for columns that are no containers.
/// Errors  weir::io_error: no such folder, a file that cannot be read; weir::data_error: a line that is too
///         long, a bad record in the mode fail_fast; weir::query_error: options that make no sense.
/// Source  Spark's format("json").
/// Example `weir::read_stream<trade>(weir::json_files("data/trading_data", {.max_files_per_trigger = 10}))`
inline detail::json_source json_files(std::string path, json_options options = {}) {
    return {std::move(path), std::move(options)};
}

} // namespace weir
