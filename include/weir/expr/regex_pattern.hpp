// SPDX-License-Identifier: BSL-1.0
// Regular expressions as arguments: compiled once where they are constant, and how functions walk their
// matches.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir::detail {

/// What compiles and finds patterns. <weir/regex.hpp> specialises it with a member `matcher`:
///
/// * `matcher(pattern)`: throws for a pattern that Java does not take;
/// * `find(text, from)`: the first match from a byte on; `begin(i)`, `end(i)`: its bytes or those of a group,
///   `begin(i) == none` where the group took no part;
/// * `groups()`, `group_of(name)`: how many groups there are, and the number of a named one, or 0.
template <class Tag>
struct regex_engine;

template <class Tag>
concept has_regex_engine = requires { typename regex_engine<Tag>::matcher; };

/// A compiled pattern, kept for as long as rows ask for the same: a literal is compiled once. Copies start
/// anew.
template <class Matcher>
class kept_pattern {
public:
    constexpr kept_pattern() = default;
    constexpr kept_pattern(kept_pattern const&) noexcept {}
    constexpr kept_pattern& operator=(kept_pattern const&) noexcept { return *this; }
    constexpr ~kept_pattern() {
        if (matcher_ != nullptr) release();
    }

    /// The matcher of a pattern, valid until the next call.
    Matcher& of(std::string_view pattern) {
        if (matcher_ == nullptr || matcher_->pattern() != pattern) [[unlikely]]
            renew(pattern);
        return *matcher_;
    }

private:
    void release() { delete matcher_; }
    [[gnu::noinline]] void renew(std::string_view pattern) {
        auto* const fresh = new Matcher(pattern);
        release();
        matcher_ = fresh;
    }

    Matcher* matcher_ = nullptr;
};

/// The pattern among a function's arguments: its value is a matcher. `Tag` is void; it makes the type of the
/// matcher wait for its definition.
template <class P, class Tag, bool Available>
struct pattern_node : expression_interface<pattern_node<P, Tag, Available>> {
    [[no_unique_address]] P inner;
    mutable kept_pattern<typename regex_engine<Tag>::matcher> kept{};

    using matcher = typename regex_engine<Tag>::matcher;

    static constexpr bool is_aggregate = has_aggregate<P>();
    template <class S>
    using result = result_of<P, S>;
    template <class S>
    static constexpr bool total = false;
    template <class S>
    static constexpr verdict check() {
        return P::template check<S>();
    }
    template <class S>
    static constexpr column_set reads() {
        return P::template reads<S>();
    }
    static constexpr void write(text& out) { P::write(out); }

    template <class S, class Row>
    auto eval(Row const& row) const {
        auto const& pattern = inner.template eval<S>(row);
        if constexpr (is_nullable<std::remove_cvref_t<decltype(pattern)>>) {
            return pattern ? std::optional<matcher*>(&kept.of(*pattern)) : std::nullopt;
        } else {
            return &kept.of(pattern);
        }
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return pattern_node<Other, Tag, Available>{{}, other};
    }
};

template <class P, class Tag>
struct pattern_node<P, Tag, false> : expression_interface<pattern_node<P, Tag, false>> {
    [[no_unique_address]] P inner;

    template <class S>
    using result = unknown_type;
    template <class S>
    static constexpr bool total = false;
    template <class S>
    static constexpr verdict check() {
        return fault("the regular expression \"", name_of<P>().view(),
                     "\" has nothing to match it; include <weir/regex.hpp> and link weir::regex");
    }
    template <class S>
    static constexpr column_set reads() {
        return P::template reads<S>();
    }
    static constexpr void write(text& out) { P::write(out); }
    template <class S, class Row>
    constexpr unknown_type eval(Row const&) const {
        return {};
    }
};

template <class P>
constexpr auto pattern_of(P const& pattern) {
    using tag = std::conditional_t<std::same_as<P, void>, P, void>;
    using inner = expression_for<P>;
    return pattern_node<inner, tag, has_regex_engine<tag>>{{}, as_expression(pattern)};
}

inline constexpr std::size_t no_group = std::numeric_limits<std::size_t>::max();

/// Calls `f` with each match of a text, one after the other, as Java's Matcher.find finds them, until it says
/// false.
template <class Matcher, class F>
void for_each_match(Matcher& matcher, std::string_view text, F&& f) {
    for (std::size_t from = 0; from <= text.size() && matcher.find(text, from);) {
        if (!f()) return;
        from = matcher.end(0);
        if (from == matcher.begin(0)) {
            from += from < text.size() ? decode_character(text.substr(from)).bytes : 1;
        }
    }
}

template <class Matcher>
std::string_view group_of(Matcher const& matcher, std::string_view text, std::size_t group) {
    std::size_t const begin = matcher.begin(group);
    return begin == no_group ? std::string_view() : text.substr(begin, matcher.end(group) - begin);
}

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_group_index(std::string_view function,
                                                                     std::int64_t index, std::size_t groups) {
    std::string message("the group ");
    message.append(std::to_string(index)).append(" of ").append(function);
    message.append("; the pattern has ").append(std::to_string(groups)).append(" groups");
    throw data_error("INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX", message);
}
template <class Matcher>
std::size_t checked_group(Matcher const& matcher, std::string_view function, std::int64_t index) {
    if (index < 0 || index > static_cast<std::int64_t>(matcher.groups())) {
        throw_group_index(function, index, matcher.groups());
    }
    return static_cast<std::size_t>(index);
}

} // namespace weir::detail
