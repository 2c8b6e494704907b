"""Commands stand in the documents as they can be typed, and say what they do when asked."""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.served import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")])
BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```", re.M | re.S)
COMMAND = re.compile(r"(\S*python) -m ([a-z_.]+)(?: ([a-z][a-z-]+))?(?=[\s`]|$)", re.M)
MAKE = re.compile(r"(?:`|^ +)make ([a-z-]+)", re.M)
HAS_NO_HELP = ("pytest", "pip")


def commands(document: Path) -> list[tuple[str, str, str]]:
    text = document.read_text(encoding="utf-8")
    return [(m[1], m[2], m[3] or "") for m in COMMAND.finditer(text)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_command_names_the_python_that_has_the_packages(document: Path):
    text = document.read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        for line in block.splitlines():
            if "python -m" in line and not line.startswith("#"):
                assert ".venv/bin/python -m" in line, line
                shlex.split(line.partition("   ")[0])


NAMED = sorted(
    {
        (module, word)
        for document in DOCUMENTS
        for _, module, word in commands(document)
        if module not in HAS_NO_HELP
    }
)


@pytest.mark.parametrize(("module", "word"), NAMED, ids=" ".join)
def test_a_documented_command_says_what_it_does(
    module: str, word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    package = module.split(".")[0]
    assert (ROOT / package).is_dir(), module
    if module.startswith("tests.benchmarks") and module != "tests.benchmarks.bench_load":
        return  # these take no words
    words = [word] if word and package in ("data", "geo", "web") else []
    monkeypatch.setattr(sys, "argv", [module, *words, "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    assert not ended.value.code
    assert capsys.readouterr().out.startswith("usage: python -m ")


def test_each_make_command_in_the_documents_is_there():
    told = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    there = set(re.findall(r"^  make ([a-z-]+) ", told, flags=re.MULTILINE))
    named = {
        (word, document.name)
        for document in DOCUMENTS
        for word in MAKE.findall(document.read_text("utf-8"))
    }
    assert len(named) > 20
    assert {(word, document) for word, document in named if word not in there} == set()


def test_a_picture_that_there_is_not_is_told():
    ended = subprocess.run(
        [sys.executable, "-m", "tests.visual", "--only", "nonsense"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("No picture has 'nonsense' in its name: name one of overview, ")
