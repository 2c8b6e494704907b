"""The feeds and calendars there are: the address of each, its title, and its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from components.findings.briefing.briefing import subjects
from components.findings.briefing.link import on_dashboard
from components.findings.told import dates, news
from components.findings.told.links import ALL_DATES, CHANGES, calendar_of, feed_of
from data.package.catalogue import Catalogue
from data.package.kept import kept
from web.feeds import atom, ical
from web.kit.answers import CachedResponse

Told = TypeVar("Told")


@dataclass(frozen=True, kw_only=True)
class File:
    """One feed or calendar: its address, its title, its media type, and how to make it."""

    path: str
    title: str
    media_type: str
    make: Callable[[Catalogue, str], bytes]  # from the address before each path


@kept
def files(catalogue: Catalogue) -> Mapping[str, File]:
    """Every feed and calendar of these facts, by its address."""
    return {file.path: file for file in _files(catalogue)}


# Visitors name the host of the address as they like: what they make up must not fill the memory.
@kept
def stored(catalogue: Catalogue, path: str, site: str) -> CachedResponse:
    """One of them ready to send. KeyError where there is none."""
    file = files(catalogue)[path]
    return CachedResponse.of(file.make(catalogue, site), media_type=file.media_type)


def _files(catalogue: Catalogue) -> Iterator[File]:
    named = subjects(catalogue)
    yield _feed(CHANGES, "What changed", page="/changes", told=news.of_all)
    for kind, told in (("area", news.of_place), ("committee", news.of_committee)):
        for one, name in named[kind].items():
            yield _feed(
                feed_of(kind, one),
                f"What is new: {name}",
                page=on_dashboard(kind, one),
                told=_of(told, one),
            )
    yield _calendar(ALL_DATES, "All dates", told=dates.of_all)
    for kind, told in (("committee", dates.of_committee), ("lot", dates.of_lot)):
        for one, name in named[kind].items():
            yield _calendar(calendar_of(kind, one), f"Dates: {name}", told=_of(told, one))


def _of(told: Callable[[Catalogue, str], Told], one: str) -> Callable[[Catalogue], Told]:
    """What is told of one place, committee or lot, as a question to the facts alone."""
    return lambda catalogue: told(catalogue, one)


def _feed(
    path: str, title: str, *, page: str, told: Callable[[Catalogue], Iterable[news.Entry]]
) -> File:
    def make(catalogue: Catalogue, site: str) -> bytes:
        entries = told(catalogue)
        return atom.feed(catalogue, entries, title=title, path=path, page=page, site=site)

    return File(path=path, title=title, media_type=atom.MEDIA_TYPE, make=make)


def _calendar(path: str, title: str, *, told: Callable[[Catalogue], dates.Calendar]) -> File:
    def make(catalogue: Catalogue, site: str) -> bytes:
        return ical.calendar(catalogue, told(catalogue), title=title, site=site)

    return File(path=path, title=title, media_type=ical.MEDIA_TYPE, make=make)
