"""Writes the embeds as files for any web server or content delivery network.

The whole folder is made beside its place and then put there in one step, so that nobody is ever
served half of it. The same facts on the same day give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from data.live.writing import folder_for_now, what_failed
from data.package.catalogue import Catalogue
from web.embeds import pages as embed_pages
from web.embeds.chosen import each
from web.embeds.listing import all_embeds
from web.export import places as export_places
from web.front_door import sitemap_xml
from web.kit.answers import CachedResponse
from web.kit.site import Site

MARK = "embed-export.txt"  # tells a folder of ours from any other
WORDS = "Made by python -m web build. Whatever else is put into this folder will be lost.\n"
ENDING = ".html"


class CannotExport(Exception):
    """The export was not written; the message is one sentence."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """What to write: facts of a day, and the addresses that are known.

    `dashboard` is that of the full dashboard and `base` that at which the folder will stand, both
    without a slash at the end, or None. Without `dashboard` the pages do not link to it; without
    `base` there is no page of embed code and no sitemap.
    """

    catalogue: Catalogue
    today: dt.date
    dashboard: str | None = None
    base: str | None = None

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file as its path in the folder and its text."""
        site = Site(dashboard=self.dashboard, ending=ENDING, folder="places")
        places = dict(export_places.files(self.catalogue, site, today=self.today))
        # The name changes with what is in it, so that copies may be kept for a year.
        site = replace(site, folder=f"places-{_digest(places)}")
        yield from ((f"{site.folder}/{name}", text) for name, text in places.items())
        for path in all_embeds(self.catalogue):
            page = embed_pages.page(self.catalogue, path, today=self.today, site=site)
            yield site.embed(path), page.html
            for _, chosen in each(self.catalogue, path):
                page = embed_pages.page(
                    self.catalogue, path, today=self.today, site=site, chosen=chosen
                )
                yield site.embed(path, chosen), page.html
        if self.base is not None:
            index = embed_pages.index(self.catalogue, address=f"{self.base}/", site=site)
            yield f"index{ENDING}", index.html
            yield "sitemap.xml", self._sitemap()
        yield MARK, WORDS

    def _sitemap(self) -> str:
        pages = (f"{self.base}/{path}{ENDING}" for path in all_embeds(self.catalogue))
        return sitemap_xml(pages, changed=self.catalogue.date)


def build(export: Export, out: Path) -> int:
    """Write the export into the folder `out` and return how many files it has.

    `out` may be missing, empty or an earlier export, which is replaced whole. Raises
    `CannotExport` for any other folder, and where the disk does not take it.
    """
    out = out.resolve()
    try:
        _check(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        with folder_for_now(f".{out.name}-", out.parent) as made:
            number = _write(export, made / "new")
            _swap(made, out)
    except OSError as exc:
        raise CannotExport(f"The export could not be written: {what_failed(exc)}.") from exc
    return number


def _check(out: Path) -> None:
    if out.is_dir():
        if any(out.iterdir()) and not (out / MARK).is_file():
            raise CannotExport(f"{out} holds other files: name a new or an empty folder.")
    elif out.exists():
        raise CannotExport(f"{out} is a file: name a folder.")


def _write(export: Export, folder: Path) -> int:
    number = 0
    for name, text in export.files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        stored = CachedResponse.of(text, media_type="")
        path.write_bytes(stored.plain)
        if name != MARK:
            path.with_name(f"{path.name}.gz").write_bytes(stored.gzipped)
            path.with_name(f"{path.name}.br").write_bytes(stored.brotlied)
        number += 1
    return number


def _swap(made: Path, out: Path) -> None:
    """Put the new folder in the place of the old one; the old one goes with its maker's folder."""
    if out.exists():
        out.rename(made / "old")
    try:
        (made / "new").rename(out)
    except OSError:
        if (made / "old").exists():
            (made / "old").rename(out)
        raise
    shutil.rmtree(made / "old", ignore_errors=True)


def _digest(files: dict[str, str]) -> str:
    whole = hashlib.sha256()
    for name, text in sorted(files.items()):
        whole.update(f"{name}\n{text}\n".encode())
    return whole.hexdigest()[:12]
