// SPDX-License-Identifier: BSL-1.0
// Looks into a JSON text: the value at a path such as $.a[0].b, the fields of an object, the size of an
// array.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/format/json_rewrite.hpp>
#include <weir/format/json_scanner.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir::detail {

/// What Spark's functions of JSON texts accept: single quotes and control characters in strings.
inline json_grammar json_function_grammar() {
    json_grammar grammar;
    grammar.control_characters = true;
    grammar.non_numeric_numbers = false;
    return grammar;
}

enum class json_path_kind : std::uint8_t { end, name, element, every_element, every_field };

/// A step of a path: `.name`, `['name']`, `[2]`, `[*]`, `.*`.
struct json_path_step {
    json_path_kind kind = json_path_kind::end;
    std::string_view name{};
    std::size_t index = 0;
};

/// Takes the next step off a path; false when it is none.
constexpr bool take_path_step(std::string_view& path, json_path_step& step) {
    step = {};
    if (path.empty()) return true;
    if (path.starts_with(".*") || path.starts_with("['*']")) {
        path.remove_prefix(path.front() == '.' ? 2 : 5);
        step.kind = json_path_kind::every_field;
        return true;
    }
    std::size_t size = 0;
    if (path.front() == '.') {
        path.remove_prefix(1);
        size = path.find_first_of(".[");
        if (size > path.size()) size = path.size();
        step = {json_path_kind::name, path.substr(0, size)};
    } else if (path.starts_with("['")) {
        path.remove_prefix(2);
        size = path.find('\'');
        if (size > path.size() || !path.substr(size).starts_with("']")) return false;
        step = {json_path_kind::name, path.substr(0, size)};
        size += 2;
    } else if (path.starts_with("[*]")) {
        step.kind = json_path_kind::every_element;
        size = 3;
    } else if (path.front() == '[') {
        path.remove_prefix(1);
        step.kind = json_path_kind::element;
        while (size < path.size() && size < 10 && is_digit(path[size])) {
            step.index = step.index * 10 + static_cast<std::size_t>(path[size++] - '0');
        }
        if (size == 0 || size == path.size() || path[size] != ']') return false;
        ++size;
    } else {
        return false;
    }
    if (step.kind == json_path_kind::name && step.name.empty()) return false;
    path.remove_prefix(size);
    return true;
}

/// Finds the value at a path and writes it anew.
///
/// Source  Spark's get_json_object, whose rules are Hive's: of several matches an array, of a single match of
///         `[*]` the match itself; two `[*]` in a row flatten.
class json_path_finder {
public:
    explicit json_path_finder(std::string_view text) : scanner_(json_function_grammar()) {
        scanner_.start(text.data(), text.data() + text.size());
    }

    /// The text of what is found; a string without its quotes.
    std::optional<std::string> find(std::string_view path) {
        if (!is_path(path)) return std::nullopt;
        path.remove_prefix(1);
        std::string found;
        output out{found};
        bool const any = walk(scanner_.next(), out, style::raw, path);
        return any && !broken_ ? std::optional<std::string>(std::move(found)) : std::nullopt;
    }

private:
    enum class style : std::uint8_t { raw, quoted, flat };

    // Where values go: into an array they go with commas between them.
    struct output {
        std::string& text;
        bool in_array = false;
        bool empty = true;

        void begin_value() {
            if (in_array && !empty) text.push_back(',');
            empty = false;
        }
    };

    static bool is_path(std::string_view path) {
        if (!path.starts_with('$')) return false;
        path.remove_prefix(1);
        json_path_step step;
        do {
            if (!take_path_step(path, step)) return false;
        } while (step.kind != json_path_kind::end);
        return true;
    }

    bool skip(json_token token) {
        if (!scanner_.skip_rest(token)) broken_ = true;
        return false;
    }

    // Calls `f(number, token)` for each element; it reads or skips it.
    template <class F>
    void each_element(F&& f) {
        for (std::size_t i = 0; !broken_; ++i) {
            json_step const step = scanner_.next_element(i == 0);
            if (step == json_step::end) return;
            json_token const token = step == json_step::broken ? json_token::broken : scanner_.next();
            if (token == json_token::broken) {
                broken_ = true;
                return;
            }
            f(i, token);
        }
    }

    bool walk(json_token token, output& out, style how, std::string_view path) {
        if (token == json_token::broken) broken_ = true;
        if (broken_) return false;
        json_path_step step;
        (void)take_path_step(path, step);
        if (step.kind == json_path_kind::end) return write(token, out, how);
        if (token == json_token::object && step.kind == json_path_kind::name) {
            return walk_object(out, how, step.name, path);
        }
        if (token == json_token::array && step.kind == json_path_kind::element) {
            json_path_step next;
            std::string_view rest = path;
            (void)take_path_step(rest, next);
            style const inner = next.kind == json_path_kind::every_element ? style::quoted : how;
            bool found = false;
            each_element([&](std::size_t i, json_token element) {
                if (i == step.index) {
                    found = walk(element, out, inner, path);
                } else {
                    skip(element);
                }
            });
            return found;
        }
        if (token == json_token::array && step.kind == json_path_kind::every_element) {
            return walk_array(out, how, path);
        }
        return skip(token);
    }

    bool walk_object(output& out, style how, std::string_view name, std::string_view path) {
        bool found = false;
        for (bool first = true; !broken_; first = false) {
            json_step const step = scanner_.next_member(first);
            if (step == json_step::end) break;
            if (step == json_step::broken) {
                broken_ = true;
                break;
            }
            bool const here = !found && scanner_.name() == name;
            json_token const token = scanner_.next();
            if (here && token != json_token::null) {
                found = walk(token, out, how, path);
            } else {
                skip(token);
            }
        }
        return found;
    }

    bool walk_array(output& out, style how, std::string_view path) {
        json_path_step next;
        std::string_view rest = path;
        (void)take_path_step(rest, next);
        std::size_t matches = 0;
        auto const collect = [&](output& into, style inner, std::string_view below) {
            each_element([&](std::size_t, json_token element) {
                if (walk(element, into, inner, below)) ++matches;
            });
        };
        if (next.kind == json_path_kind::every_element || how == style::quoted) {
            bool const flatten = next.kind == json_path_kind::every_element;
            out.begin_value();
            out.text.push_back('[');
            output inner{out.text, true};
            collect(inner, flatten ? style::flat : style::quoted, flatten ? rest : path);
            out.text.push_back(']');
        } else {
            std::string kept;
            output inner{kept, true};
            collect(inner, how == style::raw ? style::quoted : style::flat, path);
            if (matches > 0) out.begin_value();
            if (matches > 1) out.text.push_back('[');
            if (matches > 0) out.text.append(kept);
            if (matches > 1) out.text.push_back(']');
        }
        return matches > 0;
    }

    bool write(json_token token, output& out, style how) {
        if (token == json_token::array && how == style::flat) {
            bool any = false;
            each_element([&](std::size_t, json_token element) { any = walk(element, out, how, {}) || any; });
            return any;
        }
        out.begin_value();
        if (token == json_token::text && how == style::raw) {
            append_unescaped(out.text, scanner_.inside());
        } else if (!rewrite_json(scanner_, token, out.text)) {
            broken_ = true;
        }
        return !broken_;
    }

    json_scanner scanner_;
    bool broken_ = false;
};

/// Calls `f(name, token, scanner)` for each member of the object that a text is; `f` reads or skips the value
/// and says whether it could. False where the text is no object, or broken.
template <class F>
bool each_json_member(std::string_view text, F&& f) {
    json_scanner scanner(json_function_grammar());
    scanner.start(text.data(), text.data() + text.size());
    if (!scanner.skip_space() || scanner.next() != json_token::object) return false;
    for (bool first = true;; first = false) {
        json_step const step = scanner.next_member(first);
        if (step == json_step::end) return true;
        if (step == json_step::broken) return false;
        std::string_view const name = scanner.name();
        if (!f(name, scanner)) return false;
    }
}

/// How many elements the array has that a text is; nothing where it is none, or broken.
inline std::optional<std::int32_t> count_json_elements(std::string_view text) {
    json_scanner scanner(json_function_grammar());
    scanner.start(text.data(), text.data() + text.size());
    if (!scanner.skip_space() || scanner.next() != json_token::array) return std::nullopt;
    for (std::int32_t n = 0;; ++n) {
        json_step const step = scanner.next_element(n == 0);
        if (step == json_step::end) return n;
        if (step == json_step::broken || !scanner.skip_rest(scanner.next())) return std::nullopt;
    }
}

} // namespace weir::detail
