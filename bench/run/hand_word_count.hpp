// SPDX-License-Identifier: BSL-1.0
// The hand loop for counting the words of text files, complete mode.
#pragma once

#include "files.hpp"
#include "random.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#if defined(__AVX2__)
    #include <immintrin.h>
#endif

namespace bench::hand {

/// Which of the 64 bytes at `text` are a space or a newline, the first byte in the lowest bit.
inline std::uint64_t separators(char const* text) noexcept {
#if defined(__AVX2__)
    auto half = [](char const* at) {
        __m256i const bytes = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(at));
        __m256i const found = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(' ')),
                                              _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n')));
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(found)));
    };
    return half(text) | half(text + 32) << 32;
#else
    std::uint64_t found = 0;
    for (unsigned i = 0; i < 64; ++i)
        found |= static_cast<std::uint64_t>(text[i] == ' ' || text[i] == '\n') << i;
    return found;
#endif
}

/// Counts words; those of up to 16 bytes lie in the table itself.
class word_table {
public:
    /// Counts the word of `length` bytes at `text`; 16 bytes must be readable there.
    void add(char const* text, std::size_t length) {
        if (length > 16) [[unlikely]] {
            ++long_words_[std::string{text, length}];
            return;
        }
        auto const [low, high] = load(text, length);
        std::size_t i = hash(low, high) & mask_;
        for (;; i = (i + 1) & mask_) {
            slot& s = slots_[i];
            if (s.low == low && s.high == high && (s.count_and_length & 31) == length
                && s.count_and_length != 0) [[likely]] {
                s.count_and_length += 32;
                return;
            }
            if (s.count_and_length == 0) {
                s = {low, high, 32 | length};
                if (2 * ++used_ > slots_.size()) grow();
                return;
            }
        }
    }

    /// Calls `emit(word, count)` for each word.
    template <class Emit>
    void for_each(Emit&& emit) const {
        for (slot const& s : slots_) {
            if (s.count_and_length == 0) continue;
            char text[16];
            std::memcpy(text, &s.low, 8);
            std::memcpy(text + 8, &s.high, 8);
            emit(std::string_view{text, s.count_and_length & 31},
                 static_cast<std::int64_t>(s.count_and_length >> 5));
        }
        for (auto const& [word, count] : long_words_) emit(std::string_view{word}, count);
    }

private:
    struct slot {
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        std::uint64_t count_and_length = 0; // the length in the low 5 bits; 0: empty
    };

    static std::pair<std::uint64_t, std::uint64_t> load(char const* text, std::size_t length) noexcept {
        static_assert(std::endian::native == std::endian::little);
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        std::memcpy(&low, text, 8);
        std::memcpy(&high, text + 8, 8);
        // Two shifts each, since a shift by 64 is undefined.
        std::uint64_t const unused = length < 8 ? 8 - length : 0;
        std::uint64_t const unused_high = length < 8 ? 8 : 16 - length;
        low &= ~std::uint64_t{0} >> (4 * unused) >> (4 * unused);
        high &= ~std::uint64_t{0} >> (4 * unused_high) >> (4 * unused_high);
        return {low, high};
    }

    static std::size_t hash(std::uint64_t low, std::uint64_t high) noexcept {
        return mix(low ^ (high * 0x9fb21c651e98df25U));
    }

    void grow() {
        huge_vector<slot> old(2 * slots_.size());
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (slot const& s : old) {
            if (s.count_and_length == 0) continue;
            std::size_t i = hash(s.low, s.high) & mask_;
            while (slots_[i].count_and_length != 0) i = (i + 1) & mask_;
            slots_[i] = s;
        }
    }

    huge_vector<slot> slots_ = huge_vector<slot>(1024);
    std::size_t mask_ = 1023;
    std::size_t used_ = 0;
    std::unordered_map<std::string, std::int64_t> long_words_;
};

/// Splits every line on single spaces, as Spark's split(value, ' ') does, and counts the words.
///
/// Rows    `emit(word, count)` for each word at the end of the input. Between two spaces, before a leading and after a
///         trailing one, and in an empty line stands the empty word; it counts. Lines end at a newline; a carriage
///         return is not looked for, the caller makes sure that there is none.
template <class Emit>
void word_count(std::filesystem::path const& folder, Emit&& emit) {
    word_table words;
    line_blocks blocks;
    for (auto const& file : files_of(folder)) {
        blocks.open(file);
        for (std::string_view text = blocks.next(); !text.empty(); text = blocks.next()) {
            char const* const begin = text.data();
            std::size_t start = 0;
            for (std::size_t i = 0; i < text.size(); i += 64) {
                std::uint64_t found = separators(begin + i);
                if (text.size() - i < 64) found &= (std::uint64_t{1} << (text.size() - i)) - 1;
                for (; found != 0; found &= found - 1) {
                    std::size_t const end = i + static_cast<std::size_t>(std::countr_zero(found));
                    words.add(begin + start, end - start);
                    start = end + 1;
                }
            }
        }
    }
    words.for_each(emit);
}

} // namespace bench::hand
