"""From the notices of one procurement to rows of our tables: events, metrics and figures.

Every row says which notice it comes from. A row that an analyst has written for the same day or the
same value stands; nothing is overwritten, and reading the same notices again adds nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.ocds import Process, Release, instant
from data.ocds_lots import amounts
from data.ocds_merge import objects

Row = dict[str, str]
Tables = Mapping[str, list[Row]]

CAVEAT = "Read by program from the Open Contracting record"
# What a notice is, by its tags; the first that fits. The words are the standard's own stages.
STAGES = (
    ({"award", "contract"}, "Award and contract notice published"),
    ({"planning"}, "Planning notice published"),
    ({"planningUpdate"}, "Planning notice updated"),
    ({"tender"}, "Tender notice published"),
    ({"tenderUpdate"}, "Tender notice updated"),
    ({"tenderAmendment"}, "Tender notice amended"),
    ({"tenderCancellation"}, "Tender cancelled"),
    ({"award"}, "Award notice published"),
    ({"awardUpdate"}, "Award notice updated"),
    ({"awardCancellation"}, "Award cancelled"),
    ({"contract"}, "Contract notice published"),
    ({"contractUpdate"}, "Contract notice updated"),
    ({"contractAmendment"}, "Contract amended"),
    ({"contractTermination"}, "Contract ended early"),
    ({"implementation"}, "Notice on carrying out the contract published"),
    ({"implementationUpdate"}, "Notice on carrying out the contract updated"),
)
LABELS = {
    "estimate": "Estimate in a notice",
    "award": "Award in a notice",
    "contract": "Contract in a notice",
}


@dataclass(frozen=True)
class NewRows:
    """Rows to add, by table, and what a person should look at."""

    events: list[Row] = field(default_factory=list)
    metrics: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def new_rows(process: Process, source: Row, tables: Tables) -> NewRows:
    """What the notices say that the tables do not yet hold; `source` is their row of `sources`."""
    found = NewRows(warnings=list(process.warnings))
    _add_events(process, source, tables, found)
    _add_figures(process, source, tables, found)
    return found


def _add_events(process: Process, source: Row, tables: Tables, found: NewRows) -> None:
    held = [row for row in tables["events"] if row["source_id"] == source["source_id"]]
    known = {(row["date"], row["lane"]) for row in held}
    ids = {row["event_id"] for row in tables["events"]}
    for release in process.releases:
        for row in (_publication(release, source, found.warnings), *_dates(release, source)):
            if (row["date"], row["lane"]) not in known and row["event_id"] not in ids:
                found.events.append(row)
                known.add((row["date"], row["lane"]))
                ids.add(row["event_id"])


def _publication(release: Release, source: Row, warnings: list[str]) -> Row:
    tags = set(release.tags)
    title = next((words for stage, words in STAGES if stage <= tags), None)
    if title is None:
        title = "Notice published"
        warnings.append(f"Notice {release.id} does not say which stage it belongs to.")
    return _event(release, source, title, release.day, id_=f"notice-{_slug(release.id)}")


def _dates(release: Release, source: Row) -> Iterator[Row]:
    """Days that a notice sets: when bids are due, when contracts are awarded, start and end."""
    tender = release.content.get("tender")
    due = _day(_part(_part(tender, "tenderPeriod"), "endDate"))
    awards = objects(release.content.get("awards"))
    contracts = objects(release.content.get("contracts"))
    awarded = _only(_day(award.get("date")) for award in awards)
    periods = [_part(award, "contractPeriod") for award in awards]
    periods += [_part(contract, "period") for contract in contracts]
    for what, title, lane, day in (
        ("bids-due", "Bids due", "procurement", due),
        ("awarded", "Contracts awarded", "procurement", awarded),
        ("starts", "Contract term starts", "contract", _only(_days(periods, "startDate"))),
        ("ends", "Contract term ends", "contract", _only(_days(periods, "endDate"))),
    ):
        if day:
            id_ = f"{_slug(source['source_id'])}-{what}-{day}"
            yield _event(release, source, title, day, id_=id_, lane=lane)


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


def _add_figures(process: Process, source: Row, tables: Tables, found: NewRows) -> None:
    money = {row["metric_id"] for row in tables["metrics"] if row["unit"] == "GBP"}
    held = [
        row
        for row in tables["figures"]
        if row["source_id"] == source["source_id"] and row["metric_id"] in money
    ]
    values = {float(row["value"]) for row in held if row["value"]}
    ids = {row["figure_id"] for row in tables["figures"]}
    metrics = {row["metric_id"] for row in tables["metrics"]}
    read, warnings = amounts(process.releases)
    found.warnings.extend(warnings)
    for amount in read:
        metric = f"notice_{amount.kind}_{_slug(source['source_id'], '_')}"
        figure_id = f"{metric}_{_slug(amount.release.id, '_')}"
        if figure_id in ids or amount.pounds in values:
            continue
        ids.add(figure_id)
        if metric not in metrics:
            metrics.add(metric)
            found.metrics.append(_metric(metric, amount.kind, source))
        day = amount.release.day.isoformat()
        found.figures.append(
            {
                "figure_id": figure_id,
                "metric_id": metric,
                "value": "" if amount.pounds is None else _plain(amount.pounds),
                "as_at": day,
                "as_at_precision": "day",
                "basis": "not published" if amount.pounds is None else "stated",
                "caveat": CAVEAT,
                "source_id": source["source_id"],
                "place": f"Notice {amount.release.id}",
                "note": amount.note[:1].upper() + amount.note[1:],
            }
        )


def _metric(metric: str, kind: str, source: Row) -> Row:
    return {
        "metric_id": metric,
        "topic": "money",
        "label": f"{LABELS[kind]}: {source['short_name']}",
        "unit": "GBP",
        "audience": "all",
        "description": f"Value of the {kind} as the notices give it, without VAT",
    }


def _plain(pounds: float) -> str:
    return f"{pounds:.0f}" if pounds == int(pounds) else f"{pounds:.2f}"


def _days(periods: Iterable[object], end: str) -> list[dt.date | None]:
    return [_day(_part(period, end)) for period in periods]


def _day(text: object) -> dt.date | None:
    moment = instant(text)
    return moment.date() if moment else None


def _only(days: Iterable[dt.date | None]) -> dt.date | None:
    """The one day that all give; None where they give none, or several: lots may differ."""
    known = {day for day in days if day}
    return known.pop() if len(known) == 1 else None


def _part(thing: object, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else None


def _slug(text: str, mark: str = "-") -> str:
    """The text as ids are written: small letters and digits with a mark between."""
    return re.sub(r"[^a-z0-9]+", mark, text.casefold()).strip(mark)
