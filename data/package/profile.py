"""Whose dashboard this is: the names of an ICB, which stand in its data package.

They stand under `dashboard` in `datapackage.json` and are read once, when the service starts: a new
version of the data may change any figure, but not whose dashboard it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from data.package.folder import DESCRIPTION, home, whole
from data.package.story import Story, story_faults, story_of

KEY = "dashboard"
TEXTS = (
    "service",
    "icb",
    "region",
    "councils",
    "whole_kind",
    "whole_id",
    "example_place",
    "example_postcode",
)

# Stands in for a description that cannot be read: words that are true of any ICB.
NOBODYS: Mapping[str, Any] = {
    "name": "community-services",
    KEY: {
        "service": "Community services",
        "icb": "The integrated care board",
        "region": "the area",
        "councils": "councils",
        "whole_kind": "ICB",
        "whole_id": "none",
        "example_place": "the name of a town",
        "example_postcode": "ZZ1 1ZZ",
        "committees": ["none"],
    },
}

OUTLINE_RULE, FINDINGS = "outline_rule", "findings"  # may be left out


class NoProfile(ValueError):
    """The description of a package does not say whose dashboard it makes; one sentence."""


@dataclass(frozen=True)
class View:
    """The piece of land that maps show: its middle in degrees and its height in metres."""

    longitude: float
    latitude: float
    metres_from_top_to_bottom: float


@dataclass(frozen=True)
class Thread:
    """A sequence of events that is told on its own: how a part joined the programme.

    `what` was approved by the event `approval_id`, made the lot, and was put to a committee in a
    paper. All ids are those of the data package.
    """

    thread_id: str
    caption: str
    what: str
    committee: str
    lot_id: str
    approval_id: str
    paper_id: str


@dataclass(frozen=True)
class EarlierScope:
    """How the evidence of a list is told that was drawn up before the programme's present scope.

    `label` is what a mark says, and `when` follows `drawn up`.
    """

    label: str = "Listed for an earlier scope"
    when: str = "for an earlier scope"


@dataclass(frozen=True)
class EarlierList:
    """How the list in the table `earlier_services` is told.

    `name` stands inside sentences and `short` begins a remark. `covers` says whose services it
    names, and `caution` what to know of it, in a sentence.
    """

    name: str = "the earlier list"
    short: str = "Earlier list"
    covers: str = "Services of an earlier time"
    caution: str = "An earlier paper names these services."


@dataclass(frozen=True)
class EarlierRound:
    """A round of engagement before the programme, told apart from its counts.

    Its source is `source_id`, its `place` held it, and `covers` says on which services.
    `questionnaires` and `events` are the metrics of how many came back and were held. `audience`
    is that of its themes, which `choice` offers and `whose` names in a headline.
    """

    source_id: str
    place: str
    covers: str
    questionnaires: str
    events: str
    audience: str
    choice: str
    whose: str


@dataclass(frozen=True)
class Residents:
    """What is told to residents first of all that papers say, as ids with spaces between.

    `stays` and `say` are statements on what does not change and on how people can take part;
    `unknown` are gaps.
    """

    stays: str
    say: str
    unknown: str


@dataclass(frozen=True)
class Profile:
    """The names of one ICB and of the place that it serves.

    `slug` is the name of the data package and begins the names of files to download. `councils`
    says in words which councils there are, as it follows `the` (`districts and Medway`).
    `whole_kind` and `whole_id` name the row of the table `population` that holds everybody.
    `committees` are the ids of the health scrutiny committees in the order in which they are
    shown; `findings` names the metric that holds the papers' wording of what a committee found, by
    the id of the committee, where they word it. `outline_rule` says who says that areas are drawn
    as they are, in a sentence; empty where there is nothing to say. Without a `view`, maps show
    what their outlines need; `thread`, `earlier_round`, `story` and `residents` are None where
    there is no such sequence, round, page or choice.
    """

    slug: str
    service: str
    icb: str
    region: str
    councils: str
    whole_kind: str
    whole_id: str
    example_place: str
    example_postcode: str
    committees: tuple[str, ...]
    findings: Mapping[str, str]
    outline_rule: str
    view: View | None
    thread: Thread | None
    earlier_scope: EarlierScope
    earlier_list: EarlierList
    earlier_round: EarlierRound | None
    story: Story | None
    residents: Residents | None


# What may be left out, and is made of texts alone.
PARTS = {
    "thread": Thread,
    "earlier_scope": EarlierScope,
    "earlier_list": EarlierList,
    "earlier_round": EarlierRound,
    "residents": Residents,
}


def of(descriptor: Mapping[str, Any]) -> Profile:
    """Return the profile of a description. Raises NoProfile."""
    for fault in faults(descriptor):
        raise NoProfile(fault)
    told = descriptor[KEY]
    return Profile(
        slug=descriptor["name"],
        **{name: told[name] for name in TEXTS},
        committees=tuple(told["committees"]),
        findings=told.get(FINDINGS, {}),
        outline_rule=told.get(OUTLINE_RULE, ""),
        view=View(**told["map"]) if "map" in told else None,
        thread=Thread(**told["thread"]) if "thread" in told else None,
        earlier_scope=EarlierScope(**told.get("earlier_scope", {})),
        earlier_list=EarlierList(**told.get("earlier_list", {})),
        earlier_round=EarlierRound(**told["earlier_round"]) if "earlier_round" in told else None,
        story=story_of(told["story"]) if "story" in told else None,
        residents=Residents(**told["residents"]) if "residents" in told else None,
    )


def faults(descriptor: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the profile of a description, a clause for each fault."""
    told = descriptor.get(KEY)
    if not isinstance(told, dict):
        return [f"the package needs an object under {KEY}"]
    found = [
        f"{KEY} needs a text under {name}"
        for name in TEXTS
        if not isinstance(told.get(name), str) or not told[name].strip()
    ]
    if not _texts(told.get("committees")):
        found.append(f"{KEY} needs a list of texts under committees")
    if OUTLINE_RULE in told and not _texts([told[OUTLINE_RULE]]):
        found.append(f"{KEY} needs a text under {OUTLINE_RULE}")
    if FINDINGS in told and not _by_id(told[FINDINGS]):
        found.append(f"{KEY} needs a text for each committee under {FINDINGS}")
    if "map" in told and not _view(told["map"]):
        found.append(f"{KEY} needs {', '.join(View.__dataclass_fields__)} under map, as numbers")
    found += [
        f"{KEY} needs {', '.join(kind.__dataclass_fields__)} under {name}, as texts"
        for name, kind in PARTS.items()
        if name in told and not _of_texts(told[name], kind)
    ]
    known = {*TEXTS, "committees", FINDINGS, OUTLINE_RULE, "map", *PARTS, "story"}
    found += [f"{KEY} has no use for {name}" for name in told if name not in known]
    if "story" in told:
        found += [f"{KEY} {fault}" for fault in story_faults(told["story"])]
    return found


def _of_texts(value: object, kind: type) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(kind.__dataclass_fields__)
        and _texts(list(value.values()))
    )


def _by_id(value: object) -> bool:
    return isinstance(value, dict) and _texts(list(value.values()))


def _view(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(View.__dataclass_fields__)
        and all(isinstance(one, int | float) for one in value.values())
    )


def _texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) and one for one in value)


@cache
def profile() -> Profile:
    """Return whose dashboard this is; where the package named does not say so, nobody's.

    Then there are no facts to show either, and no sentence may name another ICB than theirs.
    """
    try:
        return of(json.loads((whole(home()) / DESCRIPTION).read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return of(NOBODYS)
