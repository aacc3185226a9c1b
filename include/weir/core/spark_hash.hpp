// SPDX-License-Identifier: BSL-1.0
// The two hashes that SQL can ask for, bit by bit as Spark computes them: Murmur3 (32 bits) and XXH64.
#pragma once

#include <weir/core/bytes.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

/// Murmur3 x86_32; the bytes after the last whole word are mixed one by one, with their sign, as Spark does.
struct murmur3_hash {
    using value = std::int32_t;

    static constexpr value of_int(std::int32_t input, value seed) {
        return finish(mix(static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(input)), 4);
    }
    static constexpr value of_long(std::int64_t input, value seed) {
        auto const bits = static_cast<std::uint64_t>(input);
        std::uint32_t const low = mix(static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(bits));
        return finish(mix(low, static_cast<std::uint32_t>(bits >> 32U)), 8);
    }
    static constexpr value of_bytes(std::string_view bytes, value seed) {
        auto hash = static_cast<std::uint32_t>(seed);
        std::size_t at = 0;
        for (; at + 4 <= bytes.size(); at += 4) {
            hash = mix(hash, load_little_endian<std::uint32_t>(bytes.data() + at));
        }
        for (; at < bytes.size(); ++at) {
            hash = mix(hash, static_cast<std::uint32_t>(static_cast<signed char>(bytes[at])));
        }
        return finish(hash, static_cast<std::uint32_t>(bytes.size()));
    }

private:
    static constexpr std::uint32_t mix(std::uint32_t hash, std::uint32_t word) {
        word = std::rotl(word * 0xcc9e2d51U, 15) * 0x1b873593U;
        return std::rotl(hash ^ word, 13) * 5 + 0xe6546b64U;
    }
    static constexpr value finish(std::uint32_t hash, std::uint32_t length) {
        hash ^= length;
        hash = (hash ^ hash >> 16U) * 0x85ebca6bU;
        hash = (hash ^ hash >> 13U) * 0xc2b2ae35U;
        return static_cast<value>(hash ^ hash >> 16U);
    }
};

/// XXH64.
struct xxhash64_hash {
    using value = std::int64_t;

    static constexpr value of_int(std::int32_t input, value seed) {
        std::uint64_t const hash = static_cast<std::uint64_t>(seed) + prime5 + 4;
        return finish(mix_word(hash, static_cast<std::uint32_t>(input)));
    }
    static constexpr value of_long(std::int64_t input, value seed) {
        std::uint64_t const hash = static_cast<std::uint64_t>(seed) + prime5 + 8;
        return finish(mix_long(hash, static_cast<std::uint64_t>(input)));
    }
    static constexpr value of_bytes(std::string_view bytes, value seed) {
        auto const start = static_cast<std::uint64_t>(seed);
        char const* at = bytes.data();
        std::size_t left = bytes.size();
        std::uint64_t hash = start + prime5;
        if (left >= 32) {
            std::uint64_t lanes[4] = {start + prime1 + prime2, start + prime2, start, start - prime1};
            for (; left >= 32; left -= 32) {
                for (std::uint64_t& lane : lanes) {
                    lane = round(lane, load_little_endian<std::uint64_t>(at));
                    at += 8;
                }
            }
            hash = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12)
                   + std::rotl(lanes[3], 18);
            for (std::uint64_t const lane : lanes) hash = (hash ^ round(0, lane)) * prime1 + prime4;
        }
        hash += bytes.size();
        for (; left >= 8; left -= 8, at += 8) hash = mix_long(hash, load_little_endian<std::uint64_t>(at));
        if (left >= 4) {
            hash = mix_word(hash, load_little_endian<std::uint32_t>(at));
            left -= 4;
            at += 4;
        }
        for (; left > 0; --left, ++at) {
            hash = std::rotl(hash ^ static_cast<unsigned char>(*at) * prime5, 11) * prime1;
        }
        return finish(hash);
    }

private:
    static constexpr std::uint64_t prime1 = 0x9E3779B185EBCA87;
    static constexpr std::uint64_t prime2 = 0xC2B2AE3D27D4EB4F;
    static constexpr std::uint64_t prime3 = 0x165667B19E3779F9;
    static constexpr std::uint64_t prime4 = 0x85EBCA77C2B2AE63;
    static constexpr std::uint64_t prime5 = 0x27D4EB2F165667C5;

    static constexpr std::uint64_t round(std::uint64_t lane, std::uint64_t word) {
        return std::rotl(lane + word * prime2, 31) * prime1;
    }
    static constexpr std::uint64_t mix_long(std::uint64_t hash, std::uint64_t word) {
        return std::rotl(hash ^ round(0, word), 27) * prime1 + prime4;
    }
    static constexpr std::uint64_t mix_word(std::uint64_t hash, std::uint32_t word) {
        return std::rotl(hash ^ word * prime1, 23) * prime2 + prime3;
    }
    static constexpr value finish(std::uint64_t hash) {
        hash = (hash ^ hash >> 33U) * prime2;
        hash = (hash ^ hash >> 29U) * prime3;
        return static_cast<value>(hash ^ hash >> 32U);
    }
};

} // namespace weir::detail
