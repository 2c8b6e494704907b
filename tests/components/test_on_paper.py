"""Pictures of the dark look on paper: every colour has one that is made for white."""

from __future__ import annotations

import re

import pytest

from components.charts import print_colours as on_paper
from components.theme import DARK, LIGHT, altair_config


def test_what_is_drawn_light_stays_as_it_is():
    assert on_paper.css("light") == ""


@pytest.mark.parametrize("role", ["text", "muted", "ground", "rule", "edge", "land"])
def test_each_role_keeps_its_role(role):
    assert on_paper.pairs()[getattr(DARK, role)] == getattr(LIGHT, role)


def test_series_stay_apart():
    turned = [on_paper.pairs()[colour] for colour in DARK.categorical]
    assert turned == list(LIGHT.categorical)


def test_every_colour_of_a_dark_picture_is_turned():
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", str(altair_config("dark"))))
    assert used <= set(on_paper.pairs())
    assert all(f'[fill="{colour}" i]' in on_paper.css("dark") for colour in used)
