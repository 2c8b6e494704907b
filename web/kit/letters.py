"""How wide text runs in the font of slides and of saved pictures, where no browser lays it out.

The widths are those of Arial, which Liberation Sans and Helvetica share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

FONT = "Arial"
LINE = 1.2  # from line to line, of the size of the letters

# Thousandths of the size that a letter takes, and the letters that take so many.
_WIDTHS = {
    191: "'",
    222: "ijl’",
    260: "|",
    278: " !,./:;I[\\]ft·",
    333: '()-`r“”{}"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    584: "+<=>~×≠",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@…←→",
}
_OF = {letter: width / 1000 for width, letters in _WIDTHS.items() for letter in letters}
_OTHERS = 0.556
BOLD = 1.08  # how much wider bold letters are, at most


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is in letters of a size, in the unit of the size."""
    return sum(_OF.get(letter, _OTHERS) for letter in text) * size * (BOLD if bold else 1)


def lines(text: str, size: float, wide: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines that are no wider than `wide`; a longer word has a line alone."""
    return [line for part in text.split("\n") for line in _lines(part, size, wide, bold=bold)]


def _lines(text: str, size: float, wide: float, *, bold: bool) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold=bold) > wide:
            yield line
            line = word
        else:
            line = longer
    yield line


def height(texts: Sequence[str], size: float, wide: float, *, apart: float = 0) -> float:
    """Return how high texts stand under each other, with `apart` of a line between them."""
    many = sum(len(lines(text, size, wide)) for text in texts)
    return (many + apart * max(0, len(texts) - 1)) * size * LINE


def fitting(steps: Sequence[float], fits: Sequence[bool]) -> float:
    """Return the first of the stated sizes that fits, or the last of them."""
    return next((size for size, one in zip(steps, fits, strict=True) if one), steps[-1])
