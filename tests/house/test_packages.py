"""Every package has its licence in docs/licences.md and, where we chose it, its reason."""

from __future__ import annotations

import re

import pytest

from tests.licences import DOC, page
from tests.served import ROOT


def test_the_licence_of_every_pinned_package_stands_as_it_tells_it():
    assert DOC.read_text("utf-8") == page(), "`make licences` writes the page anew"


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_each_package_beyond_the_customers_list_has_its_reason(name: str):
    ours = (ROOT / f"{name}.in").read_text("utf-8").partition("# Beyond the list")[2]
    lines = ours.splitlines()[1:]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[\w<>=.-]+ +# .+", line)] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_each_package_asked_for_is_pinned_and_from_no_place_of_its_own(name: str):
    asked = re.findall(r"^([\w-]+)", (ROOT / f"{name}.in").read_text("utf-8"), flags=re.MULTILINE)
    lines = (ROOT / f"{name}.txt").read_text("utf-8").splitlines()[1:]
    wrong = [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+ +# via .+", line)]
    assert wrong == []
    pinned = {line.partition("==")[0] for line in lines}
    assert {one for one in asked if not one.startswith("-")} <= pinned
