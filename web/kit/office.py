"""What the files for office programs have in common: who made them, of what day, and their packing.

The same facts make the same bytes: such a file is a zip of parts, in which no time of its making
stands.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping

from data.package.catalogue import Catalogue

LANGUAGE = "en-GB"

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(?=<)")


def makers(catalogue: Catalogue) -> str:
    """Return the bodies that the facts name as their makers; no person is among them."""
    names = [maker["title"] for maker in catalogue.descriptor.get("contributors", ())]
    return ", ".join(names) or catalogue.descriptor["title"]


def day(catalogue: Catalogue) -> dt.datetime:
    """Return the day of the facts."""
    return dt.datetime.fromisoformat(catalogue.date)


def packed(
    made: bytes,
    catalogue: Catalogue,
    *,
    changes: Mapping[str, Callable[[bytes], bytes]] | None = None,
) -> bytes:
    """Return a file without the time of its making, which would make each one different.

    `changes` are made to the parts of those names.
    """
    changed = {"docProps/core.xml": lambda content: _dated(content, catalogue), **(changes or {})}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(target, "w") as file:
        for name in source.namelist():
            content = source.read(name)
            entry = zipfile.ZipInfo(name, date_time=day(catalogue).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, changed[name](content) if name in changed else content)
    return target.getvalue()


def _dated(content: bytes, catalogue: Catalogue) -> bytes:
    return _MODIFIED.sub(rb"\g<1>" + f"{day(catalogue):%Y-%m-%dT%H:%M:%SZ}".encode(), content)
