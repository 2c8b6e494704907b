"""A service of release packages as Find a Tender gives them: pages by cursor, 404, 429, 503.

All authorities, notices and amounts are made up: Sampleton and Otherham do not exist.
"""

from __future__ import annotations

import base64
import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.official.arcgis import as_json
from tests.official.wire import Reply

OCID = "ocds-h6vhtk-fffff1"
OTHER = "ocds-h6vhtk-fffff2"
# The source that its notices are, and tables that hold none of them yet.
SOURCE = {
    "source_id": "fts-made-up",
    "short_name": "Sampleton notices",
    "date": "2030-01-01",
    "reference": OCID,
}
EMPTY: dict[str, list] = {"events": [], "figures": [], "metrics": []}
PATH = "/api/1.0/ocdsReleasePackages/"
LICENCE = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def release(number: int, date: str, *tags: str, ocid: str = OCID, **content: Any) -> dict[str, Any]:
    """One notice of the made-up Sampleton health board."""
    return {
        "ocid": ocid,
        "id": f"{number:06}-2030",
        "date": date,
        "tag": list(tags),
        "initiationType": "tender",
        "language": "en",
        "buyer": {"id": "GB-MADE-UP-1", "name": "Sampleton Health Board (made up)"},
        **copy.deepcopy(content),
    }


def pounds(amount: float | None, **more: Any) -> dict[str, Any]:
    return {"amount": amount, "currency": "GBP", **more}


def lots(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": str(n), "title": f"Lot {n} of Sampleton", **more} for n in range(1, count + 1)]


def award(number: str, amount: float | None, *related: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "status": "active",
        "value": pounds(amount),
        "relatedLots": list(related),
        "suppliers": [{"id": "GB-MADE-UP-2", "name": "Otherham Care (made up)"}],
        **more,
    }


def one_lot() -> list[dict[str, Any]]:
    """A procurement of one lot, from planning to contract, with an update on the way."""
    period = {"startDate": "2031-04-01T00:00:00+01:00", "endDate": "2036-03-31T23:59:59+01:00"}
    tender = {"id": "T1", "title": "Care in Sampleton", "status": "active", "lots": lots(1)}
    due = {"tenderPeriod": {"endDate": "2030-05-01T12:00:00+01:00"}}
    later = {"tenderPeriod": {"endDate": "2030-05-15T12:00:00+01:00"}}
    won = award("A1", 900_000.5, "1", date="2030-07-01T00:00:00+01:00")
    contract = {"id": "A1", "awardID": "A1", "status": "active", "value": pounds(910_000)}
    return [
        release(1, "2030-01-10T09:00:00Z", "planning", tender={"id": "T1", "status": "planned"}),
        release(2, "2030-03-01T09:00:00Z", "tender", tender=tender | due | {"value": pounds(1e6)}),
        release(3, "2030-03-20T09:00:00Z", "tenderUpdate", tender=tender | later),
        release(4, "2030-07-02T23:30:00+01:00", "award", awards=[won]),
        release(
            5,
            "2030-08-01T09:00:00+01:00",
            "award",
            "contract",
            awards=[won],
            contracts=[contract | {"period": period}],
        ),
    ]


def six_lots(*awards: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """A procurement of six lots and one notice with these awards."""
    tender = {"id": "T1", "title": "Care in Sampleton", "lots": lots(6), "value": pounds(6e6)}
    return [
        release(1, "2030-03-01T09:00:00Z", "tender", tender=tender),
        release(2, "2030-07-02T09:00:00+01:00", "award", awards=list(awards), **more),
    ]


@dataclass
class FindATender:
    """Serves processes by their ocid, `size` notices to a page. What is set otherwise is odd."""

    processes: dict[str, list[Any]] = field(default_factory=lambda: {OCID: one_lot()})
    size: int = 2
    early: list[Reply] = field(default_factory=list)
    circle: bool = False
    endless: bool = False
    next_host: str | None = None
    version: str = "1.1"
    asked: list[str] = field(default_factory=list)
    host: str = "http://service"

    def __call__(self, path: str, query: dict[str, str], headers: Mapping[str, str]) -> Reply:
        self.asked.append(path)
        if self.early:
            return self.early.pop(0)
        ocid = path.removeprefix(PATH)
        if not path.startswith(PATH) or ocid not in self.processes:
            told = {"status": 404, "error": "Not found", "path": path}
            return Reply(404, as_json(told, {}).body)
        return as_json(self.package(ocid, query.get("cursor")), headers)

    def package(self, ocid: str, cursor: str | None) -> dict[str, Any]:
        releases = self.processes[ocid]
        start = int(base64.b64decode(cursor)) if cursor else 0
        told: dict[str, Any] = {
            "uri": f"{self.host}{PATH}{ocid}",
            "version": self.version,
            "publishedDate": "2030-08-02T09:00:00+01:00",
            "publisher": {"name": "Made up for a test"},
            "license": LICENCE,
            "extensions": [],
            "releases": releases[start : start + self.size],
        }
        following = start + self.size
        if self.circle and following >= len(releases):
            following = 0
        if self.endless or self.circle or following < len(releases):
            mark = base64.b64encode(str(following).encode()).decode()
            host = self.next_host or self.host
            told["links"] = {"next": f"{host}{PATH}{ocid}?cursor={mark}"}
        return told
