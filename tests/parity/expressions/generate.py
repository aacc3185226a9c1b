# SPDX-License-Identifier: BSL-1.0
"""Writes C++ files that ask weir the questions of recordings and compare with Spark's answers.

generate.py OUT_FOLDER CASES_A_FILE KNOWN_DIFFERENCES RECORDING.json...

Each recording becomes files of at most CASES_A_FILE questions; OUT_FOLDER/files.txt lists all files. A question that weir
does not compile is a failing row of the table, not a broken build: the check of a SQL text raises nothing.
"""
import json
import os
import re
import sys

TYPES = {
    "boolean": "bool", "tinyint": "std::int8_t", "smallint": "std::int16_t", "int": "std::int32_t",
    "bigint": "std::int64_t", "float": "float", "double": "double", "string": "std::string",
    "binary": "weir::binary", "date": "weir::date", "timestamp": "weir::timestamp",
}
# Java's StrictMath and the C library differ in the last places; sums about a mean depend on their order.
STRICT_MATH = {"exp", "expm1", "ln", "log", "log10", "log2", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
               "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "cot", "sec", "csc", "pow", "power", "cbrt", "hypot",
               "degrees", "radians"}
ABOUT_MEAN = {"stddev", "std", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "skewness", "kurtosis", "corr",
              "covar_pop", "covar_samp", "regr_slope", "regr_intercept", "regr_r2", "regr_sxx", "regr_syy", "regr_sxy",
              "regr_avgx", "regr_avgy"}


def cpp(text):
    """A C++ string literal; bytes that are not plain are octal."""
    if text is None:
        return "nullptr"
    out = []
    for byte in text.encode("utf-8"):
        c = chr(byte)
        if c in '"\\':
            out.append("\\" + c)
        elif 32 <= byte < 127 and c != "?":
            out.append(c)
        else:
            out.append("\\%03o" % byte)
    return '"' + "".join(out) + '"'


def dump(value):
    return json.dumps(value, ensure_ascii=False)


def cpp_type(ddl):
    ddl = ddl.strip()
    low = ddl.lower()
    if low in TYPES:
        return TYPES[low]
    m = re.fullmatch(r"decimal\((\d+),\s*(\d+)\)", low)
    if m:
        return f"weir::decimal<{m[1]}, {m[2]}>"
    m = re.fullmatch(r"array<(.*)>", low)
    if m:
        return f"std::vector<std::optional<{cpp_type(m[1])}>>"
    m = re.fullmatch(r"map<(.*?),(.*)>", low)
    if m:
        return f"std::map<{cpp_type(m[1])}, std::optional<{cpp_type(m[2])}>>"
    return f'weir::row_of<{cpp(ddl[len("struct<"):-1].replace(":", " "))}>'


def split_ddl(ddl):
    """The columns of a DDL schema: [(name, type, nullable)]."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(ddl):
        if c in "<(":
            depth += 1
        elif c in ">)":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(ddl[start:i])
            start = i + 1
    parts.append(ddl[start:])
    columns = []
    for part in parts:
        name, kind = part.strip().split(None, 1)
        nullable = not kind.upper().endswith("NOT NULL")
        columns.append((name, kind if nullable else kind[:-len("NOT NULL")].strip(), nullable))
    return columns


def cpp_value(kind, value):
    low = kind.strip().lower()
    if value is None:
        return "{}"
    if low in ("float", "double"):
        limits = f"std::numeric_limits<{low}>::"
        named = {"NaN": limits + "quiet_NaN()", "Infinity": limits + "infinity()", "-Infinity": f"-{limits}infinity()"}
        return named[value] if value in named else f"{low}({value!r})"
    if low == "boolean":
        return "true" if value else "false"
    if low in ("tinyint", "smallint", "int", "bigint"):
        if value == -2 ** 63:
            return "std::numeric_limits<std::int64_t>::min()"
        return f"{TYPES[low]}({value}{'L' if low == 'bigint' else ''})"
    if low.startswith("decimal"):
        return f"*{cpp_type(kind)}::parse({cpp(value)})"
    if low == "string":
        return f"std::string({cpp(value)}, {len(value.encode('utf-8'))})"
    if low == "timestamp":
        return f'*weir::parse_timestamp({cpp(value.replace("T", " "))})'
    if low == "date":
        return f"*weir::parse_date({cpp(value)})"
    if low == "binary":
        import base64
        raw = base64.b64decode(value)
        return "weir::binary{std::string(\"" + "".join("\\%03o" % b for b in raw) + f"\", {len(raw)})}}"
    m = re.fullmatch(r"array<(.*)>", low)
    if m:
        return cpp_type(kind) + "{" + ", ".join("std::nullopt" if v is None else cpp_value(m[1], v) for v in value) + "}"
    m = re.fullmatch(r"map<(.*?),(.*)>", low)
    if m:
        pairs = value.items() if isinstance(value, dict) else value
        return cpp_type(kind) + "{" + ", ".join("{%s, %s}" % (cpp_value(m[1], k), cpp_value(m[2], v)) for k, v in pairs) + "}"
    fields = [c.split(":", 1) for c in low[len("struct<"):-1].split(",")]
    values = value.values() if isinstance(value, dict) else value
    return cpp_type(kind) + "{" + ", ".join("std::nullopt" if v is None else cpp_value(k, v) for (_, k), v in zip(fields, values)) + "}"


def struct_of(name, schema, rows):
    """A struct of a schema, and a function that gives the rows."""
    columns = split_ddl(schema)
    out = [f"struct {name} {{"]
    for column, kind, nullable in columns:
        kind = cpp_type(kind)
        out.append(f"    {f'std::optional<{kind}>' if nullable else kind} {column};")
    out.append("};")
    out.append(f"std::vector<{name}> const& rows_of_{name}() {{")
    out.append(f"    static std::vector<{name}> const rows = {{")
    for row in rows:
        values = [row[c] for c, _, _ in columns] if isinstance(row, dict) else row
        out.append("        {" + ", ".join(cpp_value(k, v) for (_, k, _), v in zip(columns, values)) + "},")
    out.append("    };")
    out.append("    return rows;")
    out.append("}")
    return out


def tolerance(expr):
    names = set(re.findall(r"([a-z_0-9]+)\s*\(", expr.lower()))
    if names & ABOUT_MEAN:
        return "1e-12"
    return "4.5e-16" if names & STRICT_MATH else "0"


def question(topic, text, case, known):
    error = case.get("error")
    if error and "." not in error and error.endswith("Exception"):
        error = "_LEGACY"  # a class name: only rejected
    columns = values = shown = None
    if case.get("generator") and "columns" in case:
        columns = dump([[n, t] for n, t, _ in case["columns"]])
        values = dump([list(r.values()) if isinstance(r, dict) else r for r in case["rows"]])
    elif case.get("varies") or error:
        pass
    else:
        values = dump(case["values"] if "values" in case else [case["value"]])
        shown = case.get("shown")
        if shown is not None:
            shown = dump(shown if isinstance(shown, list) else [shown])
    name = case.get("name")
    if name is not None and "lambda" in name:
        name = None
    nullable = case.get("nullable")
    fields = [cpp(topic), cpp(text), cpp(name), cpp(None if columns else case.get("type")),
              "-1" if nullable is None else str(int(nullable)), cpp(error), cpp(values), cpp(shown), cpp(columns),
              tolerance(case["expr"]), cpp(known)]
    return "{" + ", ".join(fields) + "}"


def items(expr):
    """The items of a select list: the expression cut at the commas that are in no brackets or quotes."""
    parts, depth, quote, start = [], 0, None, 0
    for i, c in enumerate(expr):
        if quote:
            if c == quote and expr[i - 1] != "\\":
                quote = None
        elif c in "'\"`":
            quote = c
        elif c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(expr[start:i].strip())
            start = i + 1
    return parts + [expr[start:].strip()]


def main():
    folder, size, known_file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    reasons, uncompiled = {}, set()
    for group in json.load(open(known_file, encoding="utf-8"))["differences"]:
        for case in group["cases"]:
            reasons[case] = group["reason"]
            if not group.get("compiles", True):
                uncompiled.add(case)
    os.makedirs(folder, exist_ok=True)
    files = []
    unused = set(reasons)
    for recording in sys.argv[4:]:
        topic = os.path.splitext(os.path.basename(recording))[0]
        data = json.load(open(recording, encoding="utf-8"))
        cases = data["cases"]
        inputs = data.get("inputs") or {"row": {"schema": data.get("schema", "unused_ INT NOT NULL"), "rows": data.get("rows", [[0]])}}
        for part in range(0, len(cases), size):
            name = f"{topic}_{part // size + 1}"
            out = ['// Generated from a recording.', '#include "cases.hpp"', "",
                   "#include <cstdint>", "#include <limits>", "#include <map>", "#include <optional>", "", "namespace {", ""]
            for table in dict.fromkeys(case.get("over", "row") for case in cases[part:part + size]):
                out += struct_of(table, inputs[table]["schema"], inputs[table]["rows"])
            out += ["", "} // namespace", "", "namespace parity {", f"void run_{name}();", f"void run_{name}() {{"]
            for case in cases[part:part + size]:
                over = case.get("over", "row")
                by = case.get("by")
                key = f"{topic}: {case['expr']}" + (f" over {over}" if "over" in case else "") + (f" by {by}" if by else "")
                unused.discard(key)
                texts = items(case["expr"])
                ask = "ask" if by is None else "ask_by"
                text = cpp(case["expr"]) if by is None else f"{cpp(by)}, {cpp(case['expr'])}"
                if by is None and len(texts) > 1:
                    ask, text = "ask_items", ", ".join(cpp(t) for t in texts)
                out.append(f"    judge({question(topic, key[len(topic) + 2:], case, reasons.get(key))},")
                asked = f"{ask}<{text}>(rows_of_{over}())" if key not in uncompiled else 'answer{"it does not compile", {}, {}, {}}'
                out.append(f"          {asked});")
            out += ["}", "} // namespace parity", ""]
            files.append(name)
            write(os.path.join(folder, name + ".cpp"), "\n".join(out))
    out = ['// Generated: runs all questions.', '#include "report.hpp"', "", "namespace parity {"]
    out += [f"void run_{name}();" for name in files]
    out += ["} // namespace parity", "", "int main() {"] + [f"    parity::run_{name}();" for name in files]
    out += ["    return parity::finish();", "}", ""]
    write(os.path.join(folder, "main.cpp"), "\n".join(out))
    write(os.path.join(folder, "files.txt"), ";".join(os.path.join(folder, f + ".cpp") for f in files + ["main"]))
    topics = {os.path.splitext(os.path.basename(r))[0] for r in sys.argv[4:]}
    unused = {case for case in unused if case.split(":")[0] in topics}
    if unused:
        sys.exit("known differences of no case: " + ", ".join(sorted(unused)))


def write(path, text):
    """Leaves a file alone that says the same already, so that it is not compiled again."""
    if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


if __name__ == "__main__":
    main()
