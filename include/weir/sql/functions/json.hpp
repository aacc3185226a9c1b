// SPDX-License-Identifier: BSL-1.0
// The functions of JSON texts by their names in SQL.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/json.hpp>
#include <weir/expr/maps.hpp>
#include <weir/sql/functions/collections.hpp>
#include <weir/sql/registry.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_json_names =
    "from_json to_json get_json_object json_array_length json_object_keys schema_of_json json_tuple";

template <>
inline constexpr auto sql_function<"get_json_object"> =
    [](auto const&... a) -> decltype(weir::get_json_object(a...)) { return weir::get_json_object(a...); };
template <>
inline constexpr auto sql_function<"json_array_length"> =
    [](auto const&... a) -> decltype(weir::json_array_length(a...)) { return weir::json_array_length(a...); };
template <>
inline constexpr auto sql_function<"json_object_keys"> =
    [](auto const&... a) -> decltype(weir::json_object_keys(a...)) { return weir::json_object_keys(a...); };
template <>
inline constexpr auto sql_function<"schema_of_json"> =
    [](auto const&... a) -> decltype(weir::schema_of_json(a...)) { return weir::schema_of_json(a...); };
template <>
inline constexpr auto sql_function<"json_tuple"> =
    [](auto const&... a) -> decltype(weir::json_tuple(a...)) { return weir::json_tuple(a...); };

/// Sets an option by the name that Spark gives it, in any case; what is not known is ignored, as there.
inline void set_json_option(json_options& o, std::string_view name, std::string_view value) {
    bool const on = equal_ignoring_case(value, "true");
    auto const is = [&](std::string_view option) { return equal_ignoring_case(name, option); };
    if (is("mode")) {
        o.mode = equal_ignoring_case(value, "failfast")        ? fail_fast
                 : equal_ignoring_case(value, "dropmalformed") ? drop_malformed
                                                               : permissive;
    } else if (is("columnNameOfCorruptRecord")) {
        o.column_name_of_corrupt_record = value;
    } else if (is("dateFormat")) {
        o.date_format = value;
    } else if (is("timestampFormat")) {
        o.timestamp_format = value;
    } else if (is("allowComments")) {
        o.allow_comments = on;
    } else if (is("allowUnquotedFieldNames")) {
        o.allow_unquoted_field_names = on;
    } else if (is("allowSingleQuotes")) {
        o.allow_single_quotes = on;
    } else if (is("allowNumericLeadingZeros")) {
        o.allow_numeric_leading_zeros = on;
    } else if (is("allowBackslashEscapingAnyCharacter")) {
        o.allow_backslash_escaping_any_character = on;
    } else if (is("allowUnquotedControlChars")) {
        o.allow_unquoted_control_chars = on;
    } else if (is("allowNonNumericNumbers")) {
        o.allow_non_numeric_numbers = on;
    }
}
inline void set_json_option(json_text_options& o, std::string_view name, std::string_view value) {
    auto const is = [&](std::string_view option) { return equal_ignoring_case(name, option); };
    if (is("ignoreNullFields")) {
        o.ignore_null_fields = equal_ignoring_case(value, "true");
    } else if (is("dateFormat")) {
        o.date_format = value;
    } else if (is("timestampFormat")) {
        o.timestamp_format = value;
    } else if (is("timestampNTZFormat")) {
        o.timestamp_ntz_format = value;
    }
}

template <class Options>
void set_json_options(Options&) {}
template <class Options, fixed_string Name, fixed_string Value, class... Rest>
void set_json_options(Options& o, constant_text<Name> const&, constant_text<Value> const&,
                      Rest const&... rest) {
    set_json_option(o, Name.view(), Value.view());
    set_json_options(o, rest...);
}

/// The options in `map('mode', 'FAILFAST')`, whose keys and values are literal texts.
template <class Options, class... Texts>
Options read_json_options(function<map_function, Texts...> const& map) {
    Options o;
    unpack([&](auto const&... texts) { set_json_options(o, texts...); }, map.arguments);
    return o;
}

template <fixed_string Ddl>
inline constexpr bool is_schema_text =
    !parsed_ddl<ddl_as_type<Ddl>>.error.failed() || !parsed_ddl<Ddl>.error.failed();

/// from_json(text, 'a int, b string'[, map(…)]): the schema and the options are literals.
struct sql_from_json {
    template <class E, fixed_string Ddl>
        requires is_schema_text<Ddl>
    auto operator()(E const& e, constant_text<Ddl> const&) const {
        return weir::from_json<Ddl>(e);
    }
    template <class E, fixed_string Ddl, class... Texts>
        requires(is_schema_text<Ddl> && (is_constant_text<Texts> && ...))
    auto operator()(E const& e, constant_text<Ddl> const&,
                    function<map_function, Texts...> const& options) const {
        return weir::from_json<Ddl>(e, read_json_options<json_options>(options));
    }
};
template <>
inline constexpr auto sql_function<"from_json"> = sql_from_json{};

struct sql_to_json {
    template <class E>
    constexpr auto operator()(E const& e) const {
        return weir::to_json(e);
    }
    template <class E, class... Texts>
        requires(is_constant_text<Texts> && ...)
    auto operator()(E const& e, function<map_function, Texts...> const& options) const {
        return weir::to_json(e, read_json_options<json_text_options>(options));
    }
};
template <>
inline constexpr auto sql_function<"to_json"> = sql_to_json{};

} // namespace weir::detail
