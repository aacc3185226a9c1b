#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Measures what the compiler pays for the header alone and for the examples: seconds, memory, instantiations.

usage: measure.py [file.cpp ...]     prints one Markdown table (default: the header, the examples, bench/compile)
       measure.py --count            writes counts.json, Clang's counts alone
       measure.py --check            fails when a count is more than 3 % above the one in counts.json

Seconds are user and system time of the fastest of three compilations at -O2; memory is the compiler's peak. The counts
are Clang's InstantiateClass and InstantiateFunction events, which repeat exactly, as seconds do not.
"""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ["word_count", "average_price", "live_average"]
COMPILED = ["header_alone", "one_query", "ten_queries", "forty_columns", "forty_operators", "five_way_join"]
DEFAULT = [ROOT / f"bench/compile/{name}.cpp" for name in COMPILED] + [ROOT / f"examples/{name}.cpp" for name in EXAMPLES]
COUNTS = ROOT / "bench/compile/counts.json"
GROWTH = 1.03
COMPILERS = [("GCC 12", os.environ.get("GCC", "g++")), ("Clang 19", os.environ.get("CLANG", "clang++-19"))]


def compile_once(compiler, source, folder, *extra):
    """Compiles in a child of a child, so that the usage read is this compilation's alone."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        command = [compiler, "-std=c++20", "-O2", f"-I{ROOT}/include", "-c", str(source), "-o", f"{folder}/out.o", *extra]
        code = subprocess.run(command, check=False).returncode
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(write, json.dumps([code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        code, seconds, kilobytes = json.load(pipe)
    os.waitpid(pid, 0)
    if code != 0:
        sys.exit(f"{compiler} cannot compile {source}")
    return seconds, kilobytes


def count_instantiations(compiler, source, folder):
    compile_once(compiler, source, folder, "-O0", "-ftime-trace", "-ftime-trace-granularity=0")
    events = json.loads(pathlib.Path(f"{folder}/out.json").read_text())["traceEvents"]
    names = [event.get("name") for event in events]
    return names.count("InstantiateClass"), names.count("InstantiateFunction")


def count_all():
    """The counts of all files. They depend on the compiler and on its standard library, not on the machine."""
    clang = COMPILERS[1][1]
    with tempfile.TemporaryDirectory() as folder:
        return {source.name: dict(zip(("classes", "functions"), count_instantiations(clang, source, folder)))
                for source in DEFAULT}


def check():
    known = json.loads(COUNTS.read_text())
    grown = []
    for name, counts in count_all().items():
        for what, count in counts.items():
            print(f"{name}: {count} {what} instantiated, {known[name][what]} when last written down")
            if count > known[name][what] * GROWTH:
                grown.append(f"{name} instantiates {count} {what}, {known[name][what]} are written down")
    if grown:
        sys.exit("\n".join(grown) + "\nmake it less, or say in the commit why it is worth it and run measure.py --count")


def main():
    if sys.argv[1:] == ["--check"]:
        return check()
    if sys.argv[1:] == ["--count"]:
        COUNTS.write_text(json.dumps(count_all(), indent=2) + "\n")
        return None
    sources = [pathlib.Path(a).resolve() for a in sys.argv[1:]] or DEFAULT
    print("| file | compiler | seconds | peak memory, MB | classes | functions |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for source in sources:
            for name, compiler in COMPILERS:
                runs = [compile_once(compiler, source, folder) for _ in range(3)]
                counts = count_instantiations(compiler, source, folder) if "clang" in compiler else ("", "")
                print(f"| {source.name} | {name} | {min(r[0] for r in runs):.2f} | {max(r[1] for r in runs) / 1024:.0f} "
                      f"| {counts[0]} | {counts[1]} |", flush=True)
    return None


if __name__ == "__main__":
    main()
