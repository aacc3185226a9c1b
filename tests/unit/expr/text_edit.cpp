// SPDX-License-Identifier: BSL-1.0
// Functions that edit, compare, check and encode texts give what Spark 4.3.0 gave (strings.json and answers
// of the same kinds).
#include <weir/expr/strings.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace {

using test::error_of;
using test::name_of;
using test::value_of;
using weir::binary;
constexpr std::nullopt_t null = std::nullopt;

} // namespace

TEST_CASE("translate_replaces_characters_by_place") {
    CHECK(value_of(weir::translate("AaBbCc", "abc", "123")) == "A1B2C3");
    CHECK(value_of(weir::translate("abc", "abc", "1")) == "1");
    CHECK(value_of(weir::translate("日本", "本", "x")) == "日x");
    CHECK(value_of(weir::translate("abcabc", "aa", "12")) == "1bc1bc");
}

TEST_CASE("overlay_puts_a_text_over_another") {
    CHECK(value_of(weir::overlay("Spark SQL", "_", 6)) == "Spark_SQL");
    CHECK(value_of(weir::overlay("Spark SQL", "ANSI ", 7, 0)) == "Spark ANSI SQL");
    CHECK(value_of(weir::overlay("Spark SQL", "tructured", 2, 4)) == "Structured SQL");
    CHECK(value_of(weir::overlay("abc", "X", 0)) == "Xabc");
    CHECK(value_of(weir::overlay("abc", "X", -1)) == "Xabc");
    CHECK(value_of(weir::overlay("abc", "X", 10)) == "abcX");
    CHECK(value_of(weir::overlay("Spark SQL", "x", -3)) == "xQL");
    CHECK(value_of(weir::overlay(binary{"abc"}, binary{"X"}, 2)) == binary{"aXc"});
    CHECK(name_of(weir::overlay(nullptr, nullptr, nullptr)) == "overlay(NULL, NULL, NULL, -1)");
}

TEST_CASE("parts_between_separators") {
    CHECK(value_of(weir::substring_index("www.apache.org", ".", 2)) == "www.apache");
    CHECK(value_of(weir::substring_index("www.apache.org", ".", -2)) == "apache.org");
    CHECK(value_of(weir::substring_index("www.apache.org", ".", 0)) == "");
    CHECK(value_of(weir::substring_index("www.apache.org", "x", 1)) == "www.apache.org");
    CHECK(value_of(weir::substring_index("a..b..c", "..", 2)) == "a..b");
    CHECK(value_of(weir::substring_index("aaa", "aa", -1)) == "");
    CHECK(value_of(weir::split_part("11.12.13", ".", 3)) == "13");
    CHECK(value_of(weir::split_part("11.12.13", ".", -1)) == "13");
    CHECK(value_of(weir::split_part("11.12.13", ".", 5)) == "");
    CHECK(value_of(weir::split_part("11.12.13", "", 1)) == "11.12.13");
    CHECK(value_of(weir::split_part("a,b,c", ",", -4)) == "");
    CHECK(error_of(weir::split_part("11.12.13", ".", 0)) == "INVALID_INDEX_OF_ZERO");
    CHECK(value_of(weir::find_in_set("ab", "abc,b,ab,c,def")) == 3);
    CHECK(value_of(weir::find_in_set("x,y", "x,y")) == 0);
    CHECK(value_of(weir::find_in_set("", "")) == 1);
    CHECK(value_of(weir::elt(1, "scala", "java")) == "scala");
    CHECK(value_of(weir::elt(2, binary{"a"}, binary{"b"})) == binary{"b"});
    CHECK(error_of(weir::elt(3, "scala", "java")) == "INVALID_ARRAY_INDEX");
}

TEST_CASE("texts_alike") {
    CHECK(value_of(weir::levenshtein("kitten", "sitting")) == 3);
    CHECK(value_of(weir::levenshtein("kitten", "sitting", 2)) == -1);
    CHECK(value_of(weir::levenshtein("日本", "日")) == 1);
    CHECK(value_of(weir::levenshtein("", "abc")) == 3);
    for (auto const& [word, sound] : {std::pair{"Miller", "M460"},
                                      {"Robert", "R163"},
                                      {"Tymczak", "T522"},
                                      {"Pfister", "P236"},
                                      {"Honeyman", "H555"},
                                      {"Ashcraft", "A261"},
                                      {"Washington", "W252"},
                                      {"123", "123"},
                                      {"éa", "éa"},
                                      {"a b", "A100"},
                                      {"", ""}}) {
        CHECK(value_of(weir::soundex(word)) == sound);
    }
}

TEST_CASE("texts_checked_hidden_and_quoted") {
    CHECK(value_of(weir::luhn_check("79927398713")) == true);
    CHECK(value_of(weir::luhn_check("79927398714")) == false);
    CHECK(value_of(weir::luhn_check("")) == false);
    CHECK(value_of(weir::mask("abcd-EFGH-1234")) == "xxxx-XXXX-nnnn");
    CHECK(value_of(weir::mask("abcd-EFGH-1234 é日", "Q", "q", "d", "o")) == "qqqqoQQQQoddddoqo");
    CHECK(value_of(weir::mask("AbCD123-@$#", nullptr, nullptr, nullptr, "o")) == "AbCD123oooo");
    CHECK(value_of(weir::quote("it's")) == "'it\\'s'");
    CHECK(value_of(weir::is_valid_utf8("\xFF")) == false);
    CHECK(value_of(weir::make_valid_utf8("a\xFF"
                                         "b"))
          == "a\uFFFDb");
    CHECK(value_of(weir::make_valid_utf8("\xE6\x9C")) == "\uFFFD");
    CHECK(value_of(weir::make_valid_utf8("\xED\xA0\x80")) == "\uFFFD\uFFFD\uFFFD");
    CHECK(error_of(weir::validate_utf8("\xFF")) == "INVALID_UTF8_STRING");
    CHECK(value_of(weir::try_validate_utf8("\xFF")) == null);
}

TEST_CASE("base64_and_hexadecimal_digits") {
    CHECK(value_of(weir::base64("Spark SQL")) == "U3BhcmsgU1FM");
    CHECK(value_of(weir::base64(std::string(84, 'a'))).substr(76, 6) == "\r\nYWFh");
    CHECK(value_of(weir::unbase64("U3BhcmsgU1FM")) == binary{"Spark SQL"});
    CHECK(value_of(weir::unbase64("U3B hcms")) == binary{"Spark"});
    CHECK(value_of(weir::unbase64("!!")) == binary{});
    CHECK(value_of(weir::unbase64("U3")) == binary{"S"});
    CHECK(error_of(weir::unbase64("U")) == "CONVERSION_INVALID_INPUT");
    CHECK(error_of(weir::unbase64("U3Bh=cms")) == "CONVERSION_INVALID_INPUT");
    CHECK(value_of(weir::hex("Spark SQL")) == "537061726B2053514C");
    CHECK(value_of(weir::hex(17)) == "11");
    CHECK(value_of(weir::hex(-1)) == "FFFFFFFFFFFFFFFF");
    CHECK(value_of(weir::unhex("537061726B")) == binary{"Spark"});
    CHECK(value_of(weir::unhex("F")) == binary{"\x0F"});
    CHECK(value_of(weir::unhex("XY")) == null);
    CHECK(value_of(weir::to_binary("abc", "utf-8")) == binary{"abc"});
    CHECK(error_of(weir::to_binary("!!", "base64")) == "CONVERSION_INVALID_INPUT");
    CHECK(value_of(weir::try_to_binary("xyz", "hex")) == null);
}

TEST_CASE("texts_in_other_character_sets") {
    CHECK(value_of(weir::encode("é", "ISO-8859-1")) == binary{"\xE9"});
    CHECK(value_of(weir::encode("é", "UTF-16BE")) == binary{std::string("\0\xE9", 2)});
    CHECK(value_of(weir::encode("abc", "UTF-16")) == binary{std::string("\xFE\xFF\0a\0b\0c", 8)});
    CHECK(value_of(weir::encode("😀", "UTF-16BE")) == binary{std::string("\xD8\x3D\xDE\0", 4)});
    CHECK(error_of(weir::encode("é", "US-ASCII")) == "MALFORMED_CHARACTER_CODING");
    CHECK(error_of(weir::encode("é", "nope")) == "INVALID_PARAMETER_VALUE.CHARSET");
    CHECK(value_of(weir::decode(binary{"\xE9"}, "ISO-8859-1")) == "é");
    CHECK(value_of(weir::decode(binary{std::string("\xFE\xFF\0a", 4)}, "utf-16")) == "a");
    CHECK(error_of(weir::decode(binary{"\xE9"}, "UTF-8")) == "MALFORMED_CHARACTER_CODING");
    CHECK(error_of(weir::decode(binary{std::string("\xD8\0", 2)}, "UTF-16BE"))
          == "MALFORMED_CHARACTER_CODING");
}

TEST_CASE("lengths_and_single_characters") {
    CHECK(value_of(weir::octet_length("日本")) == 6);
    CHECK(value_of(weir::bit_length(binary{"ab"})) == 16);
    CHECK(name_of(weir::char_length("x")) == "char_length(?)");
    CHECK(value_of(weir::space(3)) == "   ");
    CHECK(value_of(weir::chr(65)) == "A");
    CHECK(value_of(weir::chr(256)) == std::string(1, '\0'));
    CHECK(value_of(weir::chr(200)) == "È");
    CHECK(value_of(weir::chr(-1)) == "");
}

TEST_CASE("binaries_have_parts_too") {
    CHECK(value_of(weir::substring(binary{"abc"}, 2, 1)) == binary{"b"});
    CHECK(value_of(weir::left(binary{"abc"}, 2)) == binary{"ab"});
    CHECK(value_of(weir::reverse(binary{"ab"})) == binary{"ba"});
    CHECK(value_of(weir::lpad(binary{"a"}, 3, binary{"b"})) == binary{"bba"});
}
