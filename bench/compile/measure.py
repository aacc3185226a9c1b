#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Measures what the compiler pays for the header alone and for the examples: seconds, memory, instantiations.

usage: measure.py [file.cpp ...]     (default: the header and the three jobs; prints one Markdown table)

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
DEFAULT = [
    ROOT / "bench/compile/header_alone.cpp",
    ROOT / "examples/word_count.cpp",
    ROOT / "examples/average_price.cpp",
    ROOT / "examples/live_average.cpp",
]
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
    compile_once(compiler, source, folder, "-ftime-trace", "-ftime-trace-granularity=0")
    events = json.loads(pathlib.Path(f"{folder}/out.json").read_text())["traceEvents"]
    names = [event.get("name") for event in events]
    return names.count("InstantiateClass"), names.count("InstantiateFunction")


def main():
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


if __name__ == "__main__":
    main()
