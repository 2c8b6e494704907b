"""Reads Open Contracting release packages as Find a Tender serves them (OCDS 1.1.5).

A procurement is a process with an id (ocid); each notice about it is a release. The service gives
them in packages, page after page. What is read here is checked for its shape, put in the order of
time and handed on whole: `data.notices.ocds_lots` and `data.notices.ocds_rows` say what it means.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from data.notices.http import Getter, SourceProblem

FIND_A_TENDER = "https://www.find-tender.service.gov.uk"
OCID = re.compile(r"ocds-[a-z0-9]{6}-[A-Za-z0-9-]{1,60}")
_LONGEST_ID = 100
_VERSION = re.compile(r"1\.1(\.\d+)?")
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
    address = f"{service.rstrip('/')}/api/1.0/ocdsReleasePackages/{ocid}"
    packages = list(_packages(getter, address))
    warnings: list[str] = []
    found: dict[str, Release] = {}
    for package in packages:
        if not _VERSION.fullmatch(str(package.get("version", "1.1"))):
            warnings.append(f"{ocid}: a package is of another version of the standard than 1.1.")
        for content in _contents(package, _host(address)):
            release = _release(ocid, content)
            if unfit := _unfit(ocid, content, release):
                warnings.append(f"{ocid}: notice {release.id} {unfit}.")
                continue
            warnings += _misshapen(release)
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
        if not isinstance(package, dict):
            raise SourceProblem(f"{_host(start)} sent something else than a release package.")
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


def _contents(package: Mapping[str, Any], host: str) -> list[dict[str, Any]]:
    """The releases of a release package, or those in the records of a record package."""
    holders = package["records"] if isinstance(package.get("records"), list) else [package]
    found: list[dict[str, Any]] = []
    for holder in holders:
        releases = part(holder, "releases")
        if not isinstance(releases, list):
            if part(holder, "compiledRelease") or part(holder, "versionedRelease"):
                raise SourceProblem(f"{host} gave a summary of a process in place of its notices.")
            raise SourceProblem(f"{host} sent something else than a release package.")
        found += releases
    if not all(isinstance(each, dict) for each in found):
        raise SourceProblem(f"{host} sent a release that is not an object.")
    if any("url" in each and "id" not in each for each in found):
        raise SourceProblem(f"{host} gave addresses of notices in place of the notices.")
    return found


def _unfit(ocid: str, content: Mapping[str, Any], release: Release) -> str | None:
    """Why a release is left out, to follow its id; None where it counts."""
    if content.get("ocid") is None:
        return "does not name its process, so it was left out"
    if content["ocid"] != ocid:
        return "belongs to another process"
    if "compiled" in release.tags:
        return "is a summary of the others, so it was left out"
    return None


def _misshapen(release: Release) -> list[str]:
    """A warning for each part of a notice that is not of the shape that the standard gives it."""
    shapes = {"planning": dict, "tender": dict, "tender.lots": list, "awards": list}
    found = []
    for place, shape in (shapes | {"contracts": list}).items():
        part_of = at(release.content, place)
        fits = part_of is None or isinstance(part_of, shape)
        if not fits or (shape is list and part_of and len(objects(part_of)) < len(part_of)):
            found.append(
                f"Notice {release.id}: {place} is not of the shape that the standard gives it, so "
                "not all of it was read."
            )
    return found


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
    usable = isinstance(number, str) and number.strip() == number and number.isprintable()
    if not isinstance(number, str) or not usable or not 0 < len(number) <= _LONGEST_ID:
        raise SourceProblem(f"A notice of {ocid} has no id that can be used.")
    if moment is None:
        raise SourceProblem(f"Notice {number} of {ocid} has no date that can be read.")
    tags = [content["tag"]] if isinstance(content.get("tag"), str) else content.get("tag")
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


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list; an empty list for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def part(thing: object, name: str) -> Any:
    """What an object has under a name; None where it is no object or has nothing."""
    return thing.get(name) if isinstance(thing, dict) else None


def at(thing: object, way: str) -> Any:
    """What stands at the end of names with full stops between; None where there is nothing."""
    for name in way.split("."):
        thing = part(thing, name)
    return thing


def short(text: str, most: int = 40) -> str:
    """A text from a notice on one line and short enough for a sentence."""
    shown = "".join(sign for sign in text if sign.isprintable())
    return shown if len(shown) <= most else shown[:most] + "…"


def listing(words: list[str], *, most: int = 20) -> str:
    """Words as a list in a sentence; those beyond `most` are counted."""
    shown = words[:most] + ([f"{len(words) - most} more"] if len(words) > most else [])
    return ", ".join(shown[:-1]) + " and " + shown[-1] if len(shown) > 1 else "".join(shown)


def slug(text: str, mark: str = "-") -> str:
    """The text as ids are written: small letters and digits with a mark between."""
    return re.sub(r"[^a-z0-9]+", mark, text.casefold()).strip(mark)


def key(text: str, mark: str = "-") -> str:
    """As `slug`, and never the same for two texts: what it loses is told by a hash at the end."""
    if re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", text) and len(text) <= 60:
        return slug(text, mark)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{slug(text[:60], mark)}{mark}{digest}".lstrip(mark)
