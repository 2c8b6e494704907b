"""What changed: figures, dates and scope, between two sources or since a date."""

from __future__ import annotations

import datetime as dt

import polars as pl

from components.findings.papers.disagree import KINDS, NOUNS, OF_UNIT, counted, value_in_words
from components.html import change_log, folds
from components.html.cards import Card
from components.html.tables import Column, Table, columns
from components.text.words import count, plural, small
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.periods import Period, later_by
from data.papers.sources import bases, cited
from data.queries import changes

BETWEEN, SINCE = "between", "since"
MODES = {BETWEEN: "Between two sources", SINCE: "Since a date"}
TITLES = {
    changes.CHANGED: "What changed",
    changes.NEW: "Said only later",
    changes.GONE: "Said only earlier",
    changes.SAME: "Said again, or in line with what was said before",
}


@kept
def source_names(catalogue: Catalogue) -> dict[str, str]:
    """Return the sources that can be set side by side, oldest first, with their dates."""
    return {
        row["source_id"]: f"{row['short_name']} ({row['when']})"
        for row in changes.comparable(catalogue).iter_rows(named=True)
    }


def in_a_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: `HASC paper`, `first HOSC briefing`."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


NOTHING_YET = "There are no two papers to set side by side yet"


def comparable(catalogue: Catalogue) -> bool:
    """Return whether there are two sources to set side by side."""
    return len(source_names(catalogue)) > 1


@kept
def usual_pair(catalogue: Catalogue) -> tuple[str, str]:
    """Return the two newest papers, the earlier first."""
    papers = changes.comparable(catalogue).filter(held="paper")["source_id"]
    if papers.len() < 2:
        papers = changes.comparable(catalogue)["source_id"]
    return papers[-2], papers[-1]


@kept
def days(catalogue: Catalogue) -> dict[str, str]:
    """Return the days from which changes can be shown: those of the sources but the newest."""
    dated = changes.comparable(catalogue).filter(pl.col("date_precision") != "not stated")
    rows = dated.unique("date", keep="first", maintain_order=True)
    return {
        row["date"].isoformat(): f"{row['short_name']} ({row['when']})"
        for row in rows.head(-1).iter_rows(named=True)
    }


@kept
def in_order(catalogue: Catalogue, one: str, other: str) -> tuple[str, str]:
    """Return two sources, the earlier first."""
    order = changes.comparable(catalogue)["source_id"].to_list()
    return (one, other) if order.index(one) <= order.index(other) else (other, one)


@kept
def compared(catalogue: Catalogue, rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each subject of `data.queries.changes.between` or `since`.

    Columns: change, kind (figures, dates, words), label, before, after (in words, null where
    nothing is said), difference (in words, null where it cannot be said), places (sources
    and places in them).
    """
    names = dict(catalogue["sources"].select("source_id", "short_name").iter_rows())
    out = []
    for _, group in rows.group_by("kind", "subject_id", maintain_order=True):
        sides = {side: group.filter(side=side) for side in (changes.BEFORE, changes.AFTER)}
        first = group.row(0, named=True)
        out.append(
            {
                "change": first["change"],
                "kind": OF_UNIT.get(first["unit"], "figures"),
                "label": first["label"],
                "before": _said(sides[changes.BEFORE]),
                "after": _said(sides[changes.AFTER]),
                "difference": _difference(*sides.values()),
                "places": _places(group, names),
            }
        )
    schema = ["change", "kind", "label", "before", "after", "difference", "places"]
    frame = pl.DataFrame(out, schema=dict.fromkeys(schema, pl.String))
    return frame.sort(pl.col("kind").cast(pl.Enum(list(NOUNS))), maintain_order=True)


def _places(rows: pl.DataFrame, names: dict[str, str]) -> str:
    pairs = rows.select("source_id", "place").unique(maintain_order=True).iter_rows()
    return "; ".join(f"{names[source_id]}: {place}" for source_id, place in pairs)


def _said(rows: pl.DataFrame) -> str | None:
    """Return what one side says: `By 1 October 2025 (planned); By 27 October 2025 (planned)`."""
    if rows.is_empty():
        return None
    words = [
        value_in_words(row)
        + (" (planned)" if row["status"] == "planned" else "")
        + (f" ({small(row['caveat'])})" if row["caveat"] else "")
        for row in rows.iter_rows(named=True)
    ]
    return "; ".join(dict.fromkeys(words))


def _difference(before: pl.DataFrame, after: pl.DataFrame) -> str | None:
    """Return how far the two are apart, where each side says one number or one date."""
    if before.height != 1 or after.height != 1:
        return None
    one, two = before.row(0, named=True), after.row(0, named=True)
    if one["value"] is not None:
        apart = two["value"] - one["value"]
        return f"{count(abs(apart))} {'more' if apart > 0 else 'fewer'}" if apart else None
    if one["first"] is None:
        return None
    words = later_by(_period(one), _period(two))
    return words if words.endswith(("later", "earlier")) else None


def _period(row: dict) -> Period:
    return Period(max(row["first"], dt.date(2000, 1, 1)), min(row["last"], dt.date(2100, 1, 1)))


def finding(rows: pl.DataFrame, earlier: str, later: str) -> str:
    """Return the finding of the page: how many points changed between two sources.

    `rows` as `compared`; `earlier` and `later` are names with dates.
    """
    earlier, later = in_a_sentence(earlier), in_a_sentence(later)
    changed = rows.filter(change=changes.CHANGED).height
    shared = changed + rows.filter(change=changes.SAME).height
    if not shared:
        return f"No point is in both the {earlier} and the {later}"
    return (
        f"{count(changed)} of {plural(shared, 'point')} changed between the {earlier} and the "
        f"{later}"
    )


def finding_since(rows: pl.DataFrame, name: str) -> str:
    """Return the finding of the page: how many points changed since a source, named with date."""
    changed = rows.filter(change=changes.CHANGED).height
    new = rows.filter(change=changes.NEW).height
    return (
        f"Since the {in_a_sentence(name)}, {plural(changed, 'point')} changed and "
        f"{count(new)} {'was' if new == 1 else 'were'} said for the first time"
    )


def standfirst(rows: pl.DataFrame) -> str:
    """Return what changed, by kind, in a sentence, and how a change is told."""
    changed = rows.filter(change=changes.CHANGED)
    by_kind = f"Changed: {counted(changed['kind'])}. " if changed.height else ""
    return (
        f"{by_kind}Two dates count as the same if one fits in the other, as 18 July 2024 does in "
        "July 2024. Worked-out figures are left out."
    )


@kept
def card(catalogue: Catalogue, rows: pl.DataFrame, said: pl.DataFrame, *, subtitle: str) -> Card:
    """Return the card of what changed; `said` are the rows from which `rows` were made."""
    of_changed = said.filter(change=changes.CHANGED)
    shown = rows.filter(change=changes.CHANGED)
    return Card(
        slug="what-changed",
        headline=f"{plural(shown.height, 'point')} changed",
        subtitle=subtitle,
        body=change_log.points(shown),
        table=table(rows),
        source_ids=cited(of_changed),
        basis=bases(of_changed),
    )


def others_html(rows: pl.DataFrame) -> str:
    """Return what only one side says, and what is as before, folded as markup."""
    kinds = (changes.NEW, changes.GONE, changes.SAME)
    return folds.html(
        folds.Group(
            name=TITLES[kind],
            many=plural(some.height, "point"),
            markup=change_log.points(some),
        )
        for kind, some in ((kind, rows.filter(change=kind)) for kind in kinds)
        if some.height
    )


def table(rows: pl.DataFrame) -> Table:
    """Return the points that changed as a table."""
    some = rows.filter(change=changes.CHANGED).with_columns(pl.col("kind").replace_strict(KINDS))
    return Table(
        caption=f"{TITLES[changes.CHANGED]}: {plural(some.height, 'point')}",
        frame=some,
        columns=(
            *columns(label="Point", kind="Kind", before="Earlier", after="Later"),
            Column("difference", "Difference", empty="not in numbers"),
            Column("places", "Sources and places in them"),
        ),
    )
