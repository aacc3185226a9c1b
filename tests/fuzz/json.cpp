// SPDX-License-Identifier: BSL-1.0
// Any bytes as JSON: nothing crashes, and the fast path says what the general reader says.
#include <weir/format/json.hpp>
#include <weir/format/json_value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct inner {
    std::optional<std::int32_t> x;
    std::optional<std::string> y;
};

struct record {
    std::optional<std::int64_t> a;
    std::optional<std::string> b;
    std::optional<double> c;
    std::optional<weir::timestamp> t;
    std::optional<weir::binary> d;
    std::optional<std::vector<std::optional<inner>>> l;
    std::optional<std::map<std::string, std::optional<bool>>> m;
    std::optional<std::string> _corrupt_record;
};

using weir::detail::element;

constexpr auto all_columns = weir::detail::first_columns(weir::schema_of<record>::size);
using decoder = weir::detail::json_decoder<record, all_columns>;

// Enough of a row to tell two readings apart.
template <class Decoder>
std::string said(Decoder& reader, std::string_view text) {
    std::string out;
    reader.decode(
        text, 1,
        [&](auto const& row) {
            auto const& v = row.values;
            out.append(std::to_string(element<0>(v).value_or(-1))).append(element<1>(v).value_or("-"));
            out.append(std::to_string(element<2>(v).value_or(-1)));
            out.append(std::to_string(element<3>(v) ? weir::micros(*element<3>(v)) : -1));
            out.append(element<4>(v) ? element<4>(v)->bytes : "-");
            out.append(std::to_string(element<5>(v) ? element<5>(v)->size() : 99));
            out.append(std::to_string(element<6>(v) ? element<6>(v)->size() : 99));
            out.append(element<7>(v).value_or("-"));
        },
        [&](weir::bad_record const& r) { out.append(r.column).append(r.reason); });
    return out;
}

} // namespace

// The first byte chooses options. The line before the last one teaches the decoder a shape.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    weir::json_options options;
    options.allow_comments = (data[0] & 1U) != 0;
    options.allow_unquoted_field_names = (data[0] & 2U) != 0;
    options.allow_backslash_escaping_any_character = (data[0] & 4U) != 0;
    options.allow_unquoted_control_chars = (data[0] & 8U) != 0;
    options.allow_numeric_leading_zeros = (data[0] & 16U) != 0;
    options.allow_single_quotes = (data[0] & 32U) == 0;
    std::string const text(data + 1, data + size);

    decoder warm(options);
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const end = std::min(text.find('\n', at), text.size());
        std::vector<char> const line(text.begin() + static_cast<std::ptrdiff_t>(at),
                                     text.begin() + static_cast<std::ptrdiff_t>(end));
        std::string_view const view(line.data(), line.size());
        decoder fresh(options);
        if (said(warm, view) != said(fresh, view)) std::abort();
        at = end + 1;
    }
    (void)weir::try_parse_json_value<record>(text, options);
    (void)weir::try_parse_json_value<std::vector<double>>(text, options);

    std::string block = text;
    block.append(weir::detail::scan_padding, '\0');
    decoder blocks(options);
    blocks.decode_block(
        std::string_view(block).substr(0, text.size()), 1, [](auto const&) {}, [](auto const&) {});
    return 0;
}
