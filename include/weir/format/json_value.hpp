// SPDX-License-Identifier: BSL-1.0
// Reads one value of a C++ type from a JSON text, as from_json and memory_stream::add_json need it.
#pragma once

#include <weir/core/error.hpp>
#include <weir/format/json_options.hpp>
#include <weir/format/json_reader.hpp>
#include <weir/schema/schema.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weir {
namespace detail {

/// A struct all of whose fields can be null, so that there is a value even for a broken text.
template <class T>
constexpr bool can_be_all_null = false;
template <struct_column T>
constexpr bool can_be_all_null<T> = []<std::size_t... I>(std::index_sequence<I...>) {
    return (is_nullable<list_at<I, typename schema_of<T>::types>> && ...);
}(std::make_index_sequence<schema_of<T>::size>{});

/// Reads values of one type from many texts; what it needs for that is used again.
///
/// Rows    the first value of a text counts, what follows it is ignored.
/// Cost    no allocation beside the value's own once warm.
template <class T>
class json_value_reader {
public:
    explicit json_value_reader(json_options const& options = {})
        : reader_(json_grammar_of(options), json_formats_of(options)),
          corrupt_name_(options.column_name_of_corrupt_record) {}

    /// Text asked for where the value is no string is written anew, as from_json does, not kept as it is.
    json_value_reader& rewrite_text() {
        reader_.rewrite_text(true);
        return *this;
    }

    /// As from_json in its default mode: a bad field is null, and so is the whole where it cannot hold nulls.
    std::optional<T> permissive(std::string_view text) {
        reader_.start(text);
        if (!reader_.scanner().skip_space()) return std::nullopt;
        std::optional<T> value(std::in_place);
        json_outcome const outcome = read(*value);
        if (!has_value(outcome)) {
            if constexpr (can_be_all_null<T>) {
                *value = T{};
            } else {
                return std::nullopt;
            }
        }
        set_corrupt(*value, text, outcome != json_outcome::good);
        return value;
    }

    /// As from_json in the mode FAILFAST: a blank text is null, anything bad an error.
    std::optional<T> strict_or_nothing(std::string_view text) {
        reader_.start(text);
        return reader_.scanner().skip_space() ? std::optional<T>(strict(text)) : std::nullopt;
    }

    /// Errors  weir::data_error MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION when anything is bad.
    T strict(std::string_view text) {
        reader_.start(text);
        T value{};
        if (read(value) != json_outcome::good) throw_malformed(text);
        set_corrupt(value, text, false);
        return value;
    }

private:
    json_outcome read(T& out) {
        json_token const token = reader_.scanner().next();
        if constexpr (is_array<T>) { // an object alone is an array of one
            if constexpr (struct_column<value_type_of<typename T::value_type>>) {
                if (token == json_token::object) {
                    out.resize(1);
                    return reader_.read(token, out.front());
                }
            }
        }
        return reader_.read(token, out);
    }

    // The field for bad records is the text or null, whatever the text says.
    void set_corrupt(T& value, std::string_view text, bool bad) {
        if constexpr (struct_column<T>) {
            using schema = schema_of<T>;
            with_index<schema::size>(index_of<T>(corrupt_name_), [&]<std::size_t I>() {
                using type = list_at<I, typename schema::types>;
                if constexpr (string_column<value_type_of<type>>) {
                    schema::template get<I>(value) = bad ? type(std::string(text)) : type();
                }
            });
        }
    }

    [[noreturn, gnu::cold, gnu::noinline]] void throw_malformed(std::string_view text) {
        constexpr std::size_t shown = 200;
        std::string message = "malformed record: ";
        message.append(reader_.reason()).append(": ").append(text.substr(0, shown));
        if (text.size() > shown) message.append("...");
        throw data_error("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", message);
    }

    json_reader reader_;
    std::string corrupt_name_;
};

} // namespace detail

/// The value of a JSON text as a `T`: a struct, a row, an array, a map or a scalar.
///
/// Null    a field that is missing or null must be a std::optional.
/// Errors  weir::data_error for a text that is broken or a value that does not fit.
/// Example `weir::parse_json_value<trade>(R"({"dt": "2024-01-01 00:00:10", "amount": 3, "price": 1.5})")`
template <class T>
[[nodiscard]] T parse_json_value(std::string_view text, json_options const& options = {}) {
    return detail::json_value_reader<T>(options).strict(text);
}

/// The same, but what is bad is null: a field that can be, else the whole.
///
/// Source  Spark from_json in the mode PERMISSIVE; text of nested values is written anew as there.
template <class T>
[[nodiscard]] std::optional<T> try_parse_json_value(std::string_view text, json_options const& options = {}) {
    return detail::json_value_reader<T>(options).rewrite_text().permissive(text);
}

} // namespace weir
