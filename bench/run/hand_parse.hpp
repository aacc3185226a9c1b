// SPDX-License-Identifier: BSL-1.0
// The hand readers of trades in CSV and JSON lines, from a file into the 1 s tumbling average.
#pragma once

#include "files.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace bench::hand {

/// The average of each second of event times that come in order; only one window is open at a time.
template <class Emit>
class ordered_average {
public:
    explicit ordered_average(Emit emit) : emit_(std::move(emit)) {}

    void add(std::int64_t ts, double value) {
        if (ts >= end_) [[unlikely]] {
            flush();
            end_ = (ts / width + 1) * width;
        }
        sum_ += value;
        ++count_;
    }

    /// Emits the open window.
    void flush() {
        if (count_ != 0) emit_(end_, sum_ / static_cast<double>(count_));
        sum_ = 0;
        count_ = 0;
    }

private:
    static constexpr std::int64_t width = 1'000'000;
    double sum_ = 0;
    std::int64_t count_ = 0;
    std::int64_t end_ = 0;
    Emit emit_;
};

/// Reads an unsigned whole number and moves `p` behind it.
inline std::uint64_t read_digits(char const*& p) noexcept {
    std::uint64_t value = 0;
    for (unsigned digit = 0; (digit = static_cast<unsigned>(*p - '0')) < 10; ++p) value = value * 10 + digit;
    return value;
}

/// Reads an unsigned decimal number, correctly rounded, and moves `p` behind it.
///
/// Up to 2^53 the digits are one exact integer and the power of ten is exact, so one division rounds correctly
/// (a multiplication by 0.01 does not); anything longer goes to from_chars.
inline double read_decimal(char const*& p) {
    static constexpr std::array<double, 16> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    char const* const begin = p;
    std::uint64_t value = read_digits(p);
    std::size_t decimals = 0;
    if (*p == '.') {
        char const* const point = ++p;
        for (unsigned digit = 0; (digit = static_cast<unsigned>(*p - '0')) < 10; ++p)
            value = value * 10 + digit;
        decimals = static_cast<std::size_t>(p - point);
    }
    if (p - begin > 16) [[unlikely]] {
        double exact = 0;
        std::from_chars(begin, p, exact);
        return exact;
    }
    return static_cast<double>(static_cast<std::int64_t>(value)) / powers[decimals];
}

/// The number that 8 digits spell, by three multiplications.
inline std::uint64_t eight_digits(char const* p) noexcept {
    std::uint64_t x = 0;
    std::memcpy(&x, p, 8);
    x -= 0x3030303030303030U;
    x = x * 10 + (x >> 8);
    std::uint64_t const pairs = 0x000000FF000000FFU;
    return ((x & pairs) * 0x000F424000000064U + ((x >> 16) & pairs) * 0x0000271000000001U) >> 32;
}

/// A line of `dt,price,qty,side`: event time in microseconds, price; the rest is skipped.
struct csv_trade {
    template <class Average>
    static void read(char const*& p, char const* end, Average& average) {
        std::int64_t ts = 0;
        if (p[16] == ',') [[likely]] { // the usual length of a time in microseconds
            ts = static_cast<std::int64_t>(eight_digits(p) * 100'000'000 + eight_digits(p + 8));
            p += 16;
        } else {
            ts = static_cast<std::int64_t>(read_digits(p));
        }
        ++p;
        double const price = read_decimal(p);
        p = static_cast<char const*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p))) + 1;
        average.add(ts, price);
    }
};

/// A line of `{"e":"trade","E":…,"s":"…","t":…,"p":"…","q":"…","T":…,"m":…}`.
///
/// The keys are checked in this order; the price is a decimal number in quotes, `T` the event time in milliseconds,
/// and what the query does not use is skipped.
struct json_trade {
    template <class Average>
    static void read(char const*& p, char const* end, Average& average) {
        expect(p, R"({"e":"trade","E":)");
        read_digits(p);
        expect(p, R"(,"s":")");
        while (*p != '"') ++p;
        expect(p, R"(","t":)");
        read_digits(p);
        expect(p, R"(,"p":")");
        double const price = read_decimal(p);
        expect(p, R"(","q":")");
        while (*p != '"') ++p;
        expect(p, R"(","T":)");
        auto const ts = static_cast<std::int64_t>(read_digits(p));
        p = static_cast<char const*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p))) + 1;
        average.add(ts * 1000, price);
    }

private:
    template <std::size_t N>
    static void expect(char const*& p, char const (&text)[N]) {
        if (std::memcmp(p, text, N - 1) != 0) [[unlikely]]
            throw std::runtime_error{"unexpected JSON line"};
        p += N - 1;
    }
};

/// Reads every file of the folder with `Line` and emits `emit(end_us, average)` for each second.
template <class Line, class Emit>
void parse_average(std::filesystem::path const& folder, Emit emit) {
    ordered_average average{std::move(emit)};
    line_blocks blocks;
    for (auto const& file : files_of(folder)) {
        blocks.open(file);
        for (std::string_view text = blocks.next(); !text.empty(); text = blocks.next()) {
            char const* p = text.data();
            for (char const* const end = p + text.size(); p < end;) Line::read(p, end, average);
        }
    }
    average.flush();
}

} // namespace bench::hand
