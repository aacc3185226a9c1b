// SPDX-License-Identifier: BSL-1.0
// Regular expressions mean what they mean to Java in Spark 4.3.0 (strings.json, comparison.json and answers
// of the same kinds).
#include <weir/expr/column.hpp>
#include <weir/regex.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::value_of;

using parts = std::vector<std::string>;
constexpr std::nullopt_t null = std::nullopt;

struct answer {
    std::string_view text;
    std::string_view pattern;
    bool found;
};
struct record {
    std::optional<std::string> s;
    std::optional<std::string> t;
};

} // namespace

TEST_CASE("patterns_are_javas") {
    answer const answers[] = {
        {"a\nb", "a.b", false},
        {"a\rb", "a.b", false},
        {"a\u2028b", "a.b", false},
        {"a\u0085b", "a.b", false},
        {"a\u000bb", "a.b", true},
        {"abc\n", "c$", true},
        {"abc\r\n", "c$", true},
        {"abc\n\n", "c$", false},
        {"a\nb", "(?m)^b", true},
        {"é", "^\\w$", false},
        {"É", "(?i)é", false},
        {"É", "(?iu)é", true},
        {"K", "(?i)k", true},
        {"٣", "^\\d$", false},
        {"a b", "[[:space:]]", true},
        {"e", "[a-z&&[^aeiou]]", false},
        {"f", "[a-z&&[^aeiou]]", true},
        {"m", "^[a-d[m-p]]$", true},
        {"d", "^[a-z&&def]$", true},
        {"b", "^[a-z&&def]$", false},
        {"a", "\\p{Alpha}", true},
        {"é", "\\p{Alpha}", false},
        {"é", "\\p{IsAlphabetic}", true},
        {"é", "\\p{L}", true},
        {"É", "\\p{Lu}", true},
        {"α", "\\p{IsGreek}", true},
        {"α", "\\p{InGreek}", true},
        {"!", "\\p{Punct}", true},
        {"a", "\\P{Punct}", true},
        {"a", "\\p{javaLowerCase}", true},
        {"a", "\\u0061", true},
        {"a", "\\x61", true},
        {"a", "\\0141", true},
        {"aa", "^(a)\\1$", true},
        {"aaa", "^a++a", false},
        {"foobar", "foo(?=bar)", true},
        {"foobar", "(?<=foo)bar", true},
        {"foobar", "(?<!x)bar", true},
        {"ab", "(?<n>a)\\k<n>?b", true},
        {"a]", "a]", true},
        {"a}", "a}", true},
        {"a", "[]a]", true},
        {"a", "[^]a]", false},
        {"a.b", "\\Qa.b\\E", true},
        {"\t", "\\h", true},
        {"\n", "\\R", true},
        {"a", "(?x) a # comment", true},
        {"aab", "^(?>a*)b", true},
        {"A", "(?i:a)", true},
        {"a", "[a&&]", true},
        {"-", "[a-]", true},
        {"abab", "^(?:ab){2}$", true},
        {"x", "$x", false},
        {"", "^$", true},
        {"", "", true},
        {"ab", "(?-i)AB", false},
        {"a", "\\1a", false},
        {"😀", "^.$", true},
        {"a", "\\pL", true},
        {"a", "\\p{Block=BasicLatin}", true},
        {"a", "\\p{script=Latin}", true},
        {"a", "\\p{general_category=Ll}", true},
        {"a1", "^\\w+\\b", true},
        {"a", "\\Ga", true},
        {"a\n", "a\\Z", true},
        {"a\n", "a\\z", false},
        {"a", "\\X", true},
        {"a", "(?U)\\w", true},
        {"é", "(?U)^\\w$", true},
    };
    for (answer const& a : answers) {
        CAPTURE(a.text, a.pattern);
        CHECK(value_of(weir::rlike(a.text, a.pattern)) == a.found);
    }
}

TEST_CASE("patterns_that_java_rejects") {
    for (std::string_view const pattern :
         {"a{",     "a{,3}",  "*a", "a**",   "+",    "?a",        "(a",   "a)",    "\\y",      "(?P<n>a)",
          "(?#c)a", "a{2,1}", "\\", "[z-a]", "[[a]", "(?(1)a|b)", "(?R)", "(?|a)", "\\p{Xyz}", "\\c"}) {
        CAPTURE(pattern);
        CHECK(error_of(weir::rlike("a", pattern)) == "INVALID_PARAMETER_VALUE.PATTERN");
    }
}

TEST_CASE("regexp_replace_knows_groups_and_positions") {
    auto const replaced = [](std::string_view s, std::string_view pattern, std::string_view by) {
        return value_of(weir::regexp_replace(s, pattern, by));
    };
    CHECK(replaced("100-200", "(\\d+)", "num") == "num-num");
    CHECK(replaced("100-200", "(\\d+)-(\\d+)", "$2-$1") == "200-100");
    CHECK(replaced("a b", "\\s", "\\$") == "a$b");
    CHECK(replaced("abc", "(?<x>b)", "[${x}]") == "a[b]c");
    CHECK(replaced("abc", "(b)", "$12") == "ab2c");
    CHECK(replaced("abc", "(z)?b", "[$1]") == "a[]c");
    CHECK(replaced("日本", "", "-") == "-日-本-");
    CHECK(replaced("abc", "z", "$9") == "abc");
    CHECK(value_of(weir::regexp_replace("aaa", "a", "b", 2)) == "abb");
    CHECK(value_of(weir::regexp_replace("abcabc", "^a", "x", 4)) == "abcxbc");
    CHECK(value_of(weir::regexp_replace("abc", "c", "x", 4)) == "abc");
    CHECK(error_of(weir::regexp_replace("abc", "b", "$1")) == "INVALID_REGEXP_REPLACE");
    CHECK(error_of(weir::regexp_replace("abc", "b", "\\")) == "INVALID_REGEXP_REPLACE");
    CHECK(error_of(weir::regexp_replace("abc", "b", "x", 0)) == "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE");
    CHECK(name_of(weir::regexp_replace("s"_c, "t"_c, "t"_c)) == "regexp_replace(s, t, t, 1)");
}

TEST_CASE("matches_and_their_groups") {
    CHECK(value_of(weir::regexp_extract("100-200", "(\\d+)-(\\d+)", 2)) == "200");
    CHECK(value_of(weir::regexp_extract("100-200", "(\\d+)-(\\d+)", 0)) == "100-200");
    CHECK(value_of(weir::regexp_extract("foo", "(x)?foo")) == "");
    CHECK(value_of(weir::regexp_extract("xyz", "b", 5)) == "");
    CHECK(error_of(weir::regexp_extract("100-200", "(\\d+)-(\\d+)", 3))
          == "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX");
    CHECK(value_of(weir::regexp_extract_all("100-200, 300-400", "(\\d+)-(\\d+)")) == parts{"100", "300"});
    CHECK(value_of(weir::regexp_extract_all("abc", "", 0)) == parts{"", "", "", ""});
    CHECK(value_of(weir::regexp_count("Steven Stephen", "Ste(v|ph)en")) == 2);
    CHECK(value_of(weir::regexp_count("abc", "")) == 4);
    CHECK(value_of(weir::regexp_instr("abc12", "\\d")) == 4);
    CHECK(value_of(weir::regexp_instr("a😀c", "c")) == 4);
    CHECK(value_of(weir::regexp_substr("Steven Jones", "Ste(v|ph)en")) == "Steven");
    CHECK(value_of(weir::regexp_substr("abc", "")) == null);
    CHECK(name_of(weir::regexp_instr("s"_c, "t"_c)) == "regexp_instr(s, t, 0)");
}

TEST_CASE("split_by_a_pattern") {
    auto const split = [](std::string_view s, std::string_view pattern, int limit = -1) {
        return value_of(weir::split(s, weir::lit(pattern), limit));
    };
    CHECK(split("a1b22c", "\\d+") == parts{"a", "b", "c"});
    CHECK(split("a.b.c", ".") == parts{"", "", "", "", "", ""});
    CHECK(split("a|b", "|") == parts{"a", "|", "b", ""});
    CHECK(split("  a  b ", "\\s+") == parts{"", "a", "b", ""});
    CHECK(split("oneAtwoBthreeC", "[ABC]", 2) == parts{"one", "twoBthreeC"});
    CHECK(split("日本語", "") == parts{"日", "本", "語"});
    CHECK(split("abc", "", 2) == parts{"a", "bc"});
    CHECK(split("", "") == parts{""});
    CHECK(split("abc", "b*") == parts{"a", "", "c", ""});
    CHECK(split("abc", "(?=b)") == parts{"a", "bc"});
    CHECK(split("aabb", "(?<=a)") == parts{"a", "a", "bb"});
    CHECK(split("abc", "^") == parts{"abc"});
}

TEST_CASE("a_pattern_may_come_from_a_column") {
    auto const found = weir::rlike("s"_c, "t"_c);
    CHECK(value_of(found, record{"spark", "ar"}) == true);
    CHECK(value_of(found, record{"", "x"}) == false);
    CHECK(value_of(found, record{null, "a"}) == null);
    CHECK(value_of(found, record{"a", null}) == null);
    auto const copy = found;
    CHECK(value_of(copy, record{"a,b,,c", ","}) == true);
    CHECK(name_of(found) == "RLIKE(s, t)");
}

TEST_CASE("bytes_that_are_not_utf8_match_nothing") {
    CHECK(value_of(weir::rlike("a\xFFz", "z$")) == true);
    CHECK(value_of(weir::rlike("a\xFFz", "a.z")) == false);
}
