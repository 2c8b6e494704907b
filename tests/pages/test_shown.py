"""What a live page draws is made once for all who ask for the same, but for what is their own."""

from __future__ import annotations

import datetime as dt

import pytest

import pages
from components.choices import Asked
from components.found_place import found_place
from components.kept_today import Kept
from components.live import shown as module
from components.live.writer import Markup
from components.markup import LATER
from data.live.current import current
from geo.lookup.lookup import load
from tests.made import TODAY, entry_of

TOMORROW = TODAY + dt.timedelta(days=1)
SERVICES, MAP, MONEY = entry_of("services"), entry_of("map"), entry_of("money")


@pytest.fixture
def ask(monkeypatch):
    """Asks for a page where none is kept yet; with it the list of what was made."""
    monkeypatch.setattr(module, "_kept", Kept())
    facts, made = current(), []

    def asking(entry, address, *, look="light", today=TODAY, place=None):
        def make(catalogue, asked):
            made.append(asked)
            return pages.maker(entry)(catalogue, asked)

        asked = Asked(address=address, look=look, today=today, place=place)
        return module.shown(facts, entry, asked, make)

    return asking, made


def test_a_page_is_made_once_for_all_who_ask_for_the_same(ask):
    asking, made = ask
    address = {"area": "east-kent", "cohort": "children"}
    first = asking(MONEY, address)
    assert asking(MONEY, dict(reversed(address.items()))) is first
    assert len(made) == 1


@pytest.mark.parametrize(
    "other",
    [{"look": "dark"}, {"today": TOMORROW}, {"address": {"area": "west-kent"}}],
    ids=str,
)
def test_whatever_it_is_made_of_makes_another(ask, other):
    asking, made = ask
    usual = {"address": {"area": "east-kent"}}
    asking(MONEY, **usual)
    asking(MONEY, **(usual | other))
    assert len(made) == 2


@pytest.mark.parametrize(
    ("entry", "address"),
    [(SERVICES, {"q": "frailty"}), (MONEY, {"of-mine": "ME13 8XX"}), (MONEY, {"area": "mine"})],
    ids=["words", "key", "value"],
)
def test_what_somebody_typed_is_made_for_them_alone(ask, entry, address):
    asking, made = ask
    asking(entry, address)
    asking(entry, address)
    assert len(made) == 2


def test_a_place_is_marked_for_one_visitor_alone(ask):
    asking, made = ask
    place = found_place(load().find("ME13 8"))
    asking(MAP, {"place": place.key}, place=place)
    asking(MAP, {"place": place.key}, place=place)
    assert len(made) == 2


def test_links_to_files_have_the_choices(ask):
    asking, _ = ask
    drawn = asking(MAP, {"area": "east-kent", "cohort": "children"})
    html = "".join(part._repr_html_() for part in drawn.body if isinstance(part, Markup))
    assert "?area=east-kent&amp;cohort=children" in html
    assert LATER not in html
