"""Pages as HTML, written from `web/templates/` with all that is put in escaped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@dataclass(frozen=True, kw_only=True)
class Written:
    """A page as HTML, with its finding and what it says under it."""

    finding: str
    standfirst: str
    html: str


def render(name: str, **values: Any) -> str:
    """Write the template `name` with `values`; markup of our own builders comes as `Markup`.

    Raises `jinja2.UndefinedError` for a value that the template needs and was not given.
    """
    return _templates().get_template(name).render(**values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
