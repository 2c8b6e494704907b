"""What is set up elsewhere, and used by the proof too: the browser, and a refresh of notices."""

from tests.browser.conftest import browser, elsewhere, new_visitor, profiles, visitor
from tests.renewal.test_refresh import command, package

__all__ = ["browser", "command", "elsewhere", "new_visitor", "package", "profiles", "visitor"]
