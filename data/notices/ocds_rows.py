"""From the notices of one procurement to rows of our tables: events, metrics and figures.

Every row says which notice it comes from. Nothing is overwritten, and reading the same notices
again adds nothing. Only a row that a person wrote holds a notice back, and no more than one thing
that notices tell: where it is not plain which, all stand and a person is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from data.notices.ocds import Process, key, listing, short, slug
from data.notices.ocds_amounts import Amount, amounts
from data.notices.ocds_events import CAVEAT, Row, events

Tables = Mapping[str, list[Row]]

Fits = Callable[[Row, Row], bool]

LABELS = {
    "budget": "Budget",
    "estimate": "Estimate",
    "minimum": "Least value",
    "maximum": "Largest value",
    "award": "Award",
    "contract": "Contract",
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
    rows: dict[str, Row] = {}
    for row in events(process, source, found.warnings):
        rows.setdefault(row["event_id"], row)
    mine = _by_hand(tables["events"], source, process, known=rows.keys(), id_="event_id")
    known = {row["event_id"] for row in tables["events"]}
    held = _held_back(
        mine,
        process,
        [row for id_, row in rows.items() if id_ not in known],
        found.warnings,
        id_="event_id",
        thing="event_id",
        fits=lambda own, row: (
            own.get("date_precision", "day") == "day"
            and (own["date"], own["lane"]) == (row["date"], row["lane"])
        ),
        like=(
            lambda own, row: _words(own) == _words(row),
            lambda own, row: bool(_words(own)) and set(_words(own)) <= set(_words(row)),
            lambda own, row: "-notice-" in row["event_id"],
        ),
    )
    found.events.extend(r for id_, r in rows.items() if id_ not in known and id_ not in held)


def _add_figures(process: Process, source: Row, tables: Tables, found: NewRows) -> None:
    money = {row["metric_id"] for row in tables["metrics"] if row["unit"] == "GBP"}
    read, warnings = amounts(process.releases)
    found.warnings.extend(warnings)
    rows: dict[str, Row] = {}
    about: dict[str, Amount] = {}
    for amount in read:
        row = _figure(amount, source)
        rows.setdefault(row["figure_id"], row)
        about.setdefault(row["metric_id"], amount)
    figures = [row for row in tables["figures"] if row["metric_id"] in money and row["value"]]
    mine = _by_hand(figures, source, process, known=rows.keys(), id_="figure_id")
    known = {row["figure_id"] for row in tables["figures"]}
    held = _held_back(
        mine,
        process,
        [row for id_, row in rows.items() if id_ not in known and row["value"]],
        found.warnings,
        id_="figure_id",
        thing="metric_id",
        fits=lambda own, row: float(own["value"]) == float(row["value"]) and _same_day(own, row),
        like=(lambda own, row: row["metric_id"].split("_")[1] in own["metric_id"],),
    )
    fresh = [row for id_, row in rows.items() if id_ not in known and id_ not in held]
    found.figures.extend(fresh)
    metrics = {row["metric_id"] for row in tables["metrics"]}
    wanted = dict.fromkeys(row["metric_id"] for row in fresh)
    found.metrics.extend(_metric(m, about[m], source) for m in wanted if m not in metrics)


def _by_hand(
    rows: list[Row], source: Row, process: Process, *, known: Collection[str], id_: str
) -> list[Row]:
    """The rows of a source that a person wrote, or gave an id of its own.

    A row of another id that only a reading of notices could have made, and that names none of
    these, comes of a notice that is no longer given: it holds nothing back.
    """
    return [
        row
        for row in rows
        if row["source_id"] == source["source_id"]
        and row[id_] not in known
        and (row.get("caveat") != CAVEAT or _names(row, process))
    ]


def _held_back(
    mine: list[Row],
    process: Process,
    rows: list[Row],
    warnings: list[str],
    *,
    id_: str,
    thing: str,
    fits: Fits,
    like: tuple[Fits, ...],
) -> set[str]:
    """The ids of new rows that a row written by a person stands for already.

    Rows of one `thing` are one; a person's row holds back one thing. Rows that name their notice
    are followed to it; else `like` tells which of several is meant, the surest sign first. Where a
    row does not name its notice, or may stand for several things, a warning says so.
    """
    held: set[str] = set()
    for own in sorted(mine, key=lambda each: not _names(each, process)):
        names = _names(own, process)
        left = [
            row
            for row in rows
            if row[id_] not in held and fits(own, row) and (not names or row["place"] in names)
        ]
        for sign in like:
            left = [row for row in left if sign(own, row)] or left
        things = {row[thing] for row in left}
        if len(things) == 1:
            held |= {row[id_] for row in left}
        if things and not names:
            places = listing(sorted({row["place"] for row in left}), most=4)
            stands = "stands" if len(things) == 1 else "may stand"
            also = "" if len(things) == 1 else " They were added beside it."
            warnings.append(
                f"The row {own[id_]}, which a person wrote, {stands} for what {places} says.{also} "
                "Name the notice in its place."
            )
    return held


def _names(own: Row, process: Process) -> set[str]:
    """The notices of the process that a person's row names, as our rows name them."""
    place = own.get("place", "")
    return {
        f"Notice {release.id}"
        for release in process.releases
        if re.search(rf"(?<![\w-]){re.escape(release.id)}(?![\w-])", place)
    }


def _same_day(own: Row, row: Row) -> bool:
    """Whether a person's figure may be that of a notice of this day."""
    by_day = own.get("as_at_precision", "") == "day"
    return not by_day or own["as_at"] == row["as_at"]


def _words(row: Row) -> list[str]:
    """The words of a title, without their capitals."""
    return re.findall(r"\w+", row.get("title", "").casefold())


def _figure(amount: Amount, source: Row) -> Row:
    metric = f"notice_{amount.kind}_{slug(source['source_id'], '_')}"
    if amount.thing:
        metric += f"__{key(amount.thing, '_')}"
    return {
        "figure_id": f"{metric}__{key(amount.release.id, '_')}",
        "metric_id": metric,
        "value": "" if amount.pounds is None else _plain(amount.pounds),
        "as_at": amount.release.day.isoformat(),
        "as_at_precision": "day",
        "basis": "not published" if amount.pounds is None else "stated",
        "caveat": CAVEAT,
        "source_id": source["source_id"],
        "place": f"Notice {amount.release.id}",
        "note": amount.note[:1].upper() + amount.note[1:],
    }


def _metric(metric: str, amount: Amount, source: Row) -> Row:
    what = f"{LABELS[amount.kind]} {short(amount.thing)}".strip()
    return {
        "metric_id": metric,
        "topic": "money",
        "label": f"{what} in a notice: {source['short_name']}",
        "unit": "GBP",
        "audience": "all",
        "description": f"{LABELS[amount.kind]} as the notices give it, without VAT",
    }


def _plain(pounds: float) -> str:
    return f"{pounds:.0f}" if pounds == int(pounds) else f"{pounds:.2f}"
