// SPDX-License-Identifier: BSL-1.0
// Any bytes under any options: the CSV decoder neither crashes nor reads out of bounds, and its two ways
// agree.
#include <weir/format/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace {

struct record {
    std::optional<std::int32_t> a;
    std::optional<std::string> b;
    std::optional<double> c;
    std::optional<weir::timestamp> d;
    std::optional<weir::decimal<10, 2>> e;
    std::optional<std::string> _corrupt_record;
};

struct digest {
    std::uint64_t value = 0;
    std::int64_t rows = 0;

    void add(std::string_view text) {
        for (char const c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    friend bool operator==(digest const&, digest const&) = default;
};

/// What a decoder makes of a text that is followed by nothing but what may be read.
digest decode(weir::csv_options const& options, std::string_view text) {
    weir::detail::csv_decoder<record, weir::detail::first_columns(6)> decoder(options);
    std::size_t const size = text.size() + weir::detail::scan_padding;
    std::unique_ptr<char[]> const buffer(new char[size]());
    std::memcpy(buffer.get(), text.data(), text.size());
    std::string_view const block(buffer.get(), text.size());
    digest d;
    auto const push = [&d](auto const& row) {
        ++d.rows;
        auto const [a, b, c] = std::tuple(weir::detail::value_at<0>(row), weir::detail::value_at<1>(row),
                                          weir::detail::value_at<2>(row));
        auto const corrupt = weir::detail::value_at<5>(row);
        d.add(a ? std::to_string(*a) : "null");
        d.add(b.value_or("null"));
        d.add(c ? std::to_string(*c) : "null");
        d.add(corrupt.value_or("null"));
    };
    auto const bad = [&d](weir::bad_record const& r) {
        d.add(r.text);
        d.add(r.reason);
        d.value += static_cast<std::uint64_t>(r.line);
    };
    try {
        decoder.begin_file("fuzz.csv");
        if (decoder.whole_files()) {
            decoder.decode(block, 1, push, bad);
        } else {
            decoder.decode_block(block, 1, push, bad);
        }
    } catch (weir::data_error const&) {
        d.add("error");
    }
    return d;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size < 2) return 0;
    unsigned const bits = data[0] | static_cast<unsigned>(data[1]) << 8U;
    std::string text(reinterpret_cast<char const*>(data + 2), size - 2);
    weir::csv_options o;
    o.sep = (bits & 1U) != 0 ? "||" : ",";
    o.mode = static_cast<weir::parse_mode>(bits / 2 % 3);
    o.multi_line = (bits & 0x10U) != 0;
    if ((bits & 0x20U) != 0) o.escape = "\"";
    if ((bits & 0x40U) != 0) o.comment = "#";
    if ((bits & 0x80U) != 0) o.header = true;
    o.ignore_leading_white_space = (bits & 0x100U) != 0;
    o.ignore_trailing_white_space = (bits & 0x200U) != 0;
    o.unescaped_quote_handling = static_cast<weir::unescaped_quotes>((bits >> 10U) % 5);
    if ((bits & 0x8000U) != 0) o.null_value = "NA";
    if (!o.multi_line && (text.empty() || (text.back() != '\n' && text.back() != '\r'))) text.push_back('\n');
    digest const first = decode(o, text);
    if (!o.multi_line && text.find('\r') == std::string::npos) { // the same lines, one by one
        o.line_sep = "\n";
        if (decode(o, text) != first) std::abort();
    }
    return 0;
}
