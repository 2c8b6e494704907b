"""Faults that are told to a person in one sentence, without a traceback.

No message repeats what was typed: an error may end up in a log, and a postcode must not.
"""

from geo.suggestion import Suggestion


class GeoProblem(Exception):
    """Something in the input is not as it must be; the message is one plain sentence."""


class LookupProblem(GeoProblem):
    """A place that could not be told; `places` are those that may be meant."""

    def __init__(self, words: str, places: tuple[Suggestion, ...] = ()) -> None:
        super().__init__(words)
        self.places = places

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Texts each of which finds one of the places."""
        return tuple(place.name for place in self.places)

    @property
    def sentence(self) -> str:
        """The message with the likely meanings, for the person who typed: not for a log."""
        if not self.places:
            return str(self)
        meant = _either([place.shown for place in self.places])
        return f"{str(self).removesuffix('.')}; did you mean {meant}?"


class MalformedPostcode(LookupProblem):
    """Not written as a postcode is."""


class UnknownPostcode(LookupProblem):
    """Written well, its neighbours are known, but it is not in the index."""


class OutsideArea(LookupProblem):
    """Written well, but no postcode that begins like this lies in the area."""


class NothingTyped(LookupProblem):
    """Empty, too long, or without a letter or digit: nothing that could be a place."""


class UnknownPlace(LookupProblem):
    """No place of this name."""


class SeveralPlaces(LookupProblem):
    """More than one place may be meant: `places` tells them apart, each with its lots."""


def _either(texts: list[str]) -> str:
    *most, last = texts
    if any("," in text for text in texts):
        return "; ".join([*most, f"or {last}"]) if most else last
    return f"{', '.join(most)} or {last}" if most else last
