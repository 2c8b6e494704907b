"""What Find my area answers, as small files, so that a page can answer without a server.

One file for each postcode district and each first letter of a name, and one that says what there
is. All words are those that the served page answers with; the page's script only looks them up.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from components.findings.near_misses import FEW
from components.findings.spots import Spot, spot
from data.catalogue import Catalogue
from embed.embed_pages import found_markup, head_markup
from embed.find import describe
from embed.site import Site
from geo.answers import PlaceAnswer, PostcodeAnswer
from geo.errors import LookupProblem, SeveralPlaces
from geo.lookup import BEGIN, LOT, SHORTEST_NAME, Index, load
from geo.lookup import FEW as FEW_SUGGESTIONS
from geo.names import ALIKE, KINDS, SMALL_WORDS, plain
from geo.postcode import (
    AREA,
    FULL,
    LONGEST,
    LONGEST_PART,
    PART,
    STARTS_LIKE_ONE,
    TAKEN_FOR,
    UNIT_LETTERS,
)

FAULTS: Mapping[str, str] = {
    "nothing": "",
    "too_long": "A" * (LONGEST + 1),
    "no_letters": "?!",
    "unknown": "nowhere of this name",
    "letters": "Ж",
    "outside": "ZE1 0AA",
}
FAR = "ZE1"  # Shetland: no integrated care board is there


class Answers:
    """Answers by number, each once: many postcodes have the same."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self._catalogue, self._site = catalogue, site
        self._numbers: dict[Any, int] = {}
        self.shown: list[dict[str, str]] = []

    def number(self, place: Spot) -> int:
        """The number of the answer for a place."""
        # The map of these pages marks no point, so it does not tell answers apart.
        same = replace(place, easting=0, northing=0)
        if same not in self._numbers:
            found = describe(self._catalogue, place)
            self._numbers[same] = len(self.shown)
            self.shown.append(
                {
                    "head": str(head_markup(found)),
                    "found": str(found_markup(found, self._site)),
                    "areas": " ".join(found.areas),
                }
            )
        return self._numbers[same]


def files(catalogue: Catalogue, site: Site) -> Iterator[tuple[str, str]]:
    """Every file as its name and its JSON."""
    index = load()
    yield "index.json", _json(_index(index))
    for letters in _postal_areas(index):
        answers = Answers(catalogue, site)
        number = answers.number(spot(index.find(letters)))
        yield f"{letters}.json", _json({"answers": answers.shown, "at": {letters: number}})
    for outward, sectors in sorted(index.gazetteer.sectors_of.items()):
        answers = Answers(catalogue, site)
        places = {
            part: answers.number(spot(index.find(part.replace(" ", "-"))))
            for part in (outward, *sorted(sectors))
        }
        units = {
            f"{sector.split()[1]}{entry.unit}": answers.number(
                spot(index.postcode(f"{sector} {entry.unit}".replace(" ", "")))
            )
            for sector in sorted(sectors)
            for entry in index.gazetteer.store.sector(sector).entries()
        }
        yield f"{outward}.json", _json({"answers": answers.shown, "at": places | units})
    for letter, found in sorted(_by_letter(index).items()):
        answers = Answers(catalogue, site)
        numbers = {key: answers.number(spot(place)) for key, place in sorted(found.items())}
        yield f"name-{letter}.json", _json({"answers": answers.shown, "at": numbers})


def _index(index: Index) -> dict[str, Any]:
    """What the script needs to know before it fetches an answer."""
    keys = index.gazetteer.keys
    more: dict[str, list[str]] = defaultdict(list)
    for name, found in index.gazetteer.names.places.items():
        for place in found:
            if name not in (plain(place.key), plain(place.name)):
                more[place.key].append(name)
    return {
        "postcode": FULL.pattern,
        "part": PART.pattern,
        "area": AREA.pattern,
        "starts": STARTS_LIKE_ONE.pattern,
        "lot": LOT.pattern,
        "begin": BEGIN,
        "longest": LONGEST,
        "longest_part": LONGEST_PART,
        "shortest": SHORTEST_NAME,
        "alike": ALIKE,
        "most": FEW,
        "few": FEW_SUGGESTIONS,
        "taken_for": TAKEN_FOR,
        "small": sorted(SMALL_WORDS),
        "postal_areas": _postal_areas(index),
        "sectors": {
            outward: "".join(sorted(name.split()[1] for name in sectors))
            for outward, sectors in index.gazetteer.sectors_of.items()
        },
        "lots": [
            [str(one.number), keys[one.id].name] for one in index.gazetteer.areas.lots.values()
        ],
        "places": [
            [one.key, one.name, KINDS.index(one.kind), *more[one.key]] for one in keys.values()
        ],
        "sentences": _sentences(index),
    }


def _postal_areas(index: Index) -> list[str]:
    """The letters that postcodes here begin with."""
    return sorted({outward.rstrip("0123456789") for outward in index.gazetteer.sectors_of})


def _sentences(index: Index) -> dict[str, str]:
    """What is said where nothing is found; `{}` stands for a postcode district."""
    found = {name: _fault(lambda text=text: index.find(text)) for name, text in FAULTS.items()}
    outward, sectors = min(index.gazetteer.sectors_of.items())
    missing = _missing(index, sectors[0])
    return {
        **found,
        "outside": found["outside"].replace(FAR, "{}"),
        "outside_part": _fault(lambda: index.find(FAR)).replace(FAR, "{}"),
        "malformed": _fault(lambda: index.find(f"{outward} QQQ")),
        "signs": _fault(lambda: index.find(f"{outward}!?!")),
        "lots": _fault(lambda: index.find("lot 0")),
        "not_known": _fault(lambda: index.postcode(missing)),
        "several": str(SeveralPlaces("More than one place has a name like that.")),
        "several_same": str(SeveralPlaces("More than one place has that name.")),
    }


def _missing(index: Index, sector: str) -> str:
    """A well-formed postcode of a sector that is not in the index."""
    held = {entry.unit for entry in index.gazetteer.store.sector(sector).entries()}
    units = (a + b for a in UNIT_LETTERS for b in UNIT_LETTERS)
    return sector.replace(" ", "") + next(unit for unit in units if unit not in held)


def _fault(ask: Callable[[], PlaceAnswer | PostcodeAnswer]) -> str:
    try:
        ask()
    except LookupProblem as problem:
        return str(problem)
    raise RuntimeError("a look-up that must fail found a place")


def _by_letter(index: Index) -> dict[str, dict[str, PlaceAnswer]]:
    """The answers of named places by the first letter of their label and by their key."""
    found: dict[str, dict[str, PlaceAnswer]] = defaultdict(dict)
    for key, place in index.gazetteer.keys.items():
        found[_letter(place.name)][key] = index.find(key)
    return found


def _letter(label: str) -> str:
    return plain(label)[0]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
