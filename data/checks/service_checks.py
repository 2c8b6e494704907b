"""Checks of services that no table description can say: lots, local and earlier lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at
from data.queries.everyday import forms


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


SERVICE_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({"services", "lots", "lot_services"}), _services_fit_lots),
    (frozenset({"lot_services"}), _local_lists_have_a_source),
    *(
        (frozenset({table}), partial(_matches_name_lines, table=table))
        for table in ("earlier_services", "everyday_words")
    ),
    (frozenset({"everyday_words"}), _everyday_words_stand_for_one_thing),
)
