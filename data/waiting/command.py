"""`python -m data waits`: the tables of waiting lists, made anew from a reference folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.live.output import Commands
from data.live.writing import write_all
from data.package.catalogue import read
from data.package.folder import DESCRIPTION, home, whole
from data.waiting.build import make_tables
from data.waiting.reading import Unusable

READ = frozenset({"reporters", "wait_services", "organisations"})


def add_command(commands: Commands) -> None:
    """Add the command `waits` to those of the package."""
    parser = commands.add_parser(
        "waits", help="make the tables of waiting lists from a reference folder"
    )
    parser.add_argument("--reference", metavar="FOLDER", type=Path, required=True)
    into = "folder of the package to write into (default: the one that is shown)"
    parser.add_argument("--into", metavar="FOLDER", type=Path, help=into)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    package = whole(options.into or home())
    try:
        tables = make_tables(options.reference, read(package / DESCRIPTION, only=READ))
    except Unusable as fault:
        sys.stderr.write(f"{fault} Nothing was changed.\n")
        return 1
    write_all(
        {
            package / "tables" / f"{name}.csv": table.write_csv().encode()
            for name, table in tables.items()
        }
    )
    sys.stdout.writelines(f"{name:24}{table.height:>5} rows\n" for name, table in tables.items())
    return 0
