// SPDX-License-Identifier: BSL-1.0
// Windows of event time: tumbling, sliding, with a start offset; their durations are checked at compile time.
#pragma once

#include <weir/core/interval.hpp>
#include <weir/core/time.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/function.hpp>

#include <concepts>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

/// A window specification in microseconds.
struct window_spec {
    std::int64_t size = 1;
    std::int64_t slide = 1;
    std::int64_t start = 0;

    /// The width of the slices that windows are made of.
    [[nodiscard]] constexpr std::int64_t pane() const { return std::gcd(size, slide); }
    /// The start of the pane that holds `us`.
    [[nodiscard]] constexpr std::int64_t pane_of(std::int64_t us) const {
        return floor_div(us - start, pane()) * pane() + start;
    }
    /// The start of the newest window that holds `us`; every other one starts a multiple of `slide` earlier.
    [[nodiscard]] constexpr std::int64_t newest_window(std::int64_t us) const {
        return floor_div(us - start, slide) * slide + start;
    }
};

/// A length of time without months, in microseconds, or the reason why a text is none.
struct fixed_length {
    std::int64_t us = 0;
    verdict problem;
};

constexpr fixed_length parse_length(std::string_view text, std::string_view what) {
    parsed_interval const parsed = parse_interval(text);
    if (parsed.failed()) return {0, parsed.outcome};
    if (parsed.value.months != 0) {
        return {0,
                fault(what, " \"", text, "\" has months; a month has no fixed length, write days or weeks")};
    }
    auto const us = interval_micros(parsed.value, 31);
    if (!us) return {0, fault(what, " \"", text, "\" is too long; write at most 106751991 days")};
    return {*us, {}};
}

struct parsed_window {
    window_spec spec;
    verdict problem;
};

constexpr parsed_window parse_window(std::string_view size_text, std::string_view slide_text,
                                     std::string_view start_text) {
    fixed_length const size = parse_length(size_text, "window size");
    fixed_length const slide = parse_length(slide_text, "window slide");
    fixed_length const start = parse_length(start_text, "window start");
    verdict problem = first_fault(size.problem, slide.problem, start.problem);
    if (!problem.failed()) {
        if (size.us <= 0) {
            problem = fault("window size \"", size_text,
                            "\" is not positive; write a duration like \"10 minutes\"");
        } else if (slide.us <= 0) {
            problem = fault("window slide \"", slide_text,
                            "\" is not positive; write a duration like \"5 minutes\"");
        } else if (slide.us > size.us) {
            problem = fault("window slide \"", slide_text, "\" is longer than its size \"", size_text,
                            "\"; events between windows would be lost, write a slide up to the size");
        } else if (start.us >= slide.us || -start.us >= slide.us) {
            problem = fault("window start \"", start_text, "\" is not shorter than the slide \"", slide_text,
                            "\"; write an offset within one slide");
        }
    }
    return {problem.failed() ? window_spec{} : window_spec{size.us, slide.us, start.us}, problem};
}

} // namespace detail

/// The windows of event time that a row falls in; in group_by it makes a group of each, in select a row of
/// each.
///
/// Rows    a column `window` of type struct<start: timestamp, end: timestamp>, `[start, end)`.
/// Null    a row whose time is null falls in no window.
/// Time    keeps the watermark of its time column.
/// Errors  compile time: durations that are none, a slide longer than the size, a start beyond the slide, a
///         time column that is no timestamp.
/// Source  Spark functions.window.
template <class E, fixed_string Size, fixed_string Slide, fixed_string Start>
struct window_node : expression_interface<window_node<E, Size, Slide, Start>> {
    [[no_unique_address]] E time;

    static constexpr detail::parsed_window parsed =
        detail::parse_window(Size.view(), Slide.view(), Start.view());
    static constexpr detail::window_spec spec = parsed.spec;

    static constexpr bool is_aggregate = detail::has_aggregate<E>();
    template <class S>
    using result = time_window;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        verdict const inner = E::template check<S>();
        if (inner.failed()) return inner;
        using type = detail::result_value<E, S>;
        if constexpr (!std::same_as<type, timestamp> && !std::same_as<type, time_window>
                      && !std::same_as<type, unknown_type>) {
            return detail::fault("window over \"", detail::shown<E>().view(), "\" of type ",
                                 type_name<type>().view(),
                                 "; windows are made of a timestamp, cast the column");
        } else {
            return parsed.problem;
        }
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(detail::text& out) {
        out << "window(";
        E::write(out);
        out << ", " << Size.view() << ", " << Slide.view() << ", " << Start.view() << ')';
    }

    /// The event time in microseconds: of a window, the last instant that it holds.
    template <class S, class Row>
    constexpr auto eval_time(Row const& row) const {
        auto const& value = time.template eval<S>(row);
        using type = std::remove_cvref_t<decltype(value)>;
        constexpr auto in_micros = [](auto const& t) {
            if constexpr (std::same_as<std::remove_cvref_t<decltype(t)>, time_window>) {
                return micros(t.end) - 1;
            } else {
                return micros(t);
            }
        };
        if constexpr (is_nullable<type>) {
            return value ? std::optional<std::int64_t>(in_micros(*value)) : std::optional<std::int64_t>();
        } else {
            return in_micros(value);
        }
    }
};

namespace detail {

template <class E>
inline constexpr bool is_window = false;
template <class E, fixed_string Size, fixed_string Slide, fixed_string Start>
inline constexpr bool is_window<window_node<E, Size, Slide, Start>> = true;
template <fixed_string Name, class E>
inline constexpr bool is_window<aliased<Name, E>> = is_window<E>;

template <class E, fixed_string Size, fixed_string Slide, fixed_string Start>
struct output_name<window_node<E, Size, Slide, Start>> {
    static constexpr auto value = fixed_string("window");
};

/// window_time(window): the last instant of a window, by which it can be windowed again.
struct window_time_function {
    static constexpr std::string_view name = "window_time";
    template <class T>
    static constexpr verdict check() {
        if constexpr (std::same_as<T, time_window>) {
            return {};
        } else {
            return fault("window_time of ", type_name<T>().view(),
                         "; its argument is the column of a window");
        }
    }
    template <class T>
    using result = timestamp;
    template <class R>
    static constexpr timestamp apply(time_window const& w) {
        return w.end - std::chrono::microseconds(1);
    }
};

} // namespace detail

/// Windows of the time column `Time`: tumbling by default, sliding with a `Slide`, shifted by a `Start`.
template <fixed_string Time, fixed_string Size, fixed_string Slide = Size, fixed_string Start = "0 seconds">
constexpr auto window() {
    return window_node<col_node<Time>, Size, Slide, Start>{};
}
/// Windows of an expression that gives a timestamp.
template <fixed_string Size, fixed_string Slide = Size, fixed_string Start = "0 seconds", expression E>
constexpr auto window(E const& time) {
    return window_node<E, Size, Slide, Start>{{}, time};
}
/// The last instant of a window: its end less one microsecond.
/// Source  Spark functions.window_time.
template <expression E>
constexpr auto window_time(E const& e) {
    return detail::make_function<detail::window_time_function>(e);
}

} // namespace weir
