// SPDX-License-Identifier: BSL-1.0
// CSV records become rows: what is bad and what becomes of it, and that the fast way gives what the slow one
// does.
#include <weir/format/csv.hpp>

#include "catch.hpp"
#include "unit/source/temporary_folder.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using weir::csv_options;

struct reading {
    std::optional<std::int32_t> a;
    std::optional<std::string> b;
    double c;
};

struct result {
    std::vector<std::string> rows;
    std::vector<test::kept_bad_record> bad;

    friend bool operator==(result const& x, result const& y) {
        if (x.rows != y.rows || x.bad.size() != y.bad.size()) return false;
        for (std::size_t i = 0; i < x.bad.size(); ++i) {
            if (x.bad[i].line != y.bad[i].line || x.bad[i].text != y.bad[i].text
                || x.bad[i].reason != y.bad[i].reason)
                return false;
        }
        return true;
    }
};

template <class T>
std::string shown(T const& value) {
    if constexpr (weir::is_nullable<T>) {
        return value ? shown(*value) : "null";
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        return std::string(value);
    } else if constexpr (!std::is_same_v<T, weir::detail::absent>) {
        std::string out;
        weir::append_number(out, value);
        return out;
    } else {
        return "-";
    }
}

/// Decodes a text that is a block of whole lines.
template <class S, weir::detail::column_set Needed = weir::detail::first_columns(weir::schema_of<S>::size)>
result decode(csv_options const& options, std::string const& text) {
    weir::detail::csv_decoder<S, Needed> decoder(options);
    decoder.begin_file("in.csv");
    result r;
    auto const push = [&r](auto const& row) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            std::string line;
            ((line += (I == 0 ? "" : "|") + shown(weir::detail::value_at<I>(row))), ...);
            r.rows.push_back(line);
        }(std::make_index_sequence<weir::schema_of<S>::size>{});
    };
    auto const bad = [&r](weir::bad_record const& record) { r.bad.push_back(test::keep(record)); };
    std::string padded = text;
    padded.append(weir::detail::scan_padding, '\n');
    std::string_view const block(padded.data(), text.size());
    if (decoder.whole_files()) {
        decoder.decode(block, 1, push, bad);
    } else {
        decoder.decode_block(block, 1, push, bad);
    }
    return r;
}

} // namespace

TEST_CASE("bad_records_are_told_and_kept_as_far_as_they_go_in_permissive") {
    result const r = decode<reading>({}, "1,x,1.5\nzwei,y,2\n3,z,drei\n\n4,w,4,extra\n5,v,5\n");
    CHECK(r.rows == std::vector<std::string>{"1|x|1.5", "null|y|2.0", "4|w|4.0", "5|v|5.0"});
    REQUIRE(r.bad.size() == 3);
    CHECK(r.bad[0].text == "zwei,y,2");
    CHECK(r.bad[0].file == "in.csv");
    CHECK(r.bad[0].line == 2);
    CHECK(r.bad[0].column == "a");
    CHECK(r.bad[0].reason == "\"zwei\" is no int");
    CHECK(r.bad[1].line == 3);
    CHECK(r.bad[1].column == "c");
    CHECK(r.bad[1].reason == "\"drei\" is no double"); // c cannot be null, so the record is dropped
    CHECK(r.bad[2].line == 5);
    CHECK(r.bad[2].column.empty());
    CHECK(r.bad[2].reason == "expected 3 fields, got 4");
}

TEST_CASE("bad_records_are_told_and_dropped_in_drop_malformed") {
    result const r = decode<reading>({.mode = weir::drop_malformed}, "1,x,1.5\nzwei,y,2\n4,w\n5,v,5\n");
    CHECK(r.rows == std::vector<std::string>{"1|x|1.5", "5|v|5.0"});
    CHECK(r.bad.size() == 2);
}

TEST_CASE("bad_record_ends_the_query_in_fail_fast_with_its_place") {
    std::string what;
    CHECK(test::condition_of<weir::data_error>(
              [] { return void(decode<reading>({.mode = weir::fail_fast}, "1,x,1.5\nzwei,y,2\n")); }, what)
          == "FAILED_READ_FILE.NO_HINT");
    CHECK_THAT(what, test::contains(R"((file "in.csv", line 2, column "a"))")
                         && test::contains("\"zwei\" is no int"));
}

TEST_CASE("null_in_a_column_that_cannot_be_null_makes_the_record_bad") {
    result const r = decode<reading>({}, "1,x,\n,,3\n");
    CHECK(r.rows == std::vector<std::string>{"null|null|3.0"});
    REQUIRE(r.bad.size() == 1);
    CHECK(r.bad[0].column == "c");
    CHECK(r.bad[0].reason == "no value for a column that cannot be null");
    CHECK_THROWS_AS(decode<reading>({.mode = weir::fail_fast}, "1,x,\n"), weir::data_error);
}

TEST_CASE("numbers_out_of_range_are_bad") {
    struct small {
        std::optional<std::int8_t> a;
        std::optional<std::int64_t> b;
        std::optional<double> c;
    };
    result const r = decode<small>(
        {},
        "127,9223372036854775807,1e308\n128,1,1\n1,9223372036854775808,1\n-128,-9223372036854775808,1e400\n");
    CHECK(r.rows
          == std::vector<std::string>{"127|9223372036854775807|1.0E308", "null|1|1.0", "1|null|1.0",
                                      "-128|-9223372036854775808|Infinity"});
    CHECK(r.bad.size() == 2);
    CHECK(r.bad[1].reason == "\"9223372036854775808\" is no bigint");
}

TEST_CASE("column_that_nobody_reads_is_not_judged") {
    result const r = decode<reading, weir::detail::one_column(1)>({}, "x,y,z\n1\n,w\n");
    CHECK(r.rows == std::vector<std::string>{"-|y|-", "-|null|-", "-|w|-"});
    CHECK(r.bad.empty());
    CHECK(decode<reading, weir::detail::column_set{}>({}, "x\n\n,\n").rows.size() == 2);
}

TEST_CASE("text_of_bad_records_is_there_when_nothing_else_is_read") {
    struct logged {
        std::optional<std::int32_t> a;
        std::optional<std::string> _corrupt_record;
    };
    CHECK(decode<logged, weir::detail::one_column(1)>({}, "1\nx\n2,3\n").rows
          == std::vector<std::string>{"-|null", "-|x", "-|2,3"});
    CHECK(decode<logged>({}, "1\nx\n").rows == std::vector<std::string>{"1|null", "null|x"});
}

TEST_CASE("invalid_utf8_is_replaced_in_text_columns") {
    CHECK(decode<reading>({}, "1,\xFFx,2\n").rows == std::vector<std::string>{"1|\xEF\xBF\xBDx|2.0"});
}

TEST_CASE("last_line_without_an_end_and_lines_of_other_systems_are_read") {
    CHECK(decode<reading>({}, "1,x,1\r\n2,y,2\r3,z,3\n4,w,4").rows
          == std::vector<std::string>{"1|x|1.0", "2|y|2.0", "3|z|3.0", "4|w|4.0"});
}

TEST_CASE("header_must_name_the_columns_when_the_schema_is_not_enforced") {
    csv_options const o{.header = true, .enforce_schema = false};
    CHECK(decode<reading>(o, "A,b,C\n1,x,2\n").rows == std::vector<std::string>{"1|x|2.0"});
    std::string what;
    CHECK(test::condition_of<weir::data_error>([&] { return void(decode<reading>(o, "\na,q,c\n1,x,2\n")); },
                                               what)
          == "FAILED_READ_FILE.NO_HINT");
    CHECK_THAT(what,
               test::contains(R"(the header has "q" where the schema has "b")") && test::contains("line 2"));
}

TEST_CASE("options_that_make_no_sense_are_refused") {
    CHECK_THROWS_AS((decode<reading>({.sep = ""}, "")), weir::query_error);
    CHECK_THROWS_AS((decode<reading>({.comment = "//"}, "")), weir::query_error);
    CHECK_THROWS_AS((decode<reading>({.encoding = "EBCDIC"}, "")), weir::query_error);
    CHECK_THROWS_AS((decode<reading>({.encoding = "UTF-16"}, "")), weir::query_error);
    struct wrong {
        std::int32_t _corrupt_record;
    };
    CHECK(test::condition_of<weir::query_error>([] { return void(decode<wrong>({}, "")); })
          == "INVALID_CORRUPT_RECORD_TYPE");
}

TEST_CASE("records_over_several_lines_are_counted_by_their_first_line") {
    result const r = decode<reading>({.multi_line = true}, "1,\"x\ny\",1\n# \n2,\"p\r\nq\",zwei\n\n3,z,3");
    CHECK(r.rows == std::vector<std::string>{"1|x\ny|1.0", "3|z|3.0"});
    REQUIRE(r.bad.size() == 2);
    CHECK(r.bad[0].line == 3);
    CHECK(r.bad[1].line == 4);
}

TEST_CASE("the_fast_way_gives_what_the_slow_way_gives") {
    std::mt19937 random(11);
    std::string_view const pieces[] = {"1",  "-2", "x",  "1.5", ",", ",", ",",   "\n",   "\n",       "\"",
                                       "\\", " ",  "\t", "é",   "#", "0", "NaN", "\"\"", "12345678", "\xFF"};
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (std::size_t n = random() % 40; n != 0; --n) text.append(pieces[random() % std::size(pieces)]);
        text.push_back('\n');
        for (csv_options const& o : {csv_options{}, csv_options{.comment = "#"}}) {
            csv_options slow = o;
            slow.line_sep = "\n"; // takes the slow way
            INFO(text);
            CHECK(decode<reading>(o, text) == decode<reading>(slow, text));
        }
    }
}

TEST_CASE("lines_longer_than_what_is_looked_through_at_once_are_read") {
    for (std::size_t const length : {16'380U, 16'384U, 16'390U, 40'000U}) {
        std::string const field(length, 'x');
        std::string const text = "1,a,1\r\n2," + field + ",2\r\n3,b,3\r\n";
        result const r = decode<reading>({}, text);
        CHECK(r.rows == std::vector<std::string>{"1|a|1.0", "2|" + field + "|2.0", "3|b|3.0"});
        CHECK(r.bad.empty());
    }
    // A line end that falls on the end of what is looked through at once.
    for (std::size_t length = 16'360; length < 16'400; ++length) {
        std::string const field(length, 'x');
        result const r = decode<reading>({}, "2," + field + ",2\r\nx,b,3\r\n");
        CHECK(r.rows == std::vector<std::string>{"2|" + field + "|2.0", "null|b|3.0"});
        REQUIRE(r.bad.size() == 1);
        CHECK(r.bad[0].line == 2);
    }
}
