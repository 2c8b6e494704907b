"""What is typed on the plain Find my area and sent as a form: answered, and kept nowhere."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from components.page_list import PAGES
from tests.served import Answer, Server

(FIND,) = (f"/{entry.path}" for entry in PAGES if entry.looks_up)
FORM = {"Content_Type": "application/x-www-form-urlencoded"}
NOBODY = "Where you live decides"
KEPT = re.compile("ME *7 *1AA|ME7[+]1AA|Sample|Minst|nowhere", re.IGNORECASE)


def typed(ask, text: str) -> Answer:
    return ask(FIND, method="POST", body=urlencode({"typed": text}).encode(), **FORM)


def heading(page: str) -> str:
    return unescape(re.sub("<[^>]+>", "", re.search("<h1.*?</h1>", page, re.DOTALL)[0])).strip()


def asked_back(page: str) -> tuple[str, list[str]]:
    """The sentence on what was not found, and what is offered instead."""
    (problem,) = re.findall('id="find-problem" role="alert"><p>(.*?)</p>', page)
    return problem, [unescape(one) for one in re.findall('name="typed" value=.*?>(.*?)<', page)]


@pytest.mark.parametrize(
    "text",
    [
        *("ME7 1AA,", "ME7 1AA;", "(ME7 1AA)", '"ME7 1AA"', "postcode: ME7 1AA", "ME7 1AA, UK"),
        *(
            "1 Sample Street, Gillingham, Kent ME7 1AA",
            "ME7 1AA Gillingham",
            "“me71aa”!",
            "[ME7-1AA]",
        ),
    ],
)
def test_a_postcode_is_answered_whatever_stands_around_it_and_is_not_repeated(ask, text):
    answer = typed(ask, text)
    page = answer.body.decode()
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert heading(page).startswith("This ME7 1 postcode is in Medway and Swale: Lot 3 for adults")
    told = page.replace("Minster", "")  # a place of services, which nobody typed here
    assert not KEPT.search(told)


@pytest.mark.parametrize(
    ("text", "said", "offers"),
    [
        ("ME7 1AA or CT1 2AB", "more than one postcode", ["ME7 1AA (lots 3 and 5)", "CT1 2AB ("]),
        ("ct12ab/me71aa", "more than one postcode", ["CT1 2AB (lots 2 and 6)", "ME7 1AA ("]),
        (
            "Minster",
            "More than one place",
            ["Minster-on-Sea (ME12 3; lots 3 and 5)", "Minster-in-"],
        ),
        (
            "Newington",
            "More than one place",
            ["Newington (village", "Newington (ward in Thanet; l"],
        ),
        ("nowhere at all", "No place of that name", []),
        ("", "Type a postcode or the name of a place", []),
    ],
)
def test_what_has_no_one_answer_is_asked_about_and_no_answer_stands(ask, text, said, offers):
    answer = typed(ask, text)
    page = answer.body.decode()
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    problem, offered = asked_back(page)
    assert said in problem
    assert all("lots " in one for one in offered)
    assert [one[: len(o)] for one, o in zip(offered, offers, strict=False)] == offers
    assert heading(page).startswith(NOBODY)


def test_a_form_that_is_too_large_or_none_is_refused_in_a_sentence(ask):
    large = typed(ask, "nowhere " * 1_000)
    assert (large.status, large.headers["Cache-Control"]) == (413, "no-store")
    assert asked_back(large.body.decode()) == (
        "That is too long for a postcode or the name of a place.",
        [],
    )
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        other = ask(FIND, method="POST", body=b'{"typed": "ME7 1AA"}', Content_Type=kind)
        assert (other.status, other.headers["Cache-Control"]) == (415, "no-store")
        assert other.body == b"Send what is looked for as a form does.\n"


def test_nothing_typed_is_logged(ask, server: Server):
    for text in ("ME7 1AA", "1 Sample Street ME7 1AA", "Minst", "nowhere at all", "x" * 5_000):
        typed(ask, text)
    assert not KEPT.search(server.log())
    assert "xxxx" not in server.log()
