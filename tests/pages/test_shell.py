"""The frame around the pages: each page's title, what shows and what is logged on a failure."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import sys

import pytest
from streamlit.testing.v1 import AppTest

import data
from components.live import shell
from components.page_list import PAGES, SERVICE
from web.streamlit_host import start_page

TYPED = "ME13 8XX"


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_each_page_opens_by_its_own_url(open_page, entry):
    app = open_page(entry.path)
    assert not app.warning
    assert not app.error


def test_titles_are_all_different():
    titles = [entry.title for entry in PAGES]
    assert len(set(titles)) == len(titles)
    assert all(SERVICE in title for title in titles)


def failed(exc: Exception) -> Exception:
    try:
        raise exc
    except type(exc) as raised:
        return raised


@pytest.fixture
def told(caplog):
    """What a visitor is told and what is logged when a page fails with an exception."""

    def run(exc: Exception) -> tuple[str, str]:
        def page(exc):
            from components.live import shell

            shell.show_trouble(exc)

        caplog.clear()
        app = AppTest.from_function(page, kwargs={"exc": exc}, default_timeout=30).run()
        assert not app.exception
        (error,) = app.error
        return error.value, caplog.text

    return run


def test_a_failed_page_says_so_in_plain_words(told):
    sentence, log = told(failed(ValueError(f"no such place: {TYPED}")))
    assert sentence == "Part of this page cannot be shown. The fault has been noted."
    assert "ValueError" in log
    assert "in failed" in log


def test_what_a_visitor_typed_is_not_logged(told):
    sentence, log = told(failed(ValueError(f"no such place: {TYPED}")))
    assert TYPED not in sentence + log


def test_bad_data_is_called_bad_data(told):
    sentence, _log = told(failed(data.InvalidData([])))
    assert "data" in sentence


def test_streamlits_own_line_goes_out_without_the_exception():
    try:
        raise ValueError(TYPED)
    except ValueError:
        info = sys.exc_info()
    record = logging.LogRecord("streamlit", logging.ERROR, "x.py", 1, "Failed", None, info)
    assert shell.keep_words_out_of_the_log(record)
    assert TYPED not in logging.Formatter().format(record)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_the_start_page_is_ours(entry):
    page = start_page.html(entry, None)
    assert page.count("<title>") == 1
    assert f"<title>{entry.title}</title>" in page
    assert '<html lang="en-GB">' in page
    assert 'as="font"' not in page
    assert "agent" not in page
    assert "needs JavaScript" in page
    assert '<div id="root">' in page


def test_the_start_page_asks_no_other_host():
    page = start_page.html(PAGES[0], None)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_every_inline_script_is_allowed_by_its_digest():
    page = start_page.html(PAGES[0], None)
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = start_page.inline_scripts()
    assert scripts
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in digests
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", digest) for digest in digests)
