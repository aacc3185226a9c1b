// SPDX-License-Identifier: BSL-1.0
// Evaluates an expression over a row that is a plain struct, for tests of expressions.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/expression.hpp>
#include <weir/schema/flight.hpp>
#include <weir/schema/row.hpp>
#include <weir/schema/value_text.hpp>

#include <string>

namespace test {

struct no_columns {
    int unused = 0;
};

/// The value of an expression in its owned form.
template <class E, class Row = no_columns>
auto value_of(E const& e, Row const& row = {}) {
    static_assert(!E::template check<Row>().failed());
    return weir::detail::own<typename E::template result<Row>>(
        e.template eval<Row>(weir::detail::struct_ref<Row>{&row}));
}

/// The condition of the error that an expression ends with, or `none`.
template <class E, class Row = no_columns>
std::string error_of(E const& e, Row const& row = {}) {
    try {
        (void)value_of(e, row);
    } catch (weir::error const& error) {
        return error.condition();
    }
    return "none";
}

/// The type and the value of an expression as Spark names and prints them: `array<int> [1, NULL]`.
template <class E, class Row = no_columns>
std::string shown(E const& e, Row const& row = {}) {
    constexpr auto type = weir::type_name<typename E::template result<Row>>();
    std::string out(type.view());
    out.push_back(' ');
    weir::append_value<weir::text_form::cell>(out, value_of(e, row));
    return out;
}

/// The text of an expression, which is the name of its column.
template <class E>
std::string name_of(E const&) {
    return std::string(weir::detail::output_name<E>::value.view());
}

} // namespace test
