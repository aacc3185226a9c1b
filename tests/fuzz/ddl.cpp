// SPDX-License-Identifier: BSL-1.0
// Schemas from any text: reading ends, stays within its nodes, says where a fault is, and what was read is read again.
#include <weir/schema/ddl_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t capacity = 256;
constexpr std::size_t longest = 2 * capacity - 4; // a type takes two characters at least

void require(bool holds) {
    if (!holds) std::abort();
}

using tree = decltype(weir::detail::ddl_parser<capacity>(std::string_view{}).parse());

/// Whether every node below `node` is one that was made, and after its parent.
void walk(tree const& t, std::size_t node) {
    std::size_t children = 0;
    for (std::size_t child = t.nodes[node].first_child; child != 0; child = t.nodes[child].next) {
        require(child > node && child < t.size);
        ++children;
        walk(t, child);
    }
    require(children == t.nodes[node].children);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size > longest) return 0;
    std::string const text(reinterpret_cast<char const*>(data), size);
    tree const parsed = weir::detail::ddl_parser<capacity>(text).parse();
    require(parsed.size <= capacity);
    if (parsed.error.failed()) {
        require(parsed.error.message.size() < 300);
        return 0;
    }
    walk(parsed, 0);
    for (std::size_t i = 1; i < parsed.size; ++i) {
        require(parsed.nodes[i].name_begin + parsed.nodes[i].name_size <= text.size());
    }
    // Spaces around a schema mean nothing.
    tree const spaced = weir::detail::ddl_parser<capacity>(text + " ").parse();
    require(!spaced.error.failed() && spaced.size == parsed.size);
    return 0;
}
