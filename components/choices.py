"""What may be chosen on a page, as the page declares it, and what its address asks for.

Two choices hold for the whole dashboard: the HCP area (`?area=east-kent`) and the cohort
(`?cohort=children`). All others belong to one page.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, overload

from components.found_place import FoundPlace
from components.maps.shows import Cohort
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile

AREA = "area"
PLACE = "place"  # the key of a place, of a postcode only that of its sector
EVERYWHERE = "all"  # the value of `area` that stands for no single area
COHORTS: Mapping[Cohort, str] = {"adults": "Adults", "children": "Children"}
VIEW, PRESENT = "view", "present"  # what shows a page to a room, whatever else its `view` may be
LONGEST_TEXT = 200
WRITTEN = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")  # a number in an address

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
class Number:
    """A number within bounds, kept in the address as `?key=value`; the usual one is left out.

    It lies from `least` to `most`, both among them, in steps of `step`; `label` names its unit.
    What is `folded` stands in the fold of its page.
    """

    key: str
    label: str
    least: float
    most: float
    usual: float
    step: float = 1
    folded: bool = False

    @property
    def asks(self) -> str:
        """The label with the bounds: `Growth, % (−5 to 15)`."""
        bounds = f"({_shown(self.least)} to {_shown(self.most)})".replace(" ", "\u00a0")
        return f"{self.label} {bounds}"

    @property
    def bounds(self) -> str:
        """The bounds as a sentence names them: `0 to 10 in steps of 0.5`."""
        return f"{_shown(self.least)} to {_shown(self.most)} in steps of {_shown(self.step)}"

    def read(self, text: str) -> float | None:
        """Return the number that a text of an address is; None where it is none of these."""
        if not WRITTEN.fullmatch(text):
            return None
        value = float(text)
        steps = (value - self.least) / self.step
        fits = self.least <= value <= self.most and abs(steps - round(steps)) < 1e-6
        return value if fits else None

    def written(self, value: float) -> str:
        """Return a number as the address holds it: `2.5`, `10`."""
        return f"{value:.10g}"


def _shown(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")


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
    place: FoundPlace | None = None
    part: str | None = None


Control = Choice[Any] | Several | Words | Number


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a page is asked for: the choices in its address, the look, the day and a place.

    `asked[control]` gives the value of a control: what the address says where that is known, else
    the default.
    """

    address: Mapping[str, str]
    look: LookName
    today: dt.date
    place: FoundPlace | None = None

    @overload
    def __getitem__(self, control: Choice[Value]) -> Value: ...

    @overload
    def __getitem__(self, control: Words) -> str: ...

    @overload
    def __getitem__(self, control: Number) -> float: ...

    def __getitem__(self, control: Choice[Any] | Words | Number) -> str | float:
        given = self.address.get(control.key)
        if isinstance(control, Number):
            value = control.read(given or "")
            return control.usual if value is None else value
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


def fault_of(control: Control, given: str | None) -> list[str]:
    """Return a sentence on what an address gives for a control, if that is wrong.

    It leaves out what was given: what somebody typed is not played back.
    """
    if given is None:
        return []
    match control:
        case Words() if len(given.strip()) > LONGEST_TEXT:
            return [
                f"The words after “{control.key}” in the web address are too long. "
                "The end was cut off."
            ]
        case Choice() if control.shape != "links" and given not in control.options:
            return [unknown_value(control.key, control.options[control.default])]
        case Number() if control.read(given) is None:
            return [
                f"The number after “{control.key}” in the web address must be from "
                f"{control.bounds}. {control.written(control.usual)} is used instead."
            ]
    return []


def for_a_room(address: Mapping[str, str]) -> tuple[bool, dict[str, str]]:
    """Return whether an address asks for the screen of a page, and the address of the page itself.

    What else its `view` says is the page’s own: `view=lot,present` is the screen of `view=lot`.
    """
    views = address.get(VIEW, "").split(",")
    if PRESENT not in views:
        return False, dict(address)
    own = ",".join(one for one in views if one != PRESENT)
    page = {key: value for key, value in address.items() if key != VIEW}
    return True, page | ({VIEW: own} if own else {})


def shown_to_a_room(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the choices of a page as the address of its screen has them."""
    view = ",".join(filter(None, (chosen.get(VIEW), PRESENT)))
    return {VIEW: view} | {key: value for key, value in chosen.items() if key != VIEW}


def unknown_value(key: str, shown: str) -> str:
    """Return that a value in an address is not known, and what is shown instead."""
    return f"The web address has an unknown value for “{key}”. “{shown}” is shown instead."
