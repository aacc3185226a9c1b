// SPDX-License-Identifier: BSL-1.0
// The aggregate function that joins texts: listagg, string_agg.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/arguments.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

/// listagg(x, delimiter): the texts or binaries that are not null, in the order of arrival, with a delimiter
/// between them.
template <fixed_string Name>
struct listagg_aggregate {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t constants_from = 1;
    template <class T, class Delimiter>
    static constexpr verdict check() {
        constexpr bool same = string_column<T> ? string_column<Delimiter> : std::same_as<T, Delimiter>;
        if constexpr ((string_column<T> || std::same_as<T, binary>)
                      && (same || std::same_as<Delimiter, void_type>)) {
            return {};
        } else {
            return fault("cannot join values of type ", type_name<T>().view(), " by a delimiter of type ",
                         type_name<Delimiter>().view(), "; cast them to string");
        }
    }

    template <class T, class Delimiter>
    struct accumulator {
        using joined_type = text_or_binary<value_type_of<T>>;
        using result = nullable_if<joined_type, is_nullable<T>>;
        static constexpr bool ordered = true;
        std::string joined;
        std::string delimiter;
        bool any = false;

        template <class V, class D>
        void add(V const& value, D const& between) {
            if (!present(value)) return;
            if constexpr (!std::same_as<D, void_type>) {
                if (!any && present(between)) delimiter = bytes_of(unwrap(between));
            }
            take(bytes_of(unwrap(value)));
        }
        void merge(accumulator const& later) {
            if (!later.any) return;
            if (!any) delimiter = later.delimiter;
            take(later.joined);
        }
        [[nodiscard]] result value() const {
            if constexpr (is_nullable<T>) {
                return any ? result(joined_type{joined}) : result();
            } else {
                return joined_type{joined};
            }
        }

    private:
        void take(std::string_view value) {
            if (any) joined.append(delimiter);
            joined.append(value);
            any = true;
        }
    };
};

} // namespace detail

/// The texts of the group one after the other, in the order of arrival.
/// Null    nulls are left out; null where every text is null.
/// State   the text.
/// Errors  compile time: no text, a delimiter that is not constant.
/// Source  Spark functions.listagg.
template <class E, class D = std::nullptr_t>
    requires(detail::operand<E> && detail::operand<D>)
constexpr auto listagg(E const& e, D const& delimiter = {}) {
    return detail::make_aggregate<detail::listagg_aggregate<"listagg">>(e, delimiter);
}
/// Another name of listagg.
/// Source  Spark functions.string_agg.
template <class E, class D = std::nullptr_t>
    requires(detail::operand<E> && detail::operand<D>)
constexpr auto string_agg(E const& e, D const& delimiter = {}) {
    return detail::make_aggregate<detail::listagg_aggregate<"string_agg">>(e, delimiter);
}

} // namespace weir
