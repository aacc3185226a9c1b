// SPDX-License-Identifier: BSL-1.0
// Hashes and digests are what Spark 4.3.0 computed (hash.json, strings.json).
#include <weir/core/date_text.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/digests.hpp>
#include <weir/expr/hash.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;
using test::name_of;
using test::value_of;

struct pair {
    std::int32_t number = 1;
    std::string letter = "a";
};
struct record {
    std::vector<std::int32_t> list = {1, 2};
    std::vector<std::int32_t> none;
    pair both;
    std::optional<std::string> missing;
    std::optional<std::int32_t> one = 1;
};

} // namespace

TEST_CASE("hash_is_murmur3_of_every_type") {
    CHECK(value_of(weir::hash(1)) == -559580957);
    CHECK(value_of(weir::hash(std::int64_t{1})) == -1712319331);
    CHECK(value_of(weir::hash(std::int8_t{1})) == -559580957);
    CHECK(value_of(weir::hash(true)) == -559580957);
    CHECK(value_of(weir::hash(1.0)) == -460888942);
    CHECK(value_of(weir::hash(-0.0)) == -1670924195);
    CHECK(value_of(weir::hash(std::numeric_limits<double>::quiet_NaN())) == -1281358385);
    CHECK(value_of(weir::hash(1.5F)) == -221251528);
    CHECK(value_of(weir::hash(weir::decimal<3, 2>::parse("1.50").value())) == -2056712946);
    CHECK(value_of(weir::hash(weir::decimal<38, 10>::parse("1.5").value())) == -994477761);
    CHECK(value_of(weir::hash("abcd")) == -396302900);
    CHECK(value_of(weir::hash("abcde")) == 814637928);
    CHECK(value_of(weir::hash("")) == 142593372);
    CHECK(value_of(weir::hash("é日本")) == 476632978);
    CHECK(value_of(weir::hash(weir::binary{"abc"})) == 1322437556);
    CHECK(value_of(weir::hash("2024-02-29"_date)) == 653915859);
    CHECK(value_of(weir::hash("2024-02-29 12:00:00"_ts)) == 293907258);
    CHECK(value_of(weir::hash(weir::interval<"1 day">)) == 892267096);
    CHECK(value_of(weir::hash(weir::interval<"1 month">)) == -559580957);
    CHECK(value_of(weir::hash(weir::decimal<38, 0>::parse("123456789012345678901234567890").value()))
          == 269448356);
    CHECK(value_of(weir::hash(weir::decimal<38, 0>::parse("-128").value())) == 775851899);
    CHECK(value_of(weir::hash(weir::decimal<38, 0>::parse("128").value())) == -544401882);
    CHECK(value_of(weir::hash(weir::binary{"\xFF\x80"})) == -577813652);
}

TEST_CASE("hash_of_several_values_goes_on_and_skips_nulls") {
    CHECK(value_of(weir::hash(nullptr)) == 42);
    CHECK(value_of(weir::hash(1, nullptr)) == -559580957);
    CHECK(value_of(weir::hash("a", 1, true)) == 1330708722);
    CHECK(value_of(weir::hash("list"_c), record{}) == -222940379);
    CHECK(value_of(weir::hash("none"_c), record{}) == 42);
    CHECK(value_of(weir::hash("both"_c), record{}) == -936062819);
    CHECK(value_of(weir::hash("missing"_c, "one"_c), record{}) == -559580957);
    CHECK(name_of(weir::hash("one"_c, "list"_c)) == "hash(one, list)");
}

TEST_CASE("xxhash64_is_xxh64_of_every_type") {
    CHECK(value_of(weir::xxhash64(1)) == -6698625589789238999);
    CHECK(value_of(weir::xxhash64(std::int64_t{1})) == -7001672635703045582);
    CHECK(value_of(weir::xxhash64("a")) == -8582455328737087284);
    CHECK(value_of(weir::xxhash64("abcdefghijklmnopqrstuvwxyz0123456789")) == 2724237963427677065);
    CHECK(value_of(weir::xxhash64("")) == -7444071767201028348);
    CHECK(value_of(weir::xxhash64("abcdefghijkl")) == 3897903351825168219);
    CHECK(value_of(weir::xxhash64("abcdefghijklmnopqrstuvwxyz012345")) == 221923967055193886);
    CHECK(value_of(weir::xxhash64(1, "a")) == 8205864924878002737);
    CHECK(value_of(weir::xxhash64(1.5)) == 7738255526519901366);
    CHECK(value_of(weir::xxhash64("list"_c), record{}) == -8133857028838179022);
    CHECK(value_of(weir::xxhash64("2024-02-29"_date)) == 4183429117450946631);
}

TEST_CASE("digests_are_hexadecimal_texts") {
    CHECK(value_of(weir::md5("Spark")) == "8cde774d6f7333752ed72cacddb05126");
    CHECK(value_of(weir::md5(weir::binary{"abc"})) == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(value_of(weir::sha1("Spark")) == "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c");
    CHECK(value_of(weir::sha("a")) == "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8");
    CHECK(value_of(weir::sha2("Spark", 224)) == "dbeab94971678d36af2195851c0f7485775a2a7c60073d62fc04549c");
    CHECK(value_of(weir::sha2("Spark", 0))
          == "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b");
    CHECK(value_of(weir::sha2("Spark", 384))
          == "1e40b8d06c248a1cc32428c22582b6219d072283078fa140d9ad297ecadf2cabefc341b857ad36226aa8d6d79f2ab67"
             "d");
    CHECK(value_of(weir::sha2("Spark", 512))
          == "44844a586c54c9a212da1dbfe05c5f1705de1af5fda1f0d36297623249b279fd"
             "8f0ccec03f888f4fb13bf7cd83fdad58591c797f81121a23cfdd5e0897795238");
    CHECK(value_of(weir::sha2("Spark", 1)) == std::nullopt);
    CHECK(value_of(weir::crc32("Spark")) == 1557323817);
    CHECK(value_of(weir::crc32("")) == 0);
}
