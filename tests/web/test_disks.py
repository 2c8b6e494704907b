"""`web build` ends as done or as undone and says which, whatever call to the disk fails."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.renewal.test_install import files
from tests.system_calls import ERRORS, walk
from web.cli import main
from web.export.export import MARK, Export


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("there", [False, True], ids=["new folder", "earlier export"])
def test_an_export_is_the_old_or_the_new_at_every_call(
    tmp_path: Path, monkeypatch, capsys, number: int, there: bool
):
    monkeypatch.setattr(Export, "files", lambda self: iter([(MARK, "x"), ("a/new.html", "new")]))
    before = {f"out/{MARK}": b"x", "out/old.html": b"old"} if there else {}
    codes = []

    def begin(folder: Path) -> None:
        folder.mkdir()
        for name, content in before.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        codes.append(code)
        assert (code == 0) == said.out.startswith("Wrote 2 files")
        assert (code == 1) == ("The export could not be written: " in said.err)
        found = {name: text for name, text in files(folder).items() if name.startswith("out/")}
        if code:
            assert found == before
        else:
            ours = ["a/new.html", "a/new.html.br", "a/new.html.gz", MARK]
            assert sorted(found) == [f"out/{name}" for name in ours]
        for left in folder.glob(".out-*"):  # what could not be cleared away is named
            assert str(left) in said.err

    run = lambda folder: main(["build", str(folder / "out")])  # noqa: E731
    assert walk(tmp_path, begin, run, judge, number) > 15
    assert codes[-1] == 0
