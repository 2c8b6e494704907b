"""How the pages begin whose first part depends on several choices."""

from __future__ import annotations

import datetime as dt

from components.findings import changes, service_views, services, timeline, timeline_rows
from components.findings.opening_parts import Asked, Opening, of_card
from data import changes as compared
from data import services as lines
from data.catalogue import Catalogue


def of_services(facts: Catalogue, given: Asked) -> Opening:
    """Return the beginning of Services: all lots, one lot, or one service line."""
    view, area, cohort = given["view"] or "all", given.area, given.cohort
    card = None
    if view == "service":
        names = services.line_names(facts, cohort)
        line = given["service"] if given["service"] in names else next(iter(names))
        finding = service_views.service_finding(facts, line)
        card = service_views.service_card(facts, line, area=area)
    elif view == "lot":
        lot = given["lot"] or service_views.default_lot(facts, area, cohort)
        finding = service_views.lot_finding(facts, lot)
        card = service_views.lot_card(facts, lines.in_lot(facts, lot), lot_id=lot, area=area)
    else:
        finding = services.finding(facts)
        rows = lines.matrix(facts, cohort)
        card = services.matrix_card(
            facts, rows, cohort=cohort, area=area, open_lines=given["rows"] == "lines"
        )
    return Opening(
        finding=finding,
        standfirst=services.standfirst(facts),
        controls="after",
        # Words to search by narrow the rows; which, the app says.
        parts=() if given["q"] and view != "service" else (of_card(facts, card),),
    )


def of_timeline(facts: Catalogue, given: Asked) -> Opening:
    """Return the beginning of Timeline, with the lanes as they are chosen."""
    rows = timeline_rows.dated(facts)
    windows = timeline_rows.windows(rows, given.today)
    everything = timeline_rows.EVERYTHING
    choices = timeline_rows.Choices(
        *(given[key] or everything for key in ("lane", "show", "source"))
    )
    years = given["years"] if given["years"] in windows else next(iter(windows))
    card = timeline.lanes_card(
        facts, choices, window=windows[years][1], look=given.look, today=given.today
    )
    return Opening(
        finding=timeline.finding(facts, today=given.today),
        standfirst=timeline.standfirst(facts, today=given.today),
        controls="after",
        parts=(of_card(facts, card),) if card else (),
    )


def of_changes(facts: Catalogue, given: Asked) -> Opening:
    """Return the beginning of What changed: between two sources, or since a day."""
    if not changes.comparable(facts):
        return Opening(finding=changes.NOTHING_YET, standfirst="", controls="after", parts=())
    if (given["compare"] or changes.BETWEEN) == changes.BETWEEN:
        names, usual = changes.source_names(facts), changes.usual_pair(facts)
        earlier, later = changes.in_order(facts, given["from"] or usual[0], given["to"] or usual[1])
        said = compared.between(facts, earlier, later)
        rows = changes.compared(facts, said)
        finding = changes.finding(rows, names[earlier], names[later])
        measure = f"{names[earlier]} beside {names[later]}"
    else:
        days = changes.days(facts)
        day = given["since"] or next(reversed(days))
        said = compared.since(facts, dt.date.fromisoformat(day))
        rows = changes.compared(facts, said)
        finding = changes.finding_since(rows, days[day])
        since = changes.in_a_sentence(days[day])
        measure = f"Said after the {since}, beside what was said until then"
    changed = not rows.filter(change=compared.CHANGED).is_empty()
    card = changes.card(facts, rows, said, measure=measure) if changed else None
    return Opening(
        finding=finding,
        standfirst=changes.standfirst(rows),
        controls="after",
        parts=(of_card(facts, card, open_table=True),) if card else (),
    )
