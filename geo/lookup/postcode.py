"""Reads a postcode as people type it, and guesses the likely one when letters are mixed up.

Nothing typed is logged or kept here, and no message repeats it.
"""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from itertools import product

from data.package.profile import profile
from geo.errors import MalformedPostcode

LONGEST = 200
"""Characters looked at; whatever is longer is not read at all."""

EXAMPLE = profile().example_postcode

# British Standard BS 7666: which letters may stand where.
OUTWARD = r"[A-PR-UWYZ](?:[A-HK-Y]?[0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY])"
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
FULL = re.compile(rf"({OUTWARD})([0-9])([{UNIT_LETTERS}]{{2}})")
PART = re.compile(rf"({OUTWARD})(?: ([0-9])([{UNIT_LETTERS}]?))?")
AREA = re.compile(r"[A-PR-UWYZ][A-HK-Y]?")
STARTS_LIKE_ONE = re.compile(r"[A-Z]{1,2}[0-9OIL]")
_NO_WORD = re.compile("[^A-Z0-9]+")
# Looks ahead only, so that one that is no postcode hides none that begins within it.
HELD = re.compile(
    rf"(?<!\S)(?=([A-Z]{{1,2}})( ?)([0-9][0-9A-Z]?)( [0-9] | ?[0-9])([{UNIT_LETTERS}]{{2}})(?!\S))"
)
LINES = re.compile(r"[,;\n]")
"""What stands between the lines of an address."""

_LABEL = re.compile(r"^[\W_]*(?:my )?post ?codes?\b(?: is\b)?", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
LONGEST_WHOLE = 7  # letters and digits
LONGEST_PART = 6  # letters and digits, as in ME13 8X
TAKEN_FOR = {
    "O": "0", "0": "O", "I": "1", "1": "I", "L": "1", "S": "5", "5": "S",
    "B": "8", "8": "B", "Z": "2", "2": "Z", "G": "6", "6": "G",
}  # fmt: skip


@dataclass(frozen=True)
class Postcode:
    """A well-formed postcode: `ME13`, `8`, `XX`."""

    outward: str
    digit: str
    unit: str

    @property
    def sector(self) -> str:
        return f"{self.outward} {self.digit}"

    def __str__(self) -> str:
        return f"{self.sector}{self.unit}"


@dataclass(frozen=True)
class PostcodePart:
    """The beginning of a postcode: an area `ME`, a district `ME13`, a sector `ME13 8`."""

    outward: str
    digit: str = ""

    def __str__(self) -> str:
        return f"{self.outward} {self.digit}".strip()


def compact(text: str) -> str:
    """Capitals and digits without spaces, hyphens, full stops or invisible marks.

    `MalformedPostcode` when nothing is left, when it is too long, or for other characters.
    """
    if len(text) > LONGEST:
        raise MalformedPostcode(f"That is too long for a postcode such as {EXAMPLE}.")
    shown = unicodedata.normalize("NFKC", text).upper()
    left = "".join(c for c in shown if unicodedata.category(c) not in {"Zs", "Cc", "Cf", "Pd"})
    left = left.replace(".", "")
    if not left:
        raise MalformedPostcode(f"Type a postcode, for example {EXAMPLE}.")
    if not (left.isascii() and left.isalnum()):
        raise MalformedPostcode(
            f"A postcode has only the letters A to Z and digits, for example {EXAMPLE}."
        )
    return left


def parse(text: str) -> Postcode:
    """Read a whole postcode in any spacing and case; `MalformedPostcode` if it is not one."""
    found = FULL.fullmatch(compact(text))
    if not found:
        raise MalformedPostcode(f"That is not a whole UK postcode such as {EXAMPLE}.")
    return Postcode(*found.groups())


def within(text: str, areas: Container[str] = ()) -> list[Postcode]:
    """The postcodes that a text is or holds, whatever stands around them, each once.

    Spaces and signs may stand anywhere in a text that is a postcode and no more. In each line of a
    longer one, a postcode is one word or its two halves; if it begins as those of one of `areas`
    do (`ME`), it may be split into more: `ME 7 1AA`.
    """
    if len(text) > LONGEST:
        return []
    lines = [
        _NO_WORD.sub(" ", line) for line in LINES.split(unicodedata.normalize("NFKC", text).upper())
    ]
    whole = "".join(lines).replace(" ", "")
    held = [whole]
    if len(whole) > LONGEST_WHOLE:
        held = [
            "".join(found.groups()).replace(" ", "")
            for line in lines
            for found in HELD.finditer(line)
            if found[1] in areas or not (found[2] or found[4].endswith(" "))
        ]
    found = [FULL.fullmatch(letters) for letters in held]
    return list(dict.fromkeys(Postcode(*match.groups()) for match in found if match))


def bare(text: str) -> str:
    """A text without the word Postcode before it and without signs at its edges."""
    return _EDGES.sub("", _LABEL.sub("", text))


def likely(text: str) -> list[Postcode]:
    """Well-formed postcodes that look like the text (O for 0, I for 1), fewest changes first."""
    try:
        typed = compact(text)
    except MalformedPostcode:
        return []
    if not 5 <= len(typed) <= 7:
        return []
    found = [FULL.fullmatch(letters) for letters in _looks(typed)]
    return [Postcode(*match.groups()) for match in found if match]


def likely_parts(text: str) -> list[PostcodePart]:
    """Parts of postcodes that look like the text (`ME13` for `MEI3`), fewest changes first."""
    try:
        typed = compact(text)
    except MalformedPostcode:
        return []
    if not 2 <= len(typed) <= LONGEST_PART:
        return []
    return [part for letters in _looks(typed) for part in parts(letters)]


def parts(text: str) -> list[PostcodePart]:
    """The parts of a postcode that a text may be, likeliest first; empty when it is none.

    `ME138` may be the sector ME13 8 or, if there were one, a district: whoever asks knows which
    exist. A space that was typed is believed where a part may have one: not in `ME 13`.
    """
    if len(text) > LONGEST:
        return []
    typed = unicodedata.normalize("NFKC", text).upper().replace("-", " ").split()
    joined = "".join(typed)
    if AREA.fullmatch(joined):
        return [PostcodePart(joined)]
    if len(typed) == 2 and (believed := _read_parts(" ".join(typed))):
        return believed
    return [part for place in (0, 1, 2) for part in _read_parts(_spaced(joined, place))]


def looks_like_postcode(text: str) -> bool:
    """Whether a text begins as postcodes do, so that its fault is told as a postcode's fault."""
    joined = "".join(text.upper().split())
    has_digit = any(c.isdigit() for c in joined)
    return has_digit and len(joined) <= 8 and bool(STARTS_LIKE_ONE.match(joined))


def _looks(typed: str) -> list[str]:
    """The texts that look like one and are not the same, fewest changes first."""
    choices = [(c, TAKEN_FOR[c]) if c in TAKEN_FOR else (c,) for c in typed]
    found = [
        (sum(a != b for a, b in zip(typed, letters, strict=True)), "".join(letters))
        for letters in product(*choices)
    ]
    return [letters for changes, letters in sorted(found) if changes]


def _spaced(joined: str, behind: int) -> str:
    return f"{joined[:-behind]} {joined[-behind:]}" if behind else joined


def _read_parts(spaced: str) -> list[PostcodePart]:
    found = PART.fullmatch(spaced)
    return [PostcodePart(found[1], found[2] or "")] if found else []
