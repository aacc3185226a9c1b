// SPDX-License-Identifier: BSL-1.0
// Stateless queries against Spark: projections, filters, generators, errors.
#include "streams_harness.hpp"

namespace {

using texts = parity::inputs<parity::in<"events", "s string">>;
using ints = parity::inputs<parity::in<"events", "a int, b int">>;
using int_and_text = parity::inputs<parity::in<"events", "a int, b string">>;
using events = parity::inputs<parity::in<"events", "k string, v int">>;
using arrays = parity::inputs<parity::in<"events", "k string, xs array<int>">>;
using text_arrays = parity::inputs<parity::in<"events", "k string, xs array<string>">>;
using maps = parity::inputs<parity::in<"events", "k string, m map<string, int>">>;

using namespace weir::literals;

} // namespace

PARITY("stateless/bad_cast", append, texts, select(cast<std::int32_t>("s"_c).as<"i">()))
PARITY("stateless/bad_input_fields", append, int_and_text, select("a"_c, "b"_c))
PARITY("stateless/division_by_zero", append, ints, select(("a"_c / "b"_c).as<"q">()))
PARITY("stateless/explode", append, arrays, select("k"_c, explode("xs"_c).as<"x">()))
PARITY("stateless/explode_outer", append, arrays, select("k"_c, explode_outer("xs"_c).as<"x">()))
PARITY("stateless/explode_map", append, maps,
       select("k"_c, explode("m"_c)) | with_column_renamed<"key", "mk">()
           | with_column_renamed<"value", "mv">())
PARITY("stateless/posexplode", append, text_arrays,
       select("k"_c, posexplode("xs"_c)) | with_column_renamed<"col", "x">())
PARITY("stateless/filter_null", append, events, where("v"_c > 1 && "k"_c != "z"))
PARITY("stateless/string_to_timestamp", append, texts,
       select("s"_c, try_cast<timestamp>("s"_c).as<"t">(), try_cast<date>("s"_c).as<"d">()))
PARITY("stateless/update_mode", update, events, select("k"_c, ("v"_c + 1).as<"w">()))
