// SPDX-License-Identifier: BSL-1.0
// md5, sha1, sha2 and crc32: digests of texts and bytes.
#pragma once

#include <weir/core/digest.hpp>
#include <weir/expr/arguments.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

template <class Fn>
struct digest_function {
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(Fn::name, "b");
    }
    template <class T>
    using result = std::string;
    template <class R, class T>
    static std::string apply(T const& value) {
        std::string out;
        append_digest<typename Fn::algorithm>(out, bytes_of(value));
        return out;
    }
};
struct md5_function : digest_function<md5_function> {
    static constexpr std::string_view name = "md5";
    using algorithm = md5_algorithm;
};
struct sha1_function : digest_function<sha1_function> {
    static constexpr std::string_view name = "sha1";
    using algorithm = sha1_algorithm;
};
struct sha_function : digest_function<sha_function> {
    static constexpr std::string_view name = "sha";
    using algorithm = sha1_algorithm;
};

struct sha2_function {
    static constexpr std::string_view name = "sha2";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "bi");
    }
    template <class...>
    using result = std::optional<std::string>;
    template <class R, class T>
    static std::optional<std::string> apply(T const& value, std::int64_t bits) {
        std::string_view const bytes = bytes_of(value);
        std::string out;
        switch (bits) {
        case 224:
            append_digest<sha2_algorithm<224>>(out, bytes);
            break;
        case 0:
        case 256:
            append_digest<sha2_algorithm<256>>(out, bytes);
            break;
        case 384:
            append_digest<sha2_algorithm<384>>(out, bytes);
            break;
        case 512:
            append_digest<sha2_algorithm<512>>(out, bytes);
            break;
        default:
            return std::nullopt;
        }
        return out;
    }
};

struct crc32_function {
    static constexpr std::string_view name = "crc32";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "b");
    }
    template <class T>
    using result = std::int64_t;
    template <class T>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr std::int64_t apply(T const& value) {
        return crc32_of(bytes_of(value));
    }
};

} // namespace detail

/// The MD5 digest of a text or binary, in hexadecimal digits.
/// Null    null where the argument is null.
/// Errors  compile time: neither text nor binary.
/// Source  Spark functions.md5.
template <class E>
    requires detail::operand<E>
constexpr auto md5(E const& e) {
    return detail::make_function<detail::md5_function>(e);
}
/// The SHA-1 digest of a text or binary, in hexadecimal digits.
/// Source  Spark functions.sha1.
template <class E>
    requires detail::operand<E>
constexpr auto sha1(E const& e) {
    return detail::make_function<detail::sha1_function>(e);
}
/// Another name of sha1.
/// Source  Spark functions.sha.
template <class E>
    requires detail::operand<E>
constexpr auto sha(E const& e) {
    return detail::make_function<detail::sha_function>(e);
}
/// The SHA-2 digest of 224, 256, 384 or 512 bits (0: 256), in hexadecimal digits.
/// Null    null for another number of bits.
/// Errors  compile time: neither text nor binary, bits that are no integer.
/// Source  Spark functions.sha2.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto sha2(E const& e, N const& bits) {
    return detail::make_function<detail::sha2_function>(e, bits);
}
/// The CRC-32 of a text or binary, as bigint.
/// Source  Spark functions.crc32.
template <class E>
    requires detail::operand<E>
constexpr auto crc32(E const& e) {
    return detail::make_function<detail::crc32_function>(e);
}

} // namespace weir
