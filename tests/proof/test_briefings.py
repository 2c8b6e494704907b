"""Every briefing on paper: pages, their numbers, all words, nothing cut off."""

from __future__ import annotations

import pytest

from tests.browser.test_briefing import ADDRESSES, is_whole_on_paper
from tests.browser.visitor import Visitor


@pytest.mark.parametrize("address", ADDRESSES)
def test_on_paper_it_is_whole(visitor: Visitor, address: str):
    is_whole_on_paper(visitor, address)
