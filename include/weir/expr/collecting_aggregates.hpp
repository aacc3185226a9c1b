// SPDX-License-Identifier: BSL-1.0
// The aggregate functions that keep values: first, last, collect_list, collect_set.
#pragma once

#include <weir/core/hash.hpp>
#include <weir/expr/aggregates.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace weir {

namespace detail {

// first and last look at the order in which rows arrive. Where a second argument is true nulls are passed
// over.
template <fixed_string Name, bool Last>
struct boundary_aggregate {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t constants_from = 1;

    template <class T, class... Flags>
    static constexpr verdict check() {
        if constexpr ((std::same_as<Flags, bool> && ...)) {
            return {};
        } else {
            return fault("argument 2 of ", name, " is not boolean; write true to pass over nulls");
        }
    }

    template <class T, class... Flags>
    struct accumulator {
        using result = T;
        static constexpr bool ordered = true;
        T kept{};
        bool any = false;

        template <class V, class... Fs>
        constexpr void add(V const& value, Fs... ignore_nulls) {
            if ((any && !Last) || ((ignore_nulls && ... && (sizeof...(Fs) > 0)) && !present(value))) return;
            kept = own<T>(value);
            any = true;
        }
        constexpr void merge(accumulator const& later) {
            if (later.any) add(in_flight(later.kept));
        }
        [[nodiscard]] constexpr result const& value() const { return kept; }
    };

    template <class... Flags>
    static constexpr void write(text& out, text const& value, Flags const&...) {
        out << name << '(' << value.view() << ')';
    }
};

/// collect_list(x): the values that are not null, in the order of arrival.
struct collect_list_aggregate {
    static constexpr std::string_view name = "collect_list";

    template <class T>
    struct accumulator {
        using result = std::vector<value_type_of<T>>;
        static constexpr bool ordered = true;
        static constexpr bool defined_when_empty = true;
        result values;

        template <class V>
        constexpr void add(V const& value) {
            if constexpr (!std::same_as<value_type_of<T>, void_type>) {
                if (present(value)) values.push_back(own<value_type_of<T>>(unwrap(value)));
            }
        }
        constexpr void merge(accumulator const& later) {
            values.insert(values.end(), later.values.begin(), later.values.end());
        }
        [[nodiscard]] constexpr result const& value() const { return values; }
    };
};

/// collect_set(x): the distinct values that are not null, in the order of their first arrival.
struct collect_set_aggregate {
    static constexpr std::string_view name = "collect_set";

    template <class T>
    static constexpr verdict check() {
        if constexpr (is_map<T>) {
            return fault("cannot collect_set values of type ", type_name<T>().view(),
                         "; a map cannot be compared");
        } else {
            return {};
        }
    }

    template <class T>
    struct accumulator {
        using result = std::vector<value_type_of<T>>;
        static constexpr bool ordered = true;
        static constexpr bool defined_when_empty = true;
        result values;

        template <class V>
        constexpr void add(V const& value) {
            if (std::same_as<value_type_of<T>, void_type> || !present(value)) return;
            for (auto const& known : values) {
                if (equal_values(known, unwrap(value))) return;
            }
            values.push_back(own<value_type_of<T>>(unwrap(value)));
        }
        constexpr void merge(accumulator const& later) {
            for (auto const& value : later.values) add(in_flight(value));
        }
        [[nodiscard]] constexpr result const& value() const { return values; }
    };
};

} // namespace detail

/// The first value of the group in the order of arrival, null included; with `ignore_nulls` the first that is
/// not null.
/// Source  Spark functions.first.
template <class E>
    requires detail::operand<E>
constexpr auto first(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<"first", false>>(e);
}
template <class E, class Flag>
    requires(detail::operand<E> && detail::operand<Flag>)
constexpr auto first(E const& e, Flag const& ignore_nulls) {
    return detail::make_aggregate<detail::boundary_aggregate<"first", false>>(e, ignore_nulls);
}
/// The last value of the group in the order of arrival, null included; with `ignore_nulls` the last that is
/// not null.
/// Source  Spark functions.last.
template <class E>
    requires detail::operand<E>
constexpr auto last(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<"last", true>>(e);
}
template <class E, class Flag>
    requires(detail::operand<E> && detail::operand<Flag>)
constexpr auto last(E const& e, Flag const& ignore_nulls) {
    return detail::make_aggregate<detail::boundary_aggregate<"last", true>>(e, ignore_nulls);
}
/// Another name of first.
/// Source  Spark functions.first_value.
template <class E>
    requires detail::operand<E>
constexpr auto first_value(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<"first_value", false>>(e);
}
template <class E, class Flag>
    requires(detail::operand<E> && detail::operand<Flag>)
constexpr auto first_value(E const& e, Flag const& ignore_nulls) {
    return detail::make_aggregate<detail::boundary_aggregate<"first_value", false>>(e, ignore_nulls);
}
/// Another name of last.
/// Source  Spark functions.last_value.
template <class E>
    requires detail::operand<E>
constexpr auto last_value(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<"last_value", true>>(e);
}
template <class E, class Flag>
    requires(detail::operand<E> && detail::operand<Flag>)
constexpr auto last_value(E const& e, Flag const& ignore_nulls) {
    return detail::make_aggregate<detail::boundary_aggregate<"last_value", true>>(e, ignore_nulls);
}
/// A value of the group; here the first.
/// Source  Spark functions.any_value.
template <class E>
    requires detail::operand<E>
constexpr auto any_value(E const& e) {
    return detail::make_aggregate<detail::boundary_aggregate<"any_value", false>>(e);
}
template <class E, class Flag>
    requires(detail::operand<E> && detail::operand<Flag>)
constexpr auto any_value(E const& e, Flag const& ignore_nulls) {
    return detail::make_aggregate<detail::boundary_aggregate<"any_value", false>>(e, ignore_nulls);
}
/// The values of the group that are not null, in the order of arrival.
/// State   every value of the group.
template <class E>
    requires detail::operand<E>
constexpr auto collect_list(E const& e) {
    return detail::make_aggregate<detail::collect_list_aggregate>(e);
}
/// Another name of collect_list.
/// Source  Spark functions.array_agg.
template <class E>
    requires detail::operand<E>
constexpr auto array_agg(E const& e) {
    return collect_list(e);
}
/// The distinct values of the group that are not null.
/// State   every distinct value of the group; each row compares with them.
template <class E>
    requires detail::operand<E>
constexpr auto collect_set(E const& e) {
    return detail::make_aggregate<detail::collect_set_aggregate>(e);
}

} // namespace weir
