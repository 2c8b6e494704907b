"""What a screen reader is told after a choice: the finding if it changed, else the parts."""

from __future__ import annotations

from components.live import announce


def words(app) -> str:
    found = [one.value for one in app.get("markdown") if 'role="status"' in one.value]
    return found[0].partition(">")[2].removesuffix("</p>")


def test_as_a_page_opens_its_name_is_told_and_once(open_page):
    app = open_page("map")
    assert words(app) == "Page: Map"
    assert words(app.run()) == "Page: Map"


def test_a_finding_that_changes_is_told_and_stays(open_page):
    app = open_page("questions")
    app.selectbox(key="topic-control").select_index(1).run()
    heading = next(one.proto.body for one in app.get("html") if "<h1>" in one.proto.body)
    assert words(app)
    assert f"<h1>{words(app)}</h1>" in heading
    told = words(app)
    assert words(app.run()) == told


def test_a_part_that_changes_under_the_same_finding_is_told(open_page):
    app = open_page("sources")
    box = app.selectbox(key="source-control")
    box.select_index(2).run()
    assert words(app) == f"Below now: {box.options[2]}."


def test_points_that_are_chosen_are_told_by_their_kinds(open_page):
    app = open_page("disagree")
    app.selectbox(key="point-control").select_index(1).run()
    assert words(app) == "Below now: 1 figure."
    app.selectbox(key="point-control").select_index(0).run()
    assert words(app).startswith("Below now: 5 figures, 4 dates, ")


def test_of_many_parts_some_are_named():
    parts = {f"part-{number}": (f"Part {number}", "") for number in range(5)}
    assert announce._change({}, parts) == "Below now: Part 0; Part 1; Part 2; and 2 more."


def test_another_picture_in_the_same_place_is_told(open_page):
    app = open_page("map")
    app.selectbox(key="show-control").set_value("councils").run()
    assert words(app) == "Below now: Map: Councils."
