// SPDX-License-Identifier: BSL-1.0
// Digests of bytes: MD5, SHA-1, SHA-2 and CRC-32.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir::detail {

/// What MD5, SHA-1 and SHA-2 have in common: blocks, padding, and the state written as hexadecimal digits.
template <class Algorithm>
void append_digest(std::string& out, std::string_view bytes) {
    using word = typename Algorithm::word;
    constexpr std::size_t block_size = 16 * sizeof(word);
    auto state = Algorithm::start;
    auto const take = [&state](char const* block) {
        std::array<word, 16> words{};
        for (std::size_t i = 0; i < block_size; ++i) {
            std::size_t const at = i % sizeof(word);
            std::size_t const place = Algorithm::little_endian ? at : sizeof(word) - 1 - at;
            words[i / sizeof(word)] |= static_cast<word>(static_cast<unsigned char>(block[i])) << (8 * place);
        }
        Algorithm::compress(state, words);
    };
    std::string_view rest = bytes;
    for (; rest.size() >= block_size; rest.remove_prefix(block_size)) take(rest.data());

    char last[2 * block_size] = {};
    rest.copy(last, rest.size());
    last[rest.size()] = '\x80';
    std::size_t const end = rest.size() < block_size - 2 * sizeof(word) ? block_size : 2 * block_size;
    std::uint64_t const bits = std::uint64_t{bytes.size()} * 8;
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t const place = Algorithm::little_endian ? end - 8 + i : end - 1 - i;
        last[place] = static_cast<char>(bits >> (8 * i) & 0xFFU);
    }
    take(last);
    if (end > block_size) take(last + block_size);

    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < Algorithm::digest_size; ++i) {
        std::size_t const at = i % sizeof(word);
        std::size_t const place = Algorithm::little_endian ? at : sizeof(word) - 1 - at;
        auto const byte = static_cast<std::size_t>(state[i / sizeof(word)] >> (8 * place) & 0xFFU);
        out.push_back(digits[byte >> 4U]);
        out.push_back(digits[byte & 0xFU]);
    }
}

/// Source  RFC 1321.
struct md5_algorithm {
    using word = std::uint32_t;
    static constexpr bool little_endian = true;
    static constexpr std::size_t digest_size = 16;
    static constexpr std::array<word, 4> start = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    static void compress(std::array<word, 4>& state, std::array<word, 16> const& block) {
        static constexpr int turns[4][4] = {
            {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
        auto [a, b, c, d] = state;
        for (std::size_t i = 0; i < 64; ++i) {
            std::size_t const round = i / 16;
            word const mixed = round == 0   ? (b & c) | (~b & d)
                               : round == 1 ? (d & b) | (~d & c)
                               : round == 2 ? b ^ c ^ d
                                            : c ^ (b | ~d);
            static constexpr std::size_t step[4] = {1, 5, 3, 7};
            static constexpr std::size_t first[4] = {0, 1, 5, 0};
            word const sum = a + mixed + sines[i] + block[(step[round] * i + first[round]) % 16];
            a = d;
            d = c;
            c = b;
            b += std::rotl(sum, turns[round][i % 4]);
        }
        state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
    }

private:
    static constexpr std::array<word, 64> sines = {
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    };
};

/// Source  FIPS 180-4.
struct sha1_algorithm {
    using word = std::uint32_t;
    static constexpr bool little_endian = false;
    static constexpr std::size_t digest_size = 20;
    static constexpr std::array<word, 5> start = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

    static void compress(std::array<word, 5>& state, std::array<word, 16> block) {
        auto [a, b, c, d, e] = state;
        for (std::size_t i = 0; i < 80; ++i) {
            word& w = block[i % 16];
            if (i >= 16)
                w = std::rotl(w ^ block[(i + 2) % 16] ^ block[(i + 8) % 16] ^ block[(i + 13) % 16], 1);
            word const mixed = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999
                               : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                               : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                                        : (b ^ c ^ d) + 0xca62c1d6;
            word const next = std::rotl(a, 5) + mixed + e + w;
            e = d;
            d = c;
            c = std::rotl(b, 30);
            b = a;
            a = next;
        }
        state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
    }
};

// The fractions of the cube roots of the first 80 primes; SHA-256 takes the upper half of each.
inline constexpr std::array<std::uint64_t, 80> sha2_constants = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538,
    0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
    0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
    0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab,
    0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed,
    0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
    0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
    0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373,
    0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c,
    0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
    0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
    0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};
// The fractions of the square roots of the first 16 primes: SHA-512 begins with the first eight, SHA-384 with
// the others, SHA-256 with the upper and SHA-224 with the lower halves of these.
inline constexpr std::array<std::uint64_t, 16> sha2_starts = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
    0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
};

/// SHA-224, SHA-256 (32-bit words), SHA-384, SHA-512 (64-bit words).
/// Source  FIPS 180-4.
template <std::size_t Bits>
struct sha2_algorithm {
    static constexpr bool wide = Bits > 256;
    using word = std::conditional_t<wide, std::uint64_t, std::uint32_t>;
    static constexpr bool little_endian = false;
    static constexpr std::size_t digest_size = Bits / 8;
    static constexpr std::array<word, 8> start = [] {
        std::array<word, 8> out{};
        for (std::size_t i = 0; i < 8; ++i) {
            std::uint64_t const root = sha2_starts[Bits == 224 || Bits == 384 ? i + 8 : i];
            out[i] = static_cast<word>(Bits == 256 ? root >> 32U : root);
        }
        return out;
    }();

    static void compress(std::array<word, 8>& state, std::array<word, 16> block) {
        auto const mix = [](word x, int i, int j, int k) {
            return std::rotr(x, i) ^ std::rotr(x, j) ^ std::rotr(x, k);
        };
        auto const spread = [](word x, int i, int j, int k) {
            return std::rotr(x, i) ^ std::rotr(x, j) ^ (x >> k);
        };
        auto [a, b, c, d, e, f, g, h] = state;
        for (std::size_t i = 0; i < (wide ? 80 : 64); ++i) {
            word& w = block[i % 16];
            if (i >= 16) {
                word const early = block[(i + 1) % 16];
                word const late = block[(i + 14) % 16];
                w += block[(i + 9) % 16] + (wide ? spread(early, 1, 8, 7) : spread(early, 7, 18, 3))
                     + (wide ? spread(late, 19, 61, 6) : spread(late, 17, 19, 10));
            }
            auto const constant = static_cast<word>(wide ? sha2_constants[i] : sha2_constants[i] >> 32U);
            word const t =
                h + (wide ? mix(e, 14, 18, 41) : mix(e, 6, 11, 25)) + ((e & f) ^ (~e & g)) + constant + w;
            word const u = (wide ? mix(a, 28, 34, 39) : mix(a, 2, 13, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t;
            d = c;
            c = b;
            b = a;
            a = t + u;
        }
        state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d,
                 state[4] + e, state[5] + f, state[6] + g, state[7] + h};
    }
};

/// The CRC-32 of bytes, as zlib and Java compute it.
constexpr std::uint32_t crc32_of(std::string_view bytes) {
    constexpr auto table = [] {
        std::array<std::uint32_t, 256> out{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t c = i;
            for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ c >> 1U : c >> 1U;
            out[i] = c;
        }
        return out;
    }();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (char const c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ crc >> 8U;
    return ~crc;
}

} // namespace weir::detail
