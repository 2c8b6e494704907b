"""Compare in every state of its controls, without a browser."""

import re

import pytest

from components.findings.compare import compare
from data.live.current import current
from tests.made import made, markup_of, notices

LOTS = [f"lot-{n}" for n in range(1, 7)]


@pytest.fixture(scope="module")
def facts():
    return current()


def markup(app):
    return " ".join(element.proto.body for element in app.get("html"))


def told(**asked):
    """What is said of the address, and what to do about the choice."""
    advice = re.findall(r'<p class="notice"[^>]*>([^<]*)</p>', markup_of("compare", **asked))
    return [*notices("compare", **asked), *advice]


def param(app, name="items"):
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def columns(shown):
    """The heads of the comparison, without that of the facts."""
    head = re.search(r"side-by-side.*?<thead>(.*?)</thead>", shown).group(1)
    return re.findall(r">([^<]+)</a>", head)


def test_all_areas_stand_side_by_side_at_first(facts):
    assert made("compare").finding == compare.finding(facts, compare.read(facts, None, "adults"))
    assert len(columns(markup_of("compare"))) == 4
    assert not told()


@pytest.mark.parametrize("rows", ["all", "differ"])
@pytest.mark.parametrize(
    "items", ["east-kent,west-kent", "dgs,east-kent,medway-swale", "lot-5,lot-6", "lot-1,lot-5"]
)
def test_every_choice_has_an_address(facts, items, rows):
    shown = markup_of("compare", items=items, rows=rows)
    read = compare.read(facts, items, "adults")
    assert columns(shown) == [item.name for item in compare.items(facts, read)]
    assert ("not in the copy read here</td>" in shown) == (rows == "all") or items == "lot-1,lot-5"
    assert not notices("compare", items=items, rows=rows)


@pytest.mark.parametrize(
    ("items", "warnings"),
    [
        ("east-kent", ["Choose 2 to 4"]),
        ("no-lots", ["Choose 2 to 4"]),
        (",".join(LOTS), ["No more than 4 fit"]),
        ("lot-1,lot-2,atlantis", ["The web address names an area or lot that there is not."]),
        ("lot-1,lot-2,dgs", ["Areas and lots cannot be compared"]),
        ("<script>", ["The web address names no area or lot that there is."]),
        ("x" * 5_000, ["The web address names no area or lot that there is."]),
    ],
)
def test_what_cannot_be_shown_gets_a_sentence(items, warnings):
    said = told(items=items)
    assert all(one.startswith(b) for one, b in zip(said, warnings, strict=True))
    assert "<script>" not in " ".join(said)


def test_areas_are_taken_away_and_put_back(open_page):
    app = open_page("compare")
    pills = app.get("button_group")[0]
    pills.set_value(["east-kent", "west-kent"]).run()
    assert param(app) == "east-kent,west-kent"
    assert columns(markup(app)) == ["East Kent", "West Kent"]
    app.get("button_group")[0].set_value([]).run()
    assert param(app) == "no-areas"
    assert "side by side, 2 to 4" in app.get("button_group")[0].label
    app.get("button_group")[0].set_value(["dgs", "east-kent", "medway-swale", "west-kent"]).run()
    assert param(app) is None
    assert not app.exception


@pytest.mark.parametrize(("cohort", "lots"), [("adults", LOTS[:4]), ("children", LOTS[4:])])
def test_lots_begin_with_those_of_the_cohort(open_page, cohort, lots):
    app = open_page("compare", cohort=cohort)
    app.radio(key="items-kind-control").set_value("Lots").run()
    assert param(app) == ",".join(lots)
    assert columns(markup(app)) == [f"Lot {one[-1]}" for one in lots]
    app.radio(key="items-kind-control").set_value("Areas").run()
    assert param(app) is None
    assert not app.exception


def test_only_rows_that_differ_can_be_asked_for(open_page):
    app = open_page("compare", items="east-kent,west-kent")
    assert "the same</span>" in markup(app)
    app.radio(key="rows-control").set_value("differ").run()
    assert param(app, "rows") == "differ"
    assert "the same</span>" not in markup(app)
