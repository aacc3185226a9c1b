// SPDX-License-Identifier: BSL-1.0
// What a compile-time check says: nothing, or one message.
#pragma once

#include <weir/core/text.hpp>

#include <string_view>

namespace weir {

/// The outcome of a check on a query: empty when all is well, else the one message that explains the mistake.
///
/// Text    `<what is wrong> "<name>" <where>; <what to do>`, under 300 characters.
/// Example `static_assert(check<trades>("prcie"_c > 5.0) == R"(no column "prcie" in ...)")`
struct verdict {
    detail::text message;
    bool reported = false; // it has been raised where it was found, so nobody else raises it

    [[nodiscard]] constexpr bool failed() const { return !message.empty(); }
    [[nodiscard]] constexpr std::string_view view() const { return message.view(); }

    friend constexpr bool operator==(verdict const& a, std::string_view b) { return a.view() == b; }
};

namespace detail {

/// Writes a verdict from pieces.
template <class... Pieces>
constexpr verdict fault(Pieces const&... pieces) {
    verdict v;
    (v.message << ... << pieces);
    return v;
}

/// Nothing to write; as a piece of a message it makes the message depend on `Ts`. A template that always
/// raises would else be a mistake where it is read, and not where it is called.
template <class... Ts>
inline constexpr std::string_view when_called{};

/// The verdict on what the compiler has reported by itself.
constexpr verdict reported_before() {
    verdict v;
    v.message << "reported before";
    v.reported = true;
    return v;
}

/// The first of several verdicts that failed, or an empty one.
template <class... Verdicts>
constexpr verdict first_fault(Verdicts const&... verdicts) {
    verdict found;
    (void)((verdicts.failed() && (found = verdicts, true)) || ...);
    return found;
}

} // namespace detail
} // namespace weir
