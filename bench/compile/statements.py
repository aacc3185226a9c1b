#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Measures what a SQL text costs the compiler: each program of statements/ in SQL and in the C++ spelling.

usage: statements.py [RUNS]     prints one Markdown table; each number is the fastest of RUNS compilations (1) at -O0

The programs are the five longest statements that Spark's recordings of SQL accept, and the two longest of its seed
programs. Seconds are user and system time.
"""
import pathlib
import sys
import tempfile

from measure import COMPILERS, compile_once

PROGRAMS = sorted((pathlib.Path(__file__).parent / "statements").glob("*.cpp"))


def seconds(compiler, program, folder, runs, *flags):
    return min(compile_once(compiler, program, folder, "-O0", *flags)[0] for _ in range(runs))


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print("| statement |" + "".join(f" {name}: SQL | C++ | more |" for name, _ in COMPILERS))
    print("| --- |" + " ---: | ---: | ---: |" * len(COMPILERS))
    with tempfile.TemporaryDirectory() as folder:
        for program in PROGRAMS:
            row = f"| {program.stem} |"
            for _, compiler in COMPILERS:
                text = seconds(compiler, program, folder, runs, "-DWEIR_SQL")
                plain = seconds(compiler, program, folder, runs)
                row += f" {text:.1f} s | {plain:.1f} s | {text - plain:.1f} s |"
            print(row, flush=True)


if __name__ == "__main__":
    main()
