"""The loader: a data package that passes every check becomes a catalogue."""

from __future__ import annotations

from pathlib import Path

from data.catalogue import PACKAGE, Catalogue, read
from data.cross_checks import cross_faults
from data.faults import Fault
from data.validation import table_faults


class InvalidData(Exception):
    """The data package breaks its own description; `faults` holds every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


def load(package: Path = PACKAGE) -> Catalogue:
    """Validate the package and return its catalogue.

    Raises InvalidData with every fault when the tables break their description, when keys
    do not join, or when sums do not add up.
    """
    faults = table_faults(package)
    if faults:
        raise InvalidData(faults)
    catalogue = read(package)
    faults = cross_faults(catalogue)
    if faults:
        raise InvalidData(faults)
    return catalogue
