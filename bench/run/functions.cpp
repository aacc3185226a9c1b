// SPDX-License-Identifier: BSL-1.0
// The commonest functions, each alone in a select over blocks of 1 Ki rows, against the same written by hand.
#include <weir/weir.hpp>

#include "harness.hpp"
#include "huge_pages.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace weir::literals;

struct line {
    weir::timestamp dt;
    double price;
    double best;
    std::int64_t amount;
    std::optional<std::int64_t> given;
    std::string name;
    std::string number;
};

constexpr std::size_t block_size = 1024;
constexpr std::size_t rounds = 256;

std::vector<line> make_lines() {
    constexpr std::string_view names[] = {"  Alpha Centauri", "beta,gamma,delta", "Epsilon, the fifth  ",
                                          "omega"};
    std::vector<line> lines;
    bench::splitmix64 random{31};
    for (std::size_t i = 0; i < block_size; ++i) {
        auto const amount = random.below(std::int64_t{1'000'000});
        auto const price = [&] { return static_cast<double>(random.below(200'001) - 100'000) / 256; };
        lines.push_back(
            {weir::from_micros(1'700'000'000'000'000 + random.below(std::int64_t{50'000'000'000'000})),
             price(), price(), amount,
             random.below(4) == 0 ? std::nullopt : std::optional(random.below(std::int64_t{1000})),
             std::string(names[random.below(4)]), std::to_string(amount)});
    }
    return lines;
}

// What a row's value adds to the checksum.
std::uint64_t bits(std::integral auto x) { return static_cast<std::uint64_t>(x); }
std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }
std::uint64_t bits(weir::timestamp t) { return bits(weir::micros(t)); }
std::uint64_t bits(weir::date d) { return bits(weir::days(d)); }
std::uint64_t bits(std::string_view s) {
    return s.size() << 8 | (s.empty() ? 0 : static_cast<unsigned char>(s.back()));
}
template <class T>
std::uint64_t bits(std::optional<T> const& x) {
    return x ? bits(*x) : 1;
}
template <std::ranges::range Items>
    requires(!std::convertible_to<Items const&, std::string_view>)
std::uint64_t bits(Items const& items) {
    std::uint64_t sum = 0;
    for (auto const& item : items) sum += bits(item);
    return sum;
}

template <class Expression>
auto make(Expression const& e, std::uint64_t& sum) {
    return weir::inline_query(weir::input<line>() | weir::select(e.template as<"v">()), weir::append,
                              [&sum](auto const& row) { sum += bits(row["v"_c]); });
}
template <class Expression>
struct query {
    decltype(make(std::declval<Expression const&>(), std::declval<std::uint64_t&>())) plan;

    query(Expression const& e, std::uint64_t& sum) : plan(make(e, sum)) {}
};

bench::report report;

/// `hand(row)` gives the value that the expression has, or something that lives until the next call.
template <class Hand, class Expression>
void measure(std::string const& name, Hand hand, Expression const& e) {
    auto const lines = make_lines();
    std::span<line const> const all(lines);
    auto const by_hand = [&, hand]() mutable {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < rounds; ++i) {
            for (line const& l : all) sum += bits(hand(l));
            bench::keep(sum);
        }
        return sum;
    };
    auto const by_weir = [&] {
        std::uint64_t sum = 0;
        query<Expression> q(e, sum);
        for (std::size_t i = 0; i < rounds; ++i) {
            q.plan.push(all);
            bench::keep(sum);
        }
        return sum;
    };
    report.compare(name, "blocks of 1 Ki", 1.5, static_cast<double>(block_size * rounds), by_hand, by_weir);

    std::uint64_t sum = 0;
    query<Expression> q(e, sum);
    report.probe(
        name, 63, block_size,
        [&](std::size_t) {
            for (line const& l : all) sum += bits(hand(l));
        },
        [&](std::size_t) { q.plan.push(all); });
}

/// A text that a hand-written function fills anew for each row.
struct text_buffer {
    std::string text;
    template <class F>
    std::string_view operator()(F const& fill) {
        text.clear();
        fill(text);
        return text;
    }
};

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::chrono::sys_days day(line const& l) { return std::chrono::floor<std::chrono::days>(l.dt); }
void append_number(std::string& to, std::int64_t n) {
    char digits[24];
    to.append(digits, std::to_chars(digits, digits + sizeof digits, n).ptr);
}

void numbers() {
    measure("abs", [](line const& l) { return std::abs(l.price); }, weir::abs("price"_c));
    measure(
        "round to 2 digits", [](line const& l) { return std::round(l.price * 100) / 100; },
        weir::round("price"_c, 2));
    measure(
        "floor", [](line const& l) { return static_cast<std::int64_t>(std::floor(l.price)); },
        weir::floor("price"_c));
    measure(
        "greatest", [](line const& l) { return std::max(l.price, l.best); },
        weir::greatest("price"_c, "best"_c));
    measure(
        "coalesce", [](line const& l) { return l.given.value_or(l.amount); },
        weir::coalesce("given"_c, "amount"_c));
    measure(
        "when", [](line const& l) { return l.price > 0 ? l.amount : 0; },
        weir::when("price"_c > 0.0, "amount"_c).otherwise(0));
}

void texts() {
    measure(
        "upper",
        [b = text_buffer{}](line const& l) mutable {
            return b([&](std::string& s) {
                s = l.name;
                for (char& c : s) c = upper(c);
            });
        },
        weir::upper("name"_c));
    measure(
        "lower",
        [b = text_buffer{}](line const& l) mutable {
            return b([&](std::string& s) {
                s = l.name;
                for (char& c : s) c = lower(c);
            });
        },
        weir::lower("name"_c));
    measure("trim", [](line const& l) { return trimmed(l.name); }, weir::trim("name"_c));
    measure(
        "length",
        [](line const& l) {
            return std::count_if(l.name.begin(), l.name.end(), [](char c) { return (c & 0xC0) != 0x80; });
        },
        weir::length("name"_c));
    measure(
        "substring", [](line const& l) { return std::string_view(l.name).substr(2, 3); },
        weir::substring("name"_c, 3, 3));
    measure(
        "concat",
        [b = text_buffer{}](line const& l) mutable {
            return b([&](std::string& s) { s.append(l.name).append("-").append(l.number); });
        },
        weir::concat("name"_c, weir::lit("-"), "number"_c));
    measure(
        "replace",
        [b = text_buffer{}](line const& l) mutable {
            return b([&](std::string& s) {
                std::string_view rest = l.name;
                for (auto at = rest.find("ta"); at != rest.npos; at = rest.find("ta")) {
                    s.append(rest.substr(0, at)).append("TAU");
                    rest.remove_prefix(at + 2);
                }
                s.append(rest);
            });
        },
        weir::replace("name"_c, "ta", "TAU"));
    measure(
        "contains", [](line const& l) { return l.name.find("gam") != std::string::npos; },
        weir::contains("name"_c, "gam"));
    measure(
        "cast text to bigint",
        [](line const& l) {
            std::int64_t n = 0;
            std::from_chars(l.number.data(), l.number.data() + l.number.size(), n);
            return n;
        },
        "number"_c.cast<std::int64_t>());
    measure(
        "cast bigint to text",
        [b = text_buffer{}](line const& l) mutable {
            return b([&](std::string& s) { append_number(s, l.amount); });
        },
        "amount"_c.cast<std::string>());
}

void times() {
    measure(
        "year", [](line const& l) { return int{std::chrono::year_month_day(day(l)).year()}; },
        weir::year("dt"_c));
    measure(
        "hour",
        [](line const& l) {
            return static_cast<int>(std::chrono::floor<std::chrono::hours>(l.dt - day(l)).count());
        },
        weir::hour("dt"_c));
    measure(
        "date_trunc hour",
        [](line const& l) { return weir::timestamp(std::chrono::floor<std::chrono::hours>(l.dt)); },
        weir::date_trunc<"hour">("dt"_c));
    measure(
        "cast to date", [](line const& l) { return day(l).time_since_epoch().count(); },
        "dt"_c.cast<weir::date>());
}

void arrays() {
    measure(
        "split",
        [parts = std::vector<std::string_view>{}](line const& l) mutable -> auto const& {
            parts.clear();
            std::string_view rest = l.name;
            for (auto at = rest.find(','); at != rest.npos; at = rest.find(',')) {
                parts.push_back(rest.substr(0, at));
                rest.remove_prefix(at + 1);
            }
            parts.push_back(rest);
            return parts;
        },
        weir::split("name"_c, ","));
    measure(
        "array", [](line const& l) { return std::array{l.price, l.best}; }, weir::array("price"_c, "best"_c));
    measure(
        "transform", [](line const& l) { return std::array{l.price * 2, l.best * 2}; },
        weir::transform(weir::array("price"_c, "best"_c), [](auto x) { return x * 2.0; }));
}

} // namespace

int main() {
    numbers();
    texts();
    times();
    arrays();
    return report.finish();
}
