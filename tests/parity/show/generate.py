# SPDX-License-Identifier: BSL-1.0
"""Writes a C++ test that lays out the frames of show.json and compares with what Spark printed.

generate.py show.json OUT. A frame is rebuilt from the literals of its SQL: VALUES lists, SELECT lists and
range(), with the constructors of nested values and casts of literals. What needs more of SQL is listed with its
reason. The reader below knows types, not values: what a value looks like is weir's to say.
"""
import json
import re
import sys

TOKEN = re.compile(
    r"""\s*(?:(?P<string>'(?:[^'\\]|\\.)*')|(?P<quoted>`[^`]*`)|(?P<number>(?:\d+\.\d*|\.?\d+)(?:[eE][+-]?\d+)?
    (?:BD|[YSLDF])?\b)|(?P<word>[A-Za-z_]\w*)|(?P<sign><>|\|\||[-+*/(),<>=:\[\]]))""",
    re.VERBOSE,
)
OPTIONAL = "std::optional<{}>"


class NeedsMore(Exception):
    """The statement is beyond this reader."""


def literal(text):
    """A C++ literal; bytes that are not printable ASCII as octal escapes, which end after three digits."""
    out = "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in text.encode("utf-8"))
    return f'"{out}"'


def text_of(token):
    def escape(match):
        code = match.group(1)
        if code[0] == "u":
            return chr(int(code[1:], 16))
        return {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0"}.get(code, code)

    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", escape, token[1:-1], flags=re.DOTALL)


def std_string(text):
    return f"std::string({literal(text)}, {len(text.encode('utf-8'))})"


class Value:
    """A C++ expression and its column type; no type: null."""

    def __init__(self, type_, code, text=None):
        self.type, self.code, self.text = type_, code, text


NULL = Value(None, "std::nullopt")
# Java 17 does not print these with the fewest digits that read back, weir does (docs/differences.md).
SHORTEST = {"9.999999999999999E22": "1.0E23", "1.17549435E-38": "1.1754944E-38"}
EMPTY = "std::vector<std::optional<weir::void_type>>"


def common(types):
    """The type of several values, nullable when one of them is null."""
    known = {t for t in types if t is not None}
    bare = {t[14:-1] if t.startswith("std::optional<") else t for t in known}
    if not bare:
        return OPTIONAL.format("weir::void_type")
    if len(bare) > 1:
        raise NeedsMore("values of several types in one column")
    type_ = bare.pop()
    return OPTIONAL.format(type_) if None in types or len(known) > 1 or type_ not in known else type_


class Reader:
    def __init__(self, sql):
        self.tokens, at = [], 0
        while sql[at:].strip():
            match = TOKEN.match(sql, at)
            if not match:
                raise NeedsMore("text that is no literal")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            at = match.end()
        self.at = 0

    def peek(self, *words):
        return self.at < len(self.tokens) and self.tokens[self.at][1].lower() in words

    def take(self, *words):
        if self.peek(*words):
            self.at += 1
            return True
        return False

    def need(self, word):
        if not self.take(word):
            raise NeedsMore(f"more SQL than literals (no {word!r} where it should be)")

    def next(self):
        if self.at == len(self.tokens):
            raise NeedsMore("text that ends early")
        self.at += 1
        return self.tokens[self.at - 1]

    def name(self):
        kind, text = self.next()
        return text[1:-1] if kind == "quoted" else text

    def many(self, read):
        found = []
        self.need("(")
        while not self.take(")"):
            found.append(read())
            if not self.peek(")"):
                self.need(",")
        return found

    def value(self):
        left = self.primary()
        while self.peek("+", "/"):
            sign = self.next()[1]
            right = self.primary()
            if left.type != "double" or right.type != "double":
                raise NeedsMore("arithmetic")
            left = Value("double", f"{left.code} {sign} {right.code}")
        return left

    def primary(self):
        kind, text = self.next()
        if kind == "sign" and text == "-":
            return self.number(self.next()[1], "-")
        if kind == "number":
            return self.number(text, "")
        if kind == "string":
            return Value("std::string", std_string(text_of(text)), text_of(text))
        word = text.lower()
        if word in ("true", "false"):
            return Value("bool", word)
        if word == "null":
            return NULL
        if word in ("date", "timestamp", "x") and self.at < len(self.tokens) and self.tokens[self.at][0] == "string":
            return self.typed(word, text_of(self.next()[1]))
        if not self.peek("("):
            raise NeedsMore(f"expression ({text})")
        if word == "cast":
            return self.cast()
        return self.call(word, self.many(self.value))

    def number(self, text, sign):
        digits = re.sub("(BD|[YSLDF])$", "", text)
        suffix = text[len(digits):]
        if suffix == "D":
            return Value("double", sign + (digits if re.search("[.e]", digits) else digits + ".0"))
        if suffix == "BD" or "." in digits:
            whole, _, fraction = digits.partition(".")
            precision = max(len(whole.lstrip("0")) + len(fraction), len(fraction), 1)
            return self.decimal(sign + digits, precision, len(fraction))
        type_ = {"Y": "std::int8_t", "S": "std::int16_t", "": "std::int32_t", "L": "std::int64_t"}[suffix]
        if suffix == "L" and digits == "9223372036854775808":
            return Value(type_, "std::numeric_limits<std::int64_t>::min()")
        return Value(type_, f"{type_}{{{sign}{digits}}}", sign + digits)

    def decimal(self, digits, precision, scale):
        type_ = f"weir::decimal<{precision}, {scale}>"
        return Value(type_, f"{type_}::parse({literal(digits)}).value()")

    def typed(self, word, text):
        if word == "x":
            data = bytes.fromhex(text)
            inside = "".join(f"\\{b:03o}" for b in data)
            return Value("weir::binary", f'weir::binary{{std::string("{inside}", {len(data)})}}')
        return Value(f"weir::{word}", f"weir::parse_{word}({literal(text)}).value()")

    def cast(self):
        self.need("(")
        value = self.value()
        self.need("as")
        _, to = self.next()
        if to == "decimal":
            precision, scale = (int(size.text) for size in self.many(self.value))
            self.need(")")
            return self.decimal(value.text, precision, scale)
        if to == "struct":
            raise_unless([self.next()[1] for _ in range(6)] == list("<a:") + ["int"] + list(">)"), "a struct type")
            return Value(OPTIONAL.format("weir::row<weir::columns<weir::column<\"a\", std::int32_t>>>"), "std::nullopt")
        self.need(")")
        if to == "binary" and value.text is not None:
            return Value("weir::binary", f"weir::binary{{{std_string(value.text)}}}")
        raise NeedsMore(f"a cast to {to}")

    def call(self, word, values):
        types = [v.type for v in values]
        if word == "double":
            special = {"NaN": "quiet_NaN()", "Infinity": "infinity()", "-Infinity": "infinity()"}[values[0].text]
            sign = "-" if values[0].text[0] == "-" else ""
            return Value("double", f"{sign}std::numeric_limits<double>::{special}")
        if word == "char":
            return Value("std::string", std_string(chr(int(values[0].text))), chr(int(values[0].text)))
        if word == "concat":
            text = "".join(v.text for v in values)
            return Value("std::string", std_string(text), text)
        if word == "sequence":
            items = range(int(values[0].text), int(values[1].text) + 1)
            return Value("std::vector<std::int32_t>", "std::vector<std::int32_t>{" + ", ".join(map(str, items)) + "}")
        if word == "array":
            inner = [t for t in types if t not in (EMPTY, None)]
            if EMPTY in types and inner: # an empty array takes the type of its neighbours
                values = [Value(inner[0], inner[0] + "{}") if v.type == EMPTY else v for v in values]
                types = [v.type for v in values]
            type_ = f"std::vector<{common(types)}>"
            return Value(type_, f"{type_}{{{', '.join(v.code for v in values)}}}")
        if word == "map":
            key, mapped = (common(types[i::2]) if types else OPTIONAL.format("weir::void_type") for i in (0, 1))
            type_ = f"std::map<{key}, {mapped}>"
            entries = ", ".join(f"{{{k.code}, {v.code}}}" for k, v in zip(values[::2], values[1::2]))
            return Value(type_, f"{type_}{{{entries}}}")
        if word == "named_struct":
            columns = list(zip((v.text for v in values[::2]), values[1::2]))
            schema = schema_of([(name, common([v.type])) for name, v in columns])
            return Value(f"weir::row<{schema}>", f"weir::row<{schema}>({', '.join(v.code for _, v in columns)})")
        if word == "window" and values[1].text == "5 seconds":
            return Value("weir::time_window", "weir::time_window{weir::parse_timestamp(\"2016-03-11 09:00:05\").value(), "
                         "weir::parse_timestamp(\"2016-03-11 09:00:10\").value()}")
        raise NeedsMore(f"the function {word}")


def raise_unless(condition, why):
    if not condition:
        raise NeedsMore(why)


def schema_of(columns):
    return "weir::columns<" + ", ".join(f"weir::column<{literal(n)}, {t}>" for n, t in columns) + ">"


def frame_of(sql):
    """Names, types and rows (C++ expressions) of a statement."""
    r = Reader(sql)
    r.need("select")
    if r.take("*"):
        if r.take("except"):
            r.many(r.name)
            return [], [], [[]]
        r.need("from")
        r.need("values")
        rows = [r.many(r.value)]
        while r.take(","):
            rows.append(r.many(r.value))
        r.need("as")
        r.next()
        names = r.many(r.name)
        types = [common([row[i].type for row in rows]) for i in range(len(names))]
        if r.take("where"):
            raise_unless([t[1] for t in r.tokens[r.at:]] == ["id", ">", "1"], "a condition")
            rows, r.at = [row for row in rows if int(row[0].text) > 1], len(r.tokens)
        raise_unless(r.at == len(r.tokens), "more SQL than literals")
        return names, types, [[v.code for v in row] for row in rows]
    if r.tokens[-4:-3] == [("word", "range")]:
        count = int(r.tokens[-2][1])
        by_ten = len(r.tokens) > 7
        names, types = ["id", "ten"][:1 + by_ten], ["std::int64_t"] * (1 + by_ten)
        return names, types, [[f"std::int64_t{{{n}}}", f"std::int64_t{{{n * 10}}}"][:1 + by_ten] for n in range(count)]
    names, values = [], []
    while True:
        values.append(r.value())
        r.need("as")
        names.append(r.name())
        if not r.take(","):
            break
    raise_unless(r.at == len(r.tokens), "more SQL than literals")
    return names, [common([v.type]) for v in values], [[v.code for v in values]]


def float_frame(sql):
    """`select cast(x as float) as f from values …`: the same literals as floats."""
    names, _, rows = frame_of(re.sub(r"^select .* as f from", "select * from", sql))
    return ["f"], ["float"], [[f"static_cast<float>({row[0]})"] for row in rows]


def expected(text):
    """What Spark printed, with the shortest form of a number in a table of one column."""
    longer = next((number for number in SHORTEST if number in text), None)
    if longer is None:
        return text
    lines = text.split("\n")
    cells = [line[1:-1].strip() for line in lines if line.startswith("|")]
    width = max(len(SHORTEST.get(cell, cell)) for cell in cells)
    return "\n".join(
        "+" + "-" * width + "+" if line.startswith("+")
        else "|" + SHORTEST.get(line[1:-1].strip(), line[1:-1].strip()).rjust(width) + "|" if line else line
        for line in lines
    )


def options_of(call):
    truncate = call.get("truncate", True)
    truncate = {True: 20, False: 0}[truncate] if isinstance(truncate, bool) else truncate
    return f"{{{call.get('n', 20)}, {truncate}, {'true' if call.get('vertical') else 'false'}}}"


def rows_code(rows):
    return ", ".join("row(" + ", ".join(row) + ")" for row in rows)


def frame_code(names, types, rows, calls):
    out = f"    using schema = {schema_of(zip(names, types))};\n    using row = weir::row<schema>;\n"
    out += f"    std::vector<row> const rows{{{rows_code(rows)}}};\n"
    for call in calls:
        out += f"    check<schema>(rows, {options_of(call)}, {literal(expected(call['text']))}sv);\n"
    return out


def console_code(case):
    raise_unless(re.fullmatch(r"select \w+(, \w+)* from input", case["select"]), "a query behind the console")
    columns = [column.strip().split(" ") for column in case["schema"].split(",")]
    types = [OPTIONAL.format({"int": "std::int32_t", "string": "std::string"}[t]) for _, t in columns]
    options = {"n": int(case["options"].get("numRows", 20)), "truncate": case["options"].get("truncate") != "false"}
    out = f"    using schema = {schema_of([(n, t) for (n, _), t in zip(columns, types)])};\n    using row = weir::row<schema>;\n"
    out += "    std::vector<std::vector<row>> batches;\n"

    def code(value):
        return "std::nullopt" if value is None else str(value) if isinstance(value, int) else std_string(value)

    for batch in case["batches"]:
        rows = [[code(row.get(name)) for name, _ in columns] for row in batch]
        out += f"    batches.push_back({{{rows_code(rows)}}});\n"
    return out + f"    check_console<schema>(batches, {options_of(options)}, {literal(case['text'])}sv);\n"


HEAD = """// Generated by tests/parity/show/generate.py: frames rebuilt from literals against what Spark 4.3.0 printed.
#include <weir/plan/relation.hpp>
#include <weir/sink/show_text.hpp>

#include "catch.hpp"

#include <cstdint>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::string_view_literals;

int passed = 0;

void compare(std::string const& text, std::string_view expected) {
    CHECK(text == expected);
    passed += text == expected ? 1 : 0;
}

template <class Schema, class Rows>
void check(Rows const& rows, weir::show_options const& options, std::string_view expected) {
    weir::table_text table(weir::schema_of<Schema>::names, options);
    for (auto const& row : rows) table.template add_row<Schema>(row);
    compare(table.finish(), expected);
}

template <class Schema, class Batches>
void check_console(Batches const& batches, weir::show_options const& options, std::string_view expected) {
    std::string const line = std::string(43, '-') + '\\n';
    weir::table_text table(weir::schema_of<Schema>::names, options);
    std::string printed;
    for (std::size_t id = 0; id < batches.size(); ++id) {
        for (auto const& row : batches[id]) table.template add_row<Schema>(row);
        printed += line + "Batch: " + std::to_string(id) + '\\n' + line + table.finish();
    }
    compare(printed, expected);
}

"""


def main(source, out):
    with open(source, encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    functions, skipped, total, calls_in = [], [], 0, 0
    for number, case in enumerate(cases):
        calls = [c for c in case.get("calls", [case]) if "text" in c]
        total += len(case.get("calls", [case]))
        for call in case.get("calls", []):
            if "error" in call:
                skipped.append((case["about"], f"vertical={call.get('vertical')}: Spark fails with {call['error']}", 1))
        try:
            if case.get("console"):
                code = console_code(case)
            elif case["about"] == "floats":
                code = frame_code(*float_frame(case["sql"]), calls)
            else:
                code = frame_code(*frame_of(case["sql"]), calls)
        except NeedsMore as why:
            skipped.append((case["about"], str(why), len(calls)))
            continue
        calls_in += len(calls)
        functions.append(f"// {case['about']}\nvoid frame_{number}() {{\n{code}}}\n\n")
    names = re.findall(r"void (frame_\d+)\(\)", "".join(functions))
    report = "".join(f"    not rebuilt: {about}: {why} ({n})\n" for about, why, n in skipped)
    test = '} // namespace\n\nTEST_CASE("tables_are_those_that_spark_printed") {\n'
    test += "".join(f"    {name}();\n" for name in names)
    test += f'    std::printf("show.json: %d of {calls_in} rebuilt tables as Spark printed them, {total} recorded; '
    test += f'{len(functions)} of {len(cases)} frames\\n%s", passed, {literal(report)});\n'
    test += f"    CHECK(passed == {calls_in});\n}}\n"
    with open(out, "w", encoding="utf-8") as file:
        file.write("// SPDX-License-Identifier: BSL-1.0\n" + HEAD + "".join(functions) + test)


if __name__ == "__main__":
    main(*sys.argv[1:])
