"""`python -m data refresh`: a candidate, checked and compared, before anything is replaced.

The notices are made up; the package is a copy of the real one whose own notices are not asked for.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.checks.loading import InvalidData
from data.cli import main
from data.live.packages import description, load_whole, table_paths
from data.notices.http import SourceProblem
from data.notices.refresh import refresh
from data.package.versions import next_version
from data.queries.conflicts import points
from tests.mutations import real_package, redescribe, replace
from tests.official.find_a_tender import (
    OCID,
    OTHER,
    FindATender,
    lots,
    one_lot,
    pounds,
    release,
)
from tests.official.wire import Reply, quick, served
from tests.served import free_port

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2031, 1, 1)
MADE_UP = {
    "source_id": "fts-made-up",
    "title": "Care in Sampleton: notices",
    "short_name": "Sampleton notices",
    "body": "Find a Tender",
    "date": "2030-01-01",
    "date_precision": "day",
    "date_basis": "stated",
    "kind": "procurement notice",
    "held": "record",
    "reference": OCID,
    "about": "Made up for a test.",
}


def append(package: Path, table: str, row: dict[str, str]) -> None:
    """Add a row to a table as a person would; cells that it does not name stay empty."""
    path = package / "tables" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    assert set(row) <= set(columns)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerow(row)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    folder.mkdir()
    real_package(folder)
    sources = folder / "tables" / "sources.csv"
    text = sources.read_text(encoding="utf-8").replace("ocds-", "not asked for ")
    sources.write_text(text, encoding="utf-8")
    append(folder, "sources", MADE_UP)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run(package: Path, into: Path, service: FindATender | None = None):
    getter = quick(service or FindATender())
    return refresh(getter, package=package, into=into, service="http://service", day=DAY)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_new_is_in_the_candidate_and_nowhere_else(package, tmp_path):
    before = files(package)
    into = tmp_path / "candidate"
    done = run(package, into)
    assert (done.notices, done.warnings) == (5, ())
    assert files(package) == before
    changed = {name for name, text in files(into).items() if before[name] != text}
    assert changed == {
        "datapackage.json",
        *(f"tables/{name}.csv" for name in ("sources", "events", "metrics", "figures")),
    }
    assert done.catalogue is not None
    assert done.catalogue.version == next_version(load_whole(package).version)
    told = json.loads((into / "datapackage.json").read_bytes())["changes"][0]
    assert told["date"] == "2031-01-01"
    assert told["summary"] == (
        "Notices read from Find a Tender on 1 January 2031: new rows: 3 in metrics, "
        "4 in figures, 10 in events"
    )
    assert sorted(told["tables"]) == ["events", "figures", "metrics", "sources"]


def test_rows_that_were_there_keep_their_bytes(package, tmp_path):
    into = tmp_path / "candidate"
    run(package, into)
    for table in ("events", "metrics", "figures"):
        name = f"tables/{table}.csv"
        assert files(into)[name].startswith(files(package)[name])


def test_a_source_is_as_new_as_its_newest_notice_and_old_events_keep_their_day(package, tmp_path):
    event = {
        "event_id": "sampleton-begins",
        "lane": "background",
        "title": "Sampleton begins",
        "date": "2029-01-01",
        "date_precision": "day",
        "date_sense": "on",
        "status": "actual",
        "basis": "stated",
        "source_id": "fts-made-up",
        "place": "Notice 1",
    }
    append(package, "events", event)
    into = tmp_path / "candidate"
    run(package, into)
    source = next(row for row in rows(into, "sources") if row["source_id"] == "fts-made-up")
    assert source["date"] == "2030-08-01"
    mine = next(row for row in rows(into, "events") if row["event_id"] == "sampleton-begins")
    assert mine["as_at"] == "2030-01-01"


def test_a_second_run_finds_nothing_new(package, tmp_path):
    first = tmp_path / "first"
    run(package, first)
    assert run(first, tmp_path / "second").catalogue is None
    assert not (tmp_path / "second").exists()


def test_a_later_notice_is_added_to_what_is_there(package, tmp_path):
    run(package, tmp_path / "first")
    more = [*one_lot(), release(6, "2030-12-01T09:00:00Z", "contractAmendment")]
    run(tmp_path / "first", tmp_path / "second", FindATender({OCID: more}))
    before, after = (rows(tmp_path / name, "events") for name in ("first", "second"))
    assert after[: len(before)] == before
    assert [row["title"] for row in after[len(before) :]] == ["Contract amended"]


def of_one_lot(number: int, moment: str, tag: str, **more: object) -> dict:
    """A notice of a procurement of one lot with the made-up package's own process."""
    return release(number, moment, tag, tender={"id": "T", "lots": lots(1)} | more)


def test_two_contracts_are_two_things_and_no_disagreement(package, tmp_path):
    notices = [
        of_one_lot(n, f"2030-0{n}-02T09:00:00Z", "contract")
        | {"contracts": [{"id": f"C{n}", "value": pounds(n * 400_000)}]}
        for n in (1, 2)
    ]
    done = run(package, tmp_path / "candidate", FindATender({OCID: notices}))
    found = [r["value"] for r in rows(tmp_path / "candidate", "figures") if "__c" in r["metric_id"]]
    assert found == ["400000", "800000"]
    assert not [i for i in points(done.catalogue)["subject_id"] if i.startswith("notice_")]


def test_two_notices_of_a_day_are_two_papers_and_none_differs_from_itself(package, tmp_path):
    notices = [
        of_one_lot(n, f"2030-02-02T0{n}:00:00Z", "tender", value=pounds(n * 1e6)) for n in (1, 2)
    ]
    done = run(package, tmp_path / "candidate", FindATender({OCID: notices}))
    found = points(done.catalogue).filter(subject_id="notice_estimate_fts_made_up")
    assert found["within_one"].to_list() == [False]


@pytest.mark.parametrize(
    ("service", "sentence"),
    [
        (FindATender({}), "has nothing at this address"),
        (FindATender(early=[Reply(503)] * 3), "too busy or out of order"),
        (FindATender(circle=True), "lead in a circle"),
    ],
)
def test_a_service_that_fails_leaves_nothing_behind(package, tmp_path, service, sentence):
    before = files(package)
    with pytest.raises(SourceProblem, match=sentence):
        run(package, tmp_path / "candidate", service)
    assert files(package) == before
    assert not (tmp_path / "candidate").exists()


def test_a_package_that_is_broken_is_not_built_on(package, tmp_path):
    replace(package / "tables" / "sources.csv", "fts-made-up", "not a name")
    with pytest.raises(InvalidData):
        run(package, tmp_path / "candidate")


def test_a_candidate_that_breaks_a_rule_is_thrown_away(package, tmp_path):
    def no_bids(descriptor: dict) -> None:
        events = next(table for table in descriptor["resources"] if table["name"] == "events")
        title = next(field for field in events["schema"]["fields"] if field["name"] == "title")
        title["constraints"]["pattern"] = "(?!Bids due).*"

    redescribe(package / "datapackage.json", no_bids)
    load_whole(package)
    with pytest.raises(InvalidData, match="Bids due"):
        run(package, tmp_path / "candidate")
    assert not (tmp_path / "candidate").exists()


def test_without_a_process_there_is_nothing_to_ask(package, tmp_path):
    replace(package / "tables" / "sources.csv", OCID, "no process")
    with pytest.raises(SourceProblem, match="No source of the data names a procurement process"):
        run(package, tmp_path / "candidate")


def test_a_source_of_two_processes_is_refused(package, tmp_path):
    replace(package / "tables" / "sources.csv", OCID, f"{OCID} and {OTHER}")
    with pytest.raises(SourceProblem) as caught:
        run(package, tmp_path / "candidate")
    assert str(caught.value) == (
        "The source fts-made-up names 2 processes. Give each a row of its own."
    )


@pytest.mark.parametrize(
    ("version", "after"), [("1.1.0", "1.2.0"), ("1.9.3", "1.10.0"), ("2", "2.1.0"), ("x", "0.1.0")]
)
def test_the_next_version(version, after):
    assert next_version(version) == after


@pytest.fixture
def command(package: Path, tmp_path: Path, monkeypatch) -> Iterator[list[str]]:
    monkeypatch.setenv("DATA_PACKAGE", str(package))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    service = FindATender()
    with served(service) as url:
        service.host = url
        yield ["refresh", "--cache", str(tmp_path / "cache"), "--source", url]


def test_the_command_puts_a_checked_candidate_in_place(command, package, capsys):
    assert main(command) == 0
    out = capsys.readouterr().out
    assert out.startswith("5 notices were read.\nFrom version ")
    assert "fts-made-up-bids-due-2030-05-15" in out
    version = load_whole(package).version
    assert f"\nVersion {version} is in place.\n" in out
    assert main(command) == 0
    assert capsys.readouterr().out == "5 notices were read.\nNothing in them is new.\n"


def tables_of(folder: Path) -> tuple[str, dict[str, bytes]]:
    """The version that a reader gets, and each table byte for byte."""
    package = description(folder)
    version = load_whole(folder).version
    return version, {path: (package.parent / path).read_bytes() for path in table_paths(package)}


def test_the_command_leaves_the_candidate_where_it_is_told(command, package, tmp_path, capsys):
    before = files(package)
    into = tmp_path / "candidate"
    assert main([*command, "--into", str(into)]) == 0
    assert f"Next: python -m data install {into}" in capsys.readouterr().out
    assert files(package) == before
    assert main(["install", str(into)]) == 0
    assert load_whole(package).version == load_whole(into).version
    assert main([*command, "--into", str(into)]) == 1
    assert "is there already" in capsys.readouterr().err


def test_the_command_says_that_there_is_no_network(command, package, capsys):
    before = files(package)
    command[-1] = f"http://127.0.0.1:{free_port()}"
    assert main(command) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (
        "",
        "127.0.0.1 cannot be reached: there is no network, or it is not let through.\n"
        "Nothing was changed.\n",
    )
    assert files(package) == before


def test_the_command_says_what_is_broken(command, package, capsys):
    shutil.rmtree(package / "tables")
    assert main(command) == 1
    assert capsys.readouterr().err.endswith("Nothing was changed.\n")
