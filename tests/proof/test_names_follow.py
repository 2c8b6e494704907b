"""Names of places are those of the data package shown: on maps, in look-ups and in files."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from pathlib import Path

import pytest

from components.maps.deck import lot_map
from components.maps.labels import labels
from components.maps.names_html import names_html
from components.maps.scene import scene
from components.maps.svg_map import locator
from data.live import current as keeping
from data.live.current import LastGood, current
from data.live.packages import BUILT_IN, VARIABLE
from data.steward.install import install
from data.steward.release import new_version
from geo import outlines
from geo.areas import areas, read_areas
from geo.errors import GeoProblem, UnknownPlace
from geo.lookup.lookup import load
from tests.mutations import real_package, replace
from web import health_and_metrics as watch
from web.embeds.find import describe
from web.embeds.routes import made
from web.open_data import files as open_data_files
from web.plain.look_up import look_up

OLD, NEW = "West Kent", "Kent of the setting sun"


def renamed(folder: Path, version: str) -> Path:
    """Write a valid package in which one area has another name."""
    folder.mkdir()
    package = real_package(folder)
    tables = folder / "tables"
    replace(tables / "hcp_areas.csv", f"west-kent,{OLD},", f"west-kent,{NEW},")
    pages = tables / "service_pages.csv"  # their places name whole areas as they are called
    pages.write_text(pages.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    new_version(package, "A new name", version=version)
    return folder


@pytest.fixture
def shown(tmp_path: Path, monkeypatch) -> Path:
    """The folder that the service shows, with the package of the project in it."""
    (tmp_path / "shown").mkdir()
    folder = real_package(tmp_path / "shown").parent
    monkeypatch.setenv(VARIABLE, str(folder))
    monkeypatch.setattr(keeping, "_last_good", LastGood(folder, look_every=0))
    return folder


def taken_up() -> None:
    """Have a package that was installed taken up, as visitors do."""
    current()
    keeping.last_good().settle()


@pytest.fixture
def after(shown: Path, tmp_path: Path) -> Path:
    """The same after a package with another name was installed while the service runs."""
    assert load().find(OLD).areas[0].hcp_area.name == OLD
    assert OLD in names_html(scene("light"))
    install(renamed(tmp_path / "new", "9.9.0"), shown)
    taken_up()
    assert current().version == "9.9.0"
    return shown


def test_the_look_up_has_the_new_name(after: Path):
    assert areas().hcp_areas["west-kent"].name == NEW
    assert load().find(NEW).areas[0].hcp_area.name == NEW
    assert NEW in describe(current(), look_up("Sevenoaks", where="embed")).page.finding
    with pytest.raises(UnknownPlace):
        load().find(OLD + " area of old")


def test_maps_have_the_new_name(after: Path):
    (label,) = (label for label in labels("hcp_areas") if label.id == "west-kent")
    assert label.lines == ("Kent of the", "setting sun")
    for spec in (names_html(scene("light")), str(locator(scene("light")))):
        assert "setting sun" in spec
        assert OLD not in spec
    assert "Kent of the setting sun" in scene("light").alt


def test_outlines_to_download_and_embeds_have_the_new_name(after: Path):
    told = json.loads(open_data_files.stored(current(), "outlines/hcp_areas.geojson").plain)
    assert NEW in {feature["properties"]["name"] for feature in told["features"]}
    page, _ = made(current(), dt.date(2026, 11, 22), "map")
    assert NEW in page.plain.decode()


def test_a_refused_package_gives_no_names(tmp_path: Path, monkeypatch):
    broken = renamed(tmp_path / "broken", "9.9.0")
    replace(broken / "tables" / "figures.csv", "event_signups,175,", "event_signups,many,")
    monkeypatch.setenv(VARIABLE, str(broken))
    monkeypatch.setattr(keeping, "_last_good", LastGood(broken, look_every=0))
    with pytest.raises(GeoProblem, match="not in order"):
        areas()


def test_names_of_the_same_facts_are_joined_once(shown: Path):
    assert areas() is areas()
    assert load() is load()
    assert lot_map(scene("light")) is lot_map(scene("light"))


def test_a_package_of_other_areas_is_told_to_the_operator(monkeypatch):
    other = read_areas(BUILT_IN / "tables")
    del other.hcp_areas["west-kent"]
    monkeypatch.setattr("geo.lookup.lookup.areas", lambda: other)
    with pytest.raises(GeoProblem, match="west-kent"):
        load()
    assert asyncio.run(watch.health(None)).status_code == 503


@pytest.mark.parametrize("layer", outlines.LAYERS)
def test_outlines_with_the_names_they_were_built_with_stay_as_they_are(layer):
    assert open_data_files.as_geojson(layer) == outlines.layer_path(layer).read_bytes()
