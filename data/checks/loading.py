"""The loader: a data package that passes every check becomes a catalogue."""

from __future__ import annotations

from pathlib import Path

from data.checks.cross_checks import cross_faults
from data.checks.validation import legible, table_faults
from data.package.catalogue import PACKAGE, Catalogue, read
from data.package.description import describe
from data.package.faults import Fault, ordered
from data.package.older import completed, lacking


class InvalidData(Exception):
    """The data package breaks its own description; `faults` holds every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


def load(package: Path = PACKAGE, *, thorough: bool = False, older: bool = False) -> Catalogue:
    """Validate the package and return its catalogue; `package` is its datapackage.json.

    With `thorough` the library of the description's standard judges every table, which takes a
    second longer; else only those tables on which a quick look leaves a doubt. With `older` the
    package may lack tables and columns that this release reads: it can be compared, not shown.

    Raises InvalidData with every fault when the description cannot be used, when tables break
    it, when keys do not join, or when sums do not add up. Checks across tables run on the
    tables that can be read, so that one broken file does not hide a wrong sum in another.
    """
    descriptor, faults = describe(package)
    if faults:
        raise InvalidData(faults)
    faults = table_faults(package.parent, descriptor, thorough=thorough)
    catalogue = read(package, only=legible(descriptor, faults))
    missing = [] if older else lacking(descriptor)
    faults = ordered([*missing, *faults, *cross_faults(completed(catalogue), older=older)])
    if faults:
        raise InvalidData(faults)
    return catalogue
