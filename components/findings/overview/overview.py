"""Overview: what is happening, in one screen, made from the data."""

from __future__ import annotations

import datetime as dt
from html import escape

from components.findings.overview import steps
from components.findings.timeline import now
from components.html.dispute import mark
from components.html.key_figures import Key
from components.html.not_published import holds
from components.text.words import about, count, count_short, pounds_short
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.queries.figures import newest
from data.queries.lots import areas
from data.queries.people import counted_in
from data.queries.services import counts as service_counts


@kept
def finding(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return the finding of the page in one sentence."""
    lots = catalogue["lots"].height
    if since := now.runs(catalogue, today=today):
        return f"New contracts for community health services in {profile().region} {since}"
    return f"{profile().region}’s community health services are bought in {count(lots)} lots"


@kept
def standfirst(catalogue: Catalogue) -> str:
    """Return who does what for whom, and up to when papers are read, in a few sentences."""
    cohorts = dict(catalogue["lots"]["cohort"].value_counts().iter_rows())
    areas = catalogue["hcp_areas"].height
    each = cohorts.get("adults") == areas
    return (
        f"{profile().icb}, the integrated care board (ICB), has bought these services again: "
        "nursing at home, therapies, rehabilitation, children’s care and more. "
        + (
            f"{count(cohorts['adults'])} lots are for adults, one in each of the {count(areas)} "
            f"health and care partnership (HCP) areas, and {count(cohorts['children'])} for "
            "children."
            if each
            else f"There are {count(areas)} health and care partnership (HCP) areas."
        )
        + f" {now.read_up_to(catalogue)}"
    ).strip()


@kept
def keys(catalogue: Catalogue) -> list[Key]:
    """Return the key figures of the page."""
    people = catalogue["population"].filter(area_kind=profile().whole_kind).row(0, named=True)
    lines = service_counts(catalogue)["lines"].sum()
    return [
        *_key_of(catalogue, "envelope_five_years", "All lots over 5 years, by the ICB"),
        *_key_of(catalogue, "contract_value", "All lots on the award notice"),
        Key(
            count_short(people["all_ages"]),
            f"Residents, {counted_in(catalogue)}",
            people["basis"],
            people["source_id"],
        ),
        Key(count(lines), "Service lines listed", "derived", _services_source(catalogue)),
        *_key_of(catalogue, "surveys_all", "Surveys completed"),
    ]


def _key_of(catalogue: Catalogue, metric: str, words: str) -> list[Key]:
    """The key figure of a metric, or none where no source gives one."""
    if not holds(catalogue, metrics=(metric,)):
        return []
    one = newest(catalogue, metric)
    if one.unit == "GBP":
        shown = about(one.basis) + pounds_short(one.value)
        return [Key(shown, words, one.basis, one.source_id, caveat=one.caveat)]
    shown = count_short(one.value)
    return [Key(shown, words, one.basis, one.source_id, mark(catalogue, metric), one.caveat)]


@kept
def map_note_html(catalogue: Catalogue) -> str:
    """Return the lots of each area as a list, for those who do not see the map."""
    numbers = dict(catalogue["lots"].select("lot_id", "number").iter_rows())
    items = "".join(
        f"<li><strong>{escape(row['name'])}</strong>: Lot {numbers[row['adult_lot']]} for adults, "
        f"Lot {numbers[row['childrens_lot']]} for children</li>"
        for row in areas(catalogue).iter_rows(named=True)
    )
    return f'<ul class="map-note">{items}</ul>'


@kept
def source_ids(catalogue: Catalogue, *, today: dt.date) -> tuple[str, ...]:
    """Return the sources that the page draws on."""
    from_keys = [key.source_id for key in keys(catalogue)]
    told = steps.steps(catalogue, today=today)
    from_steps = [one for step in told for one in step.source_ids]
    return tuple(dict.fromkeys([*from_keys, *from_steps, *now.sources(catalogue, today=today)]))


def _services_source(catalogue: Catalogue) -> str:
    return catalogue["services"]["source_id"].first()
