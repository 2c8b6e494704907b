"""`python -m data`: commands for people who keep the data."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from data.checks.loading import InvalidData
from data.live.output import Commands, to_its_end
from data.live.packages import VARIABLE, home, load_whole
from data.live.writing import what_failed
from data.notices.refresh import add_command as add_refresh
from data.package.catalogue import Catalogue
from data.steward.beginning import add_command as add_begin
from data.steward.diff import Difference, difference
from data.steward.diff_words import as_json, as_text
from data.steward.install import NotInstalled, cut_off, install, recover
from data.steward.release import NoNewVersion, new_version
from data.waiting.command import add_command as add_waits

CODES = """Exit codes: 0 all well, 1 faults found or not installed, 2 wrong usage.
For diff, as for the diff of Unix: 0 no difference, 1 differences, 2 trouble."""
PACKAGE_HELP = "folder of a package, or its datapackage.json"
FOLDER_HELP = f"folder of the package to replace (default: that in {VARIABLE}, or data/)"


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 all well, 1 faults found, 2 wrong usage.

    `diff` gives 0 for no difference, 1 for differences, 2 for trouble.
    """
    options = _parser().parse_args(arguments)
    return to_its_end(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    try:
        return options.run(options)
    except OSError as error:
        what = f"A file could not be read or written ({what_failed(error)})."
        return _complain([what, "Nothing was changed."])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data",
        description=__doc__,
        epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_looking(commands)
    _add_installing(commands)
    _add_workbook(commands)
    add_refresh(commands)
    add_waits(commands)
    add_begin(commands)
    return parser


def _add_looking(commands: Commands) -> None:
    check = commands.add_parser("check", help="validate every table and print a line for each")
    check.add_argument(
        "package", nargs="?", type=Path, help=f"{PACKAGE_HELP} (default: the one that is shown)"
    )
    check.set_defaults(run=_check)

    diff = commands.add_parser("diff", help="say what differs, and on which page it shows")
    diff.add_argument("old", metavar="OLD", type=Path, help=PACKAGE_HELP)
    diff.add_argument("new", metavar="NEW", type=Path, help=PACKAGE_HELP)
    diff.add_argument("--json", action="store_true", help="for programs")
    diff.set_defaults(run=_diff)

    version = commands.add_parser("new-version", help="write version and change log entry")
    version.add_argument("package", type=Path, help=PACKAGE_HELP)
    version.add_argument("summary", metavar="SENTENCE", help="what changed, in a sentence")
    version.add_argument("--version", help="such as 1.2.0 (default: the second number goes up)")
    version.set_defaults(run=_new_version)


def _add_installing(commands: Commands) -> None:
    put = commands.add_parser("install", help="check a package and put it in place, whole")
    put.add_argument("candidate", metavar="CANDIDATE", type=Path, help=PACKAGE_HELP)
    put.add_argument("--into", metavar="FOLDER", type=Path, help=FOLDER_HELP)
    put.add_argument("--back", action="store_true", help="let an older version replace a newer one")
    put.set_defaults(run=_install)

    finish = commands.add_parser("recover", help="finish an installation that was cut off")
    finish.add_argument("folder", type=Path, nargs="?", help=FOLDER_HELP)
    finish.set_defaults(run=_recover)


def _add_workbook(commands: Commands) -> None:
    out = commands.add_parser("export-workbook", help="write all tables into one spreadsheet")
    out.add_argument("workbook", metavar="FILE.xlsx", type=Path)
    out.add_argument("--from", dest="package", metavar="PACKAGE", type=Path, help=PACKAGE_HELP)
    out.set_defaults(run=_export)

    back = commands.add_parser("import-workbook", help="write the tables of a spreadsheet as CSV")
    back.add_argument("workbook", metavar="FILE.xlsx", type=Path)
    into = "folder of the package to write (default: one beside the workbook, of its name)"
    back.add_argument("--into", metavar="FOLDER", type=Path, help=into)
    back.set_defaults(run=_import)


def _check(options: argparse.Namespace) -> int:
    if cut_off(options.package):
        return _complain(
            [
                "An installation into this folder was cut off: its files are not all in their "
                "places, so a check would not see what you change there. Run python -m data "
                "recover first. It keeps what it replaces."
            ]
        )
    try:
        catalogue = load_whole(options.package, thorough=True)
    except InvalidData as error:
        return _list_faults(error)
    for name in catalogue:
        print(f"{name:24}{catalogue[name].height:>5} rows, {catalogue[name].width:>2} columns")
    print(f"All {len(catalogue.tables)} tables are valid, version {catalogue.version}.")
    if options.package is not None:
        _say_to_do(catalogue)
    return 0


def _say_to_do(catalogue: Catalogue) -> None:
    """Say what version and change log still lack, next to the package that is shown."""
    try:
        shown = load_whole(home())
    except InvalidData:
        return
    if shown.descriptor["name"] != catalogue.descriptor["name"]:
        return
    for sentence in difference(shown, catalogue).version_faults:
        print(f"Before it is installed: {sentence}")


def _diff(options: argparse.Namespace) -> int:
    try:
        old = load_whole(options.old, older=True)
        new = load_whole(options.new)
    except InvalidData as error:
        _list_faults(error)
        return 2
    found = difference(old, new)
    print(as_json(found) if options.json else as_text(found))
    return 1 if found else 0


def _new_version(options: argparse.Namespace) -> int:
    try:
        version = new_version(options.package, options.summary, version=options.version)
    except InvalidData as error:
        return _list_faults(error)
    except NoNewVersion as error:
        return _complain([error])
    print(f"This is version {version} now, and the change log has an entry for it.")
    return 0


def _install(options: argparse.Namespace) -> int:
    try:
        if earlier := recover(options.into):
            _say(["An earlier installation had been cut off and is finished now."])
            _say(earlier.notes())
        done = install(options.candidate, options.into, back=options.back)
    except InvalidData as error:
        _list_faults(error)
        return _complain(["Nothing was installed."])
    except NotInstalled as error:
        return _complain([*error.reasons, "Nothing was installed."])
    print(_installed(done.version, done.difference))
    _say(done.notes())
    return 0


def _say(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        print(sentence)


def _installed(version: str, told: Difference | None) -> str:
    if told is None:
        return f"Version {version} is in place."
    if not told:
        return f"Version {version} was in place already: nothing differs."
    pages = ", ".join(told.pages)
    return f"Version {version} is in place, after {told.old_version}. Pages to look at: {pages}."


def _recover(options: argparse.Namespace) -> int:
    try:
        finished = recover(options.folder)
    except NotInstalled as error:
        return _complain([*error.reasons, "Nothing was finished."])
    if finished is None:
        print("There was nothing to finish.")
        return 0
    print("The installation is finished now.")
    _say(finished.notes())
    return 0


def _export(options: argparse.Namespace) -> int:
    # Imported here and below: the library of spreadsheets is of no use to the other commands.
    from data.workbook.workbook import BadWorkbook, export_workbook

    try:
        sheets = export_workbook(options.workbook, options.package)
    except InvalidData as error:
        return _list_faults(error)
    except BadWorkbook as error:
        return _complain(error.faults)
    print(f"{options.workbook} has {sheets} tables, one on each sheet.")
    return 0


def _import(options: argparse.Namespace) -> int:
    from data.workbook.read_back import BadWorkbook, import_workbook

    try:
        written = import_workbook(options.workbook, options.into)
    except InvalidData as error:
        return _list_faults(error)
    except BadWorkbook as error:
        return _complain(error.faults)
    print(f"Tables that changed: {', '.join(written)}." if written else "No table changed.")
    return 0


def _list_faults(error: InvalidData) -> int:
    count = len(error.faults)
    return _complain([*error.faults, f"{count} {'fault' if count == 1 else 'faults'} found."])


def _complain(sentences: Iterable[object]) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 1
