// SPDX-License-Identifier: BSL-1.0
// with_column, with_column_renamed and drop: the columns of the input, some of them edited. Each is a select.
#pragma once

#include <weir/plan/select.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

// With_column: the columns of the input, one replaced or added.

template <fixed_string Name, class E>
struct with_column_operator : operator_base {
    E value;

    constexpr explicit with_column_operator(E e) : value(std::move(e)) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return check_select<S, E>(); };
        constexpr std::size_t at = place_of<S>();
        auto const with = outputs<S, at>(std::make_index_sequence<schema_of<S>::size>{});
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_select(input, with);
        } else {
            return make_select(input, pick_generator(value), with);
        }
    }

private:
    // Which column is replaced: as everywhere, its name is found without regard to case.
    template <class S>
    static constexpr std::size_t place_of() {
        bool ambiguous = false;
        return match_column<S>(Name.view(), ambiguous);
    }
    template <class S>
    constexpr auto own_output() const {
        return item_outputs<S>(aliased<Name, E>{{}, value});
    }
    template <class S, std::size_t At, std::size_t... I>
    constexpr auto outputs(std::index_sequence<I...>) const {
        auto const one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (J == At) {
                return own_output<S>();
            } else {
                return all_columns<S>(std::index_sequence<J>{});
            }
        };
        if constexpr (At == not_found) {
            return join_tuples(one(std::integral_constant<std::size_t, I>{})..., own_output<S>());
        } else {
            return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
        }
    }
};

// With_column_renamed and drop. In Spark a name that is not there changes nothing; here it is misspelt.

template <class S, fixed_string Name>
constexpr verdict check_name() {
    for (std::string_view const name : schema_of<S>::names) {
        if (equal_ignoring_case(name, Name.view())) return {};
    }
    return no_column<S>(Name.view());
}

/// The select of `outputs`, or what is left of it once the mistake in it has been raised.
template <auto Check, class Input, class... Outputs>
constexpr auto select_checked(Input const& input, value_tuple<Outputs...> const& outputs) {
    if constexpr (Input::rejected || Check().failed()) {
        if constexpr (!Input::rejected) raise<Check>();
        return reject_select(input, outputs);
    } else {
        return make_select(input, no_generator{}, outputs);
    }
}

template <fixed_string From, fixed_string To>
struct rename_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return check_name<S, From>(); };
        return select_checked<check>(input, outputs<S>(std::make_index_sequence<schema_of<S>::size>{}));
    }

private:
    template <class S, std::size_t... I>
    static constexpr auto outputs(std::index_sequence<I...>) {
        auto const one = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (equal_ignoring_case(schema_of<S>::names[J], From.view())) {
                return value_tuple<output<To, slot<J, col_node<From>, column_type<S, J>>>>{};
            } else {
                return all_columns<S>(std::index_sequence<J>{});
            }
        };
        return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
    }
};

template <fixed_string... Names>
struct drop_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return first_fault(check_name<S, Names>()...); };
        return select_checked<check>(input, outputs<S>(std::make_index_sequence<schema_of<S>::size>{}));
    }

private:
    template <class S, std::size_t... I>
    static constexpr auto outputs(std::index_sequence<I...>) {
        auto const one = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr ((equal_ignoring_case(schema_of<S>::names[J], Names.view()) || ...)) {
                return value_tuple<>{};
            } else {
                return all_columns<S>(std::index_sequence<J>{});
            }
        };
        return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
    }
};

} // namespace detail

/// All columns and one more, or one of them replaced.
/// Rows    in {Schema}, out {Schema, Name} or {Schema}. Otherwise as select.
/// Source  Spark Dataset.withColumn.
template <fixed_string Name, class E>
constexpr auto with_column(E const& e) {
    constexpr auto check = [] { return detail::check_items<E>("with_column"); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_operator{};
    } else {
        return detail::with_column_operator<Name, detail::expression_for<E>>(detail::as_expression(e));
    }
}

/// Renames a column.
/// Errors  compile time: no such column.
/// Source  Spark Dataset.withColumnRenamed.
template <fixed_string From, fixed_string To>
constexpr auto with_column_renamed() {
    return detail::rename_operator<From, To>{};
}

/// Leaves columns out.
/// Errors  compile time: no such column.
/// Source  Spark Dataset.drop.
template <fixed_string... Names>
constexpr auto drop() {
    return detail::drop_operator<Names...>{};
}

} // namespace weir
