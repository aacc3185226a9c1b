// SPDX-License-Identifier: BSL-1.0
// Reads recorded inputs with weir and writes rows as the generator of the test does.
#pragma once

#include <weir/source/csv_files.hpp>
#include <weir/source/text_files.hpp>

#include "catch.hpp"

#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

/// A file that goes when the object goes.
class temporary_file {
public:
    explicit temporary_file(std::string const& text) {
        int const descriptor = ::mkstemp(name_.data());
        REQUIRE(descriptor >= 0);
        REQUIRE(::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
        ::close(descriptor);
    }
    temporary_file(temporary_file const&) = delete;
    temporary_file& operator=(temporary_file const&) = delete;
    ~temporary_file() { ::unlink(name_.c_str()); }

    [[nodiscard]] std::string const& name() const { return name_; }

private:
    std::string name_ = "/tmp/weir-parity-XXXXXX";
};

template <class T>
void append_hex(std::string& out, T bits) {
    for (int shift = static_cast<int>(sizeof(T) * 8) - 4; shift >= 0; shift -= 4)
        out.push_back("0123456789abcdef"[bits >> shift & 0xFU]);
}

template <class T>
void append_shown(std::string& out, T const& value) {
    if constexpr (weir::is_nullable<T>) {
        if (value) {
            append_shown(out, *value);
        } else {
            out.append("NULL");
        }
    } else if constexpr (std::is_same_v<T, weir::detail::absent>) {
    } else if constexpr (std::is_same_v<T, bool>) {
        out.append(value ? "true" : "false");
    } else if constexpr (std::is_same_v<T, float>) {
        value != value ? void(out.append("NaN")) : append_hex(out, std::bit_cast<std::uint32_t>(value));
    } else if constexpr (std::is_same_v<T, double>) {
        value != value ? void(out.append("NaN")) : append_hex(out, std::bit_cast<std::uint64_t>(value));
    } else if constexpr (weir::detail::integral_column<T>) {
        out.append(std::to_string(value));
    } else if constexpr (std::is_same_v<T, weir::date>) {
        weir::append_date(out, value);
    } else if constexpr (std::is_same_v<T, weir::timestamp>) {
        weir::append_timestamp(out, value);
    } else if constexpr (std::is_same_v<T, weir::binary>) {
        out.append(value.bytes);
    } else if constexpr (std::is_same_v<T, std::string_view>) {
        out.append(value);
    } else {
        weir::append_number(out, value);
    }
}

/// Reads each input by itself; the rows as text, or the condition of the error.
template <class S, weir::detail::column_set Needed, class Options>
std::vector<std::string> read_rows(Options const& options, std::vector<std::string> const& inputs) {
    using source = std::conditional_t<std::is_same_v<Options, weir::csv_options>, weir::detail::csv_source,
                                      weir::detail::text_source>;
    std::vector<std::string> rows;
    try {
        for (std::string const& input : inputs) {
            temporary_file const file(input);
            typename source::template reader<S, Needed, false> reader(source{file.name(), options});
            reader.prepare(true);
            reader.read(
                [&](auto const& row) {
                    std::string text;
                    [&]<std::size_t... I>(std::index_sequence<I...>) {
                        bool first = true;
                        auto const add = [&](auto const& value) {
                            if (!std::exchange(first, false)) text.push_back('|');
                            append_shown(text, value);
                        };
                        ((Needed.has(I) ? add(weir::detail::value_at<I>(row)) : void()), ...);
                    }(std::make_index_sequence<weir::schema_of<S>::size>{});
                    rows.push_back(std::move(text));
                },
                [](weir::bad_record const&) {});
        }
    } catch (weir::error const& e) {
        return {"error " + e.condition()};
    }
    return rows;
}

/// Counts what is equal and tells what is not.
class tally {
public:
    void compare(std::string const& about, std::vector<std::string> const& got,
                 std::vector<std::string> const& expected) {
        INFO(about);
        CHECK(got == expected);
        passed_ += got == expected ? 1 : 0;
    }
    void rejects(std::string const& about, bool rejected) {
        INFO(about);
        CHECK(rejected);
        passed_ += rejected ? 1 : 0;
    }
    void finish(std::string const& title, int total, std::vector<std::string> const& left_out) const {
        std::printf("%s: %d of %d\n", title.c_str(), passed_, total);
        for (std::string const& reason : left_out) std::printf("  not compared: %s\n", reason.c_str());
    }

private:
    int passed_ = 0;
};
