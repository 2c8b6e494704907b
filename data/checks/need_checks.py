"""Checks of need by small area: each lies in one area, parts add up, and the average is near."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at
from data.queries.figures import all_figures
from data.queries.need.places import AVERAGE, TABLE, by

# The publisher weights by residents of another year, so its average differs from ours by a little.
AVERAGE_TOLERANCE = 0.1


def _lie_in_one_piece(catalogue: Catalogue) -> Iterator[Fault]:
    """A small area lies in an area to which a part of its council belongs."""
    pieces = set(catalogue["area_joins"].select("lad_code", "hcp_area_id").iter_rows())
    for index, row in enumerate(catalogue[TABLE].iter_rows(named=True)):
        if (row["lad_code"], row["hcp_area_id"]) not in pieces:
            message = f"no part of the council {row['lad_code']} lies in this area"
            said = {"value": row["hcp_area_id"], "message": message}
            yield fault_at(catalogue, TABLE, index, column="hcp_area_id", rule="one area", **said)


def _wards_lie_in_one_council(catalogue: Catalogue) -> Iterator[Fault]:
    """All small areas of a ward give it one name and one council, so that sums of wards add up."""
    known: dict[tuple[str, str], str] = {}
    for index, row in enumerate(catalogue[TABLE].iter_rows(named=True)):
        for column in ("ward_name", "lad_code"):
            if known.setdefault((row["ward_code"], column), row[column]) != row[column]:
                message = f"another row says otherwise of the ward {row['ward_code']}"
                said = {"value": row[column], "message": message}
                yield fault_at(catalogue, TABLE, index, column=column, rule="ward", **said)


def _parts_are_no_more_than_the_whole(catalogue: Catalogue) -> Iterator[Fault]:
    for index, row in enumerate(catalogue[TABLE].iter_rows(named=True)):
        for column, whole in (
            ("disabled", "residents"),
            ("children_income_deprived", "income_deprived"),
            ("older_income_deprived", "income_deprived"),
        ):
            if row[column] is not None and row[column] > row[whole]:
                message = f"this should be no more than {whole}, {row[whole]:,}"
                said = {"value": row[column], "message": message}
                yield fault_at(catalogue, TABLE, index, column=column, rule="sum", **said)


def _ranks_follow_scores(catalogue: Catalogue) -> Iterator[Fault]:
    """A higher score has a lower rank, and a lower rank no higher decile."""
    rows = catalogue[TABLE].with_row_index().sort(-pl.col("score"), "score_rank")
    for column in ("score_rank", "score_decile"):
        behind = rows.filter(pl.col(column) < pl.col(column).shift(1))
        for row in behind.iter_rows(named=True):
            message = f"a small area with a higher score has a higher {column.split('_')[1]}"
            said = {"value": row[column], "message": message}
            yield fault_at(catalogue, TABLE, row["index"], column=column, rule="rank", **said)


def _average_is_near_the_published_one(catalogue: Catalogue) -> Iterator[Fault]:
    published = all_figures(catalogue).filter(metric_id=AVERAGE).drop_nulls("value")
    whole = by(catalogue, "whole")
    if published.is_empty() or whole.is_empty():
        return
    ours, theirs = whole["average"][0], published["value"][-1]
    if abs(ours - theirs) > AVERAGE_TOLERANCE:
        message = (
            f"the average weighted by residents, {ours:.2f}, should be within "
            f"{AVERAGE_TOLERANCE} of the published one, {theirs:.2f}"
        )
        yield fault_at(catalogue, TABLE, None, column="score", rule="average", message=message)


NEED_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({TABLE, "area_joins"}), _lie_in_one_piece),
    (frozenset({TABLE}), _wards_lie_in_one_council),
    (frozenset({TABLE}), _parts_are_no_more_than_the_whole),
    (frozenset({TABLE}), _ranks_follow_scores),
    (frozenset({TABLE, "figures", "metrics"}), _average_is_near_the_published_one),
)
