// SPDX-License-Identifier: BSL-1.0
// The file source: which files make a batch, in which order, each once; and what cannot be read.
#include <weir/source/csv_files.hpp>
#include <weir/source/text_files.hpp>

#include "catch.hpp"
#include "unit/source/temporary_folder.hpp"

#include <cstdint>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

namespace {

using weir::text_line;
using weir::text_options;
using weir::detail::first_columns;
using rows = std::vector<std::string>;

template <bool Streaming = true>
using text_reader = weir::detail::text_source::reader<text_line, first_columns(1), Streaming>;

template <class Reader>
rows read(Reader& reader) {
    rows found;
    std::int64_t const n =
        reader.read([&](auto const& row) { found.emplace_back(weir::detail::value_at<0>(row)); },
                    [](weir::bad_record const&) {});
    CHECK(n == static_cast<std::int64_t>(found.size()));
    reader.commit();
    return found;
}

template <class Reader>
rows next(Reader& reader, bool ignore_limits = false) {
    return reader.prepare(ignore_limits) ? read(reader) : rows{"nothing"};
}

} // namespace

TEST_CASE("files_are_read_once_in_the_order_of_their_times") {
    test::temporary_folder const folder;
    folder.write("a", "2\n", 200);
    folder.write("b", "1\n", 100);
    folder.write("c", "3", 200);
    text_reader<> reader(weir::text_files(folder.path()));
    CHECK(reader.description() == "FileStreamSource[file:" + folder.path() + "]");
    CHECK(reader.end_offset() == "null");
    CHECK(next(reader) == rows{"1", "2", "3"});
    CHECK(reader.start_offset() == "null");
    CHECK(reader.end_offset() == R"({"logOffset":0})");
    CHECK_FALSE(reader.prepare(false));
    folder.write("d", "4\n", 150);
    CHECK(next(reader) == rows{"4"});
    CHECK(reader.start_offset() == R"({"logOffset":0})");
    CHECK(reader.end_offset() == R"({"logOffset":1})");
}

TEST_CASE("static_reading_takes_all_files_by_path") {
    test::temporary_folder const folder;
    folder.write("a", "1\n", 200);
    folder.write("b", "2\n", 100);
    text_reader<false> reader(weir::text_files(folder.path(), {.max_files_per_trigger = 1}));
    CHECK(next(reader, true) == rows{"1", "2"});
}

TEST_CASE("limits_cut_batches") {
    test::temporary_folder const folder;
    for (int i = 0; i < 5; ++i) folder.write(std::to_string(i), std::to_string(i) + "\n", 100 + i);
    text_reader<> by_count(weir::text_files(folder.path(), {.max_files_per_trigger = 2}));
    CHECK(next(by_count) == rows{"0", "1"});
    CHECK(next(by_count) == rows{"2", "3"});
    CHECK(next(by_count) == rows{"4"});
    CHECK(next(by_count) == rows{"nothing"});
    text_reader<> by_size(weir::text_files(folder.path(), {.max_bytes_per_trigger = 5}));
    CHECK(next(by_size) == rows{"0", "1"});
    CHECK(next(by_size, true) == rows{"2", "3", "4"});
    text_reader<> tiny(weir::text_files(folder.path(), {.max_bytes_per_trigger = 1}));
    CHECK(next(tiny) == rows{"0"});
    text_reader<> newest(weir::text_files(folder.path(), {.max_files_per_trigger = 2, .latest_first = true}));
    CHECK(next(newest) == rows{"4", "3"});
    folder.write("5", "5\n", 105);
    CHECK(next(newest) == rows{"5", "2"});
    CHECK_THROWS_AS((text_reader<>(weir::text_files(folder.path(), {.max_files_per_trigger = 0}))),
                    weir::query_error);
    CHECK_THROWS_AS((text_reader<>(weir::text_files(
                        folder.path(), {.max_files_per_trigger = 1, .max_bytes_per_trigger = 1}))),
                    weir::query_error);
}

TEST_CASE("frozen_source_reads_only_what_was_there") {
    test::temporary_folder const folder;
    folder.write("a", "1\n", 100);
    folder.write("b", "2\n", 101);
    text_reader<> reader(weir::text_files(folder.path(), {.max_files_per_trigger = 1}));
    reader.freeze();
    folder.write("c", "3\n", 102);
    CHECK(next(reader) == rows{"1"});
    CHECK(next(reader) == rows{"2"});
    CHECK(next(reader) == rows{"nothing"});
}

TEST_CASE("hidden_files_folders_and_other_names_are_left_out") {
    test::temporary_folder const folder;
    for (char const* name : {"_SUCCESS", ".crc", "x._COPYING_", "a.csv", "b.txt", "_k=1"})
        folder.write(name, name);
    std::string const sub = folder.make_folder("sub");
    std::string const hidden = folder.make_folder("_hidden");
    folder.write("sub/c.txt", "c", 1'000'001);
    folder.write("_hidden/d.txt", "d");
    text_reader<> all(weir::text_files(folder.path()));
    CHECK(next(all) == rows{"_k=1", "a.csv", "b.txt"});
    text_reader<> some(
        weir::text_files(folder.path(), {.path_glob_filter = "*.txt", .recursive_file_lookup = true}));
    CHECK(next(some) == rows{"b.txt", "c"});
    text_reader<> pattern(weir::text_files(folder.path("*.txt")));
    CHECK(next(pattern) == rows{"b.txt"});
    text_reader<> one(weir::text_files(folder.path("a.csv")));
    CHECK(next(one) == rows{"a.csv"});
}

TEST_CASE("file_of_a_known_name_elsewhere_is_known_with_file_name_only") {
    test::temporary_folder const folder;
    std::string const sub = folder.make_folder("sub");
    folder.write("a", "1");
    folder.write("sub/a", "2", 1'000'001);
    text_reader<> reader(
        weir::text_files(folder.path(), {.file_name_only = true, .recursive_file_lookup = true}));
    CHECK(next(reader) == rows{"1"});
    CHECK(next(reader) == rows{"nothing"});
}

TEST_CASE("file_older_than_the_newest_by_more_than_max_file_age_is_not_read_after_the_first_batch") {
    test::temporary_folder const folder;
    folder.write("old", "old", 1'000);
    folder.write("new", "new", 100'000);
    text_reader<> reader(weir::text_files(folder.path(), {.max_file_age = std::chrono::seconds(10)}));
    CHECK(next(reader) == rows{"old", "new"});
    folder.write("late", "late", 99'000);
    folder.write("within", "within", 99'995);
    CHECK(next(reader) == rows{"within"});
}

TEST_CASE("restored_source_does_not_read_files_again") {
    test::temporary_folder const folder;
    folder.write("a", "1", 100);
    text_reader<> first(weir::text_files(folder.path()));
    CHECK(next(first) == rows{"1"});
    text_reader<> second(weir::text_files(folder.path()));
    second.restore(0, first.batch_files());
    CHECK_FALSE(second.prepare(false));
    folder.write("b", "2", 101);
    CHECK(next(second) == rows{"2"});
    CHECK(second.end_offset() == R"({"logOffset":1})");
}

TEST_CASE("missing_folder_is_path_not_found_when_the_reader_is_made") {
    std::string what;
    CHECK(
        test::condition_of<weir::io_error>([] { text_reader<> r(weir::text_files("/no/such/folder")); }, what)
        == "PATH_NOT_FOUND");
    CHECK_THAT(what, test::contains(R"(file "/no/such/folder")"));
    CHECK(test::condition_of<weir::io_error>([] { text_reader<false> r(weir::text_files("/no/such/*")); })
          == "PATH_NOT_FOUND");
    text_reader<> waiting(weir::text_files("/no/such/*")); // files may come to match it
    CHECK_FALSE(waiting.prepare(false));
}

TEST_CASE("file_that_vanishes_between_listing_and_opening_is_an_error_that_names_it") {
    test::temporary_folder const folder;
    std::string const file = folder.write("a", "1");
    text_reader<> reader(weir::text_files(folder.path()));
    REQUIRE(reader.prepare(false));
    ::unlink(file.c_str());
    std::string what;
    CHECK(test::condition_of<weir::io_error>([&] { return void(read(reader)); }, what)
          == "FAILED_READ_FILE.FILE_NOT_EXIST");
    CHECK_THAT(what, test::contains(file));
}

TEST_CASE("file_that_cannot_be_read_is_an_error_that_names_it") {
    test::temporary_folder const folder;
    std::string const file = folder.write("a", "1");
    text_reader<> reader(weir::text_files(folder.path()));
    REQUIRE(reader.prepare(false));
    ::unlink(file.c_str());
    std::string const in_its_place = folder.make_folder("a"); // root may read everything but this
    std::string what;
    CHECK(test::condition_of<weir::io_error>([&] { return void(read(reader)); }, what)
          == "FAILED_READ_FILE.NO_HINT");
    CHECK_THAT(what, test::contains(file) && test::contains("Is a directory"));
}

TEST_CASE("empty_file_has_no_rows_but_is_a_batch") {
    test::temporary_folder const folder;
    folder.write("a", "");
    text_reader<> reader(weir::text_files(folder.path()));
    CHECK(next(reader).empty());
    CHECK(reader.end_offset() == R"({"logOffset":0})");
}

TEST_CASE("whole_text_makes_a_row_of_a_file") {
    test::temporary_folder const folder;
    folder.write("a", "1\n2\n", 100);
    folder.write("b", "3", 101);
    folder.write("c", "", 102);
    text_reader<> reader(weir::text_files(folder.path(), {.whole_text = true}));
    CHECK(next(reader) == rows{"1\n2\n", "3"});
}

TEST_CASE("bad_records_of_several_files_are_told_with_their_place_and_all_else_is_counted") {
    struct reading {
        std::int32_t a;
        std::optional<std::string> b;
    };
    test::temporary_folder const folder;
    folder.write("a.csv", "a,b\n1,x\nbad,y\n2,z", 100);
    std::string const second = folder.write("b.csv",
                                            "\xEF\xBB\xBF"
                                            "a,b\r\n3,x\r\n4\r\n5,y\r\n",
                                            101);
    weir::detail::csv_source::reader<reading, first_columns(2), true> reader(
        weir::csv_files(folder.path(), {.header = true}));
    REQUIRE(reader.prepare(false));
    std::vector<std::int32_t> read;
    std::vector<test::kept_bad_record> bad;
    std::int64_t const n =
        reader.read([&](auto const& row) { read.push_back(weir::detail::value_at<0>(row)); },
                    [&](weir::bad_record const& r) { bad.push_back(test::keep(r)); });
    CHECK(read == std::vector<std::int32_t>{1, 2, 3, 4, 5});
    CHECK(n == 5);
    REQUIRE(bad.size() == 2);
    CHECK(bad[0].line == 3);
    CHECK(bad[0].column == "a");
    CHECK(bad[1].file == second);
    CHECK(bad[1].line == 3);
    CHECK(bad[1].reason == "expected 2 fields, got 1");
}

TEST_CASE("memory_stays_bounded_over_a_large_file") {
    test::temporary_folder const folder;
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text.append(std::to_string(i)).append(",some text that is copied nowhere\n");
    for (int i = 0; i < 20; ++i) folder.write(std::to_string(i) + ".csv", text, 100 + i);
    text = {};
    struct reading {
        std::int32_t a;
        std::string b;
    };
    rusage before{};
    ::getrusage(RUSAGE_SELF, &before);
    weir::detail::csv_source::reader<reading, first_columns(2), true> reader(weir::csv_files(folder.path()));
    REQUIRE(reader.prepare(false));
    CHECK(reader.read([](auto const&) {}, [](weir::bad_record const&) {}) == 2'000'000);
    rusage after{};
    ::getrusage(RUSAGE_SELF, &after);
    CHECK(after.ru_maxrss - before.ru_maxrss < 8 * 1024); // KiB; the files are 80 MB
}
