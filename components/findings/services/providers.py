"""Who provides services, and a list of an earlier time: what single papers say."""

from __future__ import annotations

from html import escape

import polars as pl

from components.blocks import links
from components.findings.services.views import MATCHES
from components.html import dispute
from components.html.cards import Card, figure_sentence, source_links
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column, columns
from components.text.words import capital, count, plural, remarks, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.gaps import gaps
from data.papers.sources import bases, cited, named
from data.queries.contract.awards import named_before
from data.queries.figures import Figure, newest, of_metric
from data.queries.services import earlier_list, evidence_sources

SHARED = ("providers_adults_and_children", "providers_children_only", "providers_adults_only")
SINCE = links(("contract", "Who is named since the plan to award"))
GROUPS = {
    "same": "Named in the programme’s list too",
    "part": "Related to a line of the programme, not the same",
    "none": "No line of that name in the programme’s list",
}


@kept
def source_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of the lines, of their evidence in each lot and of who provides."""
    tables = (catalogue["services"], earlier_list(catalogue), named_before(catalogue))
    listed_in = evidence_sources(catalogue, tuple(catalogue["lots"]["lot_id"]))
    return tuple(dict.fromkeys([*cited(*tables), *listed_in]))


@kept
@requires_data(
    no_card("providers", "Who provides which service"),
    tables=("provision",),
    metrics=("main_providers", *SHARED),
)
def provider_card(catalogue: Catalogue) -> Card:
    """Return the card of who provided services before the plan to award, newest source first."""
    rows, main = named_before(catalogue), newest(catalogue, "main_providers")
    when = named(catalogue, [main.source_id])["when"].item()
    parts = rows.partition_by("source_id", maintain_order=True)
    shared = [figure for metric in SHARED for figure in of_metric(catalogue, metric)]
    said = "".join(_said(catalogue, part, shared) for part in parts)
    return Card(
        slug="providers",
        headline=(
            f"{count(main.value)} main providers were named in {when}; "
            "no source says who provides which service today"
        ),
        subtitle="Who provided services until the plan to award, as each source says it",
        body=(
            f"{_known(catalogue)}{dispute.mark(catalogue, main.metric_id)}"
            f'<ol class="said-by">{said}</ol>'
        ),
        table=_provision_table(rows),
        source_ids=cited(rows),
        basis=bases(rows),
        how=tuple(
            figure_sentence(figure, f"{count(figure.value)}, {_source_when(catalogue, figure)}")
            for figure in of_metric(catalogue, "main_providers")
        ),
    )


@kept
def earlier_card(catalogue: Catalogue) -> Card:
    """Return the card of the earlier list beside the lines of the programme."""
    rows, of_it = earlier_list(catalogue), profile().earlier_list
    best = best_match(rows)
    same, none = (best.filter(match=match).height for match in ("same", "none"))
    source_id = rows["source_id"][0]
    source = named(catalogue, [source_id]).row(0, named=True)
    lines = "is a line" if same == 1 else "are lines"
    groups = "".join(_group(match, best.filter(match=match)) for match in GROUPS)
    return Card(
        slug=source_id,
        headline=(
            f"{same} of the {best.height} services on {of_it.name} {lines} of the programme; "
            f"{plural(none, 'has', 'have')} no line of that name"
        ),
        subtitle=f"{of_it.covers}, as named in {source['when']}",
        body=(
            f'<div class="match-groups">{groups}</div>'
            f"<p>{escape(of_it.caution)} A service without a line of its name may sit in another "
            "line. No paper says.</p>"
        ),
        table=Table(
            caption=f"{capital(of_it.name)} beside the lines of the programme",
            frame=rows.with_columns(pl.col("match").replace_strict(MATCHES)),
            columns=(
                Column("name", f"Service in {source['date'].year}"),
                *columns(name_in_paper="Printed in the paper as", match="Match"),
                Column("service", "Line of the programme", empty="–"),
                *columns(note="Note", place="Place in the source"),
            ),
        ),
        source_ids=(source_id, *cited(catalogue["services"])),
        basis=("stated", "derived"),
        how=(
            f"The list of {source['date'].year} is stated in the paper. The match with the "
            "lines of the programme is this dashboard’s, made only where the names plainly mean "
            "the same.",
        ),
    )


def best_match(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each item of the earlier list, with the nearest line of the programme."""
    order = pl.Enum(list(MATCHES))
    return (
        rows.with_columns(nearness=pl.col("match").cast(order))
        .sort("item", "nearness")
        .unique("item", keep="first", maintain_order=True)
        .drop("nearness")
    )


def _group(match: str, rows: pl.DataFrame) -> str:
    items = "".join(_item(row) for row in rows.iter_rows(named=True))
    return (
        f'<section class="{match}"><h3>'
        f"{escape(GROUPS[match])} ({plural(rows.height, 'service')})</h3>"
        f"<ul>{items}</ul></section>"
    )


def _item(row: dict) -> str:
    line = row["service"]
    word = "nearest line" if row["match"] == "part" else "listed as"
    remark = f'<span class="remark">{word}: {escape(line)}</span>' if line else ""
    return f"<li>{escape(row['name'])}{'' if line == row['name'] else remark}</li>"


def _said(catalogue: Catalogue, part: pl.DataFrame, shared: list[Figure]) -> str:
    """Return what one source says: when, each statement with its names, how far it goes."""
    first = part.row(0, named=True)
    period = first["period"]
    counted = _counted(shared, first["source_id"])
    remark = " ".join(dict.fromkeys(map(remarks, part.iter_rows(named=True))))
    return (
        f'<li><p class="when">{escape(capital(period))}</p>'
        f"<div>{statements(part)}{counted}"
        f'<p class="remark">{escape(remark)} {source_links(catalogue, [first["source_id"]])}</p>'
        "</div></li>"
    )


def _known(catalogue: Catalogue) -> str:
    """What is known by now of who provides which service, where a part of an answer is held."""
    asked = gaps(catalogue).filter(gap_id="providers-by-service").drop_nulls("answer")
    return "".join(
        f'<p class="lead">{escape(sentence(row["answer"]))} '
        f"{source_links(catalogue, [row['answer_source_id']])}</p>"
        for row in asked.iter_rows(named=True)
    )


def statements(part: pl.DataFrame) -> str:
    """Return what one source says, each statement with the names of those it is about."""
    return "".join(map(_statement, part.partition_by("what", maintain_order=True)))


def _statement(group: pl.DataFrame) -> str:
    names = "".join(f"<li>{escape(name)}</li>" for name in group["provider"])
    return f"<h3>{escape(group['what'][0])}</h3><ul>{names}</ul>"


def _counted(parts: list[Figure], source_id: str) -> str:
    """Return how one source counts its providers by whose services they provide, if it does."""
    items = "".join(
        f"<li>{escape(part.label)}: {count(part.value)}</li>"
        for part in parts
        if part.source_id == source_id
    )
    return f"<h3>How many for whom</h3><ul>{items}</ul>" if items else ""


def _source_when(catalogue: Catalogue, figure: Figure) -> str:
    return named(catalogue, [figure.source_id])["when"].item()


def _provision_table(rows: pl.DataFrame) -> Table:
    return Table(
        caption="Who provides what, as each source says it",
        frame=rows,
        columns=(
            *columns(provider="Provider", what="What the source says", period="When"),
            *caveat_column(rows),
            Column("place", "Place in the source"),
            Column("note", "Note", empty="–"),
        ),
    )
