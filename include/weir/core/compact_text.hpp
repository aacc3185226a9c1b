// SPDX-License-Identifier: BSL-1.0
// A text that owns its bytes in 16 bytes of room: how keys of hash tables keep theirs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace weir::detail {

/// A text of up to 12 bytes in place, a longer one on the heap. Half the size of a std::string, so that twice
/// as many keys fit a cache.
///
/// Cost    no allocation up to 12 bytes; at most 4 GiB long.
class compact_text {
    static constexpr std::size_t in_place = 12;

public:
    compact_text() = default;
    explicit compact_text(std::string_view text) : size_(checked(text.size())) {
        char* to = bytes_;
        if (size_ > in_place) {
            to = new char[size_];
            std::memcpy(bytes_, &to, sizeof to);
        }
        if (size_ != 0) std::memcpy(to, text.data(), size_);
    }
    compact_text(compact_text const& other) : compact_text(std::string_view(other)) {}
    compact_text(compact_text&& other) noexcept : size_(std::exchange(other.size_, 0)) {
        std::memcpy(bytes_, other.bytes_, in_place);
    }
    compact_text& operator=(compact_text other) noexcept {
        std::swap(size_, other.size_);
        char kept[in_place];
        std::memcpy(kept, bytes_, in_place);
        std::memcpy(bytes_, other.bytes_, in_place);
        std::memcpy(other.bytes_, kept, in_place);
        return *this;
    }
    ~compact_text() {
        if (size_ > in_place) delete[] heap();
    }

    operator std::string_view() const {
        return {size_ > in_place ? heap() : bytes_, size_};
    } // NOLINT(google-explicit-constructor)

private:
    static std::uint32_t checked(std::size_t size) {
        if (size > std::numeric_limits<std::uint32_t>::max())
            throw std::length_error("a key of text has at most 4 GiB");
        return static_cast<std::uint32_t>(size);
    }
    [[nodiscard]] char* heap() const {
        char* at = nullptr;
        std::memcpy(&at, bytes_, sizeof at);
        return at;
    }

    std::uint32_t size_ = 0;
    char bytes_[in_place]{};
};

static_assert(sizeof(compact_text) == 16);

} // namespace weir::detail
