"""Services: which lines are in the programme, and how near the papers come to saying where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import urlencode

import polars as pl

from components.findings.evidence import page_words
from components.findings.services.ways import to_map
from components.html import matrix
from components.html.cards import Card
from components.html.matrix import Head, Kind
from components.html.tables import Column, Table
from components.text.words import cohort_name, count, lots_listed, plural, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.gaps import gaps
from data.papers.sources import bases, named
from data.queries import services

VIEWS = {"all": "All lots", "lot": "One lot", "service": "One service"}
ROWS = {"areas": "Service areas", "lines": "Every line"}
FOR = {"adults": "adults", "children": "children"}
NOT_STATED = "No paper collected here names the service for this lot."
MARKS_CLAIM = (
    "A mark does not prove that a service is in the lot. "
    "It shows how close the papers come to saying so."
)


@kept
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in one sentence."""
    lines = dict(services.counts(catalogue).select("cohort", "lines").iter_rows())
    known = (
        f"{plural(lines['adults'], 'adult service line')} and {count(lines['children'])} for "
        "children are in the programme"
    )
    missing = _gap(catalogue, "services-by-lot")
    return f"{known}, and {matrix.lower(missing)}" if missing else known


@kept
def standfirst(catalogue: Catalogue) -> str:
    """Return why a line of the programme may be missing from a lot, as far as a paper says it."""
    return sentence(_gap(catalogue, "small-services"))


def open_questions(catalogue: Catalogue, lot_ids: list[str]) -> pl.DataFrame:
    """Return the gaps on services that concern these lots or no lot in particular."""
    concerned = pl.col("lots").str.split(" ").list.eval(pl.element().is_in(lot_ids)).list.any()
    return gaps(catalogue, "services").filter(pl.col("lots").is_null() | concerned)


def address(area: str | None, cohort: str, **choices: str) -> str:
    """Return the address of a view of this page that keeps the chosen area and cohort."""
    return "?" + urlencode({**({"area": area} if area else {}), "cohort": cohort, **choices})


@kept
def cohort_of(catalogue: Catalogue, *, service: str = "", lot: str = "") -> str:
    """Return the cohort of a service line or of a lot."""
    table, name = ("services", service) if service else ("lots", lot)
    return catalogue[table].filter(pl.col(f"{table.removesuffix('s')}_id") == name)["cohort"].item()


@kept
def lots_of(catalogue: Catalogue, cohort: str) -> list[str]:
    """Return the ids of a cohort's lots in order."""
    return catalogue["lots"].filter(cohort=cohort).sort("number")["lot_id"].to_list()


def has_local_list(catalogue: Catalogue, lot_ids: list[str]) -> bool:
    """Return whether one of the lots has a local list to check against."""
    rows = catalogue["lot_services"].filter(pl.col("lot_id").is_in(lot_ids))
    return rows["local_source_id"].count() > 0


@kept
def lot_names(catalogue: Catalogue) -> dict[str, str]:
    """Return the lots by id with number and name, as a list offers them."""
    rows = catalogue["lots"].sort("number").iter_rows(named=True)
    return {row["lot_id"]: f"Lot {row['number']}: {row['name']}" for row in rows}


@kept
def line_names(catalogue: Catalogue, cohort: str) -> dict[str, str]:
    """Return every service line by id with its name; those of the cohort come first."""
    rows = (
        catalogue["services"]
        .join(catalogue["service_areas"], on="service_area_id", suffix="_area")
        .sort(pl.col("cohort") != cohort, "display_order_area", "display_order")
    )
    return {
        row["service_id"]: line_name(row["name"], row["cohort"])
        for row in rows.iter_rows(named=True)
    }


def line_name(name: str, cohort: str) -> str:
    """Return a line's name with whose service it is, unless the name says so itself."""
    return name if FOR[cohort] in name.lower() else f"{name} ({FOR[cohort]})"


@kept
def heads(catalogue: Catalogue, cohort: str, area: str | None) -> list[Head]:
    """Return the columns of the matrix: the lots of a cohort, with the one of the chosen area."""
    chosen = set(catalogue["lot_areas"].filter(hcp_area_id=area)["lot_id"]) if area else set()
    return [
        Head(
            row["lot_id"],
            f"Lot {row['number']}",
            place(row),
            address(area, cohort, view="lot", lot=row["lot_id"]),
            row["lot_id"] in chosen,
        )
        for row in catalogue["lots"].filter(cohort=cohort).sort("number").iter_rows(named=True)
    ]


def place(lot: Mapping[str, str]) -> str:
    """Return where a lot is: its name without whose services they are."""
    return lot["name"].removesuffix(" adult services").removesuffix(" children’s services")


@kept
def matrix_card(
    catalogue: Catalogue,
    rows: pl.DataFrame,
    *,
    cohort: str,
    area: str | None,
    open_lines: bool,
) -> Card:
    """Return the card of the matrix; `rows` are those of `services.matrix`, searched or not."""
    everything = services.matrix(catalogue, cohort)
    columns = heads(catalogue, cohort, area)
    shown, all_lines = rows["service_id"].n_unique(), everything["service_id"].n_unique()
    counted = plural(all_lines, f"{cohort_name(cohort).lower()} service line")
    which = f"{shown} of {counted}" if shown < all_lines else "All " * (all_lines > 1) + counted
    caption = f"{which} and the evidence for each lot"
    body = (
        f'<p class="lead">{MARKS_CLAIM}</p>'
        + matrix.key_line(kinds_in(everything))
        + matrix.html(
            rows,
            columns,
            caption=caption,
            grouped=grouped(everything),
            open_lines=open_lines,
            line_href=lambda line: address(area, cohort, view="service", service=line),
            way_on=partial(to_map, area=area, cohort=cohort),
        )
        + matrix.key(kinds(catalogue, rows, services.kinds_told(catalogue)))
        + page_words.note(catalogue, everything)
    )
    source_ids = sources_of(everything)
    listing = source_ids[0] if source_ids else catalogue["services"]["source_id"][0]
    return Card(
        slug=f"services-{cohort}",
        headline=resting(catalogue, everything, cohort),
        subtitle=f"{caption}; list of {_when(catalogue, listing)}",
        body=body,
        table=_matrix_table(rows, columns, caption),
        source_ids=source_ids or (listing,),
        basis=bases(catalogue["lot_services"]) or ("not published",),
        how=_how(catalogue, everything),
    )


def grouped(rows: pl.DataFrame) -> bool:
    """Return whether the papers group these lines into service areas."""
    return rows["service_area_id"].n_unique() > 1


def resting(catalogue: Catalogue, rows: pl.DataFrame, cohort: str) -> str:
    """Return in a sentence what the lines of these rows rest on; rows of one lot or of several."""
    number, whose = rows["service_id"].n_unique(), cohort_name(cohort).lower()
    lines = plural(number, f"{whose} line")
    local = rows.filter(evidence="local list")
    before = rows.filter(evidence="earlier scope")
    if not local.is_empty():
        when = _when(catalogue, local["local_source_id"][0])
        where = f", for {numbered(local)} only" if rows["number"].n_unique() > 1 else ""
        known = local["service_id"].n_unique()
        return f"A local list of {when} names {known} of {lines}{where}"
    if not before.is_empty():
        return (
            f"The {whose} list was drawn up {profile().earlier_scope.when}, "
            f"in what is now {numbered(before)}"
        )
    if rows.filter(evidence="programme scope").is_empty():
        which = f"which of {lines}" if number > 1 else f"whether {lines} is one that"
        return f"No paper says {which} a lot holds"
    come = f"All {lines} come" if number > 1 else f"{lines} comes"
    return f"{come} from one list for the whole programme"


def numbered(rows: pl.DataFrame) -> str:
    """Return the lots of these rows in words: `Lot 3`, `lots 1, 2 and 4`."""
    return lots_listed(rows["number"])


def kinds_in(rows: pl.DataFrame) -> list[str]:
    """Return the kinds of evidence that occur, strongest first."""
    held = {*rows["evidence"], *rows["pages"]}
    return [kind for kind in services.KINDS if kind in held]


def kinds(catalogue: Catalogue, rows: pl.DataFrame, among: Sequence[str]) -> list[Kind]:
    """Return kinds of evidence with what each rests on and its marks among the rows."""
    notes = catalogue["lot_services"].select("evidence", "note").unique("evidence")
    sentences = {**dict(notes.iter_rows()), **page_words.CLAIMS}
    return [
        Kind(
            kind,
            sentence(sentences[kind]) if kind in sentences else NOT_STATED,
            rows.filter((pl.col("evidence") == kind) | (pl.col("pages") == kind)).height,
        )
        for kind in among
    ]


def sources_of(rows: pl.DataFrame) -> tuple[str, ...]:
    """Return the sources that the rows rest on, the programme's own list first, pages last."""
    named_in = pl.concat([rows[column] for column in matrix.SOURCES]).drop_nulls()
    return tuple(named_in.unique(maintain_order=True))


def in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with what their marks say as `evidence`."""
    said = [matrix.words(row) for row in rows.iter_rows(named=True)]
    return rows.with_columns(pl.Series("evidence", said, dtype=pl.String))


def _matrix_table(rows: pl.DataFrame, columns: list[Head], caption: str) -> Table:
    frame = in_words(rows).pivot(
        on="lot_id", index=["service", "service_area", "name_in_paper"], values="evidence"
    )
    return Table(
        caption=f"{caption}, in words",
        frame=frame,
        columns=(
            Column("service", "Service line"),
            Column("service_area", "Service area"),
            Column("name_in_paper", "Printed in the paper as"),
            *(Column(head.lot_id, f"{head.title}: {head.name}") for head in columns),
        ),
    )


def _how(catalogue: Catalogue, rows: pl.DataFrame) -> tuple[str, ...]:
    areas = catalogue["service_areas"].filter(
        pl.col("service_area_id").is_in(rows["service_area_id"].unique().to_list())
    )
    places = rows["place"].drop_nulls().str.split("; ").explode().unique(maintain_order=True)
    return (
        *([f"Where the lists stand: {'; '.join(places)}."] if len(places) else []),
        "Which line sits in which lot is this dashboard’s reading of those lists.",
        "Initials are spelled out where they have one meaning; the table has the printed names.",
        *(sentence(note) for note in areas["note"].drop_nulls()),
    )


def _gap(catalogue: Catalogue, gap_id: str) -> str:
    rows = catalogue["gaps"].filter(gap_id=gap_id)
    return rows["statement"].item() if rows.height else ""


def _when(catalogue: Catalogue, source_id: str) -> str:
    return named(catalogue, [source_id])["when"].item()
