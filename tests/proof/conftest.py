"""The browser of the browser tests, for those of the proof."""

from tests.browser.conftest import browser, new_visitor, visitor

__all__ = ["browser", "new_visitor", "visitor"]
