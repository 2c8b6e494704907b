"""A feed in Atom (RFC 4287): the same bytes for the same facts and the same site."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from feedgenerator import Atom1Feed

from components.findings.told.news import Entry
from components.page_list import SERVICE
from data.package.catalogue import Catalogue
from data.package.profile import profile

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
ABOUT = (
    "What is new in the papers and notices collected here, each with its source. The day of an "
    "entry is the last on which its source can have said it."
)
RIGHTS = "Open Government Licence v3.0"


class _Feed(Atom1Feed):
    """Summaries in plain text, and the day of the facts in place of the clock."""

    def latest_post_date(self) -> dt.datetime:
        return self.feed["updated"]

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", item["text"], {"type": "text"})


def feed(
    catalogue: Catalogue, entries: Iterable[Entry], *, title: str, path: str, page: str, site: str
) -> bytes:
    """The feed of some entries, at a path of the site; `page` is that which tells the same."""
    written = _Feed(
        title=f"{title} – {SERVICE}",
        link=f"{site}{page}",
        description=ABOUT,
        language="en-GB",
        author_name=SERVICE,
        feed_url=f"{site}{path}",
        feed_guid=_id(path),
        feed_copyright=RIGHTS,
        updated=_midnight(dt.date.fromisoformat(catalogue.date)),
    )
    for one in entries:
        written.add_item(
            title=one.title,
            link=f"{site}{one.page}",
            description=None,
            unique_id=_id(one.key),
            updateddate=_midnight(one.day),
            text=one.text,
        )
    return written.writeString("utf-8").encode()


def _id(key: str) -> str:
    """An id for good: made of the name of the package and of the thing, and of no host."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{profile().slug}/{key.removeprefix('/')}").urn


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
