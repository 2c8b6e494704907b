"""Reads Open Contracting release packages as Find a Tender serves them (OCDS 1.1.5).

A procurement is a process with an id (ocid); each notice about it is a release. The service gives
them in packages, page after page. What is read here is checked for its shape, put in the order of
time and handed on whole: `data.ocds_lots` and `data.ocds_rows` say what it means.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from data.http import Getter, SourceProblem

FIND_A_TENDER = "https://www.find-tender.service.gov.uk"
OCID = re.compile(r"ocds-[a-z0-9]{6}-[A-Za-z0-9-]{1,60}")
_NOTICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_MOST_PAGES = 200


@dataclass(frozen=True)
class Release:
    """One notice: its id, its moment, its tags, and everything it says."""

    id: str
    moment: dt.datetime
    tags: tuple[str, ...]
    content: Mapping[str, Any]

    @property
    def day(self) -> dt.date:
        """The day on which it was published, as the notice's own clock has it."""
        return self.moment.date()


@dataclass(frozen=True)
class Process:
    """All notices of one procurement, oldest first, and what was odd about them.

    `licence` is the address of the licence, or None where the packages name none.
    """

    ocid: str
    releases: tuple[Release, ...]
    licence: str | None
    warnings: tuple[str, ...]


def read_process(getter: Getter, ocid: str, *, service: str = FIND_A_TENDER) -> Process:
    """Read all releases of a process. Raises `SourceProblem` with one sentence."""
    if not OCID.fullmatch(ocid):
        raise SourceProblem("This is not the id of a procurement process (ocds-…).")
    packages = list(_packages(getter, f"{service.rstrip('/')}/api/1.0/ocdsReleasePackages/{ocid}"))
    warnings: list[str] = []
    found: dict[str, Release] = {}
    for package in packages:
        if not str(package.get("version", "1.1")).startswith("1.1"):
            warnings.append(f"{ocid}: a package is of another version of the standard than 1.1.")
        for content in package["releases"]:
            release = _release(ocid, content)
            if content.get("ocid") != ocid:
                warnings.append(f"{ocid}: notice {release.id} belongs to another process.")
                continue
            earlier = found.get(release.id)
            if earlier and earlier.content != content:
                warnings.append(f"{ocid}: notice {release.id} came twice and differs; newer kept.")
                release = max(earlier, release, key=lambda each: each.moment)
            found[release.id] = release
    if not found:
        raise SourceProblem(f"No notice of {ocid} was given.")
    licences = (package.get("license") for package in packages)
    return Process(
        ocid=ocid,
        releases=tuple(sorted(found.values(), key=lambda each: (each.moment, each.id))),
        licence=next((each for each in licences if isinstance(each, str) and each), None),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _packages(getter: Getter, address: str) -> Iterator[dict[str, Any]]:
    """Every page from an address on, as the links lead. Raises `SourceProblem` for a circle."""
    start, seen = address, set()
    for _ in range(_MOST_PAGES):
        seen.add(address)
        package = getter.json(address)
        if not isinstance(package, dict) or not isinstance(package.get("releases"), list):
            raise SourceProblem(f"{_host(start)} sent something else than a release package.")
        if not all(isinstance(each, dict) for each in package["releases"]):
            raise SourceProblem(f"{_host(start)} sent a release that is not an object.")
        yield package
        following = _next(package, address)
        if following is None:
            return
        if following in seen:
            raise SourceProblem(f"The pages of {_host(start)} lead in a circle.")
        if _origin(following) != _origin(start):
            raise SourceProblem(f"A page of {_host(start)} leads to another service; not followed.")
        address = following
    raise SourceProblem(f"The pages of {_host(start)} do not end.")


def _next(package: Mapping[str, Any], address: str) -> str | None:
    links = package.get("links")
    following = links.get("next") if isinstance(links, dict) else None
    if not isinstance(following, str) or not following:
        return None
    try:
        return urljoin(address, following)
    except ValueError:
        raise SourceProblem(f"{_host(address)} gave a next page that is no address.") from None


def _origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.netloc
    except ValueError:
        return "", ""


def _host(address: str) -> str:
    return _origin(address)[1] or "The service"


def _release(ocid: str, content: Mapping[str, Any]) -> Release:
    number, moment = content.get("id"), instant(content.get("date"))
    if not isinstance(number, str) or not _NOTICE.fullmatch(number):
        raise SourceProblem(f"A notice of {ocid} has no id that can be used.")
    if moment is None:
        raise SourceProblem(f"Notice {number} of {ocid} has no date that can be read.")
    tags = content.get("tag")
    named = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    return Release(number, moment, named, content)


def instant(text: object) -> dt.datetime | None:
    """A moment as the standard writes it (RFC 3339), with its own zone; None for anything else.

    The day and hour are those of the zone in the text, which is what the notice shows.
    """
    if not isinstance(text, str):
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return moment if 2000 <= moment.astimezone(dt.UTC).year < 2100 else None
    except (ValueError, OverflowError):
        return None
