"""Compare in Chromium: chosen by keyboard, and read on the narrowest phone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor

NARROWEST = 320


def test_areas_are_chosen_by_keyboard_alone(visitor: Visitor):
    page = visitor.go("compare").page
    heads = page.locator(".side-by-side thead a")
    expect(heads).to_have_count(4)
    first = page.get_by_role("button", name="Dartford, Gravesham and Swanley", exact=True)
    expect(first).to_have_attribute("aria-pressed", "true")
    first.focus()
    page.keyboard.press("Space")
    expect(heads).to_have_count(3)
    expect(page).to_have_url(f"{visitor.home}/compare?items=east-kent%2Cmedway-swale%2Cwest-kent")
    expect(first).to_have_attribute("aria-pressed", "false")
    visitor.settled()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(heads).to_have_text(["Medway and Swale", "West Kent"])
    visitor.settled()
    page.go_back()
    expect(heads).to_have_count(3)


def test_lots_take_the_place_of_areas(visitor: Visitor):
    page = visitor.go("compare", cohort="children").page
    page.get_by_role("radio", name="Areas").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".side-by-side thead a")).to_have_text(["Lot 5", "Lot 6"])
    expect(page).to_have_url(f"{visitor.home}/compare?cohort=children&items=lot-5%2Clot-6")


def test_a_head_leads_to_its_place(visitor: Visitor):
    page = visitor.go("compare", items="lot-5,lot-6").page
    page.locator(".side-by-side thead a", has_text="Lot 5").click()
    expect(visitor.heading()).to_contain_text("Lot 5, Medway and Swale children’s services")


def test_on_the_narrowest_phone_nothing_is_lost(new_visitor: NewVisitor):
    visitor = new_visitor(width=NARROWEST, is_new=True)  # the menu of a phone is remembered
    visitor.go("compare", items="lot-1,lot-5")
    pressed = visitor.page.locator("[data-testid=stButtonGroup] button[aria-pressed=true]")
    expect(pressed).to_have_count(2)
    for button in pressed.all():
        # A tick says what is chosen, and long names are whole
        assert "✓" in button.evaluate("one => getComputedStyle(one, '::before').content")
        assert button.evaluate("one => one.scrollWidth <= one.clientWidth")
        assert button.bounding_box()["height"] >= 24
    visitor.go("compare")
    assert visitor.overflow() <= 0
    frame = visitor.page.locator(".side-by-side")
    facts = frame.locator("tbody tr:not(.group)")
    shown = [one.is_visible() for one in facts.all()]
    assert shown[0]
    assert not shown[-1]
    for group in frame.locator("summary").all()[1:]:
        group.click()
    assert all(one.is_visible() for one in facts.all())
    # All four stand under each other, each after its name: nothing is cut, and nothing scrolls
    assert frame.evaluate("one => one.scrollWidth <= one.clientWidth")
    cells = facts.first.locator("td")
    expect(cells).to_have_count(4)
    named = "all => all.map(one => getComputedStyle(one, '::before').content)"
    assert "West Kent" in cells.evaluate_all(named)[3]
