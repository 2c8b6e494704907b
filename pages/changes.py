"""What changed: between two sources, since a date, and in this dashboard's own data."""

import datetime as dt

from components.choices import Asked, Choice
from components.findings.papers import changes
from components.findings.told import lines
from components.html import change_log
from components.page_model import CardBlock, Page, Prose
from data.package.catalogue import Catalogue
from data.queries import changes as compared


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    log = Prose(
        change_log.html(compared.change_log(catalogue)) + lines.on_changes(catalogue),
        made_of=catalogue,
    )
    if not changes.comparable(catalogue):
        return Page(finding=changes.NOTHING_YET, body=(log,))
    modes = Choice(
        key="compare",
        label="Show changes",
        options=changes.MODES,
        default=changes.BETWEEN,
        shape="buttons",
    )
    of_mode = _between if asked[modes] == changes.BETWEEN else _since
    further, said, finding, subtitle = of_mode(catalogue, asked)
    rows = changes.compared(catalogue, said)
    changed = not rows.filter(change=compared.CHANGED).is_empty()
    card = changes.card(catalogue, rows, said, subtitle=subtitle) if changed else None
    return Page(
        finding=finding(rows),
        standfirst=changes.standfirst(rows),
        choices=(modes, *further),
        body=(
            *((CardBlock(card),) if card else ()),
            Prose(changes.others_html(rows), made_of=rows),
            log,
        ),
        sources=said["source_id"].unique(),
    )


def _between(catalogue: Catalogue, asked: Asked) -> tuple:
    """What two sources say: the controls, the rows, the finding of them, and the subtitle."""
    names, usual = changes.source_names(catalogue), changes.usual_pair(catalogue)
    one = Choice(key="from", label="From", options=names, default=usual[0])
    other = Choice(key="to", label="To", options=names, default=usual[1])
    earlier, later = changes.in_order(catalogue, asked[one], asked[other])
    return (
        (one, other),
        compared.between(catalogue, earlier, later),
        lambda rows: changes.finding(rows, names[earlier], names[later]),
        f"{names[earlier]} beside {names[later]}",
    )


def _since(catalogue: Catalogue, asked: Asked) -> tuple:
    """What was said after a day, in the same parts."""
    days = changes.days(catalogue)
    since = Choice(key="since", label="Since", options=days, default=next(reversed(days)))
    day = asked[since]
    return (
        (since,),
        compared.since(catalogue, dt.date.fromisoformat(day)),
        lambda rows: changes.finding_since(rows, days[day]),
        f"Said after the {changes.in_a_sentence(days[day])}, beside what was said until then",
    )
