"""What people said, the events at which they said it, the stages, and an earlier round."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from components.html import lists
from components.html.cards import Card, sources_in_words
from components.html.not_published import holds, no_card, requires_data
from components.html.tables import Column, Table, columns
from components.text.words import about, capital, count, listed, plural, sentence
from data.package.catalogue import Catalogue
from data.package.dates import range_in_words
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import bases, cited, named
from data.queries import engagement
from data.queries.figures import all_figures, newest

EARLIER = profile().earlier_round  # of engagement, before the programme
# The audiences of the themes: how each is chosen and how a headline begins.
AUDIENCES = {
    "adults": ("About adult services", "Adult services"),
    "children": ("About children’s services", "Children’s services"),
    "staff": ("By staff", "Staff"),
    **({EARLIER.audience: (EARLIER.choice, EARLIER.whose)} if EARLIER else {}),
}
KINDS = {
    "to improve": "What to improve",
    "works well": "What works well",
    "matters most": "What matters most",
    "good process": "What a good process looks like",
}
NAMED = 5  # more themes than this are counted in a headline, not named


@kept
def audiences(catalogue: Catalogue) -> dict[str, str]:
    """Return the audiences of the themes: the value in the URL and the words for the screen."""
    known = catalogue["themes"]["audience"].unique(maintain_order=True)
    return {_slug(one): AUDIENCES[one][0] for one in known if one in AUDIENCES}


@kept
def themes_card(catalogue: Catalogue, chosen: str) -> Card:
    """Return the card of what one audience said, by kind.

    `chosen` is a value of `audiences`. Raises LookupError for any other.
    """
    audience = next((name for name in AUDIENCES if _slug(name) == chosen), None)
    if audience is None:
        raise LookupError(f"no such audience: {chosen}")
    rows = engagement.themes(catalogue, audience)
    kinds = {kind: rows.filter(kind=kind) for kind in KINDS}
    source = named(catalogue, rows["source_id"]).row(0, named=True)
    said_by = f"{AUDIENCES[audience][1]} in {source['date'].year}"
    groups = {
        KINDS[kind]: [lists.Point(*pair) for pair in members.select("theme", "summary").iter_rows()]
        for kind, members in kinds.items()
        if not members.is_empty()
    }
    return Card(
        slug="voices",
        headline=f"{said_by}, what to improve: {_asks(kinds['to improve'])}",
        subtitle=(
            f"In other words, from {sources_in_words(catalogue, cited(rows))}. The papers "
            "do not say how many people said each"
        ),
        body=lists.points(groups),
        table=Table(
            caption=f"What was said: {said_by}",
            frame=rows,
            columns=columns(
                theme="Theme", kind="Kind", summary="In other words", place="Place in the source"
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
        listed=True,
    )


@kept
@requires_data(
    no_card("events", "Events of the engagement"),
    tables=("engagement_events",),
    metrics=("events_held", "events_adults", "events_children"),
    known=lambda facts: bool(facts["engagement_events"]["how_many"].count()),
)
def events_card(catalogue: Catalogue) -> Card:
    """Return the card of the events of the programme, each with how many, when and for whom."""
    rows = engagement.events(catalogue)
    if EARLIER:
        rows = rows.filter(pl.col("source_id") != EARLIER.source_id)
    held = rows.drop_nulls("how_many").sort("ends").with_columns(when=_event_dates())
    total, adults, children = (
        newest(catalogue, f"events_{part}").value for part in ("held", "adults", "children")
    )
    years = [first.year for first in held["starts"].drop_nulls()][:1]
    for_adults = held.filter(audience="adults")
    listening = (held if for_adults.is_empty() else for_adults).row(0, named=True)
    return Card(
        slug="events",
        headline=(
            f"{plural(total, 'listening event')} in {listening['when']}: {count(adults)} about "
            f"adult services, {count(children)} about children’s services"
        ),
        subtitle=", ".join(["Events of the engagement", *map(str, years)]),
        body=lists.facts(
            lists.Fact(
                lead=count(row["how_many"]),
                title=row["name"],
                tag=row["when"],
                text=sentence(row["note"]),
            )
            for row in held.iter_rows(named=True)
        ),
        table=_events_table("Events of the engagement", rows.with_columns(when=_event_dates())),
        source_ids=cited(rows),
        basis=bases(rows),
    )


@kept
@requires_data(no_card("stages", "Stages of engagement"), tables=("engagement_stages",))
def stages_card(catalogue: Catalogue) -> Card:
    """Return the card of the stages of engagement: which are done, which are planned."""
    rows = engagement.stages(catalogue)
    source = named(catalogue, rows["source_id"]).row(0, named=True)
    done = rows.filter(state="done").height
    planned = rows.height - done
    return Card(
        slug="stages",
        headline=(
            f"By {source['when']}, {done} of {plural(rows.height, 'stage')} of engagement was "
            f"done; {planned} were planned, without dates"
        ),
        subtitle=(
            "Stages as the ICB sets them out. The papers do not say how far the later ones are"
        ),
        body=lists.facts(
            (
                lists.Fact(
                    lead=f"Stage {row['stage']}",
                    title=row["name"],
                    tag=f"{'●' if row['state'] == 'done' else '○'} "
                    f"{row['state'].capitalize()}: {row['when_text'].lower()}",
                    text=sentence(row["purpose"]),
                )
                for row in rows.iter_rows(named=True)
            ),
            ordered=True,
        ),
        table=Table(
            caption="Stages of engagement",
            frame=rows,
            columns=(
                *columns(name="Stage", state="State", when_text="When", purpose="What for"),
                Column("place", "Place in the source"),
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
    )


def _has_earlier(catalogue: Catalogue) -> bool:
    return (
        EARLIER is not None
        and EARLIER.source_id in set(catalogue["sources"]["source_id"])
        and holds(catalogue, metrics=(EARLIER.questionnaires, EARLIER.events))
    )


@kept
@requires_data(None, known=_has_earlier)
def earlier_card(catalogue: Catalogue) -> Card | None:
    """Return the card of the earlier round of engagement, apart from the programme's counts."""
    returned, held = newest(catalogue, EARLIER.questionnaires), newest(catalogue, EARLIER.events)
    source = named(catalogue, [EARLIER.source_id]).row(0, named=True)
    rows = engagement.events(catalogue).filter(source_id=EARLIER.source_id)
    events = rows.with_columns(when=_event_dates())
    number = about(returned.basis) + count(returned.value)
    facts = [
        lists.Fact(
            lead=number,
            title=returned.label,
            text=sentence(_description(catalogue, returned.metric_id)),
        )
    ]
    facts += [
        lists.Fact(
            lead="not counted" if row["how_many"] is None else count(row["how_many"]),
            title=row["name"],
            tag=row["when"],
            text=sentence(row["note"]),
        )
        for row in events.iter_rows(named=True)
    ]
    return Card(
        slug="earlier",
        headline=(
            f"Before this programme: in {source['when']} {EARLIER.place} had {number} "
            f"{returned.unit} back and held {count(held.value)} {held.label.lower()}"
        ),
        subtitle=(
            f"{source['body']}, {source['when']}, {EARLIER.covers}. That was another programme, "
            "and is not in the counts above"
        ),
        body=lists.facts(facts),
        table=_events_table(f"{EARLIER.place}’s engagement of {source['date'].year}", events),
        source_ids=(EARLIER.source_id,),
        basis=tuple(dict.fromkeys((returned.basis, held.basis, *rows["basis"]))),
        how=(f"{returned.label}: {returned.place}.",),
    )


def _slug(audience: str) -> str:
    return audience.lower().replace(" ", "-")


def _asks(rows: pl.DataFrame) -> str:
    """Return what should improve, by name where the names are few."""
    if rows.height > NAMED:
        return f"{rows.height} things"
    return listed(name.lower() for name in rows["theme"])


def _event_dates() -> pl.Expr:
    return pl.struct("starts", "ends", "date_precision").map_elements(
        _event_date, return_dtype=pl.String
    )


def _event_date(row: Mapping) -> str:
    if row["starts"] is None:
        return "Date not stated"
    when = range_in_words(row["starts"], row["ends"], row["date_precision"])
    return capital(when)


def _events_table(caption: str, rows: pl.DataFrame) -> Table:
    return Table(
        caption=caption,
        frame=rows,
        columns=(
            *columns(name="Event", when="When", audience="For whom"),
            Column("how_many", "How many", "number", empty="not counted"),
            *columns(note="Note", place="Place in the source"),
        ),
    )


def _description(catalogue: Catalogue, metric_id: str) -> str:
    return all_figures(catalogue).filter(metric_id=metric_id)["description"][0]
