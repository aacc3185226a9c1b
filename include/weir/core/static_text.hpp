// SPDX-License-Identifier: BSL-1.0
// Texts of any length that are written at compile time and lie in the program as they are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

/// Takes a text piece by piece; without a buffer it only counts.
class text_sink {
public:
    constexpr text_sink() = default;
    constexpr explicit text_sink(char* to) : to_(to) {}

    constexpr text_sink& operator<<(std::string_view piece) {
        if (to_ != nullptr) {
            for (std::size_t i = 0; i < piece.size(); ++i) to_[size_ + i] = piece[i];
        }
        size_ += piece.size();
        return *this;
    }
    constexpr text_sink& operator<<(std::int64_t value) {
        char digits[20]{};
        std::size_t n = sizeof digits;
        std::uint64_t rest =
            value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
        do {
            digits[--n] = static_cast<char>('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) digits[--n] = '-';
        return *this << std::string_view(digits + n, sizeof digits - n);
    }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }

private:
    char* to_ = nullptr;
    std::size_t size_ = 0;
};

template <class Writer>
inline constexpr auto static_characters = [] {
    constexpr std::size_t size = [] {
        text_sink counted;
        Writer::write(counted);
        return counted.size();
    }();
    std::array<char, size + 1> characters{};
    text_sink written(characters.data());
    Writer::write(written);
    return characters;
}();

/// What `Writer::write(text_sink&)` writes; no code runs for it.
template <class Writer>
inline constexpr std::string_view static_text{static_characters<Writer>.data(),
                                              static_characters<Writer>.size() - 1};

} // namespace weir::detail
