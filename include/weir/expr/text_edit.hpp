// SPDX-License-Identifier: BSL-1.0
// Texts changed or picked: translate, overlay, substring_index, split_part, find_in_set, elt.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/text_parts.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

struct translate_function : plain_function<translate_function, std::string, "t"> {
    static constexpr std::string_view name = "translate";
    template <class R>
    static std::string apply(std::string_view s, std::string_view from, std::string_view to) {
        std::string out;
        while (!s.empty()) {
            std::string_view const c = s.substr(0, decode_character(s).bytes);
            s.remove_prefix(c.size());
            std::size_t const at = from.find(c);
            if (at == std::string_view::npos) {
                out.append(c);
            } else {
                std::string_view by = to;
                by.remove_prefix(bytes_of_characters(to, count_characters(from.substr(0, at))));
                if (!by.empty()) out.append(by.substr(0, decode_character(by).bytes));
            }
        }
        return out;
    }
};

struct overlay_function {
    static constexpr std::string_view name = "overlay";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "bbi");
    }
    template <class T, class By, class...>
    using result =
        std::conditional_t<std::same_as<T, binary> && std::same_as<By, binary>, binary, std::string>;
    template <class R, class T, class B>
    static R apply(T const& value, B const& by, std::int64_t position, std::int64_t length) {
        if (length < 0) length = length_of(by);
        std::string out(substring_of(value, 1, position - 1));
        out.append(bytes_of(by));
        out.append(substring_of(value, position + length, length_of(value)));
        return R{std::move(out)};
    }
};

struct substring_index_function : plain_function<substring_index_function, std::string, "tti"> {
    static constexpr std::string_view name = "substring_index";
    template <class R>
    static constexpr std::string_view apply(std::string_view s, std::string_view by, std::int64_t count) {
        if (by.empty() || count == 0) return {};
        constexpr std::size_t none = std::string_view::npos;
        if (count > 0) {
            std::size_t at = 0;
            for (std::size_t from = 0; count > 0; --count, from = at + 1) {
                at = s.find(by, from);
                if (at == none) return s;
            }
            return s.substr(0, at);
        }
        std::size_t at = s.size();
        for (; count < 0; ++count) {
            if (at < 1) return s;
            at = s.rfind(by, at - 1);
            if (at == none) return s;
        }
        return s.substr(at + by.size());
    }
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_index_of_zero(std::string_view function) {
    std::string message("the index 0 of ");
    message.append(function).append("; the first part is 1, the last one -1");
    throw data_error("INVALID_INDEX_OF_ZERO", message);
}

struct split_part_function : plain_function<split_part_function, std::optional<std::string>, "tti"> {
    static constexpr std::string_view name = "split_part";
    template <class R>
    static constexpr std::string_view apply(std::string_view s, std::string_view by, std::int64_t index) {
        if (index == 0) throw_index_of_zero(name);
        if (by.empty()) return index == 1 || index == -1 ? s : std::string_view();
        if (index < 0) {
            std::int64_t parts = 1;
            for (std::size_t at = s.find(by); at != std::string_view::npos; at = s.find(by, at + by.size()))
                ++parts;
            index += parts + 1;
            if (index <= 0) return {};
        }
        for (; index > 1; --index) {
            std::size_t const at = s.find(by);
            if (at == std::string_view::npos) return {};
            s.remove_prefix(at + by.size());
        }
        return s.substr(0, s.find(by));
    }
};

struct find_in_set_function : plain_function<find_in_set_function, std::int32_t, "t"> {
    static constexpr std::string_view name = "find_in_set";
    template <class R>
    static constexpr std::int32_t apply(std::string_view word, std::string_view set) {
        if (word.find(',') != std::string_view::npos) return 0;
        for (std::int32_t n = 1;; ++n) {
            std::size_t const end = set.find(',');
            if (set.substr(0, end) == word) return n;
            if (end == std::string_view::npos) return 0;
            set.remove_prefix(end + 1);
        }
    }
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_array_index(std::int64_t index, std::int64_t size) {
    std::string message("the index ");
    message.append(std::to_string(index)).append(" of ").append(std::to_string(size));
    message.append(" values; the first is 1");
    throw data_error("INVALID_ARRAY_INDEX", message);
}

struct elt_function {
    static constexpr std::string_view name = "elt";
    static constexpr bool sees_nulls = true;

    template <class Index, class... Ts>
    static constexpr verdict check() {
        if constexpr (sizeof...(Ts) == 0) {
            return fault("elt has no values to pick from; name them after the index");
        } else {
            verdict const index = check_kinds<value_type_of<Index>>(name, "i");
            return index.failed() ? index : check_kinds<value_type_of<Ts>...>(name, "b");
        }
    }
    template <class... Ts>
    using value = std::conditional_t<(std::same_as<value_type_of<Ts>, binary> && ...), binary, std::string>;
    template <class, class... Ts>
    using result = std::optional<value<Ts...>>;

    template <class R, class Index, class... Values>
    static auto apply(Index const& index, Values const&... values) {
        using out_type = std::optional<value<Values...>>;
        if constexpr (is_nullable<Index>) {
            if (!index.has_value()) return out_type();
        }
        std::int64_t const wanted = unwrap(index);
        if (wanted < 1 || wanted > static_cast<std::int64_t>(sizeof...(Values))) {
            throw_array_index(wanted, sizeof...(Values));
        }
        out_type out{};
        std::int64_t at = 0;
        (void)((++at == wanted && (pick(out, values), true)) || ...);
        return out;
    }

private:
    template <class Out, class T>
    static void pick(Out& out, T const& chosen) {
        if (present(chosen)) out = value_type_of<Out>{std::string(bytes_of(unwrap(chosen)))};
    }
};

} // namespace detail

/// A text with the characters of `from` replaced by those of `to` at the same places; those that `to` has
/// none for are left out.
/// Null    null where an argument is null.
/// Source  Spark functions.translate.
template <class E, class F, class T>
    requires(detail::operand<E> && detail::operand<F> && detail::operand<T>)
constexpr auto translate(E const& e, F const& from, T const& to) {
    return detail::make_function<detail::translate_function>(e, from, to);
}
/// A text or binary with `by` in place of `length` characters from `position` on, counted from 1; as many as
/// `by` has where `length` is negative or left out.
/// Null    null where an argument is null.
/// Source  Spark functions.overlay.
template <class E, class B, class P, class L>
    requires(detail::operand<E> && detail::operand<B> && detail::operand<P> && detail::operand<L>)
constexpr auto overlay(E const& e, B const& by, P const& position, L const& length) {
    return detail::make_function<detail::overlay_function>(e, by, position, length);
}
template <class E, class B, class P>
    requires(detail::operand<E> && detail::operand<B> && detail::operand<P>)
constexpr auto overlay(E const& e, B const& by, P const& position) {
    return overlay(e, by, position, detail::constant<-1>{});
}
/// The part of a text before the separator that is the `count`-th, or behind the one that is the `-count`-th
/// from the end; the whole text where there are fewer.
/// Cost    a view of the text; nothing is copied.
/// Source  Spark functions.substring_index.
template <class E, class T, class N>
    requires(detail::operand<E> && detail::operand<T> && detail::operand<N>)
constexpr auto substring_index(E const& e, T const& by, N const& count) {
    return detail::make_function<detail::substring_index_function>(e, by, count);
}
/// The part of a text between separators with that index, from 1 or, negative, from the end; empty where
/// there is none.
/// Null    null where an argument is null; nullable always, as in Spark.
/// Errors  run time: INVALID_INDEX_OF_ZERO.
/// Source  Spark functions.split_part.
template <class E, class T, class N>
    requires(detail::operand<E> && detail::operand<T> && detail::operand<N>)
constexpr auto split_part(E const& e, T const& by, N const& index) {
    return detail::make_function<detail::split_part_function>(e, by, index);
}
/// Which of the words of `set`, between commas, is `word`; 0 where none is.
/// Source  Spark functions.find_in_set.
template <class W, class S>
    requires(detail::operand<W> && detail::operand<S>)
constexpr auto find_in_set(W const& word, S const& set) {
    return detail::make_function<detail::find_in_set_function>(word, set);
}
/// The value with that index, from 1.
/// Null    null where the index or that value is null; nullable always, as in Spark.
/// Errors  compile time: no value. Run time: INVALID_ARRAY_INDEX.
/// Source  Spark functions.elt.
template <class N, class... Es>
    requires(detail::operand<N> && (detail::operand<Es> && ...))
constexpr auto elt(N const& index, Es const&... values) {
    return detail::make_function<detail::elt_function>(index, values...);
}

} // namespace weir
