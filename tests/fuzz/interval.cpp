// SPDX-License-Identifier: BSL-1.0
// Durations from any text: reading ends, messages stay short, and what was read is read again from how it is written.
#include <weir/core/interval.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// An interval as `3 months -2 days 5 microseconds`.
std::string write(weir::interval_value const& v) {
    return std::to_string(v.months) + " months " + std::to_string(v.days) + " days "
           + std::to_string(v.microseconds) + " microseconds";
}

/// Whether `-text` can be read: the least number has no positive twin.
bool is_least(weir::interval_value const& v) {
    return v.microseconds == INT64_MIN || v.days == INT32_MIN || v.months == INT32_MIN;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const parsed = weir::parse_interval(text);
    if (parsed.failed()) {
        require(parsed.outcome.message.size() < 300);
        require(parsed.value == weir::interval_value{});
        return 0;
    }
    if (!is_least(parsed.value)) {
        auto const again = weir::parse_interval(write(parsed.value));
        require(!again.failed() && again.value == parsed.value);
    }
    std::string const spaced = "\t " + std::string(text) + " \n";
    require(weir::parse_interval(spaced).value == parsed.value);
    (void)weir::detail::interval_micros(parsed.value, 31);
    return 0;
}
