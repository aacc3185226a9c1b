// SPDX-License-Identifier: BSL-1.0
// JSON texts in expressions: from_json, to_json, get_json_object and what else looks into them.
#pragma once

#include <weir/expr/arguments.hpp>
#include <weir/expr/collection.hpp>
#include <weir/format/json_infer.hpp>
#include <weir/format/json_options.hpp>
#include <weir/format/json_path.hpp>
#include <weir/format/json_value.hpp>
#include <weir/schema/ddl.hpp>
#include <weir/schema/json_text.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

/// The type that from_json gives for a type of a schema's text: its maps keep their order and double keys.
template <class T>
struct in_text_order {
    using type = T;
};
template <class T>
struct in_text_order<std::optional<T>> {
    using type = std::optional<typename in_text_order<T>::type>;
};
template <class T>
struct in_text_order<std::vector<T>> {
    using type = std::vector<typename in_text_order<T>::type>;
};
template <class K, class V>
struct in_text_order<std::map<K, V>> {
    using type = ordered_map<K, typename in_text_order<V>::type>;
};
template <fixed_string... Names, class... Ts>
struct in_text_order<row<columns<column<Names, Ts>...>>> {
    using type = row<columns<column<Names, typename in_text_order<Ts>::type>...>>;
};

template <fixed_string Ddl>
inline constexpr auto ddl_as_type = [] {
    fixed_string<Ddl.size() + 2> text;
    text.data[0] = 'x';
    text.data[1] = ' ';
    for (std::size_t i = 0; i < Ddl.size(); ++i) text.data[i + 2] = Ddl.data[i];
    return text;
}();

/// The type that a schema's text stands for: a type, `array<int>`, or else columns, `a int, b string`.
template <fixed_string Ddl>
constexpr auto find_text_type() {
    if constexpr (!parsed_ddl<ddl_as_type<Ddl>>.error.failed()
                  && parsed_ddl<ddl_as_type<Ddl>>.nodes[0].children == 1) {
        using row_type = typename decltype(ddl_type<ddl_as_type<Ddl>, 0>())::type;
        return type_identity<value_type_of<column_type<row_type, 0>>>{};
    } else {
        return checked_ddl_row<Ddl>();
    }
}
template <fixed_string Ddl>
using text_type = typename in_text_order<typename decltype(find_text_type<Ddl>())::type>::type;

template <class T>
constexpr bool has_json_keys() {
    if constexpr (is_nullable<T>) {
        return has_json_keys<value_type_of<T>>();
    } else if constexpr (is_map<T>) {
        return string_column<typename T::key_type> && has_json_keys<typename T::mapped_type>();
    } else if constexpr (is_array<T>) {
        return has_json_keys<typename T::value_type>();
    } else if constexpr (struct_column<T>) {
        return []<class... Ts>(type_list<Ts...>) {
            return (has_json_keys<Ts>() && ...);
        }(typename schema_of<T>::types{});
    } else {
        return true;
    }
}

template <class T>
constexpr verdict check_nested_json(std::string_view function) {
    if constexpr (!struct_column<T> && !is_array<T> && !is_map<T>) {
        return fault("cannot ", function, " a ", type_name<T>().view(),
                     "; it has to be a struct, an array or a map");
    } else {
        return {};
    }
}

/// from_json: what the reader needs for a text is used again for the next one.
template <class T, class E>
struct from_json_node : expression_interface<from_json_node<T, E>> {
    [[no_unique_address]] E inner;
    parse_mode mode;
    mutable json_value_reader<T>
        reader; // eval is const for all nodes; a query's nodes are used by one thread

    from_json_node(E e, json_options const& options)
        : inner(std::move(e)), mode(options.mode), reader(options) {
        reader.rewrite_text();
    }
    from_json_node(E e, parse_mode m, json_value_reader<T> const& r)
        : inner(std::move(e)), mode(m), reader(r) {}

    static constexpr bool is_aggregate = has_aggregate<E>();
    template <class S>
    using result = std::optional<T>;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        verdict const v = E::template check<S>();
        if (v.failed()) return v;
        if constexpr (any_unknown<result_of<E, S>> || is_void<result_of<E, S>>) {
            return check_nested_json<T>("read from_json");
        } else if constexpr (!has_json_keys<T>()) {
            return fault("map without string keys in from_json; JSON has no others");
        } else {
            return first_fault(check_nested_json<T>("read from_json"),
                               check_kinds<result_value<E, S>>("from_json", "t"));
        }
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) {
        out << "from_json(";
        E::write(out);
        out << ')';
    }
    template <class S, class Row>
    std::optional<T> eval(Row const& row) const {
        auto const& value = inner.template eval<S>(row);
        if (is_missing(value)) return std::nullopt;
        if constexpr (is_void<std::remove_cvref_t<decltype(value)>>) {
            return std::nullopt;
        } else {
            if (mode == parse_mode::permissive) return reader.permissive(unwrap(value));
            if (mode == parse_mode::drop_malformed) [[unlikely]]
                throw_mode();
            return reader.strict_or_nothing(unwrap(value));
        }
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    auto with_operands(Other other) const {
        return from_json_node<T, Other>(other, mode, reader);
    }

private:
    [[noreturn, gnu::cold, gnu::noinline]] static void throw_mode() {
        throw query_error("PARSE_MODE_UNSUPPORTED",
                          "from_json keeps one value for each row; use the mode permissive or fail_fast");
    }
};

// Spark names a map of from_json after its entries.
template <class T, class E>
    requires is_map<T>
struct output_name<from_json_node<T, E>> {
    static constexpr auto value = fixed_string("entries");
};

/// to_json; the options are held by the node.
template <class E>
struct to_json_node : expression_interface<to_json_node<E>> {
    [[no_unique_address]] E inner;
    json_text_options options;

    static constexpr bool is_aggregate = has_aggregate<E>();
    template <class S>
    using result = std::optional<std::string>;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        verdict const v = E::template check<S>();
        if (v.failed()) return v;
        if constexpr (any_unknown<result_of<E, S>> || is_void<result_of<E, S>>) {
            return {};
        } else {
            return check_nested_json<result_value<E, S>>("write to_json");
        }
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) {
        out << "to_json(";
        E::write(out);
        out << ')';
    }
    template <class S, class Row>
    std::optional<std::string> eval(Row const& row) const {
        auto const& value = inner.template eval<S>(row);
        std::optional<std::string> out;
        if (is_missing(value)) return out;
        append_json<value_type_of<std::remove_cvref_t<decltype(value)>>>(out.emplace(), unwrap(value),
                                                                         options);
        return out;
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return to_json_node<Other>{{}, other, options};
    }
};

struct get_json_object_function {
    static constexpr std::string_view name = "get_json_object";
    template <class T, class P>
    static constexpr verdict check() {
        return check_texts<T, P>(name);
    }
    template <class T, class P>
    using result = std::optional<std::string>;
    template <class R, class T, class P>
    static std::optional<std::string> apply(T const& json, P const& path) {
        if constexpr (is_void<T> || is_void<P>) {
            return std::nullopt;
        } else {
            return json_path_finder(json).find(path);
        }
    }
    template <class... Ts>
    static constexpr verdict check_texts(std::string_view function) {
        return check_kinds<std::conditional_t<is_void<Ts>, std::string, Ts>...>(function, "t");
    }
};

struct json_array_length_function {
    static constexpr std::string_view name = "json_array_length";
    template <class T>
    static constexpr verdict check() {
        return get_json_object_function::check_texts<T>(name);
    }
    template <class T>
    using result = std::optional<std::int32_t>;
    template <class R, class T>
    static std::optional<std::int32_t> apply(T const& json) {
        if constexpr (is_void<T>) {
            return std::nullopt;
        } else {
            return count_json_elements(json);
        }
    }
};

struct json_object_keys_function {
    static constexpr std::string_view name = "json_object_keys";
    template <class T>
    static constexpr verdict check() {
        return get_json_object_function::check_texts<T>(name);
    }
    template <class T>
    using result = std::optional<std::vector<std::string>>;
    template <class R, class T>
    static std::optional<R> apply(T const& json) {
        if constexpr (is_void<T>) {
            return std::nullopt;
        } else {
            R keys;
            bool const good = each_json_member(json, [&](std::string_view key, json_scanner& scanner) {
                keys.emplace_back(key);
                return scanner.skip_rest(scanner.next());
            });
            return good ? std::optional<R>(std::move(keys)) : std::nullopt;
        }
    }
};

struct schema_of_json_function {
    static constexpr std::string_view name = "schema_of_json";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "t");
    }
    template <class T>
    using result = std::string;
    template <class R, class T>
    static std::string apply(T const& json) {
        return schema_of_json_text(json);
    }
};

} // namespace detail

/// The value of a JSON text as a `T`, a struct, a row, an array or a map: `from_json<trade>("value"_c)`.
///
/// Null    null where the text is null or blank, and where a field that cannot be null is missing or bad. In
///         the mode permissive a bad field is null, and all fields are where the text is broken; the field
///         `_corrupt_record` then has the text.
/// Cost    no allocation beside the value's own once warm.
/// Errors  compile time: no text, a `T` that is none of these. Run time: in the mode fail_fast
///         MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION; PARSE_MODE_UNSUPPORTED for drop_malformed.
/// Source  Spark functions.from_json.
template <class T, class E>
    requires detail::operand<E>
auto from_json(E const& e, json_options const& options = {}) {
    return detail::from_json_node<T, detail::expression_for<E>>(detail::as_expression(e), options);
}
/// The same by a schema's text: `from_json<"a int, b array<string>">("value"_c)`. All can be null, and maps
/// keep the order of the text.
/// Errors  compile time: a text that is no schema, with the place.
template <fixed_string Ddl, class E>
    requires detail::operand<E>
auto from_json(E const& e, json_options const& options = {}) {
    return from_json<detail::text_type<Ddl>>(e, options);
}
/// A struct, an array or a map as a JSON text: `to_json(struct_("a"_c, "b"_c))`.
///
/// Null    null where the value is; null fields are left out unless the options say otherwise.
/// Cost    one new text.
/// Errors  compile time: a value of another type.
/// Source  Spark functions.to_json.
template <class E>
    requires detail::operand<E>
constexpr auto to_json(E const& e, json_text_options const& options = {}) {
    return detail::to_json_node<detail::expression_for<E>>{{}, detail::as_expression(e), options};
}
/// The text of the value at a path such as `$.a[0].b` or `$[*].a`; of a string without its quotes.
///
/// Null    null where there is nothing at the path, or a null, where the text is broken or the path is none.
/// Cost    one pass over the text, and a new text.
/// Errors  compile time: no text.
/// Source  Spark functions.get_json_object.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto get_json_object(E const& json, P const& path) {
    return detail::make_function<detail::get_json_object_function>(json, path);
}
/// How many elements a JSON array has; null for any other text.
/// Source  Spark functions.json_array_length.
template <class E>
    requires detail::operand<E>
constexpr auto json_array_length(E const& json) {
    return detail::make_function<detail::json_array_length_function>(json);
}
/// The names of the members of a JSON object; null for any other text.
/// Source  Spark json_object_keys.
template <class E>
    requires detail::operand<E>
constexpr auto json_object_keys(E const& json) {
    return detail::make_function<detail::json_object_keys_function>(json);
}
/// The schema of a JSON text as DDL: `STRUCT<a: BIGINT>`.
/// Errors  run time: MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION for a broken text.
/// Source  Spark functions.schema_of_json.
template <class E>
    requires detail::operand<E>
constexpr auto schema_of_json(E const& json) {
    return detail::make_function<detail::schema_of_json_function>(json);
}

} // namespace weir
