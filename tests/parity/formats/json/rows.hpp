// SPDX-License-Identifier: BSL-1.0
// Reads files with json_files and writes their rows in the notation of generate.py.
#pragma once

#include <weir/schema/row.hpp>
#include <weir/source/json_files.hpp>

#include "catch.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace test {

inline void write(std::string& out, std::string_view text) {
    out.push_back('"');
    for (char const c : text) {
        if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
            out.push_back(c);
        } else {
            char code[8];
            std::snprintf(code, sizeof code, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
            out.append(code);
        }
    }
    out.push_back('"');
}

template <class T>
void write(std::string& out, T const& value) {
    if constexpr (weir::is_nullable<T>) {
        value.has_value() ? write(out, *value) : void(out.append("null"));
    } else if constexpr (std::is_same_v<T, std::string>) {
        write(out, std::string_view(value));
    } else if constexpr (std::is_same_v<T, weir::binary>) {
        write(out, std::string_view(value.bytes));
    } else if constexpr (std::is_same_v<T, bool>) {
        out.append(value ? "true" : "false");
    } else if constexpr (std::is_floating_point_v<T>) {
        char text[40];
        std::snprintf(text, sizeof text, "%.17g", static_cast<double>(value));
        out.append(text);
    } else if constexpr (std::is_integral_v<T>) {
        out.append(std::to_string(value));
    } else if constexpr (std::is_same_v<T, weir::timestamp>) {
        weir::append_timestamp(out, value);
    } else if constexpr (std::is_same_v<T, weir::date>) {
        weir::append_date(out, value);
    } else if constexpr (weir::detail::is_decimal<T>) {
        weir::append_number(out, value);
    } else if constexpr (weir::detail::is_array<T>) {
        out.push_back('[');
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i != 0) out.append(", ");
            write(out, value[i]);
        }
        out.push_back(']');
    } else if constexpr (weir::detail::is_map<T>) {
        out.push_back('{');
        bool first = true;
        for (auto const& [key, mapped] : value) {
            if (!first) out.append(", ");
            first = false;
            write(out, key);
            out.append(": ");
            write(out, mapped);
        }
        out.push_back('}');
    } else {
        out.push_back('(');
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((out.append(I == 0 ? "" : ", "), write(out, weir::schema_of<T>::template get<I>(value))), ...);
        }(std::make_index_sequence<weir::schema_of<T>::size>{});
        out.push_back(')');
    }
}

template <std::size_t I, class Row>
void write_column(std::string& out, Row const& row, bool& first) {
    if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(weir::detail::value_at<I>(row))>,
                                  weir::detail::absent>) {
        out.append(first ? "" : ", ");
        first = false;
        write(out, weir::detail::value_at<I>(row));
    }
}

/// What came of the cases of a recording.
class tally {
public:
    void passed() { ++passed_; }
    void leave_out(std::string const& reason) { left_out_.push_back(reason); }
    void report(char const* file, int total) const {
        std::printf("%s: %d of %d\n", file, passed_, total);
        for (std::string const& reason : left_out_) std::printf("    not: %s\n", reason.c_str());
    }

private:
    int passed_ = 0;
    std::vector<std::string> left_out_;
};

/// A folder that goes with its files when the object does.
class folder {
public:
    folder() {
        std::string name = (std::filesystem::temp_directory_path() / "weir-json-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) std::abort();
        path_ = name;
    }
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;
    ~folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

template <class S, weir::detail::column_set Needed>
std::string rows_of(std::filesystem::path const& path, weir::json_options const& options) {
    weir::detail::json_source const source = weir::json_files(path.string(), options);
    typename weir::detail::json_source::reader<S, Needed, false> reader(source);
    std::string out;
    if (!reader.prepare(true)) return out;
    reader.read(
        [&](auto const& row) {
            bool first = true;
            out.push_back('(');
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (write_column<I>(out, row, first), ...);
            }(std::make_index_sequence<weir::schema_of<S>::size>{});
            out.append(")\n");
        },
        [](weir::bad_record const&) {});
    return out;
}

} // namespace test

/// Reads `files` and compares with rows, or with the condition of an error.
template <class S, weir::detail::column_set Needed>
void check(test::tally& tally, std::string const& about, weir::json_options const& options,
           std::vector<std::string> const& files, std::string const& error, std::string const& rows) {
    CAPTURE(about);
    test::folder const folder;
    for (std::size_t i = 0; i < files.size(); ++i) {
        std::ofstream(folder.path() / (std::to_string(i) + ".json"), std::ios::binary) << files[i];
    }
    std::string got;
    std::string got_error;
    try {
        got = test::rows_of<S, Needed>(folder.path(), options);
    } catch (weir::error const& e) {
        got_error = e.condition();
    }
    CHECK(got_error == error);
    if (error.empty()) CHECK(got == rows);
    if (got_error == error && (!error.empty() || got == rows)) tally.passed();
}
