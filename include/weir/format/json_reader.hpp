// SPDX-License-Identifier: BSL-1.0
// Reads values of column types from a JSON text, nested ones all the way down, with Spark's partial results.
#pragma once

#include <weir/format/json_rewrite.hpp>
#include <weir/format/json_scalar.hpp>
#include <weir/format/json_scanner.hpp>
#include <weir/schema/schema.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// How the reading of a value went.
enum class json_outcome : std::uint8_t {
    good,
    partial, // there is a value, but something inside it was bad
    bad,     // there is no value; the text goes on
    broken,  // the text is broken: nothing can be read from here on
};

constexpr bool has_value(json_outcome outcome) { return outcome <= json_outcome::partial; }

/// The worse of two outcomes of parts.
constexpr json_outcome worse(json_outcome a, json_outcome b) { return a < b ? b : a; }

template <class T>
inline constexpr auto json_type_name = type_name<T>();

/// Calls `f.operator()<I>()` for the index `i` below `N`.
template <std::size_t N, class F>
[[gnu::always_inline]] constexpr void with_index(std::size_t i, F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (void)((i == I && (f.template operator()<I>(), true)) || ...);
    }(std::make_index_sequence<N>{});
}

/// Reads typed values; also says why the first bad one was bad.
///
/// Cost    scalars: none beside the scan; nested columns reuse what their containers own.
class json_reader {
public:
    json_reader(json_grammar const& grammar, json_formats formats)
        : scanner_(grammar), formats_(std::move(formats)) {}

    [[nodiscard]] json_scanner& scanner() { return scanner_; }
    [[nodiscard]] json_formats const& formats() const { return formats_; }

    /// Text asked for where the value is no string: its own bytes, or the value written anew.
    void rewrite_text(bool yes) { rewrites_ = yes; }

    void start(std::string_view text) {
        scanner_.start(text.data(), text.data() + text.size());
        reason_.clear();
    }

    /// Why the first bad value since `start` was bad, or the text broken.
    [[nodiscard]] std::string_view reason() const {
        return reason_.empty() ? scanner_.fault() : std::string_view(reason_);
    }

    /// Reads the value that comes next.
    template <class T>
    json_outcome read(T& out) {
        return read(scanner_.next(), out);
    }

    /// Reads the value whose token was just read.
    template <class T>
    json_outcome read(json_token token, T& out) {
        if (token == json_token::broken) return json_outcome::broken;
        if constexpr (is_nullable<T>) {
            if (token == json_token::null) return out.reset(), json_outcome::good;
            if (!out.has_value()) out.emplace();
            json_outcome const outcome = read(token, *out);
            if (!has_value(outcome)) out.reset();
            return outcome;
        } else if constexpr (json_scalar<T>) {
            if (is_nested(token)
                || !json_convert(token, scalar_text(token), scanner_.grammar(), formats_, out)) {
                return mismatch<T>(token);
            }
            return json_outcome::good;
        } else if constexpr (string_column<T>) {
            return read_text(token, out);
        } else if constexpr (is_array<T>) {
            return token == json_token::array ? read_array(out) : mismatch<T>(token);
        } else if constexpr (is_map<T>) {
            static_assert(std::same_as<typename T::key_type, std::string>,
                          "JSON has maps with string keys only");
            return token == json_token::object ? read_map(out) : mismatch<T>(token);
        } else if constexpr (struct_column<T>) {
            return token == json_token::object ? read_struct(out) : mismatch<T>(token);
        } else {
            return mismatch<T>(token); // void
        }
    }

    /// Walks through the members of an object whose brace was read; `field(name)` reads or skips each value.
    template <class Field>
    json_outcome read_members(Field&& field) {
        json_outcome all = json_outcome::good;
        for (bool first = true;; first = false) {
            json_step const step = scanner_.next_member(first);
            if (step == json_step::end) return all;
            if (step == json_step::broken) return json_outcome::broken;
            json_outcome const one = field(scanner_.name());
            if (one == json_outcome::broken) return one;
            if (one != json_outcome::good) all = json_outcome::partial;
        }
    }

    /// Skips the value that comes next.
    json_outcome skip() {
        return scanner_.skip_rest(scanner_.next()) ? json_outcome::good : json_outcome::broken;
    }

    /// The text of a string token, without its escapes; false when it is longer than allowed.
    bool take_string(std::string& out) {
        out.clear();
        if (scanner_.escaped()) {
            append_unescaped(out, scanner_.inside());
        } else {
            out.assign(scanner_.inside());
        }
        return fits(out);
    }

    [[nodiscard]] bool fits(std::string_view text) const {
        std::size_t const most = scanner_.grammar().max_string;
        return text.size() <= most || utf16_size(text) <= most;
    }

    /// Goes past a value that does not fit its column.
    template <class T>
    json_outcome mismatch(json_token token) {
        return mismatch(token, json_type_name<T>.view());
    }

    [[gnu::cold, gnu::noinline]] json_outcome mismatch(json_token token, std::string_view type) {
        if (token == json_token::broken) return json_outcome::broken;
        if (reason_.empty()) {
            std::string_view const text =
                is_nested(token) ? std::string_view() : scanner_.raw(scanner_.token());
            reason_.assign(text.size() > 40 ? "" : text).append(text.empty() || text.size() > 40 ? "" : ", ");
            reason_.append(token_name(token)).append(", is no ").append(type);
        }
        return scanner_.skip_rest(token) ? json_outcome::bad : json_outcome::broken;
    }

    [[gnu::cold, gnu::noinline]] void missing(std::string_view name) {
        if (reason_.empty())
            reason_.append("no value for \"").append(name).append("\", which cannot be null");
    }

private:
    std::string_view scalar_text(json_token token) {
        if (token != json_token::text) return scanner_.raw(scanner_.token());
        if (!scanner_.escaped()) return scanner_.inside();
        unescaped_.clear();
        append_unescaped(unescaped_, scanner_.inside());
        return unescaped_;
    }

    json_outcome read_text(json_token token, std::string& out) {
        if (token == json_token::null) return mismatch<std::string>(token);
        if (token == json_token::text)
            return take_string(out) ? json_outcome::good : mismatch<std::string>(token);
        if (rewrites_) {
            out.clear();
            return rewrite_json(scanner_, token, out) ? json_outcome::good : json_outcome::broken;
        }
        char const* const from = scanner_.token();
        if (!scanner_.skip_rest(token)) return json_outcome::broken;
        out.assign(scanner_.raw(from));
        return json_outcome::good;
    }

    // One bad element makes the array bad; one that is partly good stays.
    template <class T>
    json_outcome read_array(T& out) {
        json_outcome all = json_outcome::good;
        out.clear();
        for (bool first = true;; first = false) {
            json_step const step = scanner_.next_element(first);
            if (step == json_step::end) return all;
            if (step == json_step::broken) return json_outcome::broken;
            typename T::value_type element{};
            json_outcome const one = all == json_outcome::bad ? skip() : read(element);
            if (one == json_outcome::broken) return one;
            all = worse(all, one);
            if (has_value(all)) out.push_back(std::move(element));
        }
    }

    template <class T>
    json_outcome read_map(T& out) {
        json_outcome all = json_outcome::good;
        out.clear();
        for (bool first = true;; first = false) {
            json_step const step = scanner_.next_member(first);
            if (step == json_step::end) return all;
            if (step == json_step::broken) return json_outcome::broken;
            std::string key(scanner_.name());
            typename T::mapped_type value{};
            json_outcome const one = all == json_outcome::bad ? skip() : read(value);
            if (one == json_outcome::broken) return one;
            all = worse(all, one);
            if (!has_value(all)) continue;
            if constexpr (requires { out.append(std::move(key), std::move(value)); }) {
                out.append(std::move(key), std::move(value)); // a key that comes twice is there twice
            } else {
                out.insert_or_assign(std::move(key), std::move(value));
            }
        }
    }

    // A bad field is null; where it cannot be null the struct is bad.
    template <class T>
    json_outcome read_struct(T& out) {
        using schema = schema_of<T>;
        constexpr std::size_t n = schema::size;
        std::array<bool, n + 1> found{};
        json_outcome const all = read_members([&](std::string_view name) {
            std::size_t const i = index_of<T>(name);
            if (i == not_found) return skip();
            json_outcome one = json_outcome::good;
            with_index<n>(i,
                          [&]<std::size_t I>() { one = read_field(schema::template get<I>(out), found[I]); });
            return one;
        });
        if (all == json_outcome::broken) return all;
        bool complete = true;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((complete = finish_field(schema::template get<I>(out), schema::names[I], found[I]) && complete),
             ...);
        }(std::make_index_sequence<n>{});
        return complete ? all : json_outcome::bad;
    }

    // The last of several values counts, but a bad one does not replace a good one.
    template <class T>
    json_outcome read_field(T& field, bool& found) {
        json_token const token = scanner_.next();
        if (token == json_token::null) {
            found = false;
            return json_outcome::good;
        }
        T value{};
        json_outcome const one = read(token, value);
        if (has_value(one)) {
            field = std::move(value);
            found = true;
        }
        return one;
    }

    template <class T>
    bool finish_field(T& field, std::string_view name, bool found) {
        if (found) return true;
        if constexpr (is_nullable<T>) {
            field.reset();
            return true;
        } else {
            missing(name);
            return false;
        }
    }

    json_scanner scanner_;
    json_formats formats_;
    bool rewrites_ = false;
    std::string reason_;
    std::string unescaped_;
};

} // namespace weir::detail
