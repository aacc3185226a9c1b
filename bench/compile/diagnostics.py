#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Measures what compilers say about the mistakes of tests/reject: how many are one error with the whole message on its
first line, and how long all that is printed is. Prints the table that stands at the head of docs/errors.md.

usage: diagnostics.py [test.cpp ...]     (default: all; the lists of tests that fail go to stderr; some 20 minutes)
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPILERS = [
    ("GCC 12", os.environ.get("GCC", "g++"), ".gch"),
    ("Clang 19", os.environ.get("CLANG", "clang++-19"), ".pch"),
]
PRELUDE = "#include <weir/weir.hpp>\n#include <weir/testing.hpp>\n"


def joined(line):
    """The message in an error line: the string arguments of the template that it names, put together."""
    return re.sub(r"\\(.)", r"\1", "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', line)))


def diagnose(command, test):
    """The errors of one test and the number of lines that are printed in all."""
    run = subprocess.run(
        [*command, "-DWEIR_MISTAKE", "-fsyntax-only", str(test)],
        capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False,
    )
    lines = run.stderr.splitlines()
    return [line for line in lines if re.match(r"^[^ ].*: (fatal )?error: ", line)], len(lines)


def main():
    tests = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(ROOT.glob("tests/reject/*.cpp"))
    print(f"| {len(tests)} mistakes | one error with the whole message | lines in all, mean | most |")
    print("| --- | ---: | ---: | ---: |")
    for name, compiler, suffix in COMPILERS:
        with tempfile.TemporaryDirectory() as folder:
            prelude = pathlib.Path(folder) / "prelude.hpp"
            prelude.write_text(PRELUDE)
            base = [compiler, "-std=c++20", f"-I{ROOT}/include"]
            subprocess.run([*base, "-x", "c++-header", prelude, "-o", f"{prelude}{suffix}"], check=True)
            clear = 0
            lengths = []
            for test in tests:
                expected = test.read_text().split("\n", 1)[0].removeprefix("// expect: ").strip()
                errors, length = diagnose([*base, "-include", str(prelude)], test)
                if len(errors) == 1 and (expected in joined(errors[0]) or expected in errors[0]):
                    clear += 1
                else:
                    print(f"{name}: {test.name}: {len(errors)} errors", *errors, sep="\n    ", file=sys.stderr)
                lengths.append(length)
        print(f"| {name} | {clear} | {sum(lengths) / len(lengths):.1f} | {max(lengths)} |")


if __name__ == "__main__":
    main()
