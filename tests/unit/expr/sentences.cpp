// SPDX-License-Identifier: BSL-1.0
// Sentences and words are those that Spark 4.3.0 gave (strings.json and answers of the same kind).
#include <weir/expr/sentences.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace {

using texts = std::vector<std::vector<std::string>>;

texts sentences(std::string_view text) { return test::value_of(weir::sentences(text)).value(); }

} // namespace

TEST_CASE("sentences_end_before_capitals") {
    CHECK(sentences("Hi there! Good morning.") == texts{{"Hi", "there"}, {"Good", "morning"}});
    CHECK(sentences("Hello world. How are you? Fine, thanks!")
          == texts{{"Hello", "world"}, {"How", "are", "you"}, {"Fine", "thanks"}});
    CHECK(sentences("It's a test. Mr. Smith went.")
          == texts{{"It's", "a", "test"}, {"Mr"}, {"Smith", "went"}});
    CHECK(sentences("lower. case follows") == texts{{"lower", "case", "follows"}});
    CHECK(sentences("Test.  Next. 5 apples. apples") == texts{{"Test"}, {"Next", "5", "apples", "apples"}});
    CHECK(sentences("What? No! \"Yes.\" (Ok.) end") == texts{{"What"}, {"No"}, {"Yes"}, {"Ok", "end"}});
    CHECK(sentences("end... Next one") == texts{{"end"}, {"Next", "one"}});
    CHECK(sentences("日本 語。テスト") == texts{{"日本", "語"}, {"テスト"}});
    CHECK(sentences("one\n\ntwo") == texts{{"one", "two"}});
    CHECK(sentences(" a . b ") == texts{{"a", "b"}});
    CHECK(sentences("!!! a") == texts{{}, {"a"}});
    CHECK(sentences("...") == texts{{}});
    CHECK(sentences("").empty());
}

TEST_CASE("words_hold_signs_between_letters_and_digits") {
    CHECK(sentences("hello-world foo_bar a@b") == texts{{"hello-world", "foo_bar", "a", "b"}});
    CHECK(sentences("don't rock'n'roll") == texts{{"don't", "rock'n'roll"}});
    CHECK(sentences("3.14 1,000 10% $5 #tag") == texts{{"3.14", "1,000", "10%", "tag"}});
    CHECK(sentences("email@x.com http://a.b/c") == texts{{"email", "x.com", "http", "a.b", "c"}});
    CHECK(sentences("U.S.A. is big. Yes") == texts{{"U.S.A", "is", "big"}, {"Yes"}});
}
