"""The command line of `geo`: one clear sentence on a fault, never a traceback."""

import argparse
import sys
from pathlib import Path

from geo.errors import GeoProblem

EXIT_CODES = "exit codes: 0 done; 1 the reference cannot be used; 2 the command was not understood"


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    return options.run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo", description="Outlines and places of Kent and Medway."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    build = commands.add_parser(
        "build",
        help="make the outlines and the area tables",
        description=(
            "Makes the outlines of HCP areas, lots, former CCGs and authorities, and the tables "
            "of people by area, from the reference folder. The same input gives the same bytes."
        ),
        epilog=EXIT_CODES,
    )
    build.add_argument("--reference", type=Path, required=True, help="folder of reference inputs")
    build.add_argument("--out", type=Path, help="project folder to write into (default: this one)")
    build.set_defaults(run=_build)
    return parser


def _build(options: argparse.Namespace) -> int:
    from geo.build.run import PROJECT, build  # geopandas is slow to load and only needed here

    try:
        files = build(options.reference, out=options.out or PROJECT)
    except GeoProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    for file in files:
        print(f"{file.stat().st_size:>9,} bytes  {file.relative_to(options.out or PROJECT)}")
    return 0
