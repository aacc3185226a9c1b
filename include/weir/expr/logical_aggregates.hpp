// SPDX-License-Identifier: BSL-1.0
// The aggregate functions of conditions and bits: count_if, bool_and, bool_or, bit_and, bit_or, bit_xor.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/logic.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

/// count_if(c): the rows for which a condition is true. bigint, never null.
struct count_if_aggregate {
    static constexpr std::string_view name = "count_if";
    template <class T>
    static constexpr verdict check() {
        return check_booleans<T>(name);
    }

    template <class T>
    struct accumulator {
        using result = std::int64_t;
        static constexpr bool ordered = false;
        static constexpr bool defined_when_empty = true;
        std::int64_t n = 0;

        template <class V>
        constexpr void add(V const& value) {
            if constexpr (!std::same_as<V, void_type>) n += present(value) && unwrap(value) ? 1 : 0;
        }
        constexpr void merge(accumulator const& other) { n += other.n; }
        [[nodiscard]] constexpr std::int64_t value() const { return n; }
    };
};

// An aggregate that folds the values that are not null by an operation that is its own merge.
template <class Op>
struct fold_aggregate {
    static constexpr std::string_view name = Op::name;
    template <class T>
    static constexpr verdict check() {
        return Op::template check<T>();
    }

    template <class T>
    struct accumulator {
        using value_type = std::conditional_t<std::same_as<T, void_type>, bool, value_type_of<T>>;
        using result = nullable_if<value_type, is_nullable<T> || std::same_as<T, void_type>>;
        static constexpr bool ordered = false;
        value_type folded{};
        bool any = false;

        template <class V>
        constexpr void add(V const& value) {
            if constexpr (!std::same_as<V, void_type>) {
                if (present(value)) take(unwrap(value));
            }
        }
        constexpr void merge(accumulator const& other) {
            if (other.any) take(other.folded);
        }
        [[nodiscard]] constexpr result value() const {
            if constexpr (is_nullable<result>) {
                return any ? result(folded) : result();
            } else {
                return folded;
            }
        }

    private:
        constexpr void take(value_type value) {
            folded = any ? static_cast<value_type>(Op::fold(folded, value)) : value;
            any = true;
        }
    };
};

template <class T>
constexpr verdict check_bits(std::string_view function) {
    if constexpr (integral_column<T>) {
        return {};
    } else {
        return fault("argument of ", function, " is ", type_name<T>().view(), "; it has to be an integer");
    }
}

struct all_true {
    template <class T>
    static constexpr verdict check() {
        return check_booleans<T>("bool_and");
    }
    static constexpr bool fold(bool a, bool b) { return a && b; }
};
struct any_true {
    template <class T>
    static constexpr verdict check() {
        return check_booleans<T>("bool_or");
    }
    static constexpr bool fold(bool a, bool b) { return a || b; }
};
struct bool_and_fold : all_true {
    static constexpr std::string_view name = "bool_and";
};
struct every_fold : all_true {
    static constexpr std::string_view name = "every";
};
struct bool_or_fold : any_true {
    static constexpr std::string_view name = "bool_or";
};
struct some_fold : any_true {
    static constexpr std::string_view name = "some";
};
struct any_fold : any_true {
    static constexpr std::string_view name = "any";
};
struct bit_and_fold {
    static constexpr std::string_view name = "bit_and";
    template <class T>
    static constexpr verdict check() {
        return check_bits<T>(name);
    }
    static constexpr auto fold(auto a, auto b) { return a & b; }
};
struct bit_or_fold {
    static constexpr std::string_view name = "bit_or";
    template <class T>
    static constexpr verdict check() {
        return check_bits<T>(name);
    }
    static constexpr auto fold(auto a, auto b) { return a | b; }
};
struct bit_xor_fold {
    static constexpr std::string_view name = "bit_xor";
    template <class T>
    static constexpr verdict check() {
        return check_bits<T>(name);
    }
    static constexpr auto fold(auto a, auto b) { return a ^ b; }
};

} // namespace detail

/// How many rows of the group a condition is true for.
/// Errors  compile time: no boolean.
/// Source  Spark functions.count_if.
template <class E>
    requires detail::operand<E>
constexpr auto count_if(E const& e) {
    return detail::make_aggregate<detail::count_if_aggregate>(e);
}
/// Whether all values of the group that are not null are true.
/// Null    null where every value is null; so for all functions here but count_if.
/// Source  Spark functions.bool_and.
template <class E>
    requires detail::operand<E>
constexpr auto bool_and(E const& e) {
    return detail::make_aggregate<detail::fold_aggregate<detail::bool_and_fold>>(e);
}
/// Another name of bool_and.
/// Source  Spark functions.every.
template <class E>
    requires detail::operand<E>
constexpr auto every(E const& e) {
    return detail::make_aggregate<detail::fold_aggregate<detail::every_fold>>(e);
}
/// Whether a value of the group is true.
/// Source  Spark functions.bool_or.
template <class E>
    requires detail::operand<E>
constexpr auto bool_or(E const& e) {
    return detail::make_aggregate<detail::fold_aggregate<detail::bool_or_fold>>(e);
}
/// Another name of bool_or.
/// Source  Spark functions.some.
template <class E>
    requires detail::operand<E>
constexpr auto some(E const& e) {
    return detail::make_aggregate<detail::fold_aggregate<detail::some_fold>>(e);
}
/// Another name of bool_or.
/// Source  Spark SQL any.
template <class E>
    requires detail::operand<E>
constexpr auto any(E const& e) {
    return detail::make_aggregate<detail::fold_aggregate<detail::any_fold>>(e);
}
/// The bits that all integers of the group have.
/// Source  Spark functions.bit_and.
template <class E>
    requires detail::operand<E>
constexpr auto bit_and(E const& e) {
    return detail::make_aggregate<detail::fold_aggregate<detail::bit_and_fold>>(e);
}
/// The bits that an integer of the group has.
/// Source  Spark functions.bit_or.
template <class E>
    requires detail::operand<E>
constexpr auto bit_or(E const& e) {
    return detail::make_aggregate<detail::fold_aggregate<detail::bit_or_fold>>(e);
}
/// The bits that an odd number of integers of the group have.
/// Source  Spark functions.bit_xor.
template <class E>
    requires detail::operand<E>
constexpr auto bit_xor(E const& e) {
    return detail::make_aggregate<detail::fold_aggregate<detail::bit_xor_fold>>(e);
}

} // namespace weir
