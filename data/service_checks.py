"""Checks of services that no table description can say: lots, local and earlier lists."""

from __future__ import annotations

from collections.abc import Iterator

from data.catalogue import Catalogue
from data.faults import Check, Fault, fault_at


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


def _matches_name_lines(catalogue: Catalogue) -> Iterator[Fault]:
    message = "a service has a line of today where it matches one, and only there"
    for index, row in enumerate(catalogue["earlier_services"].iter_rows(named=True)):
        if (row["match"] == "none") != (row["service_id"] is None):
            said = {"value": row["service_id"], "message": message}
            yield fault_at(
                catalogue, "earlier_services", index, column="service_id", rule="match", **said
            )


SERVICE_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({"services", "lots", "lot_services"}), _services_fit_lots),
    (frozenset({"lot_services"}), _local_lists_have_a_source),
    (frozenset({"earlier_services"}), _matches_name_lines),
)
