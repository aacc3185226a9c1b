// SPDX-License-Identifier: BSL-1.0
// From the tree of a SQL expression to the expression nodes that the C++ spelling gives.
#pragma once

#include <weir/expr/arithmetic.hpp>
#include <weir/expr/cast.hpp>
#include <weir/expr/choice.hpp>
#include <weir/expr/logic.hpp>
#include <weir/expr/time_literal.hpp>
#include <weir/expr/try_arithmetic.hpp>
#include <weir/plan/select.hpp>
#include <weir/schema/ddl.hpp>
#include <weir/sql/argument.hpp>
#include <weir/sql/coercion.hpp>
#include <weir/sql/functions.hpp>
#include <weir/sql/literals.hpp>
#include <weir/sql/parser.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace weir::detail {

// `Q` is a type that holds a text and its tree, `I` a node of the tree. These name a node in types: they are
// short, and the tree itself is never part of a symbol.

template <class Q, std::size_t I>
inline constexpr sql_node sql_node_at = Q::tree.nodes[I];
template <class Q, std::size_t I, std::size_t K>
inline constexpr std::size_t sql_child = Q::tree.child(I, K);
template <class Q, std::size_t I>
inline constexpr std::size_t sql_children = Q::tree.children(I);

template <class Q, std::size_t I>
inline constexpr std::string_view sql_source =
    Q::text.substr(sql_node_at<Q, I>.begin, sql_node_at<Q, I>.size);

template <class Q, std::size_t I>
inline constexpr auto sql_name = made_text<[](auto&& out) { unquote_sql_name(sql_source<Q, I>, out); }>();

/// A name in lower case, for words that are looked up without regard to case.
template <class Q, std::size_t I>
inline constexpr auto sql_lower_name =
    made_text<[](auto&& out) { unquote_sql_name(sql_source<Q, I>, [&](char c) { out(ascii_lower(c)); }); }>();

/// A mistake in a SQL text as an expression, so that it is found where the whole is checked. `Message` has
/// `get()`.
template <class Message>
struct sql_fault : expression_interface<sql_fault<Message>> {
    template <class S>
    using result = unknown_type;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return Message::get();
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) { out << '?'; }
};
template <class E>
inline constexpr bool is_sql_fault = false;
template <class Message>
inline constexpr bool is_sql_fault<sql_fault<Message>> = true;

/// The end of a message: the place of node `I`, and what to do.
template <class Q, std::size_t I>
constexpr void write_sql_place(text& out, std::string_view advice = {}) {
    write_sql_place(out, Q::text, sql_node_at<Q, I>.begin);
    if (!advice.empty()) out << "; " << advice;
}

/// `Qualified`: the first part of the name is that of a relation.
template <class Q, std::size_t I, class S, bool Qualified = false>
struct unknown_sql_column {
    static constexpr verdict get() {
        std::string_view const name = sql_name<Q, I>.view();
        std::string_view const own = Qualified ? name.substr(name.find('.') + 1) : name;
        resolution const found = resolve<S>(own);
        verdict v;
        if (found.ambiguous) {
            v = fault("sql: ambiguous column \"", name, '"');
            write_sql_place<Q, I>(v.message, "several columns have this name, write a table before it");
            return v;
        }
        bool const field = !found.missing.empty();
        v = fault(field ? "sql: no field \"" : "sql: no column \"", field ? found.missing : name, '"');
        write_sql_place<Q, I>(v.message);
        std::string_view const last = own.substr(own.find('.') < own.size() ? own.find('.') + 1 : 0);
        std::size_t near = nearest(own, schema_of<S>::names);
        if (near >= schema_of<S>::size) near = nearest(last, schema_of<S>::names);
        if (field && !found.near.empty()) {
            v.message << "; did you mean \"" << found.near << "\"?";
        } else if (!field && near < schema_of<S>::size) {
            v.message << "; did you mean \"" << schema_of<S>::names[near] << "\"?";
        } else if (schema_of<S>::size == 0) {
            v.message << "; there is no table to take it from";
        } else {
            v.message << "; the columns are ";
            write_schema<S>(v.message, 0, 90);
        }
        return v;
    }
};

template <class Q, std::size_t I>
struct unknown_sql_function_name {
    static constexpr verdict get() {
        constexpr auto name = sql_lower_name<Q, I>;
        verdict v = fault("sql: no function \"", sql_source<Q, I>, '"');
        write_sql_place<Q, I>(v.message);
        std::string_view const near = nearest_sql_function(name.view());
        if (near.empty()) {
            v.message << "; see the reference for its functions";
        } else {
            v.message << "; did you mean \"" << near << "\"?";
        }
        return v;
    }
};

template <class Q, std::size_t I, std::size_t Count>
struct wrong_sql_arguments {
    static constexpr verdict get() {
        verdict v = fault("sql: no function \"", sql_source<Q, I>, "\" of ", Count,
                          Count == 1 ? " argument" : " arguments");
        write_sql_place<Q, I>(v.message, "see the reference for its arguments");
        return v;
    }
};

template <class Q, std::size_t I, fixed_string What, fixed_string Advice>
struct bad_sql_literal {
    static constexpr verdict get() {
        verdict v = fault("sql: ", What.view(), " \"", sql_source<Q, I>.substr(0, 40), '"');
        write_sql_place<Q, I>(v.message, Advice.view());
        return v;
    }
};

// ---- names

/// Where names lead nowhere in particular: `weir::expr<"a + 1">()` before it meets a plan.
struct sql_free_scope {
    using schema = void;
    template <class Q, std::size_t I>
    static constexpr auto column() {
        return col_node<sql_name<Q, I>>{};
    }
    template <class Q, std::size_t I>
    static constexpr auto star() {
        return col_node<sql_star_name<Q, I>()>{};
    }
    template <class Q, std::size_t I>
    static consteval auto sql_star_name() {
        return made_text<[](auto&& out) {
            unquote_sql_name(sql_source<Q, I>, out);
            if (!sql_source<Q, I>.empty()) out('.');
            out('*');
        }>();
    }
};

/// The columns of a schema.
template <class S>
struct sql_schema_scope {
    using schema = S;
    template <class Q, std::size_t I>
    static constexpr auto column() {
        if constexpr (resolve<S>(sql_name<Q, I>.view()).found()) {
            return col_node<sql_name<Q, I>>{};
        } else {
            return sql_fault<unknown_sql_column<Q, I, S>>{};
        }
    }
    template <class Q, std::size_t I>
    static constexpr auto star() {
        return sql_free_scope::star<Q, I>();
    }
};

/// A scope with the variables of a lambda before its columns.
template <class Base, class LambdaQ, std::size_t Lambda, class... Variables>
struct sql_lambda_scope {
    using schema = typename Base::schema;

    static constexpr std::size_t find(std::string_view name) {
        std::string_view const head = name.substr(0, name.find('.'));
        std::size_t n = LambdaQ::tree.nodes[Lambda].first;
        for (std::size_t i = 0; i < sizeof...(Variables); ++i, n = LambdaQ::tree.nodes[n].next) {
            auto const& node = LambdaQ::tree.nodes[n];
            if (equal_ignoring_case(LambdaQ::text.substr(node.begin, node.size), head)) return i;
        }
        return not_found;
    }
    template <class Q, std::size_t I>
    static constexpr auto column() {
        constexpr std::size_t at = find(sql_name<Q, I>.view());
        if constexpr (at == not_found) {
            return Base::template column<Q, I>();
        } else {
            constexpr std::size_t dot = sql_name<Q, I>.view().find('.');
            using variable = type_at<at, Variables...>;
            if constexpr (dot == std::string_view::npos) {
                return variable{};
            } else {
                constexpr auto field =
                    fixed_string<sql_name<Q, I>.size() - dot - 1>(sql_name<Q, I>.view().substr(dot + 1));
                return sql_function<"get_field">(variable{}, constant_text<field>{});
            }
        }
    }
    template <class Q, std::size_t I>
    static constexpr auto star() {
        return Base::template star<Q, I>();
    }
};

/// What a scope says to a node that it leaves as it is.
struct no_sql_replacement {};

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql();

template <class Q, std::size_t I, class Scope>
using sql_bound = decltype(bind_sql<Q, I, Scope>());

/// A lambda of SQL as a callable from nodes to a node.
template <class Q, std::size_t I, class Scope>
struct sql_lambda {
    template <class... Variables>
        requires(sizeof...(Variables) + 1 == sql_children<Q, I>)
    constexpr auto operator()(Variables const&...) const {
        using inner = sql_lambda_scope<Scope, Q, I, Variables...>;
        return bind_sql<Q, sql_child<Q, I, sizeof...(Variables)>, inner>();
    }
};

// ---- literals

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
        constexpr sql_number shorter = shorten_sql_number(n);
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

// ---- types

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

// ---- operators

template <sql_op Op, class L, class R>
constexpr auto combine_sql(L const& l, R const& r) {
    if constexpr (Op == sql_op::plus) {
        return l + r;
    } else if constexpr (Op == sql_op::minus) {
        return l - r;
    } else if constexpr (Op == sql_op::times) {
        return l * r;
    } else if constexpr (Op == sql_op::divide) {
        return l / r;
    } else if constexpr (Op == sql_op::remainder) {
        return l % r;
    } else if constexpr (Op == sql_op::div) {
        return int_div(l, r);
    } else if constexpr (Op == sql_op::equal) {
        return l == r;
    } else if constexpr (Op == sql_op::not_equal) {
        return l != r;
    } else if constexpr (Op == sql_op::less) {
        return l < r;
    } else if constexpr (Op == sql_op::less_equal) {
        return l <= r;
    } else if constexpr (Op == sql_op::greater) {
        return l > r;
    } else if constexpr (Op == sql_op::greater_equal) {
        return l >= r;
    } else if constexpr (Op == sql_op::null_safe_equal) {
        return eq_null_safe(l, r);
    } else {
        return l;
    }
}

/// The function that stands for an operator which C++ has not, by its name in SQL.
constexpr std::string_view sql_operator_function(sql_op op) {
    switch (op) {
    case sql_op::concat:
        return "concat";
    case sql_op::bit_and:
        return "&";
    case sql_op::bit_or:
        return "|";
    case sql_op::bit_xor:
        return "^";
    case sql_op::tilde:
        return "~";
    case sql_op::shift_left:
        return "<<";
    case sql_op::shift_right:
        return ">>";
    case sql_op::shift_right_unsigned:
        return ">>>";
    default:
        return {};
    }
}

template <class First, class... Rest>
constexpr auto first_sql_fault(First const& first, Rest const&... rest) {
    if constexpr (is_sql_fault<First>) {
        return first;
    } else {
        return first_sql_fault(rest...);
    }
}

template <class Q, std::size_t I, fixed_string Name, class... Args>
constexpr auto call_sql(Args const&... args) {
    if constexpr (std::is_same_v<decltype(sql_function<Name>), unknown_sql_function const>) {
        return sql_fault<unknown_sql_function_name<Q, I>>{};
    } else if constexpr ((is_sql_fault<Args> || ...)) {
        return first_sql_fault(args...);
    } else if constexpr (requires { sql_function<Name>(args...); }) {
        return sql_function<Name>(args...);
    } else {
        return sql_fault<wrong_sql_arguments<Q, I, sizeof...(Args)>>{};
    }
}

template <sql_op Op, class Scope, class L, class R>
inline constexpr bool is_sql_time_operation =
    has_sql_time_operator<Op, sql_type_of<std::remove_const_t<L>, typename Scope::schema>,
                          sql_type_of<std::remove_const_t<R>, typename Scope::schema>>;

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_binary() {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    auto const left = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
    auto const right = bind_sql<Q, sql_child<Q, I, 1>, Scope>();
    constexpr std::string_view function = sql_operator_function(op);
    if constexpr (!function.empty()) {
        return call_sql<Q, I, fixed_string<function.size()>(function)>(left, right);
    } else if constexpr (is_sql_time_operation<op, Scope, decltype(left), decltype(right)>) {
        return sql_operate_on_times<op, typename Scope::schema>(left, right);
    } else {
        return sql_operate<op, typename Scope::schema>(
            left, right, [](auto const& l, auto const& r) { return combine_sql<op>(l, r); });
    }
}

// ---- predicates

template <bool Negated, class E>
constexpr auto negate_if(E const& e) {
    if constexpr (Negated) {
        return !e;
    } else {
        return e;
    }
}

template <class E>
inline constexpr bool is_sql_text = false;
template <fixed_string Text>
inline constexpr bool is_sql_text<constant_text<Text>> = true;

template <class Q, std::size_t I, bool IgnoreCase, bool Negated, class Value, class Pattern>
constexpr auto sql_like(Value const& value, Pattern const& pattern) {
    if constexpr (IgnoreCase) {
        return negate_if<Negated>(call_sql<Q, I, "ilike">(value, pattern));
    } else {
        return negate_if<Negated>(call_sql<Q, I, "like">(value, pattern));
    }
}

/// `like any` and `like all`: one node where the patterns are texts, else what they are short for.
template <class Q, std::size_t I, class Value, class... Patterns>
constexpr auto sql_like_several(Value const& value, Patterns const&... patterns) {
    constexpr bool any = sql_node_at<Q, I>.op == sql_op::like_any;
    constexpr bool negated = (sql_node_at<Q, I>.flags & sql_negated) != 0;
    constexpr bool ignore_case = sql_node_at<Q, I>.flags >= 2;
    if constexpr ((is_sql_text<Patterns> && ...)) {
        return make_function<like_several_function<any, negated, ignore_case>>(as_sql_argument<'t'>(value),
                                                                               patterns...);
    } else if constexpr (any) {
        return (sql_like<Q, I, ignore_case, negated>(value, patterns) || ...);
    } else {
        return (sql_like<Q, I, ignore_case, negated>(value, patterns) && ...);
    }
}

template <class Q, std::size_t I, class Scope, std::size_t... K>
constexpr auto bind_sql_like(std::index_sequence<K...>) {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    constexpr bool negated = (sql_node_at<Q, I>.flags & sql_negated) != 0;
    auto const value = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
    if constexpr (op == sql_op::like_any || op == sql_op::like_all) {
        return sql_like_several<Q, I>(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...);
    } else if constexpr (op == sql_op::like) {
        return negate_if<negated>(
            call_sql<Q, I, "like">(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...));
    } else if constexpr (op == sql_op::ilike) {
        return negate_if<negated>(
            call_sql<Q, I, "ilike">(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...));
    } else {
        return negate_if<negated>(
            call_sql<Q, I, "rlike">(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...));
    }
}

template <class Q, std::size_t I, class Scope, std::size_t... K>
constexpr auto bind_sql_in(std::index_sequence<K...>) {
    auto const value = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
    return isin(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...);
}

/// `e IS TRUE` and its kind: never null.
template <bool Value, class E>
constexpr auto sql_is(E const& e) {
    return eq_null_safe(e, whole_literal<bool, Value>{});
}

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_is() {
    constexpr sql_node n = sql_node_at<Q, I>;
    constexpr bool negated = (n.flags & sql_negated) != 0;
    auto const e = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
    if constexpr (n.op == sql_op::is_null || n.op == sql_op::is_unknown) {
        if constexpr (negated) {
            return e.is_not_null();
        } else {
            return e.is_null();
        }
    } else if constexpr (n.op == sql_op::is_true || n.op == sql_op::is_false) {
        return negate_if<negated>(sql_is < n.op == sql_op::is_true > (e));
    } else {
        auto const other = bind_sql<Q, sql_child<Q, I, 1>, Scope>();
        return negate_if<!negated>(sql_operate<sql_op::null_safe_equal, typename Scope::schema>(
            e, other, [](auto const& l, auto const& r) { return eq_null_safe(l, r); }));
    }
}

// ---- case

template <class Q, std::size_t I, class Scope, std::size_t K>
constexpr auto bind_sql_condition() {
    using S = typename Scope::schema;
    constexpr std::size_t operand = sql_child<Q, I, 0>;
    if constexpr (sql_node_at<Q, operand>.kind == sql_kind::none) {
        return sql_condition<S>(bind_sql<Q, sql_child<Q, I, 2 * K + 1>, Scope>());
    } else {
        return sql_operate<sql_op::equal, S>(bind_sql<Q, operand, Scope>(),
                                             bind_sql<Q, sql_child<Q, I, 2 * K + 1>, Scope>(),
                                             [](auto const& l, auto const& r) { return l == r; });
    }
}

template <class Q, std::size_t I, class Scope, std::size_t K, class So>
constexpr auto bind_sql_branches(So const& so_far) {
    constexpr std::size_t branches = (sql_children<Q, I> - 2) / 2;
    if constexpr (K == branches) {
        constexpr std::size_t otherwise = sql_child<Q, I, 2 * branches + 1>;
        if constexpr (sql_node_at<Q, otherwise>.kind == sql_kind::none) {
            return so_far;
        } else {
            return so_far.otherwise(bind_sql<Q, otherwise, Scope>());
        }
    } else {
        return bind_sql_branches<Q, I, Scope, K + 1>(so_far.when(
            bind_sql_condition<Q, I, Scope, K>(), bind_sql<Q, sql_child<Q, I, 2 * K + 2>, Scope>()));
    }
}

// ---- calls

/// A call by a type's name, `int(x)`, is a cast that does not show.
template <class Q, std::size_t I>
inline constexpr bool is_sql_type_name = [] {
    for (std::string_view const name :
         {"boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal", "date",
          "timestamp", "timestamp_ntz", "timestamp_ltz", "binary", "string"}) {
        if (sql_lower_name<Q, I>.view() == name) return true;
    }
    return false;
}();

template <class Q, std::size_t I, class Scope, std::size_t K>
constexpr auto bind_sql_argument() {
    constexpr std::size_t child = sql_child<Q, I, K>;
    if constexpr (sql_node_at<Q, child>.kind == sql_kind::lambda) {
        return sql_lambda<Q, child, Scope>{};
    } else {
        return bind_sql<Q, child, Scope>();
    }
}

template <class Q, std::size_t I>
consteval auto sql_call_name() {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    if constexpr (op == sql_op::left) {
        return fixed_string("trim leading");
    } else if constexpr (op == sql_op::right) {
        return fixed_string("trim trailing");
    } else if constexpr (op == sql_op::full) {
        return fixed_string("trim both");
    } else if constexpr (op == sql_op::range) { // `substr(x from 2)`
        return fixed_string("substring");
    } else if constexpr (op == sql_op::all) {
        return fixed_string("locate");
    } else {
        return sql_lower_name<Q, I>;
    }
}

template <class Q, std::size_t I, class Scope, std::size_t... K>
constexpr auto bind_sql_call(std::index_sequence<K...>) {
    constexpr std::size_t count = sizeof...(K);
    constexpr auto name = sql_call_name<Q, I>();
    if constexpr (is_sql_type_name<Q, I> && count == 1) {
        using type = typename sql_type<Q, I>::type;
        return cast_implicitly<type>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
    } else {
        return call_sql<Q, I, name>(bind_sql_argument<Q, I, Scope, K>()...);
    }
}

template <class Q, std::size_t I, class E>
constexpr auto first_sql_fault_or(E const& e) {
    if constexpr (is_sql_fault<E>) {
        return e;
    } else {
        return sql_fault<
            bad_sql_literal<Q, I, "filter of no aggregate", "filter follows an aggregate function">>{};
    }
}

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_modified_call() {
    constexpr sql_node n = sql_node_at<Q, I>;
    constexpr std::size_t count = sql_children<Q, I> - 2;
    auto const plain = bind_sql_call<Q, I, Scope>(std::make_index_sequence<count>{});
    auto const distinct = [&] {
        if constexpr ((n.flags & sql_distinct) != 0 && requires { plain.distinct(); }) {
            return plain.distinct();
        } else {
            return plain;
        }
    }();
    constexpr std::size_t condition = sql_child<Q, I, count>;
    if constexpr (sql_node_at<Q, condition>.kind == sql_kind::none) {
        return distinct;
    } else {
        auto const filter = sql_condition<typename Scope::schema>(bind_sql<Q, condition, Scope>());
        if constexpr (is_sql_fault<std::remove_const_t<decltype(filter)>>) {
            return filter;
        } else if constexpr (requires { distinct.filter(filter); }) {
            return distinct.filter(filter);
        } else {
            return first_sql_fault_or<Q, I>(distinct);
        }
    }
}

// ---- every kind of node

template <class Q, std::size_t I, class E>
constexpr auto bind_sql_field(E const& e) {
    return call_sql<Q, I, "get_field">(e, constant_text<sql_name<Q, I>>{});
}
// A field of a column is the column's path.
template <class Q, std::size_t I, fixed_string Name>
constexpr auto bind_sql_field(col_node<Name> const&) {
    return col_node<made_text<[](auto&& out) {
        for (char const c : Name.view()) out(c);
        out('.');
        for (char const c : sql_name<Q, I>.view()) out(c);
    }>()>{};
}

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_node() {
    constexpr sql_node n = sql_node_at<Q, I>;
    using S = typename Scope::schema;
    if constexpr (n.kind == sql_kind::column) {
        return Scope::template column<Q, I>();
    } else if constexpr (n.kind == sql_kind::star) {
        return Scope::template star<Q, I>();
    } else if constexpr (n.kind == sql_kind::number) {
        return bind_sql_number<Q, I>();
    } else if constexpr (n.kind == sql_kind::string) {
        return constant_text<sql_string<Q, I>>{};
    } else if constexpr (n.kind == sql_kind::boolean) {
        return whole_literal<bool, n.op == sql_op::is_true>{};
    } else if constexpr (n.kind == sql_kind::null) {
        return literal<void_type>{};
    } else if constexpr (n.kind == sql_kind::typed) {
        return bind_sql_typed<Q, I>();
    } else if constexpr (n.kind == sql_kind::interval) {
        return interval_literal<sql_interval_text<Q, I>, true>{};
    } else if constexpr (n.kind == sql_kind::unary) {
        auto const e = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
        if constexpr (n.op == sql_op::tilde) {
            return call_sql<Q, I, "~">(e);
        } else {
            using type = sql_type_of<decltype(e), S>;
            using to = std::conditional_t<string_column<type> || std::same_as<type, void_type>, double, type>;
            if constexpr (n.op == sql_op::minus) {
                return -cast_where_other<to, type>(e);
            } else {
                return call_sql<Q, I, "positive">(cast_where_other<to, type>(e));
            }
        }
    } else if constexpr (n.kind == sql_kind::binary) {
        return bind_sql_binary<Q, I, Scope>();
    } else if constexpr (n.kind == sql_kind::logical) {
        auto const l = sql_condition<S>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
        auto const r = sql_condition<S>(bind_sql<Q, sql_child<Q, I, 1>, Scope>());
        if constexpr (n.op == sql_op::logical_and) {
            return l && r;
        } else {
            return l || r;
        }
    } else if constexpr (n.kind == sql_kind::logical_not) {
        return !sql_condition<S>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
    } else if constexpr (n.kind == sql_kind::between) {
        return negate_if < (n.flags & sql_negated)
               != 0 > (sql_between<S>(bind_sql<Q, sql_child<Q, I, 0>, Scope>(),
                                      bind_sql<Q, sql_child<Q, I, 1>, Scope>(),
                                      bind_sql<Q, sql_child<Q, I, 2>, Scope>()));
    } else if constexpr (n.kind == sql_kind::in) {
        return negate_if < (n.flags & sql_negated)
               != 0 > (bind_sql_in<Q, I, Scope>(std::make_index_sequence<sql_children<Q, I> - 1>{}));
    } else if constexpr (n.kind == sql_kind::like) {
        return bind_sql_like<Q, I, Scope>(std::make_index_sequence<sql_children<Q, I> - 1>{});
    } else if constexpr (n.kind == sql_kind::is) {
        return bind_sql_is<Q, I, Scope>();
    } else if constexpr (n.kind == sql_kind::case_when) {
        return bind_sql_branches<Q, I, Scope, 1>(
            when(bind_sql_condition<Q, I, Scope, 0>(), bind_sql<Q, sql_child<Q, I, 2>, Scope>()));
    } else if constexpr (n.kind == sql_kind::cast) {
        constexpr std::size_t to = sql_child<Q, I, 1>;
        if constexpr (sql_type<Q, to>::failed) {
            return sql_fault<bad_sql_type<Q, to>>{};
        } else if constexpr (n.op == sql_op::cast) {
            return weir::cast<typename sql_type<Q, to>::type>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
        } else {
            return try_cast<typename sql_type<Q, to>::type>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
        }
    } else if constexpr (n.kind == sql_kind::call) {
        return bind_sql_modified_call<Q, I, Scope>();
    } else if constexpr (n.kind == sql_kind::field) {
        return bind_sql_field<Q, I>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
    } else if constexpr (n.kind == sql_kind::item) {
        return call_sql<Q, I, "get_item">(bind_sql<Q, sql_child<Q, I, 0>, Scope>(),
                                          bind_sql<Q, sql_child<Q, I, 1>, Scope>());
    } else if constexpr (n.kind == sql_kind::list) {
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return call_sql<Q, I, "struct">(bind_sql<Q, sql_child<Q, I, K>, Scope>()...);
        }(std::make_index_sequence<sql_children<Q, I>>{});
    } else if constexpr (n.kind == sql_kind::subquery && requires { Scope::template subquery<Q, I>(); }) {
        return Scope::template subquery<Q, I>();
    } else if constexpr (n.kind == sql_kind::alias) {
        return bind_sql<Q, sql_child<Q, I, 0>, Scope>().template as<sql_name<Q, I>>();
    } else {
        return sql_fault<bad_sql_literal<Q, I, "no expression", "write a value">>{};
    }
}

/// The node of an expression in a scope. A scope over groups has another answer to some nodes: its keys and
/// aggregates.
template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql() {
    if constexpr (requires { Scope::template replacement<Q, I>(); }) {
        using replacement = decltype(Scope::template replacement<Q, I>());
        if constexpr (std::is_same_v<replacement, no_sql_replacement>) {
            return bind_sql_node<Q, I, Scope>();
        } else {
            return Scope::template replacement<Q, I>();
        }
    } else {
        return bind_sql_node<Q, I, Scope>();
    }
}

// ---- items of a select

/// The expression of an item, without its alias.
template <class Q, std::size_t I>
inline constexpr std::size_t sql_item_expression =
    sql_node_at<Q, I>.kind == sql_kind::alias || sql_node_at<Q, I>.kind == sql_kind::names
        ? sql_child<Q, I, 0>
        : I;

/// Which item has the alias `name`; 0 for none.
template <class Q, std::size_t List>
constexpr std::size_t find_sql_alias(std::string_view name) {
    for (std::size_t n = Q::tree.nodes[List].first; n != 0; n = Q::tree.nodes[n].next) {
        auto const& node = Q::tree.nodes[n];
        if (node.kind != sql_kind::alias) continue;
        std::string_view written = Q::text.substr(node.begin, node.size);
        if (written.starts_with('`')) written = written.substr(1, written.size() - 2);
        if (equal_ignoring_case(written, name)) return n;
    }
    return 0;
}

// ---- checks

template <class Q>
struct unreadable_sql {
    static constexpr verdict get() { return Q::tree.error; }
};

// Where in an expression the innermost mistake is that its nodes report; the place is added to their message.
template <class Q, std::size_t I, class Scope>
constexpr std::size_t find_sql_mistake() {
    std::size_t found = 0;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        [[maybe_unused]] constexpr auto inside =
            []<std::size_t C>(std::integral_constant<std::size_t, C>) -> std::size_t {
            constexpr sql_kind kind = sql_node_at<Q, C>.kind;
            if constexpr (kind == sql_kind::none || kind == sql_kind::type || kind == sql_kind::lambda
                          || kind >= sql_kind::query) {
                return 0;
            } else if constexpr (sql_bound<Q, C, Scope>::template check<typename Scope::schema>().failed()) {
                return find_sql_mistake<Q, C, Scope>();
            } else {
                return 0;
            }
        };
        (void)((found = inside(std::integral_constant<std::size_t, sql_child<Q, I, K>>{}), found != 0)
               || ...);
    }(std::make_index_sequence<sql_children<Q, I>>{});
    return found != 0 ? found : I;
}

template <class E, class S>
constexpr verdict check_sql_node() {
    if constexpr (is_star<E>) {
        return check_item<E, S>();
    } else {
        return E::template check<S>();
    }
}

/// The verdict on node `I` in a scope with a schema.
template <class Q, std::size_t I, class Scope>
constexpr verdict check_sql() {
    using S = typename Scope::schema;
    if constexpr (!check_sql_node<sql_bound<Q, I, Scope>, S>().failed()) {
        return {};
    } else {
        verdict const v = check_sql_node<sql_bound<Q, I, Scope>, S>();
        if (v.view().starts_with("sql: ")) return v;
        verdict placed = fault("sql: ", v.view());
        write_sql_place<Q, find_sql_mistake<Q, I, Scope>()>(placed.message);
        return placed;
    }
}

/// An expression text bound to a schema: its verdict and its node; nothing is raised.
template <fixed_string Text, class S>
struct sql_expression {
    using source = sql_item_text<Text>;
    using scope = sql_schema_scope<S>;

    static consteval auto bind() {
        if constexpr (source::tree.error.failed()) {
            return type_identity<sql_fault<unreadable_sql<source>>>{};
        } else {
            return type_identity<sql_bound<source, source::tree.root, scope>>{};
        }
    }
    /// The node of the expression: the type that the C++ spelling has.
    using type = typename decltype(bind())::type;

    static constexpr verdict check() {
        if constexpr (source::tree.error.failed()) {
            return source::tree.error;
        } else {
            return check_sql<source, source::tree.root, scope>();
        }
    }
    static constexpr auto make() {
        if constexpr (source::tree.error.failed()) {
            return type{};
        } else {
            return bind_sql<source, source::tree.root, scope>();
        }
    }
};

} // namespace weir::detail
