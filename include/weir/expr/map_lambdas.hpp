// SPDX-License-Identifier: BSL-1.0
// Functions of maps with a lambda: map_filter, transform_keys, transform_values, map_zip_with.
#pragma once

#include <weir/expr/lambda.hpp>
#include <weir/expr/maps.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

struct map_lambda {
    template <class T>
    using parameters = type_list<key_of<T>, mapped_of<T>>;
};

struct map_filter_function : map_lambda {
    static constexpr std::string_view name = "map_filter";
    template <class T>
    static constexpr verdict check() {
        return check_map<T>(name);
    }
    template <class B, class T>
    static constexpr verdict check_body() {
        return check_predicate<B>(name);
    }
    template <class B, class T>
    using result = ordered_map<key_of<T>, mapped_of<T>>;
    template <class R, class Call, class T>
    static constexpr R apply(Call const& call, T const& map) {
        R out;
        for (auto const& [key, value] : map) {
            if (holds(call(key, value))) out.append(key, value);
        }
        return out;
    }
};

struct transform_keys_function : map_lambda {
    static constexpr std::string_view name = "transform_keys";
    template <class T>
    static constexpr verdict check() {
        return check_map<T>(name);
    }
    template <class B, class T>
    static constexpr verdict check_body() {
        return check_key<B>(name);
    }
    template <class B, class T>
    using result = ordered_map<value_type_of<B>, mapped_of<T>>;
    template <class R, class Call, class T>
    static constexpr R apply(Call const& call, T const& map) {
        R out;
        out.reserve(map.size());
        for (auto const& [key, value] : map) {
            out.append(make_key<typename R::key_type>(call(key, value)), value);
        }
        require_distinct_keys(out);
        return out;
    }
};

struct transform_values_function : map_lambda {
    static constexpr std::string_view name = "transform_values";
    template <class T>
    static constexpr verdict check() {
        return check_map<T>(name);
    }
    template <class B, class T>
    static constexpr verdict check_body() {
        return {};
    }
    template <class B, class T>
    using result = ordered_map<key_of<T>, B>;
    template <class R, class Call, class T>
    static constexpr R apply(Call const& call, T const& map) {
        R out;
        out.reserve(map.size());
        for (auto const& [key, value] : map) {
            out.append(key, own<typename R::mapped_type>(call(key, value)));
        }
        return out;
    }
};

struct map_zip_with_function {
    static constexpr std::string_view name = "map_zip_with";
    template <class T, class U>
    using key = common_type_t<key_of<T>, key_of<U>>;
    template <class T, class U>
    using parameters = type_list<key<T, U>, missing_or<mapped_of<T>>, missing_or<mapped_of<U>>>;
    template <class T, class U>
    static constexpr verdict check() {
        return first_fault(check_map<T>(name), check_map<U>(name), check_common<key_of<T>, key_of<U>>(name));
    }
    template <class B, class T, class U>
    static constexpr verdict check_body() {
        return {};
    }
    template <class B, class T, class U>
    using result = ordered_map<key<T, U>, B>;
    template <class R, class Call, class T, class U>
    static constexpr R apply(Call const& call, T const& a, U const& b) {
        using K = typename R::key_type;
        using V = typename R::mapped_type;
        using right = optional_flight<typename U::mapped_type>;
        R out;
        for (auto const& [own_key, value] : a) {
            K const key = widen_value<K>(own_key);
            out.append(key, own<V>(call(key, optional_flight<typename T::mapped_type>(in_flight(value)),
                                        find_mapped(b, key))));
        }
        for (auto const& [own_key, value] : b) {
            K const key = widen_value<K>(own_key);
            bool known = false;
            for (auto const& entry : a) known = known || order_of(entry.first, key) == 0;
            if (known) continue;
            out.append(
                key, own<V>(call(key, optional_flight<typename T::mapped_type>(), right(in_flight(value)))));
        }
        return out;
    }
};

} // namespace detail

/// The entries for which a lambda of key and value is true.
/// Errors  compile time: no map, a lambda that gives no boolean.
/// Source  Spark functions.map_filter.
template <class E, detail::lambda_of<2> F>
    requires detail::operand<E>
constexpr auto map_filter(E const& map, F const& f) {
    return detail::make_lambda_call<detail::map_filter_function, 2, 2>(f, map);
}
/// The map with the keys that a lambda of key and value makes.
/// Errors  run time: NULL_MAP_KEY, DUPLICATED_MAP_KEY.
/// Source  Spark functions.transform_keys.
template <class E, detail::lambda_of<2> F>
    requires detail::operand<E>
constexpr auto transform_keys(E const& map, F const& f) {
    return detail::make_lambda_call<detail::transform_keys_function, 2, 2>(f, map);
}
/// The map with the values that a lambda of key and value makes.
/// Source  Spark functions.transform_values.
template <class E, detail::lambda_of<2> F>
    requires detail::operand<E>
constexpr auto transform_values(E const& map, F const& f) {
    return detail::make_lambda_call<detail::transform_values_function, 2, 2>(f, map);
}
/// What a lambda makes of each key of two maps and its value in each, null where a map lacks the key.
/// Cost    for each entry the keys of the other map are gone through.
/// Source  Spark functions.map_zip_with.
template <class A, class B, detail::lambda_of<3> F>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto map_zip_with(A const& a, B const& b, F const& f) {
    return detail::make_lambda_call<detail::map_zip_with_function, 3, 3>(f, a, b);
}

} // namespace weir
