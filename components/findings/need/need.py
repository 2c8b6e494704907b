"""Need: which areas need most, and what that is measured by."""

from __future__ import annotations

from html import escape

import polars as pl

from components.html import bars
from components.html.cards import Card
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table
from components.text.words import capital, count, listed, percent, plural, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited, named
from data.queries.figures import all_figures
from data.queries.need import places

SHARE = "most_deprived_share"
FIFTH = "the most deprived fifth of England’s small areas"
LIVES = "Share of residents who live in " + FIFTH
# What each measure is, in a sentence.
MEASURES = (
    "A small area is a lower-layer super output area (LSOA) of 2021.",
    "The most deprived fifth is deciles 1 and 2 of the indices. Not everybody there is deprived, "
    "and some who are live elsewhere.",
    "An average score is the mean of the scores of small areas, weighted by their residents. A "
    "higher score means more deprived.",
)


@kept
@requires_data("How deprived small areas are: not published", tables=(places.TABLE,))
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in one sentence: where the share is above that of all."""
    areas = places.by(catalogue, "hcp_area").sort(SHARE, descending=True)
    everywhere = places.whole(catalogue)[SHARE]
    above = areas.filter(pl.col(SHARE) > everywhere)
    if above.is_empty():
        return f"In {profile().region}, {percent(everywhere)} of people live in {FIFTH}"
    most, *others = above.rows(named=True)
    told = [(row["name"], percent(row[SHARE])) for row in (*others, areas.row(-1, named=True))]
    rest = ", ".join(
        f"in {name}{'' if place else ' it is'} {share}" for place, (name, share) in enumerate(told)
    )
    return (
        f"{most['name']} needs most: {percent(most[SHARE])} of people live in {FIFTH}. "
        f"{capital(rest)}"
    )


@kept
@requires_data("", tables=(places.TABLE,))
def standfirst(catalogue: Catalogue) -> str:
    """Return the share of everybody, and what need is measured by."""
    return (
        f"In all of {profile().region} it is {percent(places.whole(catalogue)[SHARE])}. That is by "
        f"the {titles(catalogue, 'source_id')}, with the residents of "
        f"{titles(catalogue, 'census_source_id')}."
    )


@kept
@requires_data(
    no_card("need-areas", "People in the most deprived small areas"), tables=(places.TABLE,)
)
def areas_card(catalogue: Catalogue) -> Card:
    """Return the card of the areas: the share of each as a bar, and all measures as a table."""
    rows = places.by(catalogue, "hcp_area").sort(SHARE, descending=True)
    most, least = rows.row(0, named=True), rows.row(-1, named=True)
    return Card(
        slug="need-areas",
        headline=f"{percent(most[SHARE])} in {most['name']}"
        + (f", {percent(least[SHARE])} in {least['name']}" if rows.height > 1 else ""),
        subtitle=f"{LIVES}, by HCP area",
        body=bars_html(catalogue, with_sums=True)
        + "".join(f"<p>{escape(told)}</p>" for told in average_sentences(catalogue)),
        table=table(catalogue, "hcp_area", "The HCP areas by need"),
        source_ids=source_ids(catalogue),
        basis=("derived",),
        how=(
            *MEASURES,
            *(
                f"{row['name']}: {_part(row)} = {percent(row[SHARE], 1)}."
                for row in rows.iter_rows(named=True)
            ),
        ),
        caveats=blanks(catalogue),
    )


def bars_html(catalogue: Catalogue, *, with_sums: bool = False, beside: bool = False) -> str:
    """Return a bar for each area and for everybody, as long as the share; `beside` its name."""
    return bars.html(of_areas(catalogue, with_sums=with_sums), beside=beside)


def of_areas(catalogue: Catalogue, *, with_sums: bool = False) -> list[bars.Bar]:
    """Return the share of each area and of everybody as bars, with its sum if that is wanted."""
    rows = places.by(catalogue, "hcp_area").sort(SHARE, descending=True).rows(named=True)
    everybody = {**places.whole(catalogue), "name": f"All of {profile().region}"}
    return [
        bars.Bar(
            label=row["name"],
            value=row[SHARE],
            shown=percent(row[SHARE]),
            note=_part(row) if with_sums else "",
        )
        for row in (*rows, everybody)
    ]


def _part(row: dict) -> str:
    return f"{count(row['most_deprived'])} of {plural(row['residents'], 'resident')}"


COLUMNS = (
    Column("residents", "Residents", "count"),
    Column("average", "Average score", "number"),
    Column(SHARE, "In the most deprived fifth", "percent"),
    Column("health_share", "In the most deprived fifth for health", "percent"),
    Column("disabled_share", "Disabled", "percent"),
    Column("children", "Children in income-deprived families"),
    Column("older", "Older people in income deprivation"),
)


@kept
def table(catalogue: Catalogue, kind: places.Kind, caption: str) -> Table:
    """Return all measures of the places of a kind; a sum with a blank in it says at least."""
    name = {"hcp_area": "Area", "lot": "Lot", "authority": "Council"}.get(kind, "Place")
    rows = shown(places.by(catalogue, kind))
    return Table(caption=caption, frame=rows, columns=(Column("name", name), *COLUMNS))


def shown(rows: pl.DataFrame) -> pl.DataFrame:
    """Return places with their average to one digit, and counts with their blanks in words."""
    return rows.with_columns(
        pl.col("average").round(1),
        **{
            name: pl.struct(
                f"{name}_income_deprived", f"{name}_blank", f"{name}_share"
            ).map_elements(lambda row: _counted(*row.values()), return_dtype=pl.String)
            for name in ("children", "older")
        },
    )


def _counted(people: int, blank: int, share: float) -> str:
    least = "at least " if blank else ""
    return f"{least}{count(people)} ({percent(share, 1)} of residents)"


@kept
def blanks(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sentence that sums of children and of older people may be too small."""
    whole = places.whole(catalogue)
    told = [
        f"the {whom} of {plural(whole[f'{name}_blank'], 'small area')}"
        for name, whom in (("children", "children"), ("older", "older people"))
        if whole[f"{name}_blank"]
    ]
    if not told:
        return ()
    return (
        f"The publisher leaves {listed(told)} blank. A sum with a blank in it is at least so many.",
    )


def average_sentences(catalogue: Catalogue) -> tuple[str, ...]:
    """Return our average of everybody beside the one that the publisher gives for the ICB."""
    ours = places.whole(catalogue)["average"]
    rows = all_figures(catalogue).filter(metric_id=places.AVERAGE).drop_nulls("value").tail(1)
    return tuple(
        f"Average score of the whole ICB: {row['value']:.2f} as published, {ours:.2f} worked out "
        f"here with the residents of the census. {sentence(row['note'])}".strip()
        for row in rows.iter_rows(named=True)
    )


@kept
def source_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of need by small area."""
    rows, columns = catalogue[places.TABLE], ("source_id", "census_source_id", "ward_source_id")
    return tuple(
        dict.fromkeys(one for name in columns for one in rows[name].unique(maintain_order=True))
    )


@kept
def sources(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of the page: of need, of outlines, and of the money beside it."""
    others = cited(catalogue["area_joins"], catalogue["population"], catalogue["envelopes"])
    return tuple(dict.fromkeys([*source_ids(catalogue), *others]))


def titles(catalogue: Catalogue, column: str) -> str:
    """Return the short titles of the sources in a column of small areas."""
    ids = catalogue[places.TABLE][column].unique(maintain_order=True)
    return listed(named(catalogue, ids)["short_name"])
