// SPDX-License-Identifier: BSL-1.0
// Compares answers with Spark's; prints the rate of each topic and what fails.
#include "report.hpp"

#include <weir/core/error.hpp>
#include <weir/core/utf8.hpp>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <map>
#include <string>

namespace parity {

namespace {

struct tally {
    int passed = 0;
    int known = 0;
    int failed = 0;
};

std::map<std::string, tally>& tallies() {
    static std::map<std::string, tally> all;
    return all;
}
int surprises = 0;

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        auto const c = weir::detail::decode_character(text);
        if (c.point == weir::detail::replacement_character
            && text.substr(0, 3) != weir::detail::replacement_text)
            return false;
        text.remove_prefix(c.bytes);
    }
    return true;
}

// JSON texts compared, numbers by value.

void skip_blanks(char const*& at) {
    while (*at == ' ' || *at == '\n') ++at;
}

bool number_of(char const*& at, double& value) {
    static constexpr std::pair<char const*, double> names[] = {
        {"\"NaN\"", NAN}, {"\"Infinity\"", INFINITY}, {"\"-Infinity\"", -INFINITY}};
    for (auto const& [name, named] : names) {
        if (std::strncmp(at, name, std::strlen(name)) == 0) {
            at += std::strlen(name);
            value = named;
            return true;
        }
    }
    if (*at != '-' && (*at < '0' || *at > '9')) return false;
    char* end = nullptr;
    value = std::strtod(at, &end);
    at = end;
    return true;
}

bool close_numbers(double a, double b, double tolerance) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    if (a == b) return std::signbit(a) == std::signbit(b);
    return std::fabs(a - b) <= tolerance * std::fmax(std::fabs(a), std::fabs(b));
}

std::string list(std::vector<std::string> const& values) {
    std::string out = "[";
    for (std::size_t i = 0; i < values.size(); ++i) out.append(i == 0 ? "" : ", ").append(values[i]);
    return out + "]";
}

// The rows of an answer of several columns: lists of values.
std::string rows_of(std::vector<column_answer> const& columns, bool shown) {
    std::string out = "[";
    std::size_t const count = columns.empty() ? 0 : columns[0].values.size();
    for (std::size_t row = 0; row < count; ++row) {
        out += row == 0 ? "[" : ", [";
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (c > 0) out += ", ";
            if (shown) {
                write_string(out, columns[c].shown[row]);
            } else {
                out += columns[c].values[row];
            }
        }
        out += ']';
    }
    return out + "]";
}

std::string shown_list(std::vector<std::string> const& cells) {
    std::string out = "[";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ", ";
        std::string repaired;
        for (std::string_view rest = cells[i]; !rest.empty();) {
            auto const c = weir::detail::decode_character(rest);
            weir::detail::append_character(repaired, c.point);
            rest.remove_prefix(c.bytes);
        }
        write_string(out, repaired);
    }
    return out + "]";
}

std::string quoted(std::string_view text) {
    std::string out;
    write_string(out, text);
    return out;
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

// What differs; empty when nothing does.
std::string difference(question const& q, answer const& a) {
    bool const at_run_time = q.error != nullptr && q.type != nullptr;
    if (!a.rejected.empty()) {
        bool const no_function =
            starts_with(a.rejected, "sql: no function \"") && a.rejected.find("\" of ") == std::string::npos;
        if (q.error != nullptr && !at_run_time
            && (!no_function || std::strcmp(q.error, "UNRESOLVED_ROUTINE") == 0))
            return {};
        return "does not compile: " + a.rejected
               + (q.error != nullptr ? std::string(" instead of ") + q.error : "");
    }
    if (q.error != nullptr && !at_run_time) {
        // Conditions that Spark gives no name are just rejections.
        if (a.error == q.error || (!a.error.empty() && starts_with(q.error, "_LEGACY"))) return {};
        std::string got = a.error.empty() ? "gives a value" : "ends with " + a.error;
        if (!a.columns.empty() && a.error.empty())
            got += " " + list(a.columns[0].values) + " of " + a.columns[0].type;
        return got + " instead of " + q.error;
    }
    if (a.columns.empty()) return "no column" + (a.error.empty() ? "" : ": " + a.error + " " + a.message);
    column_answer const& c = a.columns[0];
    if (q.columns != nullptr) {
        std::string columns = "[";
        for (std::size_t i = 0; i < a.columns.size(); ++i) {
            columns.append(i == 0 ? "" : ", ").append("[").append(quoted(a.columns[i].name)).append(", ");
            columns.append(quoted(a.columns[i].type)).append("]");
        }
        columns += ']';
        if (!same_json(columns, q.columns, 0)) return "columns " + columns + " instead of " + q.columns;
        if (!a.error.empty()) return "ends with " + a.error + " " + a.message;
        std::string const rows = rows_of(a.columns, false);
        if (q.values != nullptr && !same_json(rows, q.values, q.tolerance))
            return "rows " + rows + " instead of " + q.values;
        return {};
    }
    if (q.type != nullptr && c.type != q.type) return "type " + c.type + " instead of " + q.type;
    if (q.name != nullptr && c.name != q.name) return "name " + c.name + " instead of " + q.name;
    if (q.nullable == 0 && c.nullable) return "can be null";
    if (at_run_time) {
        if (a.error == q.error || (!a.error.empty() && starts_with(q.error, "_LEGACY"))) return {};
        return (a.error.empty() ? "gives " + list(c.values) : "ends with " + a.error) + " instead of "
               + q.error;
    }
    if (!a.error.empty()) return "ends with " + a.error + " " + a.message;
    if (q.values != nullptr && !same_json(list(c.values), q.values, q.tolerance))
        return "value " + list(c.values) + " instead of " + q.values;
    if (q.shown != nullptr && q.tolerance == 0) {
        std::string const shown = shown_list(c.shown);
        if (shown != q.shown) return "shown as " + shown + " instead of " + q.shown;
    }
    return {};
}

} // namespace

bool same_json(std::string_view one, std::string_view other, double tolerance) {
    std::string const a_text(one);
    std::string const b_text(other);
    char const* a = a_text.c_str();
    char const* b = b_text.c_str();
    while (true) {
        skip_blanks(a);
        skip_blanks(b);
        if (*a == '\0' || *b == '\0') return *a == *b;
        char const* const a_start = a;
        char const* const b_start = b;
        double x = 0;
        double y = 0;
        if (number_of(a, x) && number_of(b, y)) {
            std::string_view const a_digits(a_start, static_cast<std::size_t>(a - a_start));
            std::string_view const b_digits(b_start, static_cast<std::size_t>(b - b_start));
            bool const whole = a_digits.find_first_of(".eEN\"") == std::string_view::npos
                               && b_digits.find_first_of(".eEN\"") == std::string_view::npos;
            if (whole ? a_digits != b_digits : !close_numbers(x, y, tolerance)) return false;
            continue;
        }
        a = a_start;
        b = b_start;
        if (*a == '"' && *b == '"') {
            do {
                if (*a != *b) return false;
                if (*a == '\\') {
                    ++a;
                    ++b;
                    if (*a != *b) return false;
                }
                ++a;
                ++b;
            } while (*a != '"' && *a != '\0');
            if (*b != *a) return false;
            ++a;
            ++b;
            continue;
        }
        if (*a != *b) return false;
        ++a;
        ++b;
    }
}

void write_string(std::string& out, std::string_view text) {
    if (!is_utf8(text)) {
        out += "{\"base64\": ";
        write_base64(out, text);
        out += '}';
        return;
    }
    constexpr std::string_view escaped = "\"\\\n\r\t\b\f";
    constexpr std::string_view letters = "\"\\nrtbf";
    out += '"';
    for (char const c : text) {
        if (auto const at = escaped.find(c); at != std::string_view::npos) {
            out += '\\';
            out += letters[at];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
            out += code;
        } else {
            out += c;
        }
    }
    out += '"';
}

void write_base64(std::string& out, std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    out += '"';
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        auto const byte = [&](std::size_t k) {
            return k < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[k])) : 0U;
        };
        unsigned const word = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
        out += digits[word >> 18U];
        out += digits[word >> 12U & 63U];
        out += i + 1 < bytes.size() ? digits[word >> 6U & 63U] : '=';
        out += i + 2 < bytes.size() ? digits[word & 63U] : '=';
    }
    out += '"';
}

template <class T>
static void write_floating(std::string& out, T value) {
    if (std::isnan(value)) {
        out += "\"NaN\"";
    } else if (std::isinf(value)) {
        out += value < 0 ? "\"-Infinity\"" : "\"Infinity\"";
    } else {
        char text[40];
        char const* const end = std::to_chars(text, text + sizeof text, value).ptr;
        std::string_view const digits(text, static_cast<std::size_t>(end - text));
        out += digits;
        if (digits.find_first_of(".e") == std::string_view::npos) out += ".0";
    }
}
void write_number(std::string& out, double value) { write_floating(out, value); }
void write_number(std::string& out, float value) { write_floating(out, value); }

void run_action(answer& a, action f, void* data) {
    try {
        f(data);
    } catch (weir::error const& e) {
        a.error = e.condition();
        a.message = e.message();
    } catch (std::exception const& e) {
        a.error = "exception";
        a.message = e.what();
    }
}

void count(char const* topic, char const* text, std::string const& difference, char const* known) {
    tally& t = tallies()[topic];
    if (difference.empty()) {
        ++t.passed;
        if (known == nullptr) return;
        ++surprises;
        std::printf("NO LONGER DIFFERS  %s: %s\n", topic, text);
    } else if (known != nullptr) {
        ++t.known;
        if (std::getenv("PARITY_SHOW_KNOWN") != nullptr)
            std::printf("known   %s: %s\n        %s\n        %s\n", topic, text, difference.c_str(), known);
    } else {
        ++t.failed;
        ++surprises;
        std::printf("FAILED  %s: %s\n        %s\n", topic, text, difference.c_str());
    }
}

void judge(question const& q, answer const& a) { count(q.topic, q.text, difference(q, a), q.known); }

int finish() {
    tally all;
    std::printf("%-24s %8s %8s %8s %8s\n", "topic", "cases", "as Spark", "known", "failed");
    auto const print = [](char const* topic, tally const& t) {
        std::printf("%-24s %8d %8d %8d %8d\n", topic, t.passed + t.known + t.failed, t.passed, t.known,
                    t.failed);
    };
    for (auto const& [topic, t] : tallies()) {
        print(topic.c_str(), t);
        all.passed += t.passed;
        all.known += t.known;
        all.failed += t.failed;
    }
    print("all", all);
    return surprises == 0 ? 0 : 1;
}

} // namespace parity
