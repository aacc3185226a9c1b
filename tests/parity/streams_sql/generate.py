#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes the recorded streaming cases that have SQL text as test programs.

usage: generate.py CASES KNOWN OUT PARTS

Each case becomes the query `weir::sql<"...">` over its inputs, which is run as the cases in the C++ spelling are; one
that Spark rejects has to be refused by the statement or by its output mode. Cases whose sink, trigger or source is
their point are left to the C++ spelling. KNOWN names the cases that weir does not do, each with its reason behind it.
PARTS files are written, OUT/streams_sql_<n>.cpp, each with a like number of cases.
"""
import json
import pathlib
import sys

GROUPS_OF_DURABILITY = {"restart"}


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def is_plain(case):
    special = ("sink", "source", "partition_by", "observed", "conf") if "error" in case else ("sink", "source", "partition_by", "observed")
    return (
        case["sql"]
        and case["group"] not in GROUPS_OF_DURABILITY
        and case["trigger"] == "default"
        and case["output_mode"] in ("append", "update", "complete")
        and not any(case.get(key) for key in special)
    )


def input_type(name, description):
    kind = "table" if description["static"] else "in"
    return f"parity::{kind}<{literal(name)}, {literal(description['schema'])}>"


def view(name, description, argument):
    watermark = description["watermark"]
    if watermark is None:
        return f"weir::view<{literal(name)}>({argument})"
    column, delay = (part.strip() for part in watermark.split(",", 1))
    return f"weir::view<{literal(name)}>({argument} | weir::with_watermark<{literal(column)}, {literal(delay)}>())"


def refused_program(case):
    name = f"{case['group']}/{case['name']}"
    views = "".join(f", decltype({view(n, d, f'parity::some_input<{input_type(n, d)}>()')})" for n, d in case["inputs"].items())
    return f"""
TEST_CASE({literal(name)}) {{
    constexpr weir::verdict refused = parity::refusal<{literal(case['sql'])}, weir::{case['output_mode']}_mode{views}>();
    INFO("Spark: " {literal(case['error']['message'])});
    CHECK(refused.failed());
}}
"""


def program(case):
    name = f"{case['group']}/{case['name']}"
    inputs = case["inputs"]
    types = ", ".join(input_type(n, d) for n, d in inputs.items())
    arguments = [f"input{i}" for i in range(len(inputs))]
    views = ", ".join(view(n, d, a) for (n, d), a in zip(inputs.items(), arguments))
    parameters = ", ".join(f"auto const& {a}" for a in arguments)
    return f"""
TEST_CASE({literal(name)}) {{
    parity::run<parity::inputs<{types}>, true>(
        {literal(name)}, weir::{case['output_mode']}, weir::on_demand,
        []({parameters}) {{
            return weir::sql<{literal(case['sql'])}>({views});
        }});
}}
"""


def read_known(path):
    lines = pathlib.Path(path).read_text().splitlines()
    return {line.split(":", 1)[0].strip() for line in lines if line.strip() and not line.startswith("#")}


def main():
    cases, known_file, out, parts = sys.argv[1:5]
    known = read_known(known_file)
    programs = []
    for path in sorted(pathlib.Path(cases).glob("*/*.json")):
        case = json.loads(path.read_text())
        if is_plain(case) and f"{case['group']}/{case['name']}" not in known:
            programs.append(refused_program(case) if "error" in case else program(case))
    for part in range(int(parts)):
        text = "// SPDX-License-Identifier: BSL-1.0\n#include \"streams_harness.hpp\"\n" + "".join(programs[part :: int(parts)])
        target = pathlib.Path(out, f"streams_sql_{part}.cpp")
        if not target.exists() or target.read_text() != text:
            target.write_text(text)


if __name__ == "__main__":
    main()
