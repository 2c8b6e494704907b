"""From the notices of one procurement to events: that each came out, and the days that it sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from data.notices.ocds import Process, Release, instant, key, listing, objects, part, short, slug
from data.notices.ocds_ends import ENDING
from data.notices.ocds_lots import CLOSED, PARTS, Named, named_in

Row = dict[str, str]

CAVEAT = "Read by program from the Open Contracting record"

# What a notice does, by its tags; the words are the standard's own stages.
TAGS = {
    "planning": ("planning notice", "published"),
    "planningUpdate": ("planning notice", "updated"),
    "tender": ("tender notice", "published"),
    "tenderUpdate": ("tender notice", "updated"),
    "tenderAmendment": ("tender notice", "amended"),
    "tenderCancellation": ("tender", "cancelled"),
    "award": ("award notice", "published"),
    "awardUpdate": ("award notice", "updated"),
    "awardCancellation": ("award", "cancelled"),
    "contract": ("contract notice", "published"),
    "contractUpdate": ("contract notice", "updated"),
    "contractAmendment": ("contract", "amended"),
    "contractTermination": ("contract", "ended"),
    "implementation": ("notice on carrying out the contract", "published"),
    "implementationUpdate": ("notice on carrying out the contract", "updated"),
}
# An end that a notice tells by a status alone, and the tag that says so by itself.
ENDS = {
    ("tender", "cancelled"): "tenderCancellation",
    ("tender", "withdrawn"): "tenderCancellation",
    ("tender", "unsuccessful"): "tenderCancellation",
    ("award", "cancelled"): "awardCancellation",
    ("contract", "cancelled"): "contractTermination",
    ("contract", "terminated"): "contractTermination",
}
# The days that a notice may set: title, lane, and where they stand. Of several groups of places the
# first that holds a day counts: what a contract says goes before what the tender foresaw.
DAYS: dict[str, tuple[str, str, tuple[tuple[str, ...], ...]]] = {
    "tender-due": (
        "Tender notice due",
        "procurement",
        (("tender.communication.futureNoticeDate",),),
    ),
    "questions-due": ("Questions due", "procurement", (("tender.enquiryPeriod.endDate",),)),
    "requests-due": (
        "Requests to take part due",
        "procurement",
        (("tender.expressionOfInterestDeadline",),),
    ),
    "bids-from": ("Bids can be sent", "procurement", (("tender.tenderPeriod.startDate",),)),
    "bids-due": ("Bids due", "procurement", (("tender.tenderPeriod.endDate",),)),
    "bids-opened": ("Bids opened", "procurement", (("tender.bidOpening.date",),)),
    "award-due": ("Award due", "procurement", (("tender.awardPeriod.endDate",),)),
    "awarded": ("Contracts awarded", "procurement", (("awards.date",),)),
    "standstill-ends": ("Standstill ends", "procurement", (("awards.standstillPeriod.endDate",),)),
    "signed": ("Contract signed", "contract", (("contracts.dateSigned",),)),
} | {
    what: (
        title,
        "contract",
        (
            (f"awards.contractPeriod.{end}", f"contracts.period.{end}"),
            (f"tender.contractPeriod.{end}",),
            (f"tender.lots.contractPeriod.{end}",),
        ),
    )
    for what, title, end in (
        ("starts", "Contract term starts", "startDate"),
        ("ends", "Contract term ends", "endDate"),
        ("latest-end", "Latest end of the contract", "maxExtentDate"),
    )
}
OF_FILES = frozenset({"documents", "datePublished", "dateModified"})
READ = frozenset(place for _, _, groups in DAYS.values() for group in groups for place in group)


def events(process: Process, source: Row, warnings: list[str]) -> Iterator[Row]:
    """The events of every notice, oldest first. Adds to `warnings`."""
    before: Named | None = None
    stands: dict[str, Row] = {}
    seen: set[str] = set()
    for release, now in zip(process.releases, named_in(process.releases), strict=True):
        title = _title(release, before, now, warnings)
        id_ = f"{slug(source['source_id'])}-notice-{key(release.id)}"
        yield _event(release, source, title, release.day, id_=id_)
        for row in _set_days(release, source, now, warnings):
            what = row["event_id"].removesuffix(f"-{row['date']}")
            last = stands.get(what)
            if last and last["date"] == row["date"]:
                continue
            if row["event_id"] in seen:  # the day was moved away, and comes back
                row["event_id"] += f"-again-{key(release.id)}"
            seen.add(row["event_id"])
            stands[what] = row
            yield row
        warnings += _unclear_ends(release, now)
        before = now


def _unclear_ends(release: Release, named: Named) -> Iterator[str]:
    """A warning for each tag that ends something where the notice does not say what."""
    over = CLOSED | {"terminated"}
    for tag, (name, _) in ENDING.items():
        kind = name.removesuffix("s")
        if tag not in release.tags:
            continue
        if kind == "tender":
            ended = named.tender_status in over
        else:
            items = objects(release.content.get(name))
            ended = any(named.status(kind, item) in over for item in items)
        if not ended:
            yield (
                f"Notice {release.id} has the tag {tag}, and no {kind} in it has such a status. "
                "What was read before stands. Read the notice itself."
            )


def _title(release: Release, before: Named | None, now: Named, warnings: list[str]) -> str:
    for tag in release.tags:
        if tag not in TAGS:
            warnings.append(
                f"Notice {release.id} has a tag that the standard does not name: {short(tag)}."
            )
    doings = [doing for tag, doing in TAGS.items() if tag in release.tags]
    if not doings:
        doings = [("notice", "published")]
        if not release.tags:
            warnings.append(f"Notice {release.id} does not say which stage it belongs to.")
    doings += [
        (what, "ended without a winner" if status == "unsuccessful" else status)
        for what, status in _newly_ended(release, before, now)
        if ENDS[what, status] not in release.tags
    ]
    groups: dict[tuple[str, bool], list[str]] = {}
    for noun, verb in doings:
        groups.setdefault((verb, noun.endswith(" notice")), []).append(noun)
    said = ", ".join(_together(nouns, verb) for (verb, _), nouns in groups.items())
    return said[:1].upper() + said[1:]


def _together(nouns: list[str], verb: str) -> str:
    kinds = [noun.removesuffix(" notice") for noun in dict.fromkeys(nouns)]
    last = " notice" if nouns[0].endswith(" notice") else ""
    return f"{listing(kinds)}{last} {verb}"


def _newly_ended(release: Release, before: Named | None, now: Named) -> Iterator[tuple[str, str]]:
    """What came to its end with this notice, as it and those before it say."""
    told = {("tender", now.tender_status)} - {("tender", before.tender_status if before else "")}
    for kind, name in PARTS.items():
        for item in objects(release.content.get(name)):
            status = now.status(kind, item)
            if item.get("id") is None or not before or before.status(kind, _id(item)) != status:
                told.add((kind, status))
    yield from (end for end in ENDS if end in told)


def _id(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": item["id"]}


def _set_days(release: Release, source: Row, now: Named, warnings: list[str]) -> Iterator[Row]:
    known = {what: _day(release, what, now, warnings) for what in DAYS}
    first, last = known["starts"], known["ends"]
    if first and last and first > last:
        warnings.append(
            f"Notice {release.id} lets the contract end before it starts, so neither day was taken."
        )
        known |= {"starts": None, "ends": None}
    for what, day in known.items():
        if day:
            title, lane, _ = DAYS[what]
            if what == "awarded" and _all_pending(release, now):
                what, title = "decided", "Award decided"
            id_ = f"{slug(source['source_id'])}-{what}-{day}"
            yield _event(release, source, title, day, id_=id_, lane=lane)
    if lasting := list(dict.fromkeys(_lasting(release.content, ()))):
        warnings.append(
            f"Notice {release.id}: how many days a period lasts, and not when it ends, stands in "
            f"{listing(lasting, most=4)}. That was not taken."
        )
    if unread := [place for place in _dated(release.content, ()) if place not in READ]:
        places = listing(list(dict.fromkeys(short(place, 80) for place in unread)), most=4)
        warnings.append(f"Notice {release.id}: dates also stand in {places}. They were not taken.")


def _day(release: Release, what: str, now: Named, warnings: list[str]) -> dt.date | None:
    """The one day of its kind that a notice sets; None where it sets none, or several."""
    title, _, groups = DAYS[what]
    for group in groups:
        given = [text for place in group for text in _given(release, place, now)]
        moments = [instant(text) for text in given]
        days = {moment.date() for moment in moments if moment}
        if None in moments:
            warnings.append(
                f"Notice {release.id}: a day in {listing(list(group))} cannot be read as a date."
            )
        if len(days) > 1:
            warnings.append(
                f"Notice {release.id} gives {len(days)} days for “{title}”, so none was taken. "
                "Read the notice itself."
            )
            return None
        if days:
            return days.pop()
    return None


def _given(release: Release, place: str, now: Named) -> list[object]:
    """What stands at a place of a notice, lists walked through, without what was cancelled."""
    first, *rest = place.split(".")
    things: list[object] = [release.content.get(first)]
    for kind, name in PARTS.items():
        if first == name:
            items = objects(release.content.get(name))
            things = [item for item in items if now.status(kind, item) not in CLOSED]
    for name in rest:
        things = [part(thing, name) for thing in things]
        things = [
            one for thing in things for one in (thing if isinstance(thing, list) else [thing])
        ]
    return [thing for thing in things if thing is not None]


def _all_pending(release: Release, now: Named) -> bool:
    dated = [a for a in objects(release.content.get("awards")) if a.get("date") is not None]
    return all(now.status("award", award) == "pending" for award in dated)


def _dated(thing: object, way: tuple[str, ...]) -> Iterator[str]:
    """The places of a notice that hold a date, but for the dates of its files and its own."""
    if isinstance(thing, list):
        for each in thing:
            yield from _dated(each, way)
    elif isinstance(thing, dict):
        for name, each in thing.items():
            names_a_day = "date" in name.casefold() or name.endswith("Deadline")
            if way and names_a_day and instant(each) and name not in OF_FILES:
                yield ".".join((*way, short(name)))
            elif name not in OF_FILES:
                yield from _dated(each, (*way, short(name)))


def _lasting(thing: object, way: tuple[str, ...]) -> Iterator[str]:
    """The places of a notice where a period has a length and no end.

    The standard leaves open whether the first day counts, so no end is worked out of it.
    """
    if isinstance(thing, list):
        for each in thing:
            yield from _lasting(each, way)
    elif isinstance(thing, dict):
        if thing.get("durationInDays") is not None and not instant(thing.get("endDate")):
            yield short(".".join(way), 80)
        for name, each in thing.items():
            yield from _lasting(each, (*way, name))


def _event(
    release: Release, source: Row, title: str, day: dt.date, *, id_: str, lane: str = "procurement"
) -> Row:
    return {
        "event_id": id_,
        "lane": lane,
        "title": title,
        "date": day.isoformat(),
        "date_precision": "day",
        "date_sense": "on",
        "status": "actual" if day <= release.day else "planned",
        "as_at": release.day.isoformat(),
        "caveat": CAVEAT,
        "basis": "stated",
        "source_id": source["source_id"],
        "place": f"Notice {release.id}",
    }
