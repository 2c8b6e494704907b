"""Checks of services that no table description can say: lots, local and earlier lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from data.package.catalogue import Catalogue
from data.package.dates import last_day
from data.package.faults import Check, Fault, fault_at
from data.package.periods import Period
from data.queries.everyday import forms
from data.queries.service_pages import APART, TABLE, names_all, period
from data.queries.sites import SITES

START = "contract-start"  # the milestone at which the new contracts start


def _services_fit_lots(catalogue: Catalogue) -> Iterator[Fault]:
    cohorts = dict(catalogue["services"].select("service_id", "cohort").iter_rows())
    lots = dict(catalogue["lots"].select("lot_id", "cohort").iter_rows())
    for index, row in enumerate(catalogue["lot_services"].iter_rows(named=True)):
        service, lot = cohorts.get(row["service_id"]), lots.get(row["lot_id"])
        if service and lot and service != lot:
            message = f"the service is for {service} and the lot is for {lot}"
            said = {"value": row["lot_id"], "message": message}
            yield fault_at(catalogue, "lot_services", index, column="lot_id", rule="cohort", **said)


def _local_lists_have_a_source(catalogue: Catalogue) -> Iterator[Fault]:
    message = "evidence is a local list where a source of one is named, and only there"
    for index, row in enumerate(catalogue["lot_services"].iter_rows(named=True)):
        if (row["evidence"] == "local list") != (row["local_source_id"] is not None):
            said = {"value": row["local_source_id"], "message": message}
            yield fault_at(
                catalogue, "lot_services", index, column="local_source_id", rule="evidence", **said
            )


def _matches_name_lines(catalogue: Catalogue, table: str) -> Iterator[Fault]:
    message = "a service has a line of today where it matches one, and only there"
    for index, row in enumerate(catalogue[table].iter_rows(named=True)):
        if (row["match"] == "none") != (row["service_id"] is None):
            said = {"value": row["service_id"], "message": message}
            yield fault_at(catalogue, table, index, column="service_id", rule="match", **said)


def _everyday_words_stand_for_one_thing(catalogue: Catalogue) -> Iterator[Fault]:
    """Each form of a word belongs to one word, so that a search is answered in one way."""
    message = "this form stands for another word already"
    known: dict[str, str] = {}
    for index, row in enumerate(catalogue["everyday_words"].iter_rows(named=True)):
        for form in forms(row):
            if known.setdefault(form, row["word"]) != row["word"]:
                said = {"value": form, "message": message}
                yield fault_at(
                    catalogue, "everyday_words", index, column="also", rule="form", **said
                )


def _pages_claim_no_more_than_their_places(catalogue: Catalogue) -> Iterator[Fault]:
    """A page is of a whole area exactly where it names the area, or all that its name lists."""
    areas = dict(catalogue["hcp_areas"].select("hcp_area_id", "name").iter_rows())
    for index, row in enumerate(catalogue[TABLE].iter_rows(named=True)):
        area, places = areas.get(row["hcp_area_id"]), row["places"]
        if not all(place.strip() for place in places.split(APART)):
            message, at = "a place between two | is empty", "places"
        elif area and names_all(area, places) != (row["extent"] == "whole area"):
            message = f"a page is of the whole area where its places name {area}, and only there"
            at = "extent"
        else:
            continue
        yield fault_at(
            catalogue, TABLE, index, column=at, rule="places", value=row[at], message=message
        )


def _pages_are_as_old_as_their_date(catalogue: Catalogue, table: str) -> Iterator[Fault]:
    """The age of a page is what its date allows, against the month in which contracts start."""
    starts = catalogue["events"].filter(milestone_id=START, status="actual")["date"].drop_nulls()
    for index, row in enumerate(catalogue[table].iter_rows(named=True)):
        said = {"column": "page_date", "rule": "age", "value": row["page_date"]}
        try:
            dated = period(row["page_date"]) if row["page_date"] else None
        except ValueError:
            message = "there is no such day"
            yield fault_at(catalogue, table, index, **said, message=message)
            continue
        if len(starts) and row["age"] not in _ages(dated, starts[0].replace(day=1)):
            message = f"a page of this date is not {row['age']!r} against {starts[0]:%B %Y}"
            yield fault_at(catalogue, table, index, **said, message=message)


def _ages(dated: Period | None, start: dt.date) -> tuple[str, ...]:
    """Return which ages a page can have; what it says may show that an undated one is older."""
    if dated is None:
        return "not known", "before"
    if dated.last < start:
        return ("before",)
    return ("after",) if dated.first > last_day(start, "month") else ("before", "around", "after")


def _pages_stand_once(catalogue: Catalogue) -> Iterator[Fault]:
    """One page tells once of one provider what it says of a line in an area."""
    seen = set()
    for index, row in enumerate(catalogue[TABLE].iter_rows(named=True)):
        told = tuple(row[c] for c in ("service_id", "hcp_area_id", "provider", "address"))
        if told in seen:
            said = {"value": row["address"], "message": "this page stands for it already"}
            yield fault_at(catalogue, TABLE, index, column="address", rule="once", **said)
        seen.add(told)


SERVICE_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({"services", "lots", "lot_services"}), _services_fit_lots),
    (frozenset({"lot_services"}), _local_lists_have_a_source),
    *(
        (frozenset({table}), partial(_matches_name_lines, table=table))
        for table in ("earlier_services", "everyday_words")
    ),
    (frozenset({"everyday_words"}), _everyday_words_stand_for_one_thing),
    (frozenset({TABLE, "hcp_areas"}), _pages_claim_no_more_than_their_places),
    *(
        (frozenset({table, "events"}), partial(_pages_are_as_old_as_their_date, table=table))
        for table in (TABLE, SITES)
    ),
    (frozenset({TABLE}), _pages_stand_once),
)
