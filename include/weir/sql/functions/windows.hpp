// SPDX-License-Identifier: BSL-1.0
// The functions of event-time windows by their names in SQL.
#pragma once

#include <weir/expr/arguments.hpp>
#include <weir/expr/session_window.hpp>
#include <weir/expr/window.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_window_names = "session_window window window_time";

// The durations are literals, so they can be part of the window's type.
struct sql_window {
    template <class E, fixed_string Size>
    constexpr auto operator()(E const& time, constant_text<Size>) const {
        return window_node<E, Size, Size, "0 seconds">{{}, time};
    }
    template <class E, fixed_string Size, fixed_string Slide>
    constexpr auto operator()(E const& time, constant_text<Size>, constant_text<Slide>) const {
        return window_node<E, Size, Slide, "0 seconds">{{}, time};
    }
    template <class E, fixed_string Size, fixed_string Slide, fixed_string Start>
    constexpr auto operator()(E const& time, constant_text<Size>, constant_text<Slide>,
                              constant_text<Start>) const {
        return window_node<E, Size, Slide, Start>{{}, time};
    }
};

struct sql_session_window {
    template <expression E, fixed_string Gap>
    constexpr auto operator()(E const& time, constant_text<Gap>) const {
        return session_window<Gap>(time);
    }
    template <expression E, expression Gap>
    constexpr auto operator()(E const& time, Gap const& gap) const {
        return weir::session_window(time, gap);
    }
};

template <>
inline constexpr auto sql_function<"session_window"> = sql_session_window{};
template <>
inline constexpr auto sql_function<"window"> = sql_window{};
template <>
inline constexpr auto sql_function<"window_time"> =
    [](auto const&... a) -> decltype(weir::window_time(a...)) { return weir::window_time(a...); };

} // namespace weir::detail
