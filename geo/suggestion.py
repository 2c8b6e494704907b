"""A place that may be meant, as it is offered to whoever typed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Suggestion:
    """A place that a text may mean: `name` tells it apart, `key` finds exactly this place.

    `lots` are those that serve it, as `PlaceAnswer.lots` says them; empty where none is known.
    """

    name: str
    kind: str
    key: str
    lots: str = ""

    @property
    def shown(self) -> str:
        """Its name with its lots: `Newington (ward in Thanet; lots 2 and 6)`."""
        if not self.lots:
            return self.name
        if self.name.endswith(")"):
            return f"{self.name[:-1]}; {self.lots})"
        return f"{self.name} ({self.lots})"
