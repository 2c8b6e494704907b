"""What a notice ends by a tag alone, where no status says so."""

from __future__ import annotations

from typing import Any

from data.notices.ocds import Release, objects, part

# A tag by which a notice ends something, where that stands, and the status that it comes to.
ENDING = {
    "tenderCancellation": ("tender", "cancelled"),
    "awardCancellation": ("awards", "cancelled"),
    "contractTermination": ("contracts", "terminated"),
}


def ended(told: dict[str, Any], release: Release) -> dict[str, Any]:
    """The parts of a notice with the status of what its tags end; changes `told`."""
    for tag, (name, status) in ENDING.items():
        if tag in release.tags:
            _end(told, name, status, sure=not _tells_others(release, tag))
    return told


def status_of(item: object) -> str:
    """The status of a tender, lot, award or contract; empty where none is given."""
    status = part(item, "status")
    return status.strip().casefold() if isinstance(status, str) else ""


def _end(told: dict[str, Any], name: str, status: str, *, sure: bool) -> None:
    """Give what a tag ends its status, where none is given and it is sure what is meant."""
    if name == "tender":
        tender = told.setdefault("tender", {})
        if not status_of(tender):
            tender["status"] = status
        return
    for item in objects(told.get(name)) if sure else ():
        if not status_of(item):
            item["status"] = status


def _tells_others(release: Release, tag: str) -> bool:
    """Whether a notice that ends an award or contract tells of others of the kind as well."""
    kind = ENDING[tag][0].removesuffix("s")
    return any(other.startswith(kind) and other != tag for other in release.tags)
