"""`python -m web build OUT`: the embeds as files for any web server.

Exit codes: 0 written, 1 not written (one sentence on standard error says why), 2 asked wrongly.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from data.checks.loading import InvalidData
from data.live.current import current
from data.live.output import to_its_end
from geo.errors import GeoProblem
from web.export.export import CannotExport, Export, build


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    asked = _parser().parse_args(arguments)
    return to_its_end(lambda: _run(asked))


def _run(asked: argparse.Namespace) -> int:
    try:
        export = Export(
            catalogue=current(),
            today=asked.date,
            dashboard=asked.dashboard,
            base=asked.base_url,
        )
        number = build(export, asked.out)
    except InvalidData as exc:
        return _failed(f"The data is not in order, so nothing was written. {exc}")
    except (CannotExport, GeoProblem) as exc:
        return _failed(str(exc))
    print(f"Wrote {number} files to {asked.out}, each with a .gz and a .br copy.")
    if asked.base_url is None:
        print("Without --base-url there is no page of embed code and no sitemap.")
    if asked.dashboard is None:
        print("Without --dashboard the pages do not link to the full dashboard.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m web", description=(__doc__ or "").split("\n")[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    writes = commands.add_parser("build", help="write the embeds into a folder")
    writes.add_argument("out", type=Path, help="a new or empty folder, or an earlier export")
    writes.add_argument(
        "--dashboard", type=_address, help="address of the full dashboard, for the links to it"
    )
    writes.add_argument(
        "--base-url", type=_address, help="address at which the folder will stand, for the sitemap"
    )
    writes.add_argument(
        "--date",
        type=dt.date.fromisoformat,
        default=dt.date.today(),
        help="the day that the timeline calls today (YYYY-MM-DD); today, unless given",
    )
    return parser


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address such as https://example.org")
    return text.rstrip("/")


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
