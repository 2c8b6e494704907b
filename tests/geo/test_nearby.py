"""How far points lie from areas, and where there is room for a name: on squares and on our own."""

from __future__ import annotations

import pytest
from shapely.geometry import Point, box, shape

from geo import nearby, outlines

# Two squares of 10 km side by side, and 5 km east of them a third beyond water.
SQUARES = {
    "west": box(500_000, 100_000, 510_000, 110_000),
    "east": box(510_000, 100_000, 520_000, 110_000),
    "isle": box(525_000, 100_000, 530_000, 110_000),
}


@pytest.fixture
def squares(monkeypatch):
    monkeypatch.setattr(nearby, "_shapes", lambda layer: SQUARES)


@pytest.mark.parametrize(
    ("point", "metres"),
    [
        ((509_000, 105_000), {"west": 0, "east": 1_000, "isle": 16_000}),
        ((511_400, 105_000), {"west": 1_400, "east": 0, "isle": 13_600}),
        ((510_000, 105_000), {"west": 0, "east": 0, "isle": 15_000}),
        ((523_000, 105_000), {"west": 13_000, "east": 3_000, "isle": 2_000}),  # at sea
        ((513_000, 114_000), {"west": 5_000, "east": 4_000, "isle": 12_649.1}),  # and north of all
    ],
)
def test_a_point_is_so_far_from_each_area(squares, point, metres):
    assert nearby.metres_from("any", *point) == pytest.approx(metres, abs=0.1)


def test_distances_from_our_own_outlines_are_those_to_their_edges():
    for layer in ("lots_adult", "lots_children", "hcp_areas"):
        areas = {one["id"]: shape(one["geometry"]) for one in outlines.layer(layer)}
        assert nearby.metres_from(layer, 601_398, 161_261) == {
            key: area.distance(Point(601_398, 161_261)) for key, area in areas.items()
        }


def test_the_areas_of_a_frame_come_by_how_much_of_it_they_fill(squares):
    assert nearby.within("any", (508_000, 104_000, 516_000, 108_000)) == ["east", "west"]
    assert nearby.within("any", (502_000, 104_000, 506_000, 108_000)) == ["west"]
    assert nearby.within("any", (521_000, 104_000, 524_000, 108_000)) == []


@pytest.mark.parametrize("area", ["west", "east"])
def test_a_name_lies_in_its_area_and_clear_of_what_is_there(squares, area):
    frame, taken = (504_000, 101_000, 516_000, 109_000), (506_000, 104_000, 508_000, 106_000)
    x, y = nearby.room_for("any", area, frame, wide=3_000, high=900, taken=[taken])
    name = box(x - 1_500, y - 450, x + 1_500, y + 450)
    assert SQUARES[area].intersection(box(*frame)).contains(name)
    assert not name.intersects(box(*taken))


def test_where_there_is_no_room_a_name_has_no_place(squares):
    frame = (504_000, 101_000, 516_000, 109_000)
    assert nearby.room_for("any", "west", frame, wide=900, high=900, taken=[frame]) is None


def test_a_narrow_strip_has_its_name_over_its_edge(squares):
    frame = (508_000, 101_000, 520_000, 109_000)
    x, y = nearby.room_for("any", "west", frame, wide=3_000, high=900, taken=[])
    assert SQUARES["west"].contains(Point(x, y))
    assert x + 1_500 > 510_000
