"""The cards of the Medway background: a chart of each part of the case for change of 2017."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import polars as pl

from components.cards import Card, figure_sentence
from components.charts import medway as charts
from components.findings.medway import all_rows, table
from components.theme import LookName
from components.words import count_short, pounds_short
from components.words import value as in_unit
from data.catalogue import Catalogue
from data.figures import newest
from data.kept import kept

REACH = ("m17_people", "m17_people_with_phlebotomy", "m17_population")
CONTACTS = ("m17_face_to_face", "m17_nursing_contacts")
LOCATION = ("m17_at_home",)
SPEND = ("m17_spend_share",)
WORKFORCE = ("m17_vacancies", "m17_locums", "m17_small_practices")
LIFE = {
    "Women, life": ("m17_life_women", "m17_life_women_england"),
    "Men, life": ("m17_life_men", "m17_life_men_england"),
    "Women, healthy life": ("m17_healthy_women", "m17_healthy_women_england"),
    "Men, healthy life": ("m17_healthy_men", "m17_healthy_men_england"),
}
LIFE_ENDS = (55.0, 85.0)  # years
# What stands above a bar, short enough for a phone; the tables give the full names.
SHORT = {
    "m17_people": "Used community services",
    "m17_people_with_phlebotomy": "With blood tests counted",
    "m17_population": "Lived in Medway",
    "m17_face_to_face": "Face to face",
    "m17_nursing_contacts": "With community nursing",
    "m17_at_home": "In people’s homes",
    "m17_spend_share": "Community services",
    "m17_vacancies": "Vacant posts, where over 5%",
    "m17_locums": "Locums among GPs",
    "m17_small_practices": "Small GP practices",
}


@kept
def cards(catalogue: Catalogue, *, look: LookName) -> list[Card]:
    """Return the cards of the page, in order; a card whose figures are not all held is left out."""
    held = set(all_rows(catalogue)["metric_id"])
    return [make(catalogue, look) for make, needs in _needs().items() if held.issuperset(needs)]


def _needs() -> dict[Callable[[Catalogue, LookName], Card], Iterable[str]]:
    """What draws each card, and the metrics that it draws."""
    return {
        _reach: REACH,
        _contacts: (*CONTACTS, "m17_contacts"),
        _location: LOCATION,
        _spend: (*SPEND, "m17_spend"),
        _life: chain.from_iterable(LIFE.values()),
        _workforce: WORKFORCE,
    }


def _reach(catalogue: Catalogue, look: LookName) -> Card:
    rows = _chosen(catalogue, REACH)
    people, with_tests = rows["shown"][0], rows["shown"][1]
    return _card(
        catalogue,
        rows,
        slug="reach",
        headline=f"{people} people used community services, {with_tests} with blood tests counted",
        measure="People in Medway: users in 2016-17, residents in 2017",
        spec=charts.bars(_drawn(rows), title="People", top=_round_up(rows), look=look),
    )


def _contacts(catalogue: Catalogue, look: LookName) -> Card:
    rows = _chosen(catalogue, CONTACTS)
    contacts = newest(catalogue, "m17_contacts")
    return _card(
        catalogue,
        rows,
        slug="contacts",
        headline=f"Of about {count_short(contacts.value)} contacts, {rows['shown'][0]} were face "
        f"to face and {rows['shown'][1]} were with community nursing",
        measure="Share of contacts with community services in Medway, 2016-17",
        spec=charts.bars(_drawn(rows), title="% of contacts", top=charts.WHOLE, look=look),
        more=("m17_contacts",),
    )


def _location(catalogue: Catalogue, look: LookName) -> Card:
    rows = _chosen(catalogue, LOCATION)
    return _card(
        catalogue,
        rows,
        slug="location",
        headline=f"{rows['shown'][0]} of face-to-face contacts were in people’s homes",
        measure="Share of face-to-face contacts in Medway, care homes among the homes, 2016-17",
        spec=charts.bars(
            _drawn(rows), title="% of face-to-face contacts", top=charts.WHOLE, look=look
        ),
        how=("Where the other contacts took place cannot be read in the copy held.",),
    )


def _spend(catalogue: Catalogue, look: LookName) -> Card:
    rows = _chosen(catalogue, SPEND)
    spend = newest(catalogue, "m17_spend")
    return _card(
        catalogue,
        rows,
        slug="spend",
        headline=f"{pounds_short(spend.value)} was {rows['shown'][0]} of what Medway CCG spent",
        measure="Community services for adults and children, share of all spending, 2016-17",
        spec=charts.bars(_drawn(rows), title="% of all spending", top=charts.WHOLE, look=look),
        more=("m17_spend",),
    )


def _life(catalogue: Catalogue, look: LookName) -> Card:
    """Return the card of life and healthy life, Medway against England."""
    drawn = pl.DataFrame(
        [_pair(catalogue, order, name, ids) for order, (name, ids) in enumerate(LIFE.items())]
    )
    widest = drawn.sort(pl.col("england") - pl.col("medway")).row(-1, named=True)
    years = round(widest["england"] - widest["medway"], 1)
    rows = _chosen(catalogue, [metric for pair in LIFE.values() for metric in pair])
    return _card(
        catalogue,
        rows,
        slug="life",
        headline=(
            f"{widest['name']}: {in_unit(years, 'years')} less in Medway than in England, "
            f"the widest of {drawn.height} gaps"
        ),
        measure="Expected years of life and of healthy life, given in 2017. Filled: Medway. "
        "Hollow: England. The scale does not begin at zero.",
        spec=charts.pairs(drawn, title="Years", ends=LIFE_ENDS, look=look),
        alt=f"Two dots on each line, Medway first. {'; '.join(drawn['words'])}.",
        how=(
            f"{widest['name']}: {widest['england']:g} − {widest['medway']:g} = {years:g} years "
            "(worked out here).",
        ),
        derived=True,
    )


def _workforce(catalogue: Catalogue, look: LookName) -> Card:
    rows = _chosen(catalogue, WORKFORCE)
    return _card(
        catalogue,
        rows,
        slug="workforce",
        headline=f"Where more than 5% of posts were vacant, the average was {rows['shown'][0]}",
        measure="Shares given in 2017. First, empty posts in local community services. Then GPs in "
        "Kent and Medway who are locums. Last, practices in Medway whose GPs make up 2 full-time "
        "ones or fewer",
        spec=charts.bars(_drawn(rows), title="%", top=charts.WHOLE, look=look),
    )


def _card(
    catalogue: Catalogue,
    rows: pl.DataFrame,
    *,
    slug: str,
    headline: str,
    measure: str,
    spec: dict,
    alt: str = "",
    how: tuple[str, ...] = (),
    more: Sequence[str] = (),
    derived: bool = False,
) -> Card:
    """Return a card; its table holds the drawn figures and those of `more` metrics."""
    shown = pl.concat([rows, _chosen(catalogue, more)]) if more else rows
    known = [newest(catalogue, metric) for metric in shown["metric_id"]]
    words = [figure_sentence(one, text) for one, text in zip(known, shown["shown"], strict=True)]
    return Card(
        slug=f"medway-{slug}",
        headline=headline[0].upper() + headline[1:],
        measure=measure,
        spec=spec,
        alt=alt or f"Bars from zero. {'; '.join(_drawn(rows)['words'])}.",
        table=table(shown, headline[0].upper() + headline[1:]),
        source_ids=tuple(shown["source_id"].unique()),
        basis=(*shown["basis"].unique(maintain_order=True), *(["derived"] if derived else [])),
        how=(*how, *words),
    )


def _chosen(catalogue: Catalogue, metric_ids: Sequence[str]) -> pl.DataFrame:
    """Return the figures of these metrics, in their order."""
    order = pl.DataFrame({"metric_id": metric_ids}, schema={"metric_id": pl.String})
    return order.join(all_rows(catalogue), on="metric_id", maintain_order="left")


def _drawn(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "value",
        order=pl.int_range(pl.len()),
        words=pl.concat_str(pl.col("metric_id").replace_strict(SHORT), "shown", separator=": "),
    )


def _pair(catalogue: Catalogue, order: int, name: str, ids: tuple[str, str]) -> dict:
    medway, england = (newest(catalogue, metric).value for metric in ids)
    return {
        "order": order,
        "name": newest(catalogue, ids[0]).label.removesuffix(", Medway"),
        "words": f"{name}: {medway:g}, England {england:g}",
        "medway": medway,
        "england": england,
    }


def _round_up(rows: pl.DataFrame) -> float:
    return -(-rows["value"].max() // 100_000) * 100_000
