"""Outlines as short SVG paths: steps of a tenth of a pixel in place of points."""

from __future__ import annotations

import re

STEPS = 10  # to a pixel
FEW = 12  # points; a shorter path is a shape, not an outline

_OUTLINE = re.compile(r"(?:[ML]-?[\d.]+,-?[\d.]+|Z)+")
# A piece that draws nothing: it has no step, or two of a step's size.
_POINT = re.compile(r"M[^Mlz]*l(?: ?-?(?:0|\.1) ?-?(?:0|\.1)){0,2}z?(?=M|$)")
_PART = re.compile(r"([ML])(-?[\d.]+),(-?[\d.]+)|Z")
_BETWEEN_POINTS = re.compile(r"(?<=\.\d) (?=\.)")  # 1.2 .3: the second point begins a number


def shortened(path: str) -> str:
    """Return an outline of straight lines in steps; any other path with shorter numbers."""
    if not _OUTLINE.fullmatch(path) or path.count("L") < FEW:
        return re.sub(r"\.0\b", "", path)
    written, at = [], (0, 0)
    for part in _PART.finditer(path):
        if part[0] == "Z":
            written.append("z")
            continue
        point = (round(float(part[2]) * STEPS), round(float(part[3]) * STEPS))
        if part[1] == "M":
            written.append(f"M{_number(point[0])},{_number(point[1])}l")
        elif point != at:
            written.append(_step(point[0] - at[0], point[1] - at[1]))
        at = point
    return _BETWEEN_POINTS.sub("", _POINT.sub("", "".join(written).replace("l ", "l")))


def _step(across: int, down: int) -> str:
    """A step with no more marks between its numbers than are needed to tell them apart."""
    return "".join(n if n.startswith("-") else f" {n}" for n in (_number(across), _number(down)))


def _number(tenths: int) -> str:
    whole = f"{tenths / STEPS:g}"
    return whole.replace("0.", ".", 1) if abs(tenths) < STEPS else whole
