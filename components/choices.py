"""What may be chosen on a page, as the page declares it, and what its address asks for.

Two choices hold for the whole dashboard: the HCP area (`?area=east-kent`) and the cohort
(`?cohort=children`). All others belong to one page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, overload

from components.found_place import Spot
from components.maps.shows import Cohort
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile

AREA = "area"
PLACE = "place"  # the key of a place, of a postcode only that of its sector
EVERYWHERE = "all"  # the value of `area` that stands for no single area
COHORTS: Mapping[Cohort, str] = {"adults": "Adults", "children": "Children"}
PRESENT = "present"  # the one value of `view` of a page that can be shown to a room
LONGEST_TEXT = 200

Value = TypeVar("Value", bound=str)


@dataclass(frozen=True, kw_only=True)
class Choice(Generic[Value]):
    """One of several values, kept in the address as `?key=value`; the default is left out.

    `options` maps each value to the words on the page. Links are for a choice that sets the
    values of another control under the same key; the one of `now` is marked. What is `folded`
    stands in the fold of its page.
    """

    key: str
    label: str
    options: Mapping[Value, str]
    default: Value
    shape: Literal["list", "buttons", "links"] = "list"
    now: str = ""
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Several:
    """Any number of values, kept in the address as `?key=one,two`.

    `chosen` are those of now, `usual` those that are left out of the address, and `nothing`
    stands there when none is chosen.
    """

    key: str
    label: str
    options: Mapping[str, str]
    chosen: tuple[str, ...]
    usual: tuple[str, ...]
    nothing: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """Free words, kept in the address. Never for what may be personal, such as a postcode."""

    key: str
    label: str
    placeholder: str = ""


@dataclass(frozen=True, kw_only=True)
class Search:
    """The box of Find my area: what is typed into it is looked up, and stands in no address.

    `note` is markup under the box; `place` is what was found and `part` its HCP area that is
    shown. Places of the same name are offered, and a list of all where nothing is found yet.
    """

    label: str
    button: str
    example: str
    note: str = ""
    place: Spot | None = None
    part: str | None = None


Control = Choice[Any] | Several | Words


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a page is asked for: the choices in its address, the look, the day and a place.

    `asked[control]` gives the value of a control: what the address says where that is known, else
    the default.
    """

    address: Mapping[str, str]
    look: LookName
    today: dt.date
    place: Spot | None = None

    @overload
    def __getitem__(self, control: Choice[Value]) -> Value: ...

    @overload
    def __getitem__(self, control: Words) -> str: ...

    def __getitem__(self, control: Choice[Any] | Words) -> str:
        given = self.address.get(control.key)
        if isinstance(control, Words):
            return (given or "").strip()[:LONGEST_TEXT].strip()
        return control.default if given is None or given not in control.options else given

    @property
    def cohort(self) -> Cohort:
        """The chosen cohort."""
        return self[COHORT]

    def area(self, catalogue: Catalogue) -> str | None:
        """The id of the chosen HCP area, or None for all of them."""
        chosen = self[area_choice(catalogue)]
        return None if chosen == EVERYWHERE else chosen


@kept
def area_choice(catalogue: Catalogue) -> Choice[str]:
    """Return the choice of an HCP area, which holds for the whole dashboard."""
    rows = catalogue["hcp_areas"].sort("display_order").select("hcp_area_id", "name")
    options = {EVERYWHERE: f"All of {profile().region}", **dict(rows.iter_rows())}
    return Choice(key=AREA, label="Area", options=options, default=EVERYWHERE)


COHORT: Choice[Cohort] = Choice(
    key="cohort", label="Services for", options=COHORTS, default="adults", shape="buttons"
)
