# SPDX-License-Identifier: BSL-1.0
"""Writes a C++ test that reads the inputs of recordings and compares the rows with Spark's.

generate.py FILE.json... OUT. Each case becomes a schema type, options, input files and the text of its rows in
the notation of rows.hpp. What cannot be asked of weir is listed with its reason.
"""
import base64
import json
import pathlib
import re
import struct
import sys

LEFT_OUT = {
    "field names by case": "weir tells names apart by case, so a and A are two columns",
    "not null column": "a column that cannot be null is enforced: the record is bad and gives no row",
    "map": "std::map keeps one entry of a repeated key, Spark both",
    "UTF-16 by encoding option": "there is no option encoding: lines are UTF-8",
    "UTF-16 found by itself": "there is no option encoding: files are UTF-8",
    "timeZone": "there is no option time_zone: the session zone is UTC",
    "locale for a decimal in text": "there is no option locale",
}
SCALARS = {
    "tinyint": "std::int8_t", "smallint": "std::int16_t", "int": "std::int32_t", "bigint": "std::int64_t",
    "float": "float", "double": "double", "boolean": "bool", "string": "std::string", "binary": "weir::binary",
    "date": "weir::date", "timestamp": "weir::timestamp",
}
MODES = {"DROPMALFORMED": "weir::drop_malformed", "FAILFAST": "weir::fail_fast", "PERMISSIVE": "weir::permissive"}
NO_EFFECT = {"primitivesasstring", "zzz"}  # with a given schema; unknown to Spark too
OPTIONS = ["mode", "columnNameOfCorruptRecord", "dateFormat", "timestampFormat", "enableDateTimeParsingFallback",
           "multiLine", "allowComments", "allowUnquotedFieldNames", "allowSingleQuotes", "allowNumericLeadingZeros",
           "allowBackslashEscapingAnyCharacter", "allowUnquotedControlChars", "allowNonNumericNumbers",
           "maxNestingDepth", "maxNumLen", "maxStringLen", "lineSep"]


class Unsupported(Exception):
    """A type that weir does not have."""


def literal(data):
    data = data.encode() if isinstance(data, str) else data
    text = "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in data)
    parts = [text[i:i + 8000] for i in range(0, len(text), 8000)] or [""]
    for i in range(len(parts) - 1):  # an escape stays whole
        cut = re.search(r"\\\d{0,2}$", parts[i])
        if cut:
            parts[i], parts[i + 1] = parts[i][:cut.start()], parts[i][cut.start():] + parts[i + 1]
    return f'std::string({" ".join(chr(34) + p + chr(34) for p in parts)}, {len(data)})'


class Ddl:
    """Reads `a int, b struct<x:int>` into a list of (name, type, not null)."""

    def __init__(self, text):
        self.tokens = re.findall(r"`[^`]*`|\w+|[<>(),:]", text)
        self.at = 0

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self):
        return self.tokens[self.at].lower() if self.at < len(self.tokens) else ""

    def fields(self, close=""):
        out = []
        while self.peek() != close:
            name = self.next().strip("`")
            if self.peek() == ":":
                self.next()
            out.append((name, self.type()))
            if self.peek() == "not":
                self.next(), self.next()
            if self.peek() == ",":
                self.next()
        return out

    def type(self):
        word = self.next().lower()
        if word == "array":
            self.next()
            inner = self.type()
            self.next()
            return ("array", inner)
        if word == "map":
            self.next()
            key = self.type()
            self.next()
            value = self.type()
            self.next()
            return ("map", key, value)
        if word == "struct":
            self.next()
            inner = self.fields(">")
            self.next()
            return ("struct", inner)
        if word == "decimal":
            self.next()
            p = self.next()
            self.next()
            s = self.next()
            self.next()
            return ("decimal", int(p), int(s))
        if word == "interval":
            self.at += 3
        return (word,)


def cpp(t):
    if t[0] == "array":
        return f"std::vector<std::optional<{cpp(t[1])}>>"
    if t[0] == "map":
        return f"std::map<std::string, std::optional<{cpp(t[2])}>>"
    if t[0] == "struct":
        return f"weir::row<{columns(t[1])}>"
    if t[0] == "decimal":
        return f"weir::decimal<{t[1]}, {t[2]}>"
    if t[0] not in SCALARS:
        raise Unsupported(f"weir has no type {t[0]}")
    return SCALARS[t[0]]


def columns(fields):
    inner = ", ".join(f"weir::column<{name_literal(n)}, std::optional<{cpp(t)}>>" for n, t in fields)
    return f"weir::columns<{inner}>"


def name_literal(name):
    return '"' + "".join(chr(b) if 32 <= b < 127 else f"\\{b:03o}" for b in name.encode()) + '"'


def quoted(data):
    out = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in data)
    return f'"{out}"'


def notation(value, t):
    """A value as rows.hpp writes it."""
    if value is None:
        return "null"
    kind = t[0]
    if kind == "array":
        return "[" + ", ".join(notation(v, t[1]) for v in value) + "]"
    if kind == "map":
        return "{" + ", ".join(f"{notation(k, t[1])}: {notation(v, t[2])}" for k, v in sorted(value)) + "}"
    if kind == "struct":
        return "(" + ", ".join(notation(value[n], inner) for n, inner in t[1]) + ")"
    if kind in ("float", "double"):
        number = {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}.get(value)
        if number:
            return number
        return "%.17g" % (struct.unpack("f", struct.pack("f", value))[0] if kind == "float" else value)
    if kind == "string":
        return quoted(base64.b64decode(value["base64"]) if isinstance(value, dict) else value.encode())
    if kind == "binary":
        return quoted(base64.b64decode(value))
    if kind == "boolean":
        return "true" if value else "false"
    return str(value)


def options(given):
    fields = {name.lower(): name for name in OPTIONS}
    out = {}
    for name, value in given.items():
        if name.lower() in NO_EFFECT:
            continue
        if name.lower() not in fields:
            raise Unsupported(f"there is no option {name}")
        name = fields[name.lower()]
        field = re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), name)
        if name == "mode":
            code = MODES[value]
        elif value.lower() in ("true", "false"):
            code = value.lower()
        elif name.startswith("max"):
            code = value
        else:
            code = literal(value)
        out[name] = f".{field} = {code}"
    return "{" + ", ".join(out[n] for n in OPTIONS if n in out) + "}"


def inputs_of(case):
    if "input_base64" in case:
        return [base64.b64decode(case["input_base64"])]
    return [i.encode() for i in case.get("inputs", [case.get("input")])]


def case_code(case):
    fields = Ddl(case["schema"]).fields()
    selected = case.get("select", [n for n, _ in fields])
    needed = " | ".join(f"weir::detail::one_column({i})" for i, (n, _) in enumerate(fields) if n in selected)
    expected = case.get("error", "")
    rows = []
    for row in case.get("rows", []):
        picked = [t for n, t in fields if n in selected]
        rows.append("(" + ", ".join(notation(v, t) for v, t in zip(row, picked)) + ")\n")
    files = ", ".join(literal(i) for i in inputs_of(case))
    return (f"    check<{columns(fields)},\n          {needed}>(\n        tally, {literal(case['about'])}, {options(case['options'])},\n"
            f"        {{{files}}},\n        {literal(expected)},\n        {literal(''.join(rows))});\n")


def main():
    *recordings, target = sys.argv[1:]
    out = ["// SPDX-License-Identifier: BSL-1.0\n// Generated by generate.py.\n#include \"rows.hpp\"\n"]
    for path in map(pathlib.Path, recordings):
        cases = json.loads(path.read_text())["cases"]
        body, reasons = [], []
        for case in cases:
            try:
                if case["about"] in LEFT_OUT:
                    raise Unsupported(LEFT_OUT[case["about"]])
                body.append(case_code(case))
            except Unsupported as e:
                reasons.append(f"{case['about']}: {e}")
        name = path.stem
        out.append(f'\nTEST_CASE("json_files_read_as_spark_{name}") {{\n    test::tally tally;\n')
        out.extend(body)
        out.extend(f"    tally.leave_out({literal(r)});\n" for r in reasons)
        out.append(f'    tally.report("{name}.json", {len(cases)});\n}}\n')
    pathlib.Path(target).write_text("".join(out))


main()
