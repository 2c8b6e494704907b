"""The beginning of a package for another ICB: names and a profile that cannot be used are told."""

from __future__ import annotations

import json

import pytest

from data.cli import main
from data.package.profile import faults
from data.steward.beginning import NotBegun, begin
from tests import examplshire


def test_names_that_cannot_be_used(tmp_path):
    incomplete = {key: text for key, text in examplshire.NAMES.items() if key != "region"}
    with pytest.raises(NotBegun, match="dashboard needs a text under region"):
        begin(tmp_path / "new", incomplete)
    with pytest.raises(NotBegun, match="there already"):
        begin(tmp_path, examplshire.NAMES)
    assert not (tmp_path / "new").exists()


def test_a_file_of_names_that_cannot_be_read_and_a_folder_that_cannot_be_written(tmp_path, capsys):
    names = tmp_path / "names.json"
    new = str(tmp_path / "new")
    assert main(["begin", new, str(names)]) == 1
    names.mkdir()
    assert main(["begin", new, str(names)]) == 1
    names.rmdir()
    names.write_text("{", encoding="utf-8")
    assert main(["begin", new, str(names)]) == 1
    names.write_text(json.dumps(examplshire.NAMES), encoding="utf-8")
    assert main(["begin", f"{names}/new", str(names)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"There is no file {names}.",
        "The file of names cannot be read: Is a directory.",
        "The file of names cannot be read as JSON.",
        f"The folder {names}/new cannot be written: Not a directory.",
    ]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (None, "the package needs an object under dashboard"),
        ({"committees": "esc"}, "dashboard needs a list of texts under committees"),
        ({"map": {"longitude": 1}}, "under map, as numbers"),
        ({"thread": {"what": ""}}, "under thread, as texts"),
        ({"outline_rule": ""}, "a text under outline_rule"),
        ({"stories": ["far-2019"]}, "dashboard has no use for stories"),
        ({"findings": {"esc": ""}}, "a text for each committee under findings"),
        ({"earlier_scope": {"label": "Old"}}, "needs label, when under earlier_scope, as texts"),
        ({"earlier_list": {}}, "needs name, short, covers, caution under earlier_list, as texts"),
        ({"earlier_round": "Far"}, "audience, choice, whose under earlier_round, as texts"),
    ],
)
def test_a_profile_with_a_fault(given, fault):
    told = None if given is None else {**examplshire.NAMES, **given}
    assert any(fault in one for one in faults({"dashboard": told}))
