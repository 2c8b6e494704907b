"""Pictures drawn as SVG: drawn ahead they are kept on the disk, for a visitor they are not."""

from __future__ import annotations

import errno
import json
import logging
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import vl_convert

from data.package.folder import cache_folder
from web import warm_up
from web.drawing import vega_svg as drawing
from web.kit import on_disk


def spec(value: int) -> dict:
    """A bar of a height that no other test draws."""
    return {
        "data": {"values": [{"a": "one", "b": value}]},
        "mark": "bar",
        "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
    }


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """The cache of a user for whom nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    drawing._drawn.cache_clear()
    yield cache_folder("drawings")
    drawing._drawn.cache_clear()


@pytest.fixture
def no_drawing(monkeypatch):
    """The drawing library, out of order: what is shown must have been kept."""

    def fail(_spec):
        raise ValueError("drawn anew")

    return lambda: monkeypatch.setattr(vl_convert, "vegalite_to_svg", fail)


def test_a_picture_drawn_ahead_is_at_hand_after_the_next_start(folder, no_drawing):
    with drawing.ahead():
        first = drawing.svg(spec(1), width=300)
    assert len(list(folder.iterdir())) == 1
    drawing._drawn.cache_clear()
    no_drawing()
    assert drawing.svg(spec(1), width=300) == first
    with pytest.raises(ValueError, match="drawn anew"):
        drawing.svg(spec(1), width=301)


def test_a_picture_that_a_visitor_asked_for_leaves_no_trace(folder):
    drawing.svg(spec(2), width=300)
    assert not folder.exists()


@pytest.mark.parametrize("broken", [b"", b"<svg cut off", b"\xff\xfe</svg>"])
def test_a_damaged_copy_is_drawn_anew(folder, broken):
    with drawing.ahead():
        first = drawing.svg(spec(3), width=300)
    (copy,) = folder.iterdir()
    copy.write_bytes(broken)
    drawing._drawn.cache_clear()
    assert drawing.svg(spec(3), width=300) == first


def test_a_disk_that_cannot_be_written_is_no_harm(monkeypatch, tmp_path):
    shut = tmp_path / "shut"
    shut.write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(shut))
    with drawing.ahead():
        assert drawing.svg(spec(4), width=300).startswith("<svg ")


def test_copies_lie_in_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder("any").is_relative_to(tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder("any").is_relative_to(tmp_path / "home")


LONG_AGO = time.time() - on_disk.UNUSED - 60


def test_pictures_of_older_versions_go_and_those_of_use_stay(folder):
    with drawing.ahead():
        for value in (5, 6):
            drawing.svg(spec(value), width=300)
    of_use, old = folder.iterdir()
    half = folder / "tmp_cut_off"
    half.write_bytes(b"<svg ")
    for file in (of_use, old, half):
        os.utime(file, (LONG_AGO, LONG_AGO))
    drawing._drawn.cache_clear()
    drawing._copies.clear()  # as in the next process
    with drawing.ahead():
        for value in (5, 6):
            if drawing._file(json.dumps(spec(value), sort_keys=True), 300) == of_use:
                drawing.svg(spec(value), width=300)
    assert list(folder.iterdir()) == [of_use]


def test_what_a_process_uses_stays_however_long_it_has_run(folder):
    with drawing.ahead():
        drawing.svg(spec(7), width=300)
    (copy,) = folder.iterdir()
    os.utime(copy, (LONG_AGO, LONG_AGO))
    with drawing.ahead():
        drawing.svg(spec(7), width=300)  # is in memory
    assert copy.exists()


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS])
def test_the_log_says_once_that_copies_cannot_be_kept(monkeypatch, tmp_path, caplog, fault):
    def fail(**_asked: object):
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", fail)
    monkeypatch.setattr(on_disk, "_told", set())
    for _ in range(3):
        on_disk.keep(tmp_path / "drawings" / "one.svg", b"<svg ")
    on_disk.keep(tmp_path / "static" / "one.br", b"")
    assert [record.getMessage() for record in caplog.records] == [
        f"Copies of {kind} cannot be kept: {os.strerror(fault)}"
        for kind in ("drawings", "static files")
    ]


def test_processes_that_prune_at_once_do_not_trip_over_each_other(tmp_path):
    for number in range(200):
        file = tmp_path / str(number)
        file.touch()
        os.utime(file, (LONG_AGO, LONG_AGO))
    (tmp_path / "new").touch()
    with ThreadPoolExecutor(4) as several:
        list(several.map(on_disk.prune, [tmp_path] * 4))
    assert list(tmp_path.iterdir()) == [tmp_path / "new"]


def test_a_page_that_cannot_be_made_ahead_does_not_keep_the_others(monkeypatch, caplog):
    made = []

    def fails():
        raise ValueError("what a visitor must not read")

    monkeypatch.setattr(warm_up, "_pages", lambda: iter([fails, lambda: made.append("second")]))
    with caplog.at_level(logging.ERROR):
        warm_up.make_all()
    assert made == ["second"]
    assert "ValueError" in caplog.text
    assert "must not read" not in caplog.text


def test_what_is_made_ahead_is_known_without_making_a_page(monkeypatch):
    before = len(list(warm_up._pages()))
    monkeypatch.setattr(warm_up.pages, "maker", None)
    assert len(list(warm_up._pages())) == before


def test_each_kind_of_page_is_made_ahead():
    pages = list(warm_up._pages())
    assert len(pages) > 14 + 20 + 10
    assert "money" in pages[4]().plain.decode()
