# SPDX-License-Identifier: BSL-1.0
"""Shortens the frames of a backtrace for GDB: template arguments become <...>, standard library plumbing is left out.

(gdb) source scripts/gdb/short_frames.py
(gdb) bt
"""
import gdb
from gdb.FrameDecorator import FrameDecorator


def without_arguments(name):
    """`weir::detail::executor<a, b<c>>::push<0>(int)` as `weir::detail::executor<...>::push<...>`."""
    out, depth, previous = [], 0, ""
    for i, c in enumerate(name):
        if c == "<" and not name[:i].endswith(("operator", "operator<")):
            if depth == 0:
                out.append("<...>")
            depth += 1
        elif c == ">" and depth > 0 and previous != "-":
            depth -= 1
        elif c == "(" and depth == 0 and not name[:i].endswith("operator") and not name[i:].startswith("(anonymous"):
            break
        elif depth == 0:
            out.append(c)
        previous = c
    return "".join(out).strip()


class ShortFrame(FrameDecorator):
    def function(self):
        name = super().function()
        return without_arguments(name) if isinstance(name, str) else name

    def frame_args(self):
        # Rows and cursors are deep types; their values are of no use in a line.
        return [a for a in super().frame_args() or [] if a.symbol().type.strip_typedefs().code in
                (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_FLT, gdb.TYPE_CODE_BOOL)]


class ShortFrames:
    name = "weir_short_frames"
    priority = 100
    enabled = True

    def __init__(self):
        gdb.frame_filters[self.name] = self

    def filter(self, frames):
        for frame in frames:
            name = frame.inferior_frame().name() or ""
            if not name.startswith(("std::__invoke", "std::thread::_")):
                yield ShortFrame(frame)


ShortFrames()
