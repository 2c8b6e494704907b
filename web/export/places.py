"""What Find my area answers, as small files, so that a page can answer without a server.

One file for each postcode district and each first letter of a name, one that says what there is,
and one of each area for what it means to live there, fetched when it is opened. All words are those
that the served page answers with; the page's script only looks them up.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from components.findings.find import nearest
from components.findings.find.near_misses import FEW
from components.found_place import FoundPlace, found_place
from data.package.catalogue import Catalogue
from geo.errors import LookupProblem
from geo.lookup.answers import PlaceAnswer, PostcodeAnswer
from geo.lookup.lookup import BEGIN, HOLDS_SEVERAL, Index, load
from geo.lookup.named import (
    FEW as FEW_SUGGESTIONS,
    JOINERS,
    LINES_APART,
    LOT,
    PART_OF_SEVERAL,
    SAME_NAME,
    SHORTEST_NAME,
    part_of_one,
)
from geo.lookup.names import ALIKE, KINDS, SMALL_WORDS, TOLD_BY_AUTHORITY, plain
from geo.lookup.postcode import (
    AREA,
    FULL,
    HELD,
    LINES,
    LONGEST,
    LONGEST_PART,
    LONGEST_WHOLE,
    PART,
    STARTS_LIKE_ONE,
    TAKEN_FOR,
    UNIT_LETTERS,
)
from web.embeds.find import describe
from web.embeds.listing import FIND, all_embeds
from web.embeds.pages import found_markup, head_markup, means_markup
from web.kit.site import Site

FAULTS: Mapping[str, str] = {
    "nothing": "",
    "too_long": "A" * (LONGEST + 1),
    "no_letters": "?!",
    "unknown": "nowhere of this name",
    "letters": "Ж",
    "outside": "ZE1 0AA",
}
FAR = "ZE1"  # Shetland: no integrated care board is there


NEAREST = "{nearest}"  # stands in an answer for the nearest other lots, which differ place by place


class Answers:
    """Answers by number, each once: many postcodes have the same."""

    def __init__(self, catalogue: Catalogue, site: Site, today: dt.date) -> None:
        self._catalogue, self._site, self._today = catalogue, site, today
        self._numbers: dict[Any, int] = {}
        self._shown: list[dict[str, str]] = []
        self._nearest = _Numbers()
        self._words: dict[
            FoundPlace, str
        ] = {}  # by place, as many postcodes have one to 500 metres

    def number(self, place: FoundPlace) -> int | list[int]:
        """The number of the answer for a place, and that of its nearest other lots if it has any.

        The map of these pages marks no point, so nothing else tells the places of an answer apart.
        """
        here = replace(place, ward=None)
        if here not in self._words:
            self._words[here] = nearest.words(place)
        words = self._words[here]
        number = self._answer(place, words)
        return [number, self._nearest.number(words)] if words else number

    def file(self, at: Mapping[str, int | list[int]]) -> str:
        """A file of all answers so far, and where in it each key finds its own.

        Keys that differ in the last letter alone, as postcodes of a street do, stand together:
        their last letters, and the number of each.
        """
        together: dict[str, tuple[str, list[int | list[int]]]] = {}
        for key, number in at.items():
            letters, numbers = together.get(key[:-1], ("", []))
            together[key[:-1]] = letters + key[-1], [*numbers, number]
        return _json({"answers": self._shown, "nearest": self._nearest.things, "at": together})

    def _answer(self, place: FoundPlace, words: str) -> int:
        same = replace(place, easting=0, northing=0), bool(words)
        if same not in self._numbers:
            embed = all_embeds(self._catalogue)[FIND]
            found = describe(self._catalogue, place)
            markup = found_markup(self._catalogue, found, self._site, today=self._today)
            self._numbers[same] = len(self._shown)
            self._shown.append(
                {
                    "head": head_markup(embed, found.page),
                    "found": markup.replace(escape(words), NEAREST) if words else markup,
                    "areas": " ".join(found.areas),
                }
            )
        return self._numbers[same]


def files(catalogue: Catalogue, site: Site, *, today: dt.date) -> Iterator[tuple[str, str]]:
    """Every file as its name and its JSON, as of a day."""
    index = load()
    yield "index.json", _json(_index(index))
    for letters in sorted(index.postal_areas):
        answers = Answers(catalogue, site, today)
        number = answers.number(found_place(index.find(letters)))
        yield f"{letters}.json", answers.file({letters: number})
    for outward, sectors in sorted(index.gazetteer.sectors_of.items()):
        answers = Answers(catalogue, site, today)
        places = {
            part: answers.number(found_place(index.find(part.replace(" ", "-"))))
            for part in (outward, *sorted(sectors))
        }
        units = {
            f"{sector.split()[1]}{entry.unit}": answers.number(
                found_place(index.postcode(f"{sector} {entry.unit}".replace(" ", "")))
            )
            for sector in sorted(sectors)
            for entry in index.gazetteer.store.sector(sector).entries()
        }
        yield f"{outward}.json", answers.file(places | units)
    for letters, found in sorted(_by_letters(index).items()):
        answers = Answers(catalogue, site, today)
        numbers = {key: answers.number(found_place(place)) for key, place in sorted(found.items())}
        yield f"name-{letters}.json", answers.file(numbers)
    for area in index.gazetteer.areas.hcp_areas:
        yield f"means-{area}.json", _json(means_markup(catalogue, area, site, today=today))


def _index(index: Index) -> dict[str, Any]:
    """What the script needs to know before it fetches an answer."""
    keys, served, means = index.gazetteer.keys, _Numbers(), _Numbers()
    return {
        "postcode": FULL.pattern,
        "part": PART.pattern,
        "area": AREA.pattern,
        "starts": STARTS_LIKE_ONE.pattern,
        "lot": LOT.pattern,
        "lines": LINES.pattern,
        "held": HELD.pattern,
        "begin": BEGIN,
        "longest": LONGEST,
        "longest_part": LONGEST_PART,
        "longest_whole": LONGEST_WHOLE,
        "shortest": SHORTEST_NAME,
        "alike": ALIKE,
        "most": FEW,
        "few": FEW_SUGGESTIONS,
        "taken_for": TAKEN_FOR,
        "small": sorted(SMALL_WORDS),
        "around": index.named.around,
        "joiners": JOINERS,
        "ward": KINDS.index("ward"),
        "postal_areas": sorted(index.postal_areas),
        "sectors": {
            outward: {
                part.partition(" ")[2]: served.number(index.find(part.replace(" ", "-")).lots)
                for part in (outward, *sorted(sectors))
            }
            for outward, sectors in index.gazetteer.sectors_of.items()
        },
        "lots": [
            [str(one.number), keys[one.id].name] for one in index.gazetteer.areas.lots.values()
        ],
        "lots_of_areas": {one.key: one.lots for one in index.places("hcp_area")},
        "places": _places(index, means),
        "means": means.things,
        "served": served.things,
        "authorities": [one.name for one in index.gazetteer.areas.authorities.values()],
        "told_by_authority": [KINDS.index(kind) for kind in TOLD_BY_AUTHORITY],
        "sentences": _sentences(index),
    }


class _Numbers:
    """Things by number, each once."""

    def __init__(self) -> None:
        self.things: list[Any] = []

    def number(self, thing: Any) -> int:
        if thing not in self.things:
            self.things.append(thing)
        return self.things.index(thing)


def _places(index: Index, means: _Numbers) -> list[list[Any]]:
    """Each named place: key, name, what tells it apart, kind, what it means, further names.

    What it means is its lots, HCP areas and authorities.
    """
    named = index.named
    joins = index.gazetteer.areas
    areas, authorities = list(joins.hcp_areas), list(joins.authorities)
    rows = []
    for one, names, _ in index.gazetteer.named_places():
        name, _, apart = one.name.removesuffix(")").partition(" (")
        lies = (
            named.place(one).lots,
            [areas.index(area) for area in sorted(named.areas(one))],
            [authorities.index(lad) for lad in named.authorities(one)],
        )
        also = [other for other in names if other != name]
        rows.append([one.key, name, apart, KINDS.index(one.kind), means.number(lies), *also])
    return rows


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
        "signs": _fault(lambda: index.find(f"{outward}!?!8")),
        "lots": _fault(lambda: index.find("lot 0")),
        "not_known": _fault(lambda: index.postcode(missing)),
        "postcodes": HOLDS_SEVERAL,
        "part_of_several": PART_OF_SEVERAL,
        "part_of_one": part_of_one(),
        "same_name": SAME_NAME,
        "lines_apart": LINES_APART,
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


def _by_letters(index: Index) -> dict[str, dict[str, PlaceAnswer]]:
    """The answers of named places by the first two letters of their label and by their key."""
    found: dict[str, dict[str, PlaceAnswer]] = defaultdict(dict)
    for key, place in index.gazetteer.keys.items():
        found[plain(place.name).split()[0][:2]][key] = index.gazetteer.place(place)
    return found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
