// SPDX-License-Identifier: BSL-1.0
// Files are listed, opened and read; what fails names the file.
#include <weir/fs/file.hpp>
#include <weir/fs/gzip.hpp>

#include "catch.hpp"
#include "unit/source/temporary_folder.hpp"

#include <string>
#include <utility>
#include <vector>
#include <zlib.h>

namespace {

using weir::fs::posix;

std::string gzipped(std::string const& text) {
    z_stream stream{};
    REQUIRE(::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY)
            == Z_OK);
    std::string out(text.size() + 1000, '\0');
    std::string in = text;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    ::deflateEnd(&stream);
    return out;
}

std::string read(std::string const& path) {
    weir::fs::input_file<posix> input(posix{}, path);
    std::string text;
    weir::fs::read_all(input, text);
    return text;
}

static_assert(weir::fs::filesystem<posix>);
static_assert(weir::fs::base_name("/a/b.csv") == "b.csv" && weir::fs::base_name("b.csv") == "b.csv");

} // namespace

TEST_CASE("folder_is_listed_by_name_with_size_and_time") {
    test::temporary_folder const folder;
    folder.write("b", "12345", 7);
    folder.write("a", "", 9);
    std::string const sub = folder.make_folder("c");
    auto const entries = posix::list(folder.path());
    REQUIRE(entries.size() == 3);
    CHECK(entries[0] == weir::fs::file_info{folder.path("a"), 0, 9'000'000'000, false});
    CHECK(entries[1] == weir::fs::file_info{folder.path("b"), 5, 7'000'000'000, false});
    CHECK(entries[2].is_folder);
}

TEST_CASE("pattern_finds_paths_in_order_or_none") {
    test::temporary_folder const folder;
    for (char const* name : {"b.csv", "a.csv", "c.txt"}) folder.write(name, "");
    CHECK(posix::glob(folder.path("*.csv"))
          == std::vector<std::string>{folder.path("a.csv"), folder.path("b.csv")});
    CHECK(posix::glob(folder.path("*.json")).empty());
}

TEST_CASE("missing_folder_is_path_not_found_and_missing_file_does_not_exist") {
    std::string what;
    CHECK(test::condition_of<weir::io_error>([] { return void(posix::list("/no/such")); }, what)
          == "PATH_NOT_FOUND");
    CHECK(what == R"([PATH_NOT_FOUND] cannot list: No such file or directory (file "/no/such"))");
    CHECK(test::condition_of<weir::io_error>([] { return void(posix::open("/no/such")); }, what)
          == "FAILED_READ_FILE.FILE_NOT_EXIST");
    CHECK_FALSE(posix::find("/no/such").has_value());
}

TEST_CASE("folder_opened_as_a_file_fails_to_read") {
    std::string what;
    CHECK(test::condition_of<weir::io_error>([] { return void(read("/tmp")); }, what)
          == "FAILED_READ_FILE.NO_HINT");
    CHECK(what == R"([FAILED_READ_FILE.NO_HINT] cannot read: Is a directory (file "/tmp"))");
}

TEST_CASE("moved_file_is_closed_once_and_read_on") {
    test::temporary_folder const folder;
    auto first = posix::open(folder.write("a", "xyz"));
    auto second = std::move(first);
    char text[4];
    CHECK(second.read(text, 1) == 1);
    first = std::move(second);
    CHECK(first.read(text, 4) == 2);
    CHECK(first.read(text, 4) == 0);
}

TEST_CASE("gz_file_is_inflated_over_all_its_members") {
    test::temporary_folder const folder;
    std::string const large(300'000, 'x');
    CHECK(read(folder.write("a.gz", gzipped("one\n") + gzipped(large) + gzipped(""))) == "one\n" + large);
    CHECK(read(folder.write("empty.gz", "")).empty());
    CHECK(read(folder.write("plain", "as it is")) == "as it is");
}

TEST_CASE("damaged_gz_file_names_the_file") {
    test::temporary_folder const folder;
    std::string what;
    std::string const cut = folder.write("cut.gz", gzipped("some text").substr(0, 15));
    CHECK(test::condition_of<weir::io_error>([&] { return void(read(cut)); }, what)
          == "FAILED_READ_FILE.NO_HINT");
    CHECK_THAT(what, test::contains("ends too soon") && test::contains(cut));
    std::string const text = folder.write("text.gz", "this is no gzip");
    CHECK(test::condition_of<weir::io_error>([&] { return void(read(text)); }, what)
          == "FAILED_READ_FILE.NO_HINT");
    CHECK_THAT(what, test::contains("incorrect header check") && test::contains(text));
}
