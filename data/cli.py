"""`python -m data`: commands for people who keep the data."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.catalogue import PACKAGE
from data.loading import InvalidData, load


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 all well, 1 faults found, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    return options.run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="validate every table and print a line for each")
    check.add_argument("package", nargs="?", type=Path, default=PACKAGE, help="datapackage.json")
    check.set_defaults(run=_check)
    return parser


def _check(options: argparse.Namespace) -> int:
    try:
        catalogue = load(options.package)
    except InvalidData as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        count = len(error.faults)
        print(f"{count} {'fault' if count == 1 else 'faults'} found.", file=sys.stderr)
        return 1
    for name in catalogue:
        print(f"{name:24}{catalogue[name].height:>5} rows, {catalogue[name].width:>2} columns")
    print(f"All {len(catalogue.tables)} tables are valid, version {catalogue.version}.")
    return 0
