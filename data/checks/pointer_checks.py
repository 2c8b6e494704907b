"""Checks of what rows point to: ids in a list, the source of an answer, the parts of a sum."""

from __future__ import annotations

from collections.abc import Iterator

from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at
from data.papers.workings import NAME

# Columns that hold ids with spaces between: table, column, and the table and key that they name.
LISTS = (
    ("gaps", "lots", "lots", "lot_id"),
    ("programme", "events", "events", "event_id"),
    ("provision", "hcp_areas", "hcp_areas", "hcp_area_id"),
    ("events", "hcp_areas", "hcp_areas", "hcp_area_id"),
    ("decisions", "who", "organisations", "org_id"),
)
ANSWER = ("answer", "answer_source_id", "answer_place")


def _ids_with_spaces(table: str, column: str, other: str, key: str) -> Check:
    """Return the check that a column of ids, with spaces between, names rows of another table."""

    def check(catalogue: Catalogue) -> Iterator[Fault]:
        known = set(catalogue[other][key])
        for index, named in enumerate(catalogue[table][column]):
            for one in sorted(set((named or "").split()) - known):
                path = catalogue.resource(other)["path"]
                said = {"value": one, "message": f"no row of {path} has this in {key}"}
                yield fault_at(catalogue, table, index, column=column, rule="foreign key", **said)

    return check


def _answers_are_whole(catalogue: Catalogue) -> Iterator[Fault]:
    """What is known by now of a question has its source and its place there."""
    for index, row in enumerate(catalogue["gaps"].iter_rows(named=True)):
        held = [row[name] is not None for name in ANSWER]
        if any(held) and not all(held):
            column = ANSWER[held.index(False)]
            message = "an answer has its text, its source and its place, or none of the three"
            yield fault_at(catalogue, "gaps", index, column=column, rule="whole", message=message)


def _committees_have_short_names(catalogue: Catalogue) -> Iterator[Fault]:
    """Pages and briefings call a scrutiny committee by its short name."""
    for index, row in enumerate(catalogue["organisations"].iter_rows(named=True)):
        if row["kind"] == "scrutiny committee" and not row["short_name"]:
            message = "a scrutiny committee has a short name"
            yield fault_at(
                catalogue,
                "organisations",
                index,
                column="short_name",
                rule="whole",
                message=message,
            )


def _scopes_never_added(catalogue: Catalogue) -> Iterator[Fault]:
    """A sum uses figures of its own scope only.

    So no contract outside the lots or beside them, and none that is a part of them, is ever
    added to them.
    """
    scopes = dict(catalogue["metrics"].select("metric_id", "scope").iter_rows())
    figures = catalogue["figures"].select("figure_id", "metric_id").iter_rows()
    of_figure = {figure: scopes.get(metric) for figure, metric in figures}
    for table in ("figures", "envelopes"):
        if table not in catalogue:
            continue
        rows = catalogue[table].select("figure_id", "working").iter_rows(named=True)
        for index, row in enumerate(rows):
            own = of_figure.get(row["figure_id"])
            for name in NAME.findall(row["working"] or ""):
                theirs = of_figure.get(name)  # an envelope is no figure, and of the lots
                if theirs != own:
                    message = (
                        f"{name} is of the scope {theirs or 'of the lots'}, and this sum "
                        f"of the scope {own or 'of the lots'}: they are never added"
                    )
                    said = {"value": row["working"], "message": message}
                    yield fault_at(catalogue, table, index, column="working", rule="scope", **said)


POINTER_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    *((frozenset({one[0], one[2]}), _ids_with_spaces(*one)) for one in LISTS),
    (frozenset({"gaps"}), _answers_are_whole),
    (frozenset({"organisations"}), _committees_have_short_names),
    (frozenset({"figures", "metrics"}), _scopes_never_added),
)
