// SPDX-License-Identifier: BSL-1.0
// Writes a message at compile time into a buffer of fixed size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

/// A constexpr text writer. What does not fit is cut, and the cut is marked with `...`.
class text {
public:
    static constexpr std::size_t capacity = 600;

    constexpr text& operator<<(std::string_view piece) {
        for (char const c : piece) *this << c;
        return *this;
    }
    constexpr text& operator<<(char c) {
        if (size_ < capacity) {
            data_[size_++] = c;
        } else {
            data_[capacity - 3] = data_[capacity - 2] = data_[capacity - 1] = '.';
        }
        return *this;
    }
    /// Cuts what is longer than `longest`, marked with `...`.
    constexpr void shorten(std::size_t longest) {
        if (size_ <= longest) return;
        size_ = longest;
        data_[longest - 3] = data_[longest - 2] = data_[longest - 1] = '.';
    }
    constexpr text& operator<<(std::int64_t value) {
        std::uint64_t rest =
            value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
        char digits[20]{};
        std::size_t n = 0;
        do {
            digits[n++] = static_cast<char>('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) *this << '-';
        while (n > 0) *this << digits[--n];
        return *this;
    }
    constexpr text& operator<<(int value) { return *this << static_cast<std::int64_t>(value); }
    constexpr text& operator<<(std::size_t value) { return *this << static_cast<std::int64_t>(value); }

    [[nodiscard]] constexpr std::string_view view() const { return {data_, size_}; }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }

private:
    char data_[capacity]{};
    std::size_t size_ = 0;
};

} // namespace weir::detail
