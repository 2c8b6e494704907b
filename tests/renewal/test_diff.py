"""`python -m data diff` and `check`: what differs, what it shows on, and what version tells."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from data.checks.loading import load
from data.checks.rules import surely_kept
from data.checks.validation import table_faults
from data.cli import main
from data.live.packages import load_whole
from data.package.catalogue import PACKAGE
from data.steward.diff import Difference, difference
from data.steward.diff_figures import BEGINS, ENDS, in_words
from data.steward.diff_words import as_text
from data.steward.release import NoNewVersion, new_version
from tests.mutations import PLACES, VISITS, real_package, redescribe, replace, small_package
from tests.packages import NEXT, NOW, append, with_new_paper


@pytest.fixture
def new(tmp_path: Path) -> Path:
    (tmp_path / "new").mkdir()
    return real_package(tmp_path / "new").parent


def differing(old: Path, new: Path) -> Difference:
    return difference(load_whole(old), load_whole(new))


def test_two_copies_do_not_differ(old: Path, new: Path, capsys):
    found = differing(old, new)
    assert not found
    assert found.pages == {}
    assert main(["diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out == f"No difference: version {NOW}.\n"


def test_a_new_paper_is_told_from_rows_to_pages(old: Path, tmp_path: Path):
    found = differing(old, with_new_paper(tmp_path / "paper", version=NEXT))
    assert [(table.table, table.added) for table in found.tables] == [
        ("sources", ("update-2026",)),
        ("figures", ("event_signups_update_2026",)),
    ]
    (figure,) = found.figures
    assert (figure.change, figure.before, figure.after) == ("new", "175 people", "190 people")
    assert (figure.source, figure.place) == ("Update of November 2026", "Section 2")
    (conflict,) = found.conflicts
    assert (conflict.subject_id, conflict.change) == ("event_signups", BEGINS)
    assert conflict.values[-1] == "190 people (Update of November 2026)"
    label = "People who signed up for events"
    for page in ("Engagement", "What changed", "Data and sources", "Where papers disagree"):
        assert label in found.pages[page]
    assert label not in found.pages.get("Money", [])
    assert found.version_faults == ()


def test_a_disagreement_that_ends(old: Path, tmp_path: Path):
    found = differing(with_new_paper(tmp_path / "paper"), old)
    (conflict,) = found.conflicts
    assert (conflict.subject_id, conflict.change) == ("event_signups", ENDS)
    (figure,) = found.figures
    assert (figure.change, figure.before, figure.after) == ("gone", "190 people", None)


def test_a_corrected_figure_says_from_and_to(old: Path, new: Path):
    replace(new / "tables" / "figures.csv", "event_signups,175,", "event_signups,176,")
    found = differing(old, new)
    (table,) = found.tables
    (row,) = table.changed
    assert row.cells == {"value": ("175", "176")}
    (figure,) = found.figures
    assert (figure.before, figure.after) == ("175 people", "176 people")
    assert "corrected from 175 people to 176 people" in as_text(found)


def test_an_envelope_is_a_figure_too(old: Path, new: Path):
    replace(new / "tables" / "envelopes.csv", ",31689754,", ",31689755,")
    (figure,) = differing(old, new).figures
    assert (figure.before, figure.after) == ("£31,689,754", "£31,689,755")
    assert figure.label.startswith("envelopes, lot-6, published, ")
    assert "Money" in figure.pages


def test_rows_in_another_order_and_a_new_description(old: Path, new: Path):
    gaps = new / "tables" / "gaps.csv"
    header, first, second, *rest = gaps.read_text("utf-8").splitlines(keepends=True)
    gaps.write_text("".join([header, second, first, *rest]), encoding="utf-8")
    redescribe(
        new / "datapackage.json",
        lambda described: next(
            table for table in described["resources"] if table["name"] == "themes"
        ).update(title="All themes"),
    )
    found = {table.table: table for table in differing(old, new).tables}
    assert found["gaps"].reordered
    assert not found["gaps"].changed
    assert found["themes"].described_anew
    text = as_text(differing(old, new))
    assert "the rows stand in another order" in text
    assert "the description of the table changed" in text


def test_a_column_more(old: Path, new: Path):
    def describe(descriptor: dict) -> None:
        table = next(t for t in descriptor["resources"] if t["name"] == "funding_pots")
        more = {"name": "more", "type": "string", "title": "More", "description": "More"}
        table["schema"]["fields"].append(more)

    redescribe(new / "datapackage.json", describe)
    pots = new / "tables" / "funding_pots.csv"
    header, *rows = pots.read_text("utf-8").splitlines()
    pots.write_text("\n".join([f"{header},more", *(f"{row}," for row in rows)]), encoding="utf-8")
    (table,) = differing(old, new).tables
    assert (table.columns_added, table.changed) == (("more",), ())
    assert differing(new, old).tables[0].columns_removed == ("more",)


def test_json_holds_the_same(old: Path, tmp_path: Path, capsys):
    paper = with_new_paper(tmp_path / "paper")
    assert main(["diff", str(old), str(paper / "datapackage.json"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["tables"][0]["added"] == ["update-2026"]
    assert told["figures"][0]["after"] == "190 people"
    assert "Where papers disagree" in told["pages"]
    assert told["version_faults"]


def test_trouble_is_2(old: Path, new: Path, tmp_path: Path, capsys):
    replace(new / "tables" / "figures.csv", "event_signups,175,", "event_signups,many,")
    assert main(["diff", str(old), str(new)]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "1 fault found."
    assert main(["diff", str(old), str(tmp_path / "nowhere")]) == 2
    with pytest.raises(SystemExit) as caught:
        main(["diff", str(old)])
    assert caught.value.code == 2


def test_what_version_and_change_log_fail_to_tell(old: Path, tmp_path: Path, capsys):
    paper = with_new_paper(tmp_path / "paper")
    described = paper / "datapackage.json"
    (fault,) = differing(old, paper).version_faults
    assert fault.startswith("Tables changed (figures, sources) and the version did not: ")
    assert main(["check", str(paper)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"Before it is installed: {fault}"
    replace(described, f'"version": "{NOW}"', '"version": "1.0.9"')
    (fault,) = differing(old, paper).version_faults
    assert fault == (
        f"Version 1.0.9 comes before {NOW}, the one that is there now. Start again from a new "
        "export (python -m data export-workbook) and put your rows in."
    )
    replace(described, '"version": "1.0.9"', '"version": "9.10.0"')
    (fault,) = differing(old, paper).version_faults
    assert fault == "The change log has no entry for version 9.10.0: add one."
    entry = {"version": "9.10.0", "date": "2026-11-24", "summary": "So", "tables": ["sources"]}
    redescribe(described, lambda descriptor: descriptor["changes"].insert(0, entry))
    (fault,) = differing(old, paper).version_faults
    assert fault.startswith("The change log does not say that these tables changed: figures. ")
    redescribe(described, lambda descriptor: descriptor["changes"].pop())
    assert "The change log has lost its entry for version 1.0.0." in (
        differing(old, paper).version_faults
    )
    redescribe(described, lambda descriptor: descriptor.update(name="another"))
    (fault,) = differing(old, paper).version_faults
    assert fault.startswith("This is a package of other data")


def test_a_package_made_beside_another_does_not_undo_it(tmp_path: Path):
    """Two people start from one version; both call theirs the next, and one is installed first."""
    first = with_new_paper(tmp_path / "first", version=NEXT)
    second = tmp_path / "second"
    second.mkdir()
    package = real_package(second)
    replace(second / "tables" / "themes.csv", "Care itself", "The care itself")
    new_version(package, "Better words", version=NEXT)
    (fault,) = differing(first, second).version_faults
    assert fault.startswith(f"This package was not made from version {NEXT}, the one that is there")
    with pytest.raises(
        NoNewVersion, match=rf"not made from version {re.escape(NEXT)}.*Start again from a new"
    ):
        new_version(package, "Better words", before=first)
    (fault,) = differing(first, second).version_faults
    assert fault.startswith(f"This package was not made from version {NEXT}, the one that is there")


def test_check_says_nothing_of_versions_where_all_is_told(tmp_path: Path, capsys):
    paper = with_new_paper(tmp_path / "paper", version=NEXT)
    assert main(["check", str(paper)]) == 0
    tables = len([*load(paper / "datapackage.json")])
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"All {tables} tables are valid, version {NEXT}."
    )


def test_a_new_version_writes_the_entry(tmp_path: Path, capsys):
    paper = with_new_paper(tmp_path / "paper")
    assert main(["new-version", str(paper), "A new paper"]) == 0
    assert capsys.readouterr().out.startswith(f"This is version {NEXT} now")
    assert main(["new-version", str(paper), "A paper", "--version", "9.9.0"]) == 0
    log = load_whole(paper).descriptor["changes"]
    before = json.loads(PACKAGE.read_text("utf-8"))["changes"]
    assert log[1:] == before
    assert log[0]["version"] == "9.9.0"
    assert log[0]["summary"] == "A paper"
    assert log[0]["tables"] == ["sources", "figures"]


def test_a_version_for_nothing_or_without_words(old: Path, tmp_path: Path, capsys):
    with pytest.raises(NoNewVersion, match="No table differs"):
        new_version(old, "Nothing")
    paper = with_new_paper(tmp_path / "paper")
    assert main(["new-version", str(paper), " "]) == 1
    assert main(["new-version", str(paper), "So", "--version", "1.1.9"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "The entry needs a sentence that says what changed.",
        f"The version has to come after {NOW}.",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (9566325, "GBP", "£9,566,325"),
        (2.0, "percent", "2%"),
        (0.5, "years", "0.5 years"),
        ("about half", "people", "about half"),
    ],
)
def test_figures_in_words(value: object, unit: str, words: str):
    assert in_words(value, unit) == words


# Where the quick look and the library that has the last word meet: cells near every rule.
CELLS = ["", " ", "0", "-1", "1", "01", "1.0", "0.1", "0.125", "1e1", "true", "True", "town"]
CELLS += [
    "city",
    "2024-02-29",
    "2023-02-29",
    "2024-2-1",
    "0000-01-01",
    "alpha",
    "Alpha",
    "beta",
    "a\nb",
]


@pytest.mark.parametrize("column", range(7))
def test_the_quick_look_never_passes_what_the_library_would_not(tmp_path: Path, column: int):
    package = small_package(tmp_path)
    descriptor = json.loads(package.read_text("utf-8"))
    (tmp_path / "visits.csv").write_text(VISITS, encoding="utf-8")
    header, first, *others = PLACES.splitlines()
    for cell in CELLS:
        cells = first.split(",")
        cells[column] = f'"{cell}"'
        (tmp_path / "places.csv").write_text(
            "\n".join([header, ",".join(cells), *others]), encoding="utf-8"
        )
        quick = table_faults(tmp_path, descriptor)
        assert quick == table_faults(tmp_path, descriptor, thorough=True), cell
        if any(fault.file == "places.csv" for fault in quick):
            assert not surely_kept(tmp_path, descriptor["resources"][0]), cell


def test_the_quick_look_is_enough_for_the_committed_package(old: Path):
    descriptor = json.loads((old / "datapackage.json").read_text("utf-8"))
    assert all(surely_kept(old, table) for table in descriptor["resources"])
    load(old / "datapackage.json", thorough=True)
    append(old / "tables" / "gaps.csv", "\n")
    gaps = next(table for table in descriptor["resources"] if table["name"] == "gaps")
    assert not surely_kept(old, gaps)
