// SPDX-License-Identifier: BSL-1.0
// The main function of a fuzz test where libFuzzer is not at hand: replays a corpus and simple mutations of
// it.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

using input = std::vector<std::uint8_t>;

void run(input const& bytes) { LLVMFuzzerTestOneInput(bytes.data(), bytes.size()); }

std::vector<input> read_corpus(std::filesystem::path const& folder) {
    std::vector<input> inputs{{}};
    if (std::filesystem::is_directory(folder)) {
        for (auto const& entry : std::filesystem::directory_iterator(folder)) {
            std::ifstream file(entry.path(), std::ios::binary);
            inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        }
    }
    return inputs;
}

/// Overwrites, inserts or removes one byte, or cuts the tail off; always the same for the same `random`.
void mutate(input& bytes, std::mt19937& random) {
    auto const byte = static_cast<std::uint8_t>(random());
    if (bytes.empty()) {
        bytes.push_back(byte);
        return;
    }
    std::size_t const index = random() % bytes.size();
    auto const at = bytes.begin() + static_cast<std::ptrdiff_t>(index);
    switch (random() % 4) {
    case 0:
        *at = byte;
        break;
    case 1:
        bytes.insert(at, byte);
        break;
    case 2:
        bytes.erase(at);
        break;
    default:
        bytes.resize(index);
        break;
    }
}

} // namespace

int main(int argc, char** argv) {
    constexpr int mutations = 200;
    std::mt19937 random{1};
    std::size_t count = 0;
    for (input const& seed : read_corpus(argc > 1 ? argv[1] : "")) {
        run(seed);
        input bytes = seed;
        for (int i = 0; i != mutations; ++i) {
            if (i % 8 == 0) bytes = seed;
            mutate(bytes, random);
            run(bytes);
        }
        count += 1 + mutations;
    }
    std::printf("%zu inputs\n", count);
}
