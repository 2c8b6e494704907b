"""Pages for a room, further: in both looks clear to all, on a small screen and on a phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewVisitor
from tests.browser.test_present import (
    LARGE,
    ON_SCREEN,
    SMALL,
    SURPLUS,
    is_whole_and_large,
    shown,
    sizes,
)
from tests.looks import LOOKS


@pytest.mark.parametrize("look", LOOKS)
def test_every_screen_is_whole_clear_and_large(new_visitor: NewVisitor, look):
    visitor = new_visitor(width=LARGE[0], height=LARGE[1], look=look)
    for path in ON_SCREEN:
        is_whole_and_large(visitor, path)
        assert visitor.violations() == [], path


def test_a_small_screen_shows_the_same(new_visitor: NewVisitor):
    visitor = new_visitor(width=SMALL[0], height=SMALL[1])
    for path in ON_SCREEN:
        shown(visitor, path)
        assert max(visitor.page.evaluate(SURPLUS)) <= 0, path


def test_a_phone_reads_it_too(new_visitor: NewVisitor):
    visitor = new_visitor(width=360, height=740, look="dark")
    for path in ON_SCREEN:
        shown(visitor, path)
        assert visitor.page.evaluate(SURPLUS)[1] <= 0, path
        assert min(sizes(visitor, ".room p")) >= 14, path
