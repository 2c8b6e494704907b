"""Embeds in Chromium, further: read by axe, in a frame on another site, and as exported files."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from data.live.current import current
from tests.browser import proof_checks as checks
from tests.browser.test_embed_find import look_up as find, no_answer_stands
from tests.looks import LOOKS
from web.embeds.find import describe
from web.embeds.listing import all_embeds
from web.embeds.sent import STATIC
from web.export.export import Export, build
from web.plain.look_up import NotFound, look_up

MAIN = ("find-my-area", "map", "services", "services/lot-3", "money", "engagement", "timeline")
TYPED = "ME13 8XX"

# What people type: postcodes and beginnings of them in all spacings, slips, names, and odd texts.
_SHORT = """
ME13 8XX|me138xx|ME13|ME 13|CT 1|ME-13|ME13 8|ME138|ME1 3|ME|M E 1 3|ME13 8X|SW1A|SW1A 1AA
TN16 3BB|ME13 8ZZ|ME13 1AA|ME99 9|ZE1|ME13 8CX|ME13 8?|ME13 BXX|ME1O 1AA|MEI3 8DU|MEI3 8
MEI3|CTO|mel|favresham|faversham kent|Canterberry|Faversham|Faversham town centre|Sandwich
Sevenoaks|Rainham|kent|dgs|TN15|St. Anns|Watling|Watling, Swale|Medway Council|E05009563
town|the|e0|lot-5|lot|lots 0|Lot 6|lot6|lot 06|Lot 7|constructor|__proto__|toString
hasOwnProperty|me71aa+CT12AB|?!|<b>x</b>|' OR 1=1; --
ME7 1AA,|(ME7 1AA)|"ME7 1AA"|postcode: ME7 1AA|ME7 1AA, UK|ME7 1AA Gillingham|ME L3 8XX
1 Sample Street, Gillingham, Kent ME7 1AA|ME7 1AA, ME13 8XX|ME7 1AA, SW1A 1AA|postcode is me13
my post code ME13,|Dartford, Kent|dartford kent uk|Isle of Sheppey|Isle of Thanet|Medway Towns
Hoo Peninsula|Minster|Minst|Newington|Bridge|Ash, Kent|Chalk|pegwell|Lynsted|Isle of|DGS
High Street, Faversham|Cliffe, Dover|Tower Hamlets, London|Newington, Ramsgate|Faversham, ME13
Dartford, Kent, UK|Wye, Kent, TN25|Dover and Medway|Dover, Medway|Sandwich & Deal|Dover Medway
Gillingham, and Medway|and Dover|Chatham Medway|Dover or Cliffsend and Pegwell|Ash and Kent, Deal
Gillingham ME 7 1AA|near ME7 1 AA, please|Flat E1, 1st Floor, Dover|Flat no 7 1st Avenue, Dover
Gillingham, ME7|  Dover; Kent |a, b, c|é, Dover|Dover,|;|place-stone-ashford|Maidstone|Ashford
"""
ODD = [
    *(text for line in _SHORT.split("\n") for text in line.split("|")),
    *["  ", "x" * 201, "😀😀", "Сандвич", "كنت", "ﬀ", "１３"],
]

# Types each text into the form of an exported page, and gives back what it says.
ASK = """async (texts) => {
  const said = document.getElementById("said");
  const answers = [];
  for (const text of texts) {
    said.textContent = "";
    document.getElementById("place").value = text;
    document.getElementById("finder").requestSubmit();
    while (!said.textContent) await new Promise((soon) => setTimeout(soon, 5));
    const problem = document.getElementById("problem");
    const offers = [...document.querySelectorAll("#offers button")].map((one) => one.textContent);
    const heading = document.querySelector("h1").textContent;
    answers.push(problem ? { problem: problem.textContent, offers } : { heading });
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def paths() -> tuple[str, ...]:
    """The address of every embed below /embed/, those of single lots and areas included."""
    found = tuple(all_embeds(current()))
    assert set(MAIN) < set(found)
    return found


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_either_look_and_nothing_scrolls_sideways(new_visitor, paths, look):
    """The main ones at both widths; those of single lots and areas are alike, and share the looks.

    Nothing may scroll sideways in any of them.
    """
    visitor = new_visitor(look=look)
    read = {*MAIN, *paths[list(LOOKS).index(look) :: len(LOOKS)]}
    for path in paths:
        visitor.page.goto(f"{visitor.home}/embed/{path}")
        for width in (768, 320):
            visitor.page.set_viewport_size({"width": width, "height": 900})
            wide = visitor.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, path
            if path in MAIN or (path in read and width == 320):
                assert visitor.violations() == [], (path, width)


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_drawn_by_a_background_stays_in_forced_colours(new_visitor, look):
    visitor, gone = new_visitor(look=look), {}
    for path in (one.path for one in all_embeds(current()).values() if not one.within):
        visitor.page.goto(f"{visitor.home}/embed/{path}")
        checks.audit(visitor.page)
        gone |= {
            f"{path}: {what}": marks
            for what, marks in checks.in_forced_colours(visitor.page).items()
        }
    assert gone == {}


def test_the_page_with_the_code_is_walked_through_by_keyboard_past_its_preview(new_visitor):
    visitor = new_visitor()
    visitor.page.goto(f"{visitor.home}/embed")
    amiss, _stops = checks.by_keyboard(visitor, kinds=set())
    assert amiss == {}


def test_another_site_shows_each_embed_and_hears_its_height(browser, server, ask, elsewhere, paths):
    site, folder, _ = elsewhere
    # A server that has just started draws them one by one, which takes a while.
    assert [ask(f"/embed/{path}").status for path in paths] == [200] * len(paths)
    script = (STATIC / "frame.js").read_text(encoding="utf-8")
    frames = "".join(
        f'<iframe src="{server.url}/embed/{path}" title="{path}"></iframe>' for path in paths
    )
    (folder / "page.html").write_text(
        f"<!doctype html><title>Elsewhere</title>{frames}<script>{script}</script>",
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(f"{site}/page.html")
    for number in range(len(paths)):
        frame = page.locator("iframe").nth(number)
        page.wait_for_function(
            "(n) => parseInt(document.querySelectorAll('iframe')[n].style.height) > 300",
            arg=number,
        )
        expect(frame.content_frame.locator("h1")).to_be_visible()
    page.close()


def test_exported_find_answers_as_the_server_does_and_asks_for_no_whole_postcode(
    browser, elsewhere
):
    site, folder, asked = elsewhere
    build(Export(catalogue=current(), today=dt.date.today()), folder / "out")
    page = browser.new_page()
    page.goto(f"{site}/out/find-my-area.html?look=dark")
    assert page.evaluate("document.documentElement.dataset.look") == "dark"
    for text, found in ((TYPED, "East Kent"), ("Faversham", "Faversham"), ("TN15", "TN15")):
        find(page, text)
        expect(page.get_by_role("heading", level=1)).to_contain_text(found)
    for text in ("SW1A 1AA", "nowhere at all", "Newington", "ME7 1AA or CT1 2AB"):
        find(page, TYPED)
        expect(page.get_by_role("heading", level=1)).to_contain_text("East Kent")
        find(page, text)
        expect(page.locator("#problem")).to_be_visible()
        no_answer_stands(page)
    assert not [address for address in asked if "8XX" in address.upper()]
    for text, answer in zip(ODD, page.evaluate(ASK, ODD), strict=True):
        served = look_up(text, where="embed")
        if isinstance(served, NotFound):
            offered = [one.shown for one in served.suggestions]
            assert answer == {"problem": served.sentence, "offers": offered}, text
        else:
            heading = describe(current(), served).page.finding
            assert answer == {"heading": heading}, text
    page.close()
