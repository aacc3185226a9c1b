// SPDX-License-Identifier: BSL-1.0
// The decimal digits of a number, rounded to so many and written with or without an exponent.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// A positive number `0.d1d2d3… * 10^point`; zero has no digits.
struct decimal_digits {
    std::string digits;
    std::int64_t point = 0;

    /// The fewest digits that read back as `value`, which is finite and not negative.
    static decimal_digits shortest(double value) { return read(value); }
    static decimal_digits shortest(float value) { return read(value); }
    /// A whole number divided by a power of ten.
    static decimal_digits of(std::string_view whole, std::int64_t scale) {
        decimal_digits out{std::string(whole), static_cast<std::int64_t>(whole.size()) - scale};
        out.trim();
        return out;
    }

    /// Rounds to `fraction` digits behind the point, half away from zero or, where `even`, half to even.
    void round(std::int64_t fraction, bool even) {
        std::int64_t const keep = point + fraction;
        if (keep >= static_cast<std::int64_t>(digits.size())) return;
        if (keep < 0) {
            digits.clear();
            return;
        }
        auto const n = static_cast<std::size_t>(keep);
        char const next = digits[n];
        bool const more = digits.find_first_not_of('0', n + 1) != std::string::npos;
        bool const odd = n > 0 && (digits[n - 1] - '0') % 2 != 0;
        bool const up = next > '5' || (next == '5' && (more || !even || odd));
        digits.resize(n);
        if (!up) return;
        std::size_t at = n;
        while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
        if (at > 0) {
            ++digits[at - 1];
        } else {
            digits.insert(0, 1, '1');
            ++point;
        }
    }

    /// The digits before the point, at least `least` of them.
    [[nodiscard]] std::string whole(std::size_t least) const {
        std::string out;
        for (std::int64_t i = 0; i < point; ++i) out.push_back(digit(i));
        if (digits.empty()) out.clear();
        if (out.size() < least) out.insert(0, least - out.size(), '0');
        return out;
    }
    /// So many digits behind the point.
    [[nodiscard]] std::string fraction(std::int64_t count) const {
        std::string out;
        for (std::int64_t i = 0; i < count; ++i) out.push_back(digit(point + i));
        return out;
    }
    [[nodiscard]] char digit(std::int64_t i) const {
        return i < 0 || i >= static_cast<std::int64_t>(digits.size()) ? '0'
                                                                      : digits[static_cast<std::size_t>(i)];
    }
    /// How many digits behind the point are not zero at the end.
    [[nodiscard]] std::int64_t fraction_size() const {
        std::size_t const last = digits.find_last_not_of('0');
        if (last == std::string::npos) return 0;
        std::int64_t const size = static_cast<std::int64_t>(last) + 1 - point;
        return size > 0 ? size : 0;
    }

private:
    template <class T>
    static decimal_digits read(T value) {
        char buffer[64];
        auto const end =
            std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::scientific).ptr;
        std::string_view const text(buffer, static_cast<std::size_t>(end - buffer));
        std::size_t const e = text.find('e');
        std::int64_t exponent = 0;
        std::string_view power = text.substr(e + 1);
        if (power.front() == '+') power.remove_prefix(1);
        (void)std::from_chars(power.data(), power.data() + power.size(), exponent);
        decimal_digits out;
        for (char const c : text.substr(0, e)) {
            if (c != '.') out.digits.push_back(c);
        }
        out.point = exponent + 1;
        out.trim();
        return out;
    }
    void trim() {
        std::size_t const zeros = digits.find_first_not_of('0');
        if (zeros == std::string::npos) {
            digits.clear();
            point = 0;
            return;
        }
        digits.erase(0, zeros);
        point -= static_cast<std::int64_t>(zeros);
        digits.erase(digits.find_last_not_of('0') + 1);
    }
};

/// Appends digits with a comma before every group of `size`; none for 0.
inline void append_grouped(std::string& out, std::string_view digits, std::size_t size) {
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (size != 0 && i != 0 && (digits.size() - i) % size == 0) out.push_back(',');
        out.push_back(digits[i]);
    }
}

} // namespace weir::detail
