"""The command line of `geo`: one clear sentence on a fault, never a traceback."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from data.live.output import Commands, to_its_end
from data.live.writing import what_failed
from data.package.profile import profile
from geo.errors import GeoProblem, LookupProblem, MalformedPostcode, NothingTyped
from geo.lookup.answers import Answer, PostcodeAnswer
from geo.lookup.lookup import Index, load
from geo.lookup.words import sentences

EXIT_CODES = (
    "exit codes: 0 done; 1 a file cannot be used; 2 the command or the postcode is malformed; "
    f"3 the place is unknown or outside {profile().region}"
)

FIND_INSTEAD = "; for a place or a part of a postcode, use: python -m geo find"


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    return to_its_end(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    try:
        return options.run(options)
    except LookupProblem as problem:
        said = problem.sentence
        if options.command == "lookup" and isinstance(problem, MalformedPostcode):
            said = f"{said.rstrip('.?')}{FIND_INSTEAD}"
        print(said, file=sys.stderr)
        return 2 if isinstance(problem, MalformedPostcode | NothingTyped) else 3
    except GeoProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        what = f"A file could not be read or written ({what_failed(error)})."
        print(what, "Nothing was changed.", sep="\n", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo",
        description=f"Outlines and places of {profile().region}.",
        epilog=EXIT_CODES,
    )
    commands = parser.add_subparsers(required=True, metavar="command", dest="command")
    build = commands.add_parser(
        "build",
        help="make the outlines, the area tables and the place index",
        description=(
            "Makes the outlines of HCP areas, lots, former CCGs and authorities, the tables of "
            "people and of need by area and the place index. The same input gives the same bytes."
        ),
        epilog=EXIT_CODES,
    )
    build.add_argument("--reference", type=Path, required=True, help="folder of reference inputs")
    build.add_argument("--out", type=Path, help="project folder to write into (default: this one)")
    build.set_defaults(run=_build)
    _add_fetch(commands)
    _add_search(commands, "lookup", "where one postcode lies", "a whole postcode", Index.postcode)
    _add_search(
        commands,
        "find",
        "where any place lies",
        "a postcode, a part of one, a village, town, ward, authority, HCP area or lot",
        Index.find,
    )
    return parser


def _add_fetch(commands: Commands) -> None:
    fetch = commands.add_parser(
        "fetch",
        help="read the LSOA outlines anew from the ONS Open Geography Portal",
        description=(
            "Reads the outlines of the LSOAs (2011) from the ONS Open Geography Portal, checks "
            "them and writes a reference folder for `build`. The other files are copied."
        ),
        epilog=EXIT_CODES,
    )
    fetch.add_argument("--reference", type=Path, required=True, help="folder used so far")
    fetch.add_argument("--into", type=Path, required=True, help="new folder; must not be there")
    fetch.add_argument("--layer", help="address of the layer (default: that of the portal)")
    fetch.add_argument("--cache", type=Path, help="folder where answers are kept by their tag")
    fetch.set_defaults(run=_fetch)


def _add_search(
    commands: Commands,
    name: str,
    about: str,
    takes: str,
    ask: Callable[[Index, str], Answer],
) -> None:
    search = commands.add_parser(name, help=about, description=f"Says {about}.", epilog=EXIT_CODES)
    search.add_argument("text", help=takes)
    search.add_argument("--json", action="store_true", help="print JSON")
    search.set_defaults(run=lambda options: _search(options, ask))


def _search(options: argparse.Namespace, ask: Callable[[Index, str], Answer]) -> int:
    answer = ask(load(), options.text)
    if options.json:
        told = answer.as_json()
        if isinstance(answer, PostcodeAnswer):
            told |= _point(answer)
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(sentences(answer))
    return 0


def _point(answer: PostcodeAnswer) -> dict[str, float]:
    """The point of a postcode, by the names that tables of places have for it."""
    from geo.wgs84 import degrees  # slow to load and only needed here

    longitude, latitude = degrees(answer.easting, answer.northing)
    return {
        "easting": answer.easting,
        "northing": answer.northing,
        "longitude": longitude,
        "latitude": latitude,
    }


def _build(options: argparse.Namespace) -> int:
    from geo.build.run import PROJECT, build  # geopandas is slow to load and only needed here

    out = options.out or PROJECT
    for file, content in build(options.reference, out=out).items():
        print(f"{len(content):>9,} bytes  {file.relative_to(out)}")
    return 0


def _fetch(options: argparse.Namespace) -> int:
    from geo.ons.fetch import fetch_and_say

    said = fetch_and_say(
        options.layer, reference=options.reference, into=options.into, cache=options.cache
    )
    print(*said, sep="\n")
    return 0
