// SPDX-License-Identifier: BSL-1.0
// The functions of texts give what Spark 4.3.0 gave (strings.json, string_columns.json, comparison.json).
#include <weir/expr/cast.hpp>
#include <weir/expr/strings.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::value_of;

struct record {
    std::optional<std::string> s;
    std::optional<std::string> t;
    std::optional<std::int32_t> n;
    std::string certain = "x";
    std::vector<std::optional<std::string>> list = {"a", std::nullopt, "b"};
    double price = 2.5;
};

template <class E>
auto over_rows(E const& e) {
    std::vector<record> const rows = {{"spark", "ar", 2},
                                      {"", "x", 0},
                                      {std::nullopt, "a", 1},
                                      {"日本語 text", std::nullopt, -2},
                                      {"a,b,,c", ",", std::nullopt},
                                      {"  Pad ", "Pad", 7}};
    std::vector<decltype(value_of(e, rows[0]))> values;
    for (record const& row : rows) values.push_back(value_of(e, row));
    return values;
}
using texts = std::vector<std::optional<std::string>>;
using integers = std::vector<std::optional<std::int32_t>>;
using booleans = std::vector<std::optional<bool>>;
constexpr std::nullopt_t null = std::nullopt;

} // namespace

TEST_CASE("upper_and_lower_know_the_alphabets_with_two_cases") {
    CHECK(value_of(weir::upper("abc")) == "ABC");
    CHECK(value_of(weir::upper("aé日ß")) == "AÉ日SS");
    CHECK(value_of(weir::upper("ﬁ")) == "FI");
    CHECK(value_of(weir::upper("ı")) == "I");
    CHECK(value_of(weir::upper("e\u0301")) == "E\u0301");
    CHECK(value_of(weir::lower("ÀÉ")) == "àé");
    CHECK(value_of(weir::lower("İ")) == "i\u0307");
    CHECK(value_of(weir::lower("ΑΣ")) == "ας");
    CHECK(value_of(weir::lower("ПРИВЕТ Ёж ŽÖŸ")) == "привет ёж žöÿ");
    CHECK(value_of(weir::upper("привет ёж žöÿ αβγώ")) == "ПРИВЕТ ЁЖ ŽÖŸ ΑΒΓΏ");
    CHECK(over_rows(weir::upper("s"_c)) == texts{"SPARK", "", null, "日本語 TEXT", "A,B,,C", "  PAD "});
}

TEST_CASE("initcap_begins_each_word_with_a_capital") {
    CHECK(value_of(weir::initcap("hELLO wORLD")) == "Hello World");
    CHECK(value_of(weir::initcap("  two  spaces")) == "  Two  Spaces");
    CHECK(value_of(weir::initcap("o'neil-smith a_b")) == "O'neil-smith A_b");
    CHECK(value_of(weir::initcap("éa ß")) == "Éa Ss");
}

TEST_CASE("length_counts_characters") {
    CHECK(value_of(weir::length("日本語")) == 3);
    CHECK(value_of(weir::length("😀")) == 1);
    CHECK(value_of(weir::length("e\u0301")) == 2);
    CHECK(value_of(weir::length(weir::binary{"abc"})) == 3);
    CHECK(over_rows(weir::length("s"_c)) == integers{5, 0, null, 8, 6, 6});
}

TEST_CASE("substring_counts_from_1_and_from_the_end") {
    CHECK(value_of(weir::substring("Spark SQL", 5)) == "k SQL");
    CHECK(value_of(weir::substring("Spark SQL", -3)) == "SQL");
    CHECK(value_of(weir::substring("Spark SQL", 0, 3)) == "Spa");
    CHECK(value_of(weir::substring("Spark SQL", -3, 2)) == "SQ");
    CHECK(value_of(weir::substring("Spark SQL", -20, 13)) == "Sp");
    CHECK(value_of(weir::substring("Spark SQL", -20)) == "Spark SQL");
    CHECK(value_of(weir::substring("Spark SQL", 20)).empty());
    CHECK(value_of(weir::substring("Spark SQL", 3, -1)).empty());
    CHECK(value_of(weir::substring("Spark SQL", 3, 100)) == "ark SQL");
    CHECK(value_of(weir::substring("日本語テキスト", 2, 3)) == "本語テ");
    CHECK(value_of(weir::substring("a😀b", 2, 1)) == "😀");
    CHECK(over_rows(weir::substring("s"_c, "n"_c)) == texts{"park", "", null, "xt", null, ""});
    CHECK(over_rows(weir::substring("s"_c, "n"_c, 2)) == texts{"pa", "", null, "xt", null, ""});
    CHECK(over_rows(weir::substring("s"_c, 2, "n"_c)) == texts{"pa", "", null, "", null, " Pad "});
    CHECK(value_of(weir::substring(weir::cast<std::string>(12345), 2, 2)) == "23");
    CHECK(name_of(weir::substring("s"_c, "n"_c)) == "substring(s, n, 2147483647)");
}

TEST_CASE("left_and_right_take_the_ends") {
    CHECK(value_of(weir::left("日本語", 2)) == "日本");
    CHECK(value_of(weir::left("Spark", -1)).empty());
    CHECK(value_of(weir::right("日本語", 2)) == "本語");
    CHECK(value_of(weir::right("ab", 5)) == "ab");
    CHECK(value_of(weir::right("Spark", -1)) == "");
}

TEST_CASE("trim_takes_spaces_or_the_characters_it_is_given") {
    CHECK(value_of(weir::trim("  a b  ")) == "a b");
    CHECK(value_of(weir::trim("\t a \n")) == "\t a \n");
    CHECK(value_of(weir::trim("　a　")) == "　a　");
    CHECK(value_of(weir::ltrim("  a ")) == "a ");
    CHECK(value_of(weir::rtrim(" a  ")) == " a");
    CHECK(value_of(weir::trim("yxaxy", "xy")) == "a");
    CHECK(value_of(weir::trim(" a ", "")) == " a ");
    CHECK(value_of(weir::ltrim("yxabc", "xy")) == "abc");
    CHECK(value_of(weir::rtrim("abc", "bc")) == "a");
    CHECK(value_of(weir::trim("日本日", "日")) == "本");
    CHECK(over_rows(weir::trim("s"_c, "t"_c)) == texts{"spark", "", null, null, "a,b,,c", "  Pad "});
    CHECK(name_of(weir::trim("s"_c, "t"_c)) == "TRIM(BOTH t FROM s)");
    CHECK(name_of(weir::rtrim("s"_c)) == "rtrim(s)");
}

TEST_CASE("texts_are_put_together") {
    CHECK(value_of(weir::concat("a", "b", "c")) == "abc");
    CHECK(value_of(weir::concat()).empty());
    CHECK(value_of(weir::concat("a", true, "2024-01-01"_date)) == "atrue2024-01-01");
    CHECK(value_of(weir::concat("a", 1.0, 1e10)) == "a1.01.0E10");
    CHECK(over_rows(weir::concat("s"_c, "-", "t"_c))
          == texts{"spark-ar", "-x", null, null, "a,b,,c-,", "  Pad -Pad"});
    CHECK(value_of(weir::concat_ws(",", "a", nullptr, "b")) == "a,b");
    CHECK(value_of(weir::concat_ws(",")).empty());
    CHECK(value_of(weir::concat_ws(nullptr, "a")) == null);
    CHECK(value_of(weir::concat_ws("-", "list"_c, "c"), record{}) == "a-b-c");
    CHECK(over_rows(weir::concat_ws("/", "s"_c, "t"_c, "n"_c))
          == std::vector<std::string>{"spark/ar/2", "/x/0", "a/1", "日本語 text/-2", "a,b,,c/,",
                                      "  Pad /Pad/7"});
}

TEST_CASE("texts_are_found_in_texts") {
    CHECK(value_of(weir::contains("Spark SQL", "k S")));
    CHECK(value_of(weir::startswith("a", "")));
    CHECK_FALSE(value_of(weir::startswith("Spark", "spark")));
    CHECK_FALSE(value_of(weir::endswith("abc", "abcd")));
    CHECK(over_rows(weir::contains("s"_c, "t"_c)) == booleans{true, false, null, null, true, true});
    CHECK(value_of(weir::instr("SparkSQL", "SQL")) == 6);
    CHECK(value_of(weir::instr("SparkSQL", "")) == 1);
    CHECK(value_of(weir::instr("日本語", "語")) == 3);
    CHECK(value_of(weir::locate("bar", "foobarbar", 5)) == 7);
    CHECK(value_of(weir::locate("bar", "foobarbar", 0)) == 0);
    CHECK(value_of(weir::locate("a", "abc", 2)) == 0);
    CHECK(over_rows(weir::locate("t"_c, "s"_c, "n"_c)) == integers{3, 0, null, null, 0, 0});
    CHECK(name_of(weir::locate("t"_c, "s"_c)) == "locate(t, s, 1)");
}

TEST_CASE("texts_are_replaced_turned_and_filled") {
    CHECK(value_of(weir::replace("ABCabc", "abc", "DEF")) == "ABCDEF");
    CHECK(value_of(weir::replace("ABCabc", "abc")) == "ABC");
    CHECK(value_of(weir::replace("abc", "", "x")) == "abc");
    CHECK(over_rows(weir::replace("s"_c, "t"_c, "_")) == texts{"sp_k", "", null, null, "a_b__c", "  _ "});
    CHECK(value_of(weir::reverse("a😀b")) == "b😀a");
    CHECK(over_rows(weir::repeat("t"_c, "n"_c))
          == texts{"arar", "", "a", null, null, "PadPadPadPadPadPadPad"});
    CHECK(value_of(weir::lpad("hi", 5, "??")) == "???hi");
    CHECK(value_of(weir::lpad("hi", 1, "??")) == "h");
    CHECK(value_of(weir::lpad("hi", -1, "?")).empty());
    CHECK(value_of(weir::lpad("hi", 5, "")) == "hi");
    CHECK(value_of(weir::lpad("日本", 4, "x")) == "xx日本");
    CHECK(value_of(weir::lpad("hi", 7, "abc")) == "abcabhi");
    CHECK(value_of(weir::lpad("hi", 5)) == "   hi");
    CHECK(value_of(weir::rpad("hi", 7, "abc")) == "hiabcab");
    CHECK(over_rows(weir::rpad("s"_c, 8, "."))
          == texts{"spark...", "........", null, "日本語 text", "a,b,,c..", "  Pad .."});
    CHECK(over_rows(weir::ascii("s"_c)) == integers{115, 0, null, 26085, 97, 32});
    CHECK(name_of(weir::rpad("s"_c, "n"_c)) == "rpad(s, n,  )");
}

TEST_CASE("like_matches_any_characters_and_one") {
    auto const like = [](char const* s, char const* pattern) { return value_of(weir::like(s, pattern)); };
    CHECK(like("abc", "abc"));
    CHECK(like("abc", "a%"));
    CHECK(like("abc", "%c"));
    CHECK(like("abc", "a_c"));
    CHECK_FALSE(like("abc", "_"));
    CHECK(like("", "%"));
    CHECK(like("", ""));
    CHECK_FALSE(like("abc", "ABC"));
    CHECK(like("a%c", "a\\%c"));
    CHECK_FALSE(like("abc", "a\\%c"));
    CHECK(like("a\nb", "a_b"));
    CHECK(like("日本", "日_"));
    CHECK_FALSE(like("abc", "a.c"));
    CHECK(like("abcabcabd", "%ab%abd"));
    CHECK(like("aXbXc", "a%b%c"));
    CHECK_FALSE(like("aXbX", "a%b%c"));
    CHECK(error_of(weir::like("abc", "a\\bc")) == "INVALID_FORMAT.ESC_IN_THE_MIDDLE");
    CHECK(error_of(weir::like("abc", "abc\\")) == "INVALID_FORMAT.ESC_AT_THE_END");
    CHECK(name_of(weir::like("s"_c, "t"_c)) == "s LIKE t");
}

TEST_CASE("texts_that_were_computed_live_as_long_as_their_parts") {
    auto const long_text = weir::repeat("abcdefghij", 10);
    CHECK(value_of(weir::substring(weir::upper(long_text), 91, 10)) == "ABCDEFGHIJ");
    CHECK(value_of(weir::trim(weir::left(weir::concat("   ", long_text), 5))) == "ab");
    CHECK(value_of(weir::startswith(weir::reverse(long_text), "jih")));
}

TEST_CASE("text_functions_know_their_types") {
    static_assert(std::same_as<decltype(weir::upper("certain"_c))::result<record>, std::string>);
    static_assert(std::same_as<decltype(weir::upper("s"_c))::result<record>, std::optional<std::string>>);
    static_assert(std::same_as<decltype(weir::concat_ws(",", "s"_c))::result<record>, std::string>);
    static_assert(std::same_as<decltype(weir::length("certain"_c))::result<record>, std::int32_t>);
    static_assert(
        std::same_as<decltype(weir::contains("certain"_c, "t"_c))::result<record>, std::optional<bool>>);
    static_assert(decltype(weir::upper("price"_c))::check<record>()
                  == R"--(argument 1 of upper is double; cast it to string in "upper(price)")--");
    static_assert(
        decltype(weir::substring("certain"_c, "price"_c))::check<record>()
        == R"--(argument 2 of substring is double; cast it to int in "substring(certain, price, 2147483647)")--");
    static_assert(decltype(weir::concat("list"_c, "s"_c))::check<record>().failed());
    SUCCEED();
}
