"""Which choices in an address are known: only these decide how a page begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from components.findings import (
    changes,
    compare,
    disagree,
    glossary,
    places,
    questions,
    scrutiny,
    services,
    sources,
)
from components.findings import timeline_rows as rows
from components.findings.spots import spot
from components.maps.shows import SHOWS
from data.catalogue import Catalogue
from geo.errors import LookupProblem
from geo.lookup import load

# The value as it is kept to, or None for one that the page does not know.
Known = Callable[[Catalogue, str], str | None]

COHORTS = ("adults", "children")


def among(options: Callable[[Catalogue], Collection[str]]) -> Known:
    """Return the reader of a choice among options."""

    def read(facts: Catalogue, value: str) -> str | None:
        return value if value in options(facts) else None

    return read


def any_words(_facts: Catalogue, value: str) -> str | None:
    """Tell that there are words, not which: they are the visitor's own."""
    return "yes" if value.strip() else None


def items(facts: Catalogue, value: str) -> str | None:
    """Put what is to be compared in order."""
    chosen = compare.read(facts, value, "adults")
    return ",".join(chosen.ids) if chosen.ids else compare.NOTHING[chosen.kind]


def place(_facts: Catalogue, value: str) -> str | None:
    """The key of a place; of a postcode that is its sector."""
    try:
        return spot(load().find(value)).key
    except LookupProblem:
        return None


def years(facts: Catalogue, value: str) -> str | None:
    """The years of a picture of time, as they are today."""
    return value if value in rows.windows(rows.dated(facts), dt.date.today()) else None


AREA: Known = among(places.names)
COHORT: Known = among(lambda _facts: COHORTS)

SERVICES: Mapping[str, Known] = MappingProxyType(
    {
        "area": AREA,
        "cohort": COHORT,
        "view": among(lambda _facts: services.VIEWS),
        "lot": among(services.lot_names),
        "service": among(
            lambda facts: [
                line for cohort in COHORTS for line in services.line_names(facts, cohort)
            ]
        ),
        "rows": among(lambda _facts: services.ROWS),
        "q": any_words,
    }
)
CHANGES: Mapping[str, Known] = MappingProxyType(
    {
        "compare": among(lambda _facts: changes.MODES),
        "from": among(changes.source_names),
        "to": among(changes.source_names),
        "since": among(changes.days),
    }
)
TIMELINE: Mapping[str, Known] = MappingProxyType(
    {
        "lane": among(lambda facts: rows.lane_names(rows.dated(facts))),
        "show": among(lambda _facts: rows.STATES),
        "source": among(lambda facts: rows.source_names(facts, rows.dated(facts))),
        "years": years,
    }
)
MAP: Mapping[str, Known] = MappingProxyType(
    {"area": AREA, "cohort": COHORT, "show": among(lambda _facts: SHOWS)}
)
FIND: Mapping[str, Known] = MappingProxyType({"area": AREA, "place": place})
COMPARE: Mapping[str, Known] = MappingProxyType(
    {"cohort": COHORT, "items": items, "rows": among(lambda _facts: compare.ROWS)}
)
SCRUTINY: Mapping[str, Known] = MappingProxyType({"committee": among(scrutiny.committee_names)})
DISAGREE: Mapping[str, Known] = MappingProxyType(
    {
        "kind": among(lambda _facts: disagree.KINDS),
        "point": among(lambda facts: disagree.point_names(disagree.points(facts))),
    }
)
QUESTIONS: Mapping[str, Known] = MappingProxyType({"topic": among(questions.topics)})
SOURCES: Mapping[str, Known] = MappingProxyType({"source": among(sources.source_names)})
GLOSSARY: Mapping[str, Known] = MappingProxyType({"term": among(glossary.choices)})
