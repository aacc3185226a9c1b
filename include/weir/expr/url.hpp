// SPDX-License-Identifier: BSL-1.0
// Addresses: url_encode, url_decode, parse_url and their forms that give null.
#pragma once

#include <weir/core/base64.hpp>
#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/error.hpp>
#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

constexpr bool is_ascii_alphanumeric(char c) {
    return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z');
}

struct url_encode_function : plain_function<url_encode_function, std::optional<std::string>, "t"> {
    static constexpr std::string_view name = "url_encode";
    template <class R>
    static std::string apply(std::string_view s) {
        std::string out;
        for (char const c : s) {
            if (is_ascii_alphanumeric(c) || std::string_view(".-*_").find(c) != std::string_view::npos) {
                out.push_back(c);
            } else if (c == ' ') {
                out.push_back('+');
            } else {
                out.push_back('%');
                append_hex(out, std::string_view(&c, 1));
            }
        }
        return out;
    }
};

/// Reads `%41` and `+`; false where a percent sign has no two digits behind it.
inline bool decode_url(std::string& out, std::string_view s) {
    std::string bytes;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] == '%') {
            if (i + 2 >= s.size() || !read_hex(bytes, s.substr(i + 1, 2))) return false;
            i += 2;
        } else {
            bytes.push_back(s[i] == '+' ? ' ' : s[i]);
        }
    }
    for (std::string_view rest = bytes; !rest.empty();) {
        decoded_character const c = decode_character(rest);
        out.append(c.valid ? rest.substr(0, c.bytes) : replacement_text);
        rest.remove_prefix(c.bytes);
    }
    return true;
}

template <bool Try>
struct url_decode_function : plain_function<url_decode_function<Try>, std::optional<std::string>, "t"> {
    static constexpr std::string_view name = Try ? "try_url_decode" : "url_decode";
    template <class R>
    static std::optional<std::string> apply(std::string_view s) {
        std::string out;
        if (decode_url(out, s)) return out;
        if constexpr (!Try) {
            std::string message("cannot decode the address \"");
            message.append(s).append("\"; use try_url_decode to get null instead");
            throw data_error("CANNOT_DECODE_URL", message);
        }
        return std::nullopt;
    }
};

/// The parts of an address; those that it has not are empty optionals.
/// Source  RFC 2396, as java.net.URI reads it.
struct url_parts {
    using part = std::optional<std::string_view>;
    part protocol;
    part authority;
    part user_info;
    part host;
    part path;
    part query;
    part file;
    part reference;
};

/// Whether a text has only characters that an address may have; those beyond ASCII are taken as they are.
constexpr bool is_url_text(std::string_view s, std::string_view more) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        char const c = s[i];
        if (c == '%') {
            if (i + 2 >= s.size() || hex_value(s[i + 1]) < 0 || hex_value(s[i + 2]) < 0) return false;
        } else if (static_cast<unsigned char>(c) < 0x80 && !is_ascii_alphanumeric(c)
                   && std::string_view("-_.!~*'();:@&=+$,").find(c) == std::string_view::npos
                   && more.find(c) == std::string_view::npos) {
            return false;
        }
    }
    return true;
}

// A name of letters, digits and hyphens between points, or an address in digits; else the authority has no
// host.
constexpr bool is_url_host(std::string_view host) {
    if (host.starts_with('[')) return host.ends_with(']');
    if (host.ends_with('.')) host.remove_suffix(1);
    if (host.empty()) return false;
    bool last_label_begins_with_digit = false;
    for (bool more = true; more;) {
        std::size_t const end = host.find('.');
        std::string_view const label = host.substr(0, end);
        if (label.empty() || label.front() == '-' || label.back() == '-') return false;
        for (char const c : label) {
            if (!is_ascii_alphanumeric(c) && c != '-') return false;
        }
        last_label_begins_with_digit = is_digit(label.front());
        more = end != std::string_view::npos;
        if (more) host.remove_prefix(end + 1);
    }
    return !last_label_begins_with_digit || host.find_first_not_of("0123456789") == std::string_view::npos;
}

constexpr void read_url_authority(url_parts& parts, std::string_view s) {
    std::size_t const at = s.find('@');
    std::string_view host = at == std::string_view::npos ? s : s.substr(at + 1);
    std::size_t const bracket = host.find(']');
    std::size_t const colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    bool good = true;
    if (colon != std::string_view::npos) {
        good = host.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
        host = host.substr(0, colon);
    }
    if (!good || !is_url_host(host)) return;
    parts.host = host;
    if (at != std::string_view::npos) parts.user_info = s.substr(0, at);
}

constexpr std::optional<url_parts> read_url(std::string_view s) {
    url_parts parts;
    if (std::size_t const hash = s.find('#'); hash != std::string_view::npos) {
        parts.reference = s.substr(hash + 1);
        s = s.substr(0, hash);
        if (!is_url_text(*parts.reference, "/?[]")) return std::nullopt;
    }
    std::size_t const colon = s.find_first_of(":/?");
    if (colon != std::string_view::npos && s[colon] == ':') {
        parts.protocol = s.substr(0, colon);
        bool const letter = colon > 0 && is_ascii_alphanumeric(s[0]) && !is_digit(s[0]);
        for (char const c : *parts.protocol) {
            if (!is_ascii_alphanumeric(c) && c != '+' && c != '-' && c != '.') return std::nullopt;
        }
        s.remove_prefix(colon + 1);
        if (!letter || s.empty()) return std::nullopt;
        if (s.front() != '/') return is_url_text(s, "/?[]") ? std::optional(parts) : std::nullopt; // mailto:
    }
    std::string_view const all = s;
    if (std::size_t const question = s.find('?'); question != std::string_view::npos) {
        parts.query = s.substr(question + 1);
        s = s.substr(0, question);
        if (!is_url_text(*parts.query, "/?[]")) return std::nullopt;
    }
    if (s.starts_with("//")) {
        std::size_t const slash = s.find('/', 2);
        std::string_view const authority = s.substr(2, slash == std::string_view::npos ? slash : slash - 2);
        s = slash == std::string_view::npos ? std::string_view() : s.substr(slash);
        if (!is_url_text(authority, "[]")) return std::nullopt;
        if (!authority.empty()) {
            parts.authority = authority;
            read_url_authority(parts, authority);
        }
    }
    if (!is_url_text(s, "/")) return std::nullopt;
    parts.path = s;
    std::size_t const tail = s.size() + (parts.query.has_value() ? parts.query->size() + 1 : 0);
    parts.file = all.substr(all.size() - tail);
    return parts;
}

template <bool Try>
struct parse_url_function : plain_function<parse_url_function<Try>, std::optional<std::string>, "t"> {
    static constexpr std::string_view name = Try ? "try_parse_url" : "parse_url";
    template <class R>
    static std::optional<std::string_view> apply(std::string_view url, std::string_view part) {
        std::optional<url_parts> const parts = read_url(url);
        if (!parts.has_value()) {
            if constexpr (!Try) {
                std::string message("the address \"");
                message.append(url).append("\" cannot be read; use try_parse_url to get null instead");
                throw data_error("INVALID_URL", message);
            }
            return std::nullopt;
        }
        if (part == "PROTOCOL") return parts->protocol;
        if (part == "AUTHORITY") return parts->authority;
        if (part == "USERINFO") return parts->user_info;
        if (part == "HOST") return parts->host;
        if (part == "PATH") return parts->path;
        if (part == "QUERY") return parts->query;
        if (part == "FILE") return parts->file;
        if (part == "REF") return parts->reference;
        return std::nullopt;
    }
    template <class R>
    static std::optional<std::string_view> apply(std::string_view url, std::string_view part,
                                                 std::string_view key) {
        std::optional<std::string_view> const query = apply<R>(url, part);
        if (!query.has_value() || part != "QUERY") return std::nullopt;
        for (std::string_view rest = *query;;) {
            std::size_t const end = rest.find('&');
            std::string_view const field = rest.substr(0, end);
            if (field.size() > key.size() && field.starts_with(key) && field[key.size()] == '=') {
                return field.substr(key.size() + 1);
            }
            if (end == std::string_view::npos) return std::nullopt;
            rest.remove_prefix(end + 1);
        }
    }
};

} // namespace detail

/// A text as a form sends it: letters, digits, `.-*_` as they are, `+` for a space, `%41` for other bytes.
/// Null    null where the text is null; nullable always, as in Spark, as the functions below.
/// Source  Spark functions.url_encode.
template <class E>
    requires detail::operand<E>
constexpr auto url_encode(E const& e) {
    return detail::make_function<detail::url_encode_function>(e);
}
/// The text that a form has sent.
/// Errors  run time: CANNOT_DECODE_URL.
/// Source  Spark functions.url_decode.
template <class E>
    requires detail::operand<E>
constexpr auto url_decode(E const& e) {
    return detail::make_function<detail::url_decode_function<false>>(e);
}
/// As url_decode, with null for what cannot be decoded.
/// Source  Spark functions.try_url_decode.
template <class E>
    requires detail::operand<E>
constexpr auto try_url_decode(E const& e) {
    return detail::make_function<detail::url_decode_function<true>>(e);
}
/// A part of an address: PROTOCOL, AUTHORITY, USERINFO, HOST, PATH, QUERY, FILE or REF; with a key, the value
/// that it has in QUERY.
/// Null    null where the address has no such part.
/// Errors  run time: INVALID_URL.
/// Source  Spark functions.parse_url.
template <class E, class P, class... K>
    requires(detail::operand<E> && detail::operand<P> && (detail::operand<K> && ...) && sizeof...(K) < 2)
constexpr auto parse_url(E const& e, P const& part, K const&... key) {
    return detail::make_function<detail::parse_url_function<false>>(e, part, key...);
}
/// As parse_url, with null for what is no address.
/// Source  Spark functions.try_parse_url.
template <class E, class P, class... K>
    requires(detail::operand<E> && detail::operand<P> && (detail::operand<K> && ...) && sizeof...(K) < 2)
constexpr auto try_parse_url(E const& e, P const& part, K const&... key) {
    return detail::make_function<detail::parse_url_function<true>>(e, part, key...);
}

} // namespace weir
