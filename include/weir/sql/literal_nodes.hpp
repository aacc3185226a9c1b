// SPDX-License-Identifier: BSL-1.0
// From literals and names of types in a SQL text to nodes and types.
#pragma once

#include <weir/expr/literal.hpp>
#include <weir/expr/time_literal.hpp>
#include <weir/schema/ddl.hpp>
#include <weir/sql/literals.hpp>
#include <weir/sql/node.hpp>
#include <weir/sql/number.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

namespace weir::detail {

template <class Q, std::size_t I>
constexpr auto bind_sql_number() {
    constexpr sql_number n = read_sql_number(sql_source<Q, I>);
    constexpr auto whole = [] {
        auto const v = static_cast<std::int64_t>(static_cast<std::uint64_t>(n.digits));
        return n.negative ? static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(v)) : v;
    }();
    if constexpr (n.kind == sql_number_kind::int32) {
        return constant<static_cast<std::int32_t>(whole)>{};
    } else if constexpr (n.kind == sql_number_kind::int64) {
        return whole_literal<std::int64_t, whole>{};
    } else if constexpr (n.kind == sql_number_kind::int16) {
        return whole_literal<std::int16_t, static_cast<std::int16_t>(whole)>{};
    } else if constexpr (n.kind == sql_number_kind::int8) {
        return whole_literal<std::int8_t, static_cast<std::int8_t>(whole)>{};
    } else if constexpr (n.kind == sql_number_kind::decimal) {
        return decimal_literal<n.precision, n.scale, with_sign(n.digits, n.negative)>{};
    } else if constexpr (n.kind == sql_number_kind::too_large) {
        return sql_fault<bad_sql_literal<Q, I, "number out of range", "give it another suffix">>{};
    } else {
        constexpr sql_number shorter = shortest_sql_number < n.kind == sql_number_kind::float32 > (n);
        if constexpr (sql_double(shorter.digits, shorter.exponent) > std::numeric_limits<double>::max()) {
            return sql_fault<bad_sql_literal<Q, I, "number out of range", "a double ends at 1.8E308">>{};
        } else {
            using type = std::conditional_t<n.kind == sql_number_kind::float32, float, double>;
            return floating_literal<type, n.negative, static_cast<std::uint64_t>(shorter.digits),
                                    shorter.exponent>{};
        }
    }
}

template <class Q, std::size_t I>
inline constexpr auto sql_string = made_text<[](auto&& out) {
    if (sql_node_at<Q, I>.op == sql_op::all) { // a bare word
        for (char const c : sql_source<Q, I>) out(c);
    } else {
        unquote_sql(sql_source<Q, I>, out);
    }
}>();

constexpr int sql_hex_value(char c) {
    c = ascii_lower(c);
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

constexpr bool is_sql_hex(std::string_view text) {
    for (char const c : text) {
        if (sql_hex_value(c) < 0) return false;
    }
    return true;
}

template <class Q, std::size_t I>
constexpr auto bind_sql_typed() {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    if constexpr (op == sql_op::date) {
        constexpr auto value = parse_date(sql_string<Q, I>.view());
        if constexpr (value.has_value()) {
            return time_literal<date, days(*value)>{};
        } else {
            return sql_fault<bad_sql_literal<Q, I, "no date", "write it like date'2024-01-31'">>{};
        }
    } else if constexpr (op == sql_op::timestamp) {
        constexpr auto value = parse_timestamp(sql_string<Q, I>.view());
        if constexpr (value.has_value()) {
            return time_literal<timestamp, micros(*value)>{};
        } else {
            return sql_fault<
                bad_sql_literal<Q, I, "no timestamp", "write it like timestamp'2024-01-31 12:00:00'">>{};
        }
    } else if constexpr (op == sql_op::timestamp_ntz) {
        constexpr auto value = parse_timestamp_ntz(sql_string<Q, I>.view());
        if constexpr (value.has_value()) {
            return time_literal<timestamp_ntz, micros(*value)>{};
        } else {
            return sql_fault<
                bad_sql_literal<Q, I, "no timestamp", "write it like timestamp_ntz'2024-01-31 12:00:00'">>{};
        }
    } else {
        if constexpr (is_sql_hex(sql_string<Q, I>.view())) {
            constexpr auto bytes = made_text<[](auto&& out) {
                std::string_view const digits = sql_string<Q, I>.view();
                bool const odd = digits.size() % 2 != 0;
                for (std::size_t i = 0; i < digits.size();) {
                    int const high = odd && i == 0 ? 0 : sql_hex_value(digits[i++]);
                    out(static_cast<char>(
                        static_cast<unsigned char>(high * 16 + sql_hex_value(digits[i++]))));
                }
            }>();
            return binary_literal<bytes>{};
        } else {
            return sql_fault<
                bad_sql_literal<Q, I, "no bytes", "write two hex digits a byte, like X'1FAB'">>{};
        }
    }
}

/// The text of an interval without its quotes: `'1' day` is `1 day`.
template <class Q, std::size_t I>
inline constexpr auto sql_interval_text = made_text<[](auto&& out) {
    sql_lexer lexer(sql_source<Q, I>);
    bool first = true;
    for (sql_token t = lexer.next(); t.kind != sql_token_kind::end; t = lexer.next()) {
        if (!first) out(' ');
        first = false;
        std::string_view const written = sql_source<Q, I>.substr(t.begin, t.size);
        if (t.kind == sql_token_kind::string) {
            unquote_sql(written, out);
        } else {
            for (char const c : written) out(c);
            if (t.kind == sql_token_kind::sign) first = true;
        }
    }
}>();

// Types.

template <class Q, std::size_t I>
struct bad_sql_type {
    static constexpr verdict get() {
        verdict v = fault("sql: no type \"", sql_source<Q, I>.substr(0, 60), '"');
        write_sql_place<Q, I>(
            v.message, "write one of int, bigint, double, decimal(10,2), string, date, timestamp, ...");
        return v;
    }
};

template <class Q, std::size_t I>
inline constexpr auto sql_type_ddl = made_text<[](auto&& out) {
    for (char const c : std::string_view("c ")) out(c);
    for (char const c : sql_source<Q, I>) out(c);
}>();

template <class Q, std::size_t I>
struct sql_type {
    static constexpr auto ddl = sql_type_ddl<Q, I>;
    static constexpr bool failed = parsed_ddl<sql_type_ddl<Q, I>>.error.failed();
    static constexpr auto find_type() {
        if constexpr (failed) {
            return type_identity<unknown_type>{};
        } else {
            using row_type = typename decltype(ddl_type<sql_type_ddl<Q, I>, 0>())::type;
            return type_identity<value_type_of<column_type<row_type, 0>>>{};
        }
    }
    using type = typename decltype(find_type())::type;
};

} // namespace weir::detail
