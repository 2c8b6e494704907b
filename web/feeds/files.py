"""The feeds and calendars there are: the address of each, its title, and its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from components.findings.briefing.briefing import subjects
from components.findings.briefing.link import on_dashboard
from components.findings.told import dates, news
from components.findings.told.links import ALL_DATES, CHANGES, calendar_of, feed_of
from data.package.catalogue import Catalogue
from web.feeds import atom, ical
from web.kit.answers import Stored


@dataclass(frozen=True, kw_only=True)
class File:
    """One feed or calendar: its address, its title, its media type, and how to make it."""

    path: str
    title: str
    media_type: str
    make: Callable[[str], bytes]  # from the address before each path


@lru_cache(maxsize=2)
def files(catalogue: Catalogue) -> Mapping[str, File]:
    """Every feed and calendar of these facts, by its address."""
    return {file.path: file for file in _files(catalogue)}


# Visitors name the host of the address as they like: what they make up must not fill the memory.
@lru_cache(maxsize=64)
def stored(catalogue: Catalogue, path: str, site: str) -> Stored:
    """One of them ready to send. KeyError where there is none."""
    file = files(catalogue)[path]
    return Stored.of(file.make(site), media_type=file.media_type)


def _files(catalogue: Catalogue) -> Iterator[File]:
    named = subjects(catalogue)
    yield _feed(
        catalogue, CHANGES, "What changed", page="/changes", told=partial(news.of_all, catalogue)
    )
    for kind, told in (("area", news.of_place), ("committee", news.of_committee)):
        for one, name in named[kind].items():
            yield _feed(
                catalogue,
                feed_of(kind, one),
                f"What is new: {name}",
                page=on_dashboard(kind, one),
                told=partial(told, catalogue, one),
            )
    yield _calendar(catalogue, ALL_DATES, "All dates", told=partial(dates.of_all, catalogue))
    for kind, told in (("committee", dates.of_committee), ("lot", dates.of_lot)):
        for one, name in named[kind].items():
            yield _calendar(
                catalogue,
                calendar_of(kind, one),
                f"Dates: {name}",
                told=partial(told, catalogue, one),
            )


def _feed(
    catalogue: Catalogue,
    path: str,
    title: str,
    *,
    page: str,
    told: Callable[[], Iterable[news.Entry]],
) -> File:
    def make(site: str) -> bytes:
        return atom.feed(catalogue, told(), title=title, path=path, page=page, site=site)

    return File(path=path, title=title, media_type=atom.MEDIA_TYPE, make=make)


def _calendar(
    catalogue: Catalogue, path: str, title: str, *, told: Callable[[], dates.Calendar]
) -> File:
    def make(site: str) -> bytes:
        return ical.calendar(catalogue, told(), title=title, site=site)

    return File(path=path, title=title, media_type=ical.MEDIA_TYPE, make=make)
