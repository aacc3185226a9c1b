# SPDX-License-Identifier: BSL-1.0
"""Writes C++ files that run the statements of recordings through weir::sql and compare with Spark's answers.

generate.py OUT_FOLDER CASES_A_FILE KNOWN_DIFFERENCES TABLES RECORDING.json...

Each recording is a topic; its statements become files of at most CASES_A_FILE. OUT_FOLDER/files.txt lists all files. A
statement that weir refuses is a failing row of the table, not a broken build.
"""
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "expressions"))
from generate import cpp, dump, struct_of, tolerance, write  # noqa: E402


def columns_of(ddl):
    """The columns of a recorded schema: [name, simple type, nullable]; names may be in backquotes."""
    columns, at = [], 0
    while at < len(ddl):
        if ddl[at] == "`":
            end = at + 1
            while ddl[end] != "`" or ddl[end : end + 2] == "``":
                end += 2 if ddl[end] == "`" else 1
            name, at = ddl[at + 1 : end].replace("``", "`"), end + 2
        else:
            end = ddl.index(" ", at)
            name, at = ddl[at:end], end + 1
        depth, end = 0, at
        while end < len(ddl) and (depth > 0 or ddl[end] != ","):
            depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(ddl[end], 0)
            end += 1
        kind, at = ddl[at:end], end + 1
        nullable = not kind.endswith(" NOT NULL")
        kind = kind if nullable else kind[: -len(" NOT NULL")]
        # The simple string of a type does not say which of its fields are never null.
        columns.append([name, re.sub(r"([:,]) ", r"\1", kind.replace(" NOT NULL", "")).lower(), nullable])
    return columns


def question(topic, case, known):
    text = case["sql"]
    if "error" in case:
        # With "pos" it is refused before it runs.
        expected = ["nullptr", "nullptr", cpp(case["error"]), str("pos" in case).lower(), "false"]
    else:
        # The names of lambdas are Spark's alone.
        columns = "\n".join(dump([None if "lambda" in c[0] else c[0], *c[1:]]) for c in columns_of(case["schema"]))
        rows = "\n".join(dump(row) for row in case["rows"])
        expected = [cpp(columns), cpp(rows), "nullptr", "false", str(case["ordered"]).lower()]
    return "{" + ", ".join([cpp(topic), cpp(" ".join(text.split())), *expected, tolerance(text), cpp(known)]) + "}"


def main():
    folder, size, known_file, tables_file = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    reasons, uncompiled = {}, set()
    for group in json.load(open(known_file, encoding="utf-8"))["differences"]:
        for case in group["cases"]:
            reasons[case] = group["reason"]
            if not group.get("compiles", True):
                uncompiled.add(case)
    unused = set(reasons)
    os.makedirs(folder, exist_ok=True)
    tables = json.load(open(tables_file, encoding="utf-8"))["tables"]
    out = ["// Generated: the tables that the statements read.", "#pragma once", '#include "statements.hpp"', "", "namespace parity {"]
    for name, table in tables.items():
        lines = struct_of(name, table["schema"], table["rows"])
        out += [("inline " + line if line.startswith("std::vector<") else line) for line in lines]
    views = ", ".join(f"weir::view<{cpp(name)}>(weir::table<{name}>(rows_of_{name}()))" for name in tables)
    out += ["template <weir::fixed_string Text>", "answer ask() {", f"    return ask_over<Text>({views});", "}", "} // namespace parity", ""]
    write(os.path.join(folder, "tables.hpp"), "\n".join(out))
    files = []
    for recording in sys.argv[5:]:
        topic = os.path.splitext(os.path.basename(recording))[0]
        cases = json.load(open(recording, encoding="utf-8"))["cases"]
        for part in range(0, len(cases), size):
            name = f"{topic}_{part // size + 1}"
            out = ["// Generated from a recording.", '#include "tables.hpp"', "", "namespace parity {", f"void run_{name}();", f"void run_{name}() {{"]
            for case in cases[part : part + size]:
                unused.discard(case["sql"])
                out.append(f"    judge({question(topic, case, reasons.get(case['sql']))},")
                asked = f"ask<{cpp(case['sql'])}>()" if case["sql"] not in uncompiled else 'answer{"it does not compile", {}, {}, {}}'
                out.append(f"          {asked});")
            out += ["}", "} // namespace parity", ""]
            files.append(name)
            write(os.path.join(folder, name + ".cpp"), "\n".join(out))
    out = ["// Generated: runs all statements.", '#include "report.hpp"', "", "namespace parity {"]
    out += [f"void run_{name}();" for name in files]
    out += ["} // namespace parity", "", "int main() {"] + [f"    parity::run_{name}();" for name in files]
    out += ["    return parity::finish();", "}", ""]
    write(os.path.join(folder, "main.cpp"), "\n".join(out))
    write(os.path.join(folder, "files.txt"), ";".join(os.path.join(folder, f + ".cpp") for f in files + ["main"]))
    if unused:
        sys.exit("known differences of no case: " + "; ".join(sorted(unused)))


if __name__ == "__main__":
    main()
