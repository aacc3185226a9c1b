// SPDX-License-Identifier: BSL-1.0
// Random lines: the fast path says what the general reader says, and on valid JSON both say what simdjson
// says.
#include <weir/format/json.hpp>

#include "catch.hpp"

#if __has_include(<simdjson.h>)
    #include <simdjson.h>
#endif

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using weir::detail::element;

struct point {
    std::optional<std::int32_t> x;
    std::optional<std::string> y;
};

struct record {
    std::optional<std::int64_t> i;
    std::optional<double> d;
    std::optional<std::string> s;
    std::optional<bool> b;
    std::optional<std::vector<std::optional<std::int32_t>>> l;
    std::optional<point> p;
    std::optional<weir::timestamp> t;
    std::optional<std::string> _corrupt_record;
};

struct flat {
    std::int32_t i;
    std::string s;
    std::optional<weir::decimal<12, 3>> d;
    std::optional<std::int8_t> n;
};

template <class T>
void write(std::string& out, T const& value) {
    if constexpr (weir::is_nullable<T>) {
        value ? write(out, *value) : void(out += "null");
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
        out.append(value).push_back('$');
    } else if constexpr (std::is_arithmetic_v<T>) {
        char text[40];
        std::snprintf(text, sizeof text, "%.17g", static_cast<double>(value));
        out += text;
        if constexpr (std::is_integral_v<T>) out += std::to_string(value);
    } else if constexpr (std::is_same_v<T, weir::timestamp>) {
        out += std::to_string(weir::micros(value));
    } else if constexpr (weir::detail::is_decimal<T>) {
        weir::append_number(out, value);
    } else if constexpr (weir::detail::is_array<T>) {
        for (auto const& v : value) write(out += ',', v);
    } else if constexpr (std::is_same_v<T, weir::detail::absent>) {
        out += '-';
    } else {
        write(out += '(', value.x);
        write(out, value.y);
    }
}

/// All that a decoder says of a text.
template <class Decoder>
std::string all_of(Decoder& decoder, std::string const& text, bool as_block) {
    std::string out;
    auto const push = [&](auto const& row) {
        weir::detail::unpack([&](auto const&... values) { (write(out += '|', values), ...); }, row.values);
        out += '\n';
    };
    auto const bad = [&](weir::bad_record const& r) {
        out.append("bad ").append(r.column).append(r.reason) += '\n';
    };
    // A copy of its own size, so that the sanitizers see what is read beyond it. A block may be read beyond.
    std::vector<char> copy(text.begin(), text.end());
    if (as_block) copy.resize(text.size() + weir::detail::scan_padding);
    std::string_view const view(copy.data(), text.size());
    if (as_block) {
        decoder.decode_block(view, 1, push, bad);
    } else {
        decoder.decode(view, 1, push, bad);
    }
    return out;
}

class line_maker {
public:
    explicit line_maker(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t n) { return random_() % n; }
    bool chance(std::size_t of) { return below(of) == 0; }

    /// Chooses names, their order and the spaces of the next lines.
    void new_shape() {
        static constexpr std::array<char const*, 12> known = {
            "i", "d", "s", "b", "l", "p", "t", "x", "extra", "n", "_corrupt_record", "a b"};
        names_.clear();
        length_ = 1 + below(18);
        std::size_t const n = below(9);
        for (std::size_t k = 0; k < n; ++k) names_.emplace_back(known[below(known.size())]);
        spaced_ = chance(3);
        steady_ = !chance(3);
        kinds_.clear();
        for (std::size_t k = 0; k < n; ++k) kinds_.push_back(below(14));
    }

    std::string line() {
        std::string out = "{";
        for (std::size_t k = 0; k < names_.size(); ++k) {
            if (k != 0) out += spaced_ ? ", " : ",";
            out.append("\"").append(names_[k]).append(spaced_ ? "\": " : "\":");
            out += value(steady_ && !chance(20) ? kinds_[k] : below(14), 3);
            if (!steady_ && chance(12)) out += ' ';
        }
        return out + "}";
    }

    void damage(std::string& text) {
        static constexpr std::string_view bytes = "{}[]\",:\\ 01-+.eEtnfu'\x01\xC3\xFF/*N";
        for (std::size_t n = 1 + below(3); n > 0 && !text.empty(); --n) {
            std::size_t const at = below(text.size());
            switch (below(4)) {
            case 0:
                text[at] = bytes[below(bytes.size())];
                break;
            case 1:
                text.insert(at, 1, bytes[below(bytes.size())]);
                break;
            case 2:
                text.erase(at, 1 + below(3));
                break;
            default:
                if (chance(4)) text.resize(at);
            }
        }
    }

private:
    std::string digits(std::size_t most) {
        std::string out(1, static_cast<char>('1' + below(9)));
        for (std::size_t n = below(most); n > 0; --n) out += static_cast<char>('0' + below(10));
        return out;
    }

    std::string fixed_digits(std::size_t n) {
        std::string out;
        while (out.size() < n) out += static_cast<char>('1' + below(9));
        if (n > 1 && chance(40)) out[below(n)] = "x\xC3\x01.e-"[below(6)];
        return out;
    }

    std::string text() {
        static constexpr std::array<char const*, 14> pieces = {"a",        "0",
                                                               "xyz",      " ",
                                                               "\\n",      "\\\"",
                                                               "\\u00e9",  "\\ud83d\\ude00",
                                                               "\xC3\xA9", "\xF0\x9F\x98\x80",
                                                               "'",        "\\\\",
                                                               "{",        "12"};
        std::string out;
        for (std::size_t n = below(8); n > 0; --n)
            out += chance(2) ? pieces[below(4)] : pieces[below(pieces.size())];
        return out;
    }

    std::string value(std::size_t kind, std::size_t depth) {
        static constexpr std::array<char const*, 8> odd = {"0",    "-0",      "-0.0",     "1e5",
                                                           "1E-7", "\"NaN\"", "\"-INF\"", "\"\""};
        switch (kind) {
        case 0: // of one length, mostly, as the fast path likes it
            if (chance(30)) return "0" + fixed_digits(length_ - 1);
            return fixed_digits(length_);
        case 1:
            return (chance(4) ? "-" : "") + digits(13);
        case 2:
            return digits(20);
        case 3:
            return (chance(4) ? "-" : "") + (chance(3) ? "0" : digits(8)) + "." + digits(9);
        case 4:
            return digits(3) + "e" + (chance(2) ? "-" : "") + digits(2);
        case 5:
            if (chance(30)) return "\"" + fixed_digits(length_ - 1) + "\\\"";
            return "\"" + fixed_digits(length_) + "\"";
        case 6:
            return "\"" + text() + "\"";
        case 7:
            return chance(2) ? "true" : "false";
        case 8:
            return chance(4) ? "null" : "false";
        case 9:
            return "\"2024-0" + std::to_string(1 + below(9)) + "-1" + std::to_string(below(10)) + " 1"
                   + std::to_string(below(10)) + ":00:00" + (chance(2) ? "" : ".5") + "\"";
        case 10:
            return "\"" + digits(5) + "." + digits(2) + "\"";
        case 11:
            return odd[below(odd.size())];
        case 12: {
            std::string out = "[";
            for (std::size_t n = depth == 0 ? 0 : below(4); n > 0; --n) {
                out += chance(4) ? value(below(14), depth - 1) : digits(6);
                if (n > 1) out += spaced_ ? ", " : ",";
            }
            return out + "]";
        }
        default:
            if (depth == 0) return "{}";
            return "{\"x\":" + value(below(14), depth - 1) + ",\"y\":" + value(below(14), depth - 1) + "}";
        }
    }

    std::mt19937_64 random_;
    std::vector<std::string> names_;
    std::vector<std::size_t> kinds_;
    std::size_t length_ = 1;
    bool spaced_ = false;
    bool steady_ = true;
};

std::uint64_t chosen_seed() {
    char const* const text = std::getenv("WEIR_SEED");
    return text == nullptr ? 20'240'229 : std::strtoull(text, nullptr, 10);
}

template <class S, weir::detail::column_set Needed>
void fast_path_agrees(weir::json_options const& options, std::uint64_t seed, int lines) {
    INFO("seed " << seed << ", set WEIR_SEED to it");
    line_maker make(seed);
    weir::detail::json_decoder<S, Needed> warm(options);
    weir::detail::json_decoder<S, Needed> blocks(options);
    for (int n = 0; n < lines; ++n) {
        if (make.chance(8)) make.new_shape();
        std::string text = make.line();
        if (make.chance(6)) make.damage(text);
        if (make.chance(2)) text.append(100, ' '); // the end of a line is read in another way
        weir::detail::json_decoder<S, Needed> fresh(options);
        std::string const expected = all_of(fresh, text, false);
        std::string const got = all_of(warm, text, false);
        std::string const in_block = all_of(blocks, text + "\n", true);
        if (expected != got || expected != in_block) {
            CAPTURE(text, n);
            REQUIRE(expected == got);
            REQUIRE(expected == in_block);
        }
    }
    SUCCEED();
}

constexpr weir::detail::column_set all_columns = weir::detail::first_columns(weir::schema_of<record>::size);
constexpr weir::detail::column_set scalars =
    weir::detail::one_column(0) | weir::detail::one_column(2) | weir::detail::one_column(6);

} // namespace

TEST_CASE("the_fast_path_agrees_with_the_general_reader") {
    std::uint64_t const seed = chosen_seed();
    fast_path_agrees<record, all_columns>({}, seed, 20'000);
    fast_path_agrees<record, scalars>({}, seed + 1, 20'000);
    fast_path_agrees<record, weir::detail::column_set{}>({}, seed + 2, 10'000);
    fast_path_agrees<flat, weir::detail::first_columns(4)>({}, seed + 3, 20'000);
    fast_path_agrees<flat, weir::detail::first_columns(4)>({.mode = weir::drop_malformed}, seed + 4, 5'000);
    fast_path_agrees<record, all_columns>({.allow_comments = true,
                                           .allow_unquoted_field_names = true,
                                           .allow_numeric_leading_zeros = true,
                                           .allow_backslash_escaping_any_character = true,
                                           .allow_unquoted_control_chars = true,
                                           .max_nesting_depth = 3,
                                           .max_num_len = 6,
                                           .max_string_len = 5},
                                          seed + 5, 20'000);
}

#if __has_include(<simdjson.h>)

namespace {

/// The fields of a record as simdjson's document has them, in the notation of `write`; `bad` when one does
/// not fit.
class oracle {
public:
    std::optional<std::string> row_of(std::string const& text) {
        simdjson::dom::object object;
        if (parser_.parse(text).get(object) != simdjson::SUCCESS) return std::nullopt;
        std::array<std::string, 7> fields;
        fields.fill("null");
        bad_ = false;
        for (auto const field : object) {
            std::size_t const i = std::string_view("idsblpt").find(field.key);
            if (field.key.size() != 1 || i == std::string_view::npos) continue;
            std::string out;
            if (field.value.is_null()) {
                fields[i] = "null";
            } else if (read(i, field.value, out)) {
                fields[i] = out;
            }
        }
        std::string out;
        for (std::string const& field : fields) out += "|" + field;
        return out;
    }
    [[nodiscard]] bool bad() const { return bad_; }

private:
    bool fail() {
        bad_ = true;
        return false;
    }

    bool read(std::size_t i, simdjson::dom::element value, std::string& out) {
        switch (i) {
        case 0:
            return value.is<std::int64_t>() ? (write(out, value.get_int64().value()), true) : fail();
        case 1:
            return read_double(value, out);
        case 2:
            if (value.is_string()) {
                write(out, value.get_string().value());
            } else {
                out = "raw " + simdjson::minify(value);
            }
            return true;
        case 3:
            return value.is_bool() ? (write(out, value.get_bool().value()), true) : fail();
        case 4:
            return read_list(value, out);
        case 5:
            return read_point(value, out);
        default:
            return read_time(value, out);
        }
    }

    bool read_double(simdjson::dom::element value, std::string& out) {
        double number = 0;
        if (value.is_string()) {
            std::string_view const text = value.get_string().value();
            if (text != "NaN" && text != "-INF") return fail();
            number = text == "NaN" ? std::nan("") : -INFINITY;
        } else if (value.get_double().get(number) != simdjson::SUCCESS) {
            return fail();
        }
        write(out, number);
        return true;
    }

    bool read_int(simdjson::dom::element value, std::string& out) {
        if (!value.is<std::int64_t>()) return fail();
        std::int64_t const number = value.get_int64().value();
        if (number != static_cast<std::int32_t>(number)) return fail();
        write(out, static_cast<std::int32_t>(number));
        return true;
    }

    bool read_list(simdjson::dom::element value, std::string& out) {
        if (!value.is_array()) return fail();
        for (auto const item : value.get_array()) {
            out += ',';
            if (item.is_null()) {
                out += "null";
            } else if (!read_int(item, out)) {
                return false;
            }
        }
        return true;
    }

    bool read_point(simdjson::dom::element value, std::string& out) {
        if (!value.is_object()) return fail();
        std::string x = "null";
        std::string y = "null";
        for (auto const field : value.get_object()) {
            if (field.key == "x") {
                std::string number;
                if (field.value.is_null()) {
                    x = "null";
                } else if (read_int(field.value, number)) {
                    x = number;
                }
            } else if (field.key == "y") {
                y.clear();
                field.value.is_null() ? void(y = "null") : void(read(2, field.value, y));
            }
        }
        out = "(" + x + y;
        return true;
    }

    bool read_time(simdjson::dom::element value, std::string& out) {
        if (value.is<std::int64_t>()) {
            auto const micros = static_cast<std::uint64_t>(value.get_int64().value()) * 1'000'000U;
            out = std::to_string(static_cast<std::int64_t>(micros));
            return true;
        }
        if (!value.is_string()) return fail();
        auto const time = weir::parse_timestamp(value.get_string().value());
        if (!time) return fail();
        write(out, *time);
        return true;
    }

    simdjson::dom::parser parser_;
    bool bad_ = false;
};

/// A text column's raw value as simdjson writes it, to be compared with the oracle's.
template <class Text>
std::string text_field(std::optional<Text> const& text, std::string_view expected) {
    std::string out;
    if (text && expected.starts_with("raw ")) {
        simdjson::dom::parser parser;
        return "raw " + simdjson::minify(parser.parse(std::string(*text)).value());
    }
    write(out, text);
    return out;
}

} // namespace

TEST_CASE("valid_lines_are_read_as_simdjson_reads_them") {
    std::uint64_t const seed = chosen_seed() + 100;
    INFO("seed " << seed - 100 << ", set WEIR_SEED to it");
    line_maker make(seed);
    weir::detail::json_decoder<record, all_columns> decoder({});
    oracle judge;
    int judged = 0;
    for (int n = 0; n < 40'000; ++n) {
        if (make.chance(8)) make.new_shape();
        std::string text = make.line();
        if (make.chance(4)) make.damage(text);
        if (make.chance(2)) text.append(100, ' ');
        std::optional<std::string> const expected = judge.row_of(text);
        if (!expected) continue;
        ++judged;
        std::string got;
        bool bad = false;
        decoder.decode(
            text, 1,
            [&](auto const& row) {
                auto const& v = row.values;
                write(got += '|', element<0>(v));
                write(got += '|', element<1>(v));
                std::size_t at = 0;
                for (int k = 0; k < 3; ++k) at = expected->find('|', at) + 1;
                got += '|' + text_field(element<2>(v), std::string_view(*expected).substr(at));
                write(got += '|', element<3>(v));
                write(got += '|', element<4>(v));
                got += '|';
                if (auto const& p = element<5>(v)) {
                    std::string x;
                    write(x, p->x);
                    std::size_t const y = expected->find("(" + x);
                    got += "(" + x;
                    got += text_field(p->y, y == std::string::npos
                                                ? ""
                                                : std::string_view(*expected).substr(y + 1 + x.size()));
                } else {
                    got += "null";
                }
                write(got += '|', element<6>(v));
                bad = element<7>(v).has_value();
            },
            [](weir::bad_record const&) {});
        if (got != *expected || bad != judge.bad()) {
            CAPTURE(text, n);
            REQUIRE(got == *expected);
            REQUIRE(bad == judge.bad());
        }
    }
    CHECK(judged > 10'000);
}

#endif
