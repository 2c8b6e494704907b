"""Compare: what can stand side by side, the finding, and the cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from components.charts import people as charts
from components.findings.compare import rows as compare_rows, side_by_side
from components.findings.compare.comparison import DIFFERS, SAME, Item, Row, frame, superlatives
from components.findings.money.per_resident import ONE
from components.findings.places import places
from components.html.cards import Card
from components.html.tables import Column, Table
from components.text.words import (
    capital,
    count,
    listed,
    listed_areas,
    missing,
    percent,
    plural,
    pounds,
    pounds_short,
)
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.gaps import gaps
from data.papers.sources import whole_copy
from data.queries import envelopes, lots
from data.queries.people import counted_in

AREAS, LOTS = "areas", "lots"
KINDS = {AREAS: "Areas", LOTS: "Lots"}
FEWEST, MOST = 2, 4
ROWS = {"all": "All rows", "differ": "Only rows that differ"}
NOTHING = {AREAS: "no-areas", LOTS: "no-lots"}  # in the address when all are taken away


@dataclass(frozen=True)
class Chosen:
    """What the address asks for: the kind, the ids as chosen, and what is wrong with it."""

    kind: str
    ids: tuple[str, ...]
    faults: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids that can stand side by side; empty where there are too few."""
        return self.ids[:MOST] if len(self.ids) >= FEWEST else ()


@kept
def options(catalogue: Catalogue, kind: str) -> dict[str, str]:
    """Return what can be chosen of a kind: names by id, as a button shows them."""
    if kind == AREAS:
        return places.names(catalogue)
    rows = lots.lots(catalogue).iter_rows(named=True)
    return {row["lot_id"]: f"Lot {row['number']}: {row['name']}" for row in rows}


@kept
def usual(catalogue: Catalogue, kind: str, cohort: str) -> tuple[str, ...]:
    """Return what is compared when nothing is chosen: all areas, or the lots of a cohort."""
    if kind == AREAS:
        return tuple(places.names(catalogue))
    return tuple(lots.lots(catalogue).filter(cohort=cohort)["lot_id"])


def read(catalogue: Catalogue, given: str | None, cohort: str) -> Chosen:
    """Read `items` of the address, such as `east-kent,west-kent`; None is the usual choice."""
    if given is None:
        return Chosen(AREAS, usual(catalogue, AREAS, cohort))
    for kind, nothing in NOTHING.items():
        if given == nothing:
            return Chosen(kind, ())
    asked = list(dict.fromkeys(part.strip() for part in given.split(",")))
    known = {one: kind for kind in KINDS for one in options(catalogue, kind)}
    held = [one for one in asked if one in known]
    if not held:
        fault = "The web address names no area or lot that there is. All areas are shown instead."
        return Chosen(AREAS, usual(catalogue, AREAS, cohort), (fault,))
    kind = known[held[0]]
    alike = tuple(one for one in held if known[one] == kind)
    faults = []
    if len(held) < len(asked):
        faults.append("The web address names an area or lot that there is not. It is left out.")
    if len(alike) < len(held):
        faults.append(f"Areas and lots cannot be compared with each other. Only {kind} are shown.")
    return Chosen(kind, alike, tuple(faults))


def label(kind: str) -> str:
    """Return the label of the buttons that choose."""
    return f"{KINDS[kind]} to set side by side, {FEWEST} to {MOST}"


def advice(chosen: Chosen) -> str:
    """Return what to do about too few or too many, in a sentence, or nothing."""
    if len(chosen.ids) < FEWEST:
        return f"Choose {FEWEST} to {MOST} to set side by side."
    if len(chosen.ids) > MOST:
        return f"No more than {MOST} fit side by side. The first {MOST} of those chosen are shown."
    return ""


def items(catalogue: Catalogue, chosen: Chosen) -> tuple[Item, ...]:
    """Return the columns of the comparison; lots by number, which is short enough for a head."""
    if chosen.kind == AREAS:
        names = places.names(catalogue)
        return tuple(Item(one, names[one]) for one in chosen.shown)
    numbers = places.lot_numbers(catalogue)
    return tuple(Item(one, f"Lot {numbers[one]}") for one in chosen.shown)


@kept
def rows(catalogue: Catalogue, chosen: Chosen) -> list[Row]:
    """Return the facts of what is compared."""
    make = compare_rows.area_rows if chosen.kind == AREAS else compare_rows.lot_rows
    held = set(catalogue["sources"]["source_id"])
    return [
        replace(row, source_ids=tuple(one for one in row.source_ids if one in held))
        for row in make(catalogue, items(catalogue, chosen))
    ]


@kept
def finding(catalogue: Catalogue, chosen: Chosen) -> str:
    """Return the finding of the page in one sentence."""
    if not chosen.shown:
        return (
            f"{plural(len(options(catalogue, AREAS)), 'area')} and "
            f"{plural(len(options(catalogue, LOTS)), 'lot')} can be set side by side"
        )
    if chosen.kind == AREAS:
        return _areas_finding(compare_rows.people(catalogue, items(catalogue, chosen)))
    return _lots_finding(catalogue, chosen.shown)


def standfirst(facts: Sequence[Row]) -> str:
    """Return how many facts differ, are the same, or have no value, and why."""
    if not facts:
        return ""
    states = [row.state for row in facts]
    differ, same = states.count(DIFFERS), states.count(SAME)
    silent = Counter(row.state for row in facts if row.silent)
    told = [
        f"{count(differ)} differ" if differ else "",
        f"{count(same)} {'is' if same == 1 else 'are'} the same" if same else "",
    ]
    compared = f"Of {plural(len(states), 'fact')} compared, {listed(filter(None, told)) or 'none'}."
    if not silent:
        return compared
    why = (f"{count(rows)} {'is' if rows == 1 else 'are'} {one}" for one, rows in silent.items())
    return f"{compared} Of the rest, {listed(why)}."


@kept
def table_card(catalogue: Catalogue, chosen: Chosen, *, only_different: bool) -> Card:
    """Return the card of the comparison; its body is the table with the marks."""
    columns = items(catalogue, chosen)
    shown = [row for row in rows(catalogue, chosen) if row.state == DIFFERS or not only_different]
    table = frame(shown, columns)
    return Card(
        slug="side-by-side",
        headline=f"{listed_areas([item.name for item in columns])} side by side",
        subtitle="≠ marks a fact that differs, = one that is the same, – one without a value",
        body=side_by_side.html(catalogue, shown, columns, href=_href),
        table=Table(
            caption="The comparison as it is downloaded, numbers in full",
            frame=table,
            columns=tuple(Column(name, capital(name)) for name in table.columns),
        ),
        source_ids=tuple(dict.fromkeys(one for row in shown for one in row.source_ids)),
        basis=tuple(dict.fromkeys(one for row in shown for one in row.basis)),
        how=(
            places.RULE,
            "A lot’s envelope is one sum for all its areas; it is not shared out between them.",
            *filter(None, [whole_copy(catalogue, rows=_lacking(shown))]),
        ),
    )


def _lacking(shown: Sequence[Row]) -> Iterator[dict[str, str]]:
    """The rows that a copy lacks, by the source of each."""
    for row in shown:
        if "not in copy" in row.basis:
            yield from ({"basis": "not in copy", "source_id": one} for one in row.source_ids)


@kept
def ages_card(catalogue: Catalogue, chosen: Chosen, *, look: LookName) -> Card:
    """Return the card of the ages: shares of the young and the old, side by side."""
    people = compare_rows.people(catalogue, items(catalogue, chosen))
    shares = people.with_columns(
        young=pl.col("under_18") / pl.col("all_ages"),
        old=pl.col("aged_65_plus") / pl.col("all_ages"),
    )
    told = "; ".join(
        f"{row['name']}: {percent(row['young'])} and {percent(row['old'])}"
        for row in shares.iter_rows(named=True)
    )
    young, old = (shares.sort(share).row(-1, named=True) for share in ("young", "old"))
    return Card(
        slug="compare-ages",
        headline=_ages_headline(young, old, superlatives(people.height)[0]),
        subtitle=f"Share of residents under 18, and 65 and over, {counted_in(catalogue)}",
        spec=charts.ages(people, look=look),
        alt=f"Two dots for each, under 18 and 65 and over. {told}.",
        table=Table(
            caption=f"Residents by age, {counted_in(catalogue)}",
            frame=shares,
            columns=(
                Column("name", KINDS[chosen.kind]),
                *(Column(name, title, "count") for name, title in compare_rows.PEOPLE.items()),
                Column("young", "Share under 18", "percent"),
                Column("old", "Share 65 and over", "percent"),
            ),
        ),
        source_ids=lots.people_sources(catalogue),
        basis=("derived",),
        how=("Summed over the small areas (LSOAs) that lie in each.",),
    )


@kept
def questions(catalogue: Catalogue, chosen: Chosen) -> pl.DataFrame:
    """Return the gaps that concern any of what is compared; columns as the table."""
    if chosen.kind == AREAS:
        found = [places.questions(catalogue, one) for one in chosen.shown]
    else:
        found = [gaps(catalogue, lot_id=one) for one in chosen.shown]
    return pl.concat(found or [catalogue["gaps"].clear()]).unique("gap_id", maintain_order=True)


def _href(item: Item) -> str:
    return f"/find-my-area?place={item.id}"


def _ages_headline(young: dict, old: dict, most: str) -> str:
    first = f"{young['name']} has the {most} share under 18, {percent(young['young'])}"
    last = f"aged 65 and over, {percent(old['old'])}"
    if young["name"] == old["name"]:
        return f"{first}, and the {most} {last}"
    return f"{first}; {old['name']} the {most} {last}"


def _areas_finding(people: pl.DataFrame) -> str:
    most, least = (people.sort("all_ages").row(i, named=True) for i in (-1, 0))
    share = pl.col("aged_65_plus") / pl.col("all_ages")
    oldest = people.with_columns(share=share).sort("share").row(-1, named=True)
    times = most["all_ages"] / least["all_ages"]
    larger = superlatives(people.height)[0]
    whose = "" if oldest["name"] == most["name"] else f"{oldest['name']} has "
    return (
        f"{most['name']} has {times:.1f} times as many people as {least['name']}, and {whose}"
        f"the {larger} share aged 65 and over, {percent(oldest['share'])}"
    )


def _lots_finding(catalogue: Catalogue, ids: Sequence[str]) -> str:
    held = envelopes.per_resident(catalogue).filter(pl.col("lot_id").is_in(ids))
    told = [
        f"Lot {row['number']}: {pounds_short(row['amount_gbp'])} a year, "
        f"{pounds(row['per_resident_gbp'])} for each {ONE[row['cohort']]}"
        for row in held.drop_nulls("amount_gbp").iter_rows(named=True)
    ]
    silent = held.filter(pl.col("amount_gbp").is_null()).sort("number")
    numbers = listed(map(str, silent["number"]))
    lot = f"Lot {numbers}" if silent.height == 1 else f"lots {numbers}"
    if told:
        return "; ".join([*told, f"{lot}: {missing(silent['basis'])}"] if silent.height else told)
    largest = silent.sort("residents").row(-1, named=True)
    return (
        f"The yearly {'envelope' if silent.height == 1 else 'envelopes'} of {lot}: "
        f"{missing(silent['basis'])}. Lot {largest['number']} is the largest: "
        f"{count(largest['residents'])} {largest['cohort']} live there"
    )
