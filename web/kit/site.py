"""Where light pages stand, and so how they link: served beside the dashboard, or exported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

# Links of the app's own builders: from the root, or to another view of the page they are made for.
_LINK = re.compile(r'<a href="(/|\?)([^"]*)"(?: target="_self")?>(.*?)</a>', flags=re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Site:
    """`dashboard` is the address before each page of the dashboard, or None where it is not known.

    `ending` ends the address of an embed. `folder` holds the files that Find my area answers from
    where no server does.
    """

    dashboard: str | None = ""
    ending: str = ""
    folder: str = ""

    @property
    def is_exported(self) -> bool:
        return bool(self.folder)

    def embed(self, path: str, chosen: Sequence[tuple[str, str]] = (), *, at: str = "") -> str:
        """The address of one embed with what is chosen, as a link on another.

        Files of an export have what is chosen in their names.
        """
        if not self.is_exported:
            return f"{self._up(at)}{path}{'?' if chosen else ''}{urlencode(chosen)}"
        return f"{self._up(at)}{'/'.join([path, *chain(*chosen)])}{self.ending}"

    def home(self, *, at: str) -> str:
        """The address of the page of embed code, as a link on an embed."""
        return f"{self._up(at)}index.html" if self.is_exported else self._up(at) or "./"

    def page(self, address: str) -> str | None:
        """The address of a page of the dashboard, or None where it is not known."""
        return None if self.dashboard is None else f"{self.dashboard}/{address}"

    def outward(self, markup: str, *, page: str) -> str:
        """Let links in the markup of `page` lead to the dashboard, out of the frame.

        Where its address is not known, their words stay without a link.
        """
        own = page.partition("?")[0]

        def turned(found: re.Match) -> str:
            address = found[2] if found[1] == "/" else f"{own}?{found[2]}"
            whole = self.page(address)
            return f'<a href="{whole}" target="_top">{found[3]}</a>' if whole else found[3]

        return _LINK.sub(turned, markup)

    @staticmethod
    def _up(at: str) -> str:
        return "../" * at.count("/")


SERVED = Site()
