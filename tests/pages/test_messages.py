"""How much a live page sends: what stands together goes out together."""

from __future__ import annotations

import pytest

from components.page_list import PAGES

MOST, MOSTLY = 25, 15  # messages of a run, on any page and on most


def messages(app) -> int:
    """Blocks and elements of a page, each a message, without what Streamlit itself adds."""
    return sum(1 for part in app.main if part is not app.main)


@pytest.fixture(scope="module")
def counted() -> dict[str, int]:
    return {}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_no_page_sends_more_than_that(open_page, counted, entry):
    counted[entry.name] = messages(open_page(entry.path))
    assert counted[entry.name] <= MOST


def test_most_pages_send_less(counted):
    small = [name for name, number in counted.items() if number <= MOSTLY]
    assert len(small) > len(counted) / 2, counted
