"""The proof of accessibility: every page, embed and briefing, in its states, widths and looks.

`make proof` takes a quick round of it: each page as it opens at all widths, by keyboard and with
other settings of the device, in the dark on a desk and a phone; its other states on those two.
`PROOF=quick` writes what that round found into the file that the accessibility statement is made
from; `PROOF=full` takes all widths, looks and settings of all states and writes that.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.page_list import PAGES, SERVICE
from tests.browser import proof_checks as checks
from tests.browser.conftest import NewVisitor
from tests.browser.proof_results import FULL, IS_KEPT, Record, keep
from tests.browser.proof_surfaces import WIDTHS, Surface, documents, groups, surfaces
from tests.browser.visitor import Visitor, axe

DESK, PHONE = 1280, 320
LOOKS = ("light", "dark")
COLOURS = ("color-contrast", "link-in-text-block")

# Kinds of stops whose focus mark was looked at in a look; in the full proof anew on each surface.
_looked_at: dict[str, set[str]] = {look: set() for look in LOOKS}


@pytest.mark.parametrize("group", groups())
def test_it_is_clear_to_all(new_visitor: NewVisitor, group: str):
    """Each state of a page or kind of document: nothing amiss, whatever it is looked at with."""
    amiss = {}
    for number, surface in enumerate(one for one in surfaces() if one.group == group):
        is_first = surface.is_opening or number == 0
        record, tool, browser = _proved(new_visitor, surface, is_first=is_first)
        amiss |= {f"{surface.name}, {what}": lines for what, lines in record.amiss.items()}
        if IS_KEPT:
            keep(surface.name, record, axe=tool, browser=browser)
    assert amiss == {}


def _proved(
    new_visitor: NewVisitor, surface: Surface, *, is_first: bool
) -> tuple[Record, str, str]:
    """One surface looked at in the looks that the round takes; the versions of the tools."""
    record, tool, browser = Record(), "", ""
    for look in LOOKS if FULL or is_first else LOOKS[:1]:
        visitor = _opened(new_visitor, surface, look)
        is_whole = FULL or look == "light"
        _at_all_widths(visitor, record, look, is_whole=is_whole, is_first=is_first)
        if is_first or (FULL and look == "light"):
            _by_keyboard(visitor, record, look)
        if is_first or FULL:
            _with_other_settings(visitor, record, look)
        tool, browser = checks.version(visitor.page), visitor.page.context.browser.version
        _forgive_what_is_expected(visitor, surface)
        visitor.page.close()
    return record, tool, browser


def _opened(new_visitor: NewVisitor, surface: Surface, look: str) -> Visitor:
    visitor = new_visitor(width=DESK, look=look)
    if surface.is_document:
        visitor.page.goto(f"{visitor.home}/{surface.address}")
    else:
        visitor.go(surface.address)
        expect(visitor.page.locator(".where-from, .room").first).to_be_visible()
    if surface.act:
        surface.act(visitor)
    visitor.unfold()
    visitor.page.mouse.move(0, 0)
    return visitor


def _at_all_widths(
    visitor: Visitor, record: Record, look: str, *, is_whole: bool, is_first: bool
) -> None:
    """The structure and what axe finds: at each width, or in the quick round where they differ."""
    record.looks.add(look)
    for width in WIDTHS if is_whole and (FULL or is_first) else (DESK, PHONE):
        checks.resize(visitor, width)
        record.widths.add(width)
        record.note(checks.audit(visitor.page), f"{look}, {width} px")
        if width not in (DESK, PHONE) and not FULL:
            continue
        record.axe_runs += is_whole
        record.colour_runs += not is_whole
        rules = () if is_whole else COLOURS
        for rule, words in axe(visitor.page, only=rules):
            record.note({f"axe, {rule}": [words]}, f"{look}, {width} px")
    checks.resize(visitor, DESK)


def _with_other_settings(visitor: Visitor, record: Record, look: str) -> None:
    page = visitor.page
    record.is_with_settings = True
    if look == "light":
        record.note(checks.at_twice_the_text(page), look)
        record.note(checks.at_rest(page), look)
    record.note(checks.in_forced_colours(page), look)
    record.note(checks.on_paper(page), look)


def _by_keyboard(visitor: Visitor, record: Record, look: str) -> None:
    kinds = set() if FULL else _looked_at[look]
    found, stops = checks.by_keyboard(visitor, kinds=kinds)
    record.note(found, f"{look}, by keyboard")
    record.stops = max(record.stops, stops)


def _forgive_what_is_expected(visitor: Visitor, surface: Surface) -> None:
    """The browser itself reports an address that answers 404; nothing else is let through."""
    if surface.address == "no-such-page":
        visitor.complaints[:] = [one for one in visitor.complaints if "404" not in one]


def test_each_page_has_a_title_of_its_own():
    titles = [entry.title for entry in PAGES]
    assert len(set(titles)) == len(titles)
    assert all(title.endswith(SERVICE) for title in titles)


@pytest.mark.parametrize("look", LOOKS)
def test_each_document_has_a_title_of_its_own(new_visitor: NewVisitor, look: str):
    visitor = new_visitor(look=look)
    titles = []
    for one in documents():
        if one.address != "no-such-page" and not one.act:
            visitor.page.goto(f"{visitor.home}/{one.address}")
            titles.append(visitor.page.title())
    assert len(set(titles)) == len(titles)


def test_a_choice_that_changes_the_finding_is_announced(visitor: Visitor):
    visitor.go("map")
    told = visitor.page.locator("p.visually-hidden[role=status]").last
    expect(told).to_have_text("")
    stays = "one => one.stays"  # a screen reader listens to this element, not to a new one
    told.evaluate(f"{stays} = true")
    before = visitor.heading().inner_text()
    visitor.page.get_by_role("combobox", name="Area").click()
    visitor.page.get_by_role("option").last.click()
    expect(visitor.heading()).not_to_have_text(before)
    visitor.settled()
    expect(told).to_have_text(visitor.heading().inner_text())
    visitor.page.locator("summary", has_text="More").click()
    visitor.page.get_by_role("combobox", name="Show").click()
    visitor.page.get_by_role("option", name="Councils").click()
    expect(told).to_contain_text("Below now: ")
    assert told.evaluate(stays)
