"""The tokens: every pair that is read or seen together has its contrast, and settings agree."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise

import pytest
from coloraide import Color

from components import style_sheets, theme
from components.theme import Look, Shade
from tests.looks import LOOKS

TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11


def contrast(one: str, other: str) -> float:
    return Color(one).contrast(other)


def shades(look: Look) -> dict[str, Shade]:
    return {**look.evidence, **look.notices}


@pytest.fixture(params=LOOKS.values(), ids=list(LOOKS))
def look(request) -> Look:
    return request.param


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("ink", ["text", "muted", "link"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_text_can_be_read_on_both_grounds(look, ink, ground):
    assert contrast(getattr(look, ink), getattr(look, ground)) >= TEXT


def test_text_on_the_accent_and_on_the_focus_mark_can_be_read(look):
    assert contrast(look.on_accent, look.accent) >= TEXT
    assert contrast(look.focus_ink, look.focus) >= TEXT


@pytest.mark.parametrize("line", ["edge", "accent", "focus_ring"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_borders_and_the_focus_ring_can_be_seen(look, line, ground):
    assert contrast(getattr(look, line), getattr(look, ground)) >= GRAPHIC


def test_the_focus_mark_of_links_changes_the_ground_or_draws_a_line_that_shows(look):
    marks = (contrast(look.focus, look.ground), contrast(look.focus_ink, look.ground))
    assert max(marks) >= GRAPHIC


def test_every_chart_colour_can_be_seen_on_the_ground(look):
    colours = {*look.categorical, *look.further, *look.pair, look.highlight[0]}
    assert {
        c: contrast(c, look.ground) for c in colours if contrast(c, look.ground) < GRAPHIC
    } == {}


def test_shades_of_one_colour_grow_and_are_told_apart(look):
    against_ground = [contrast(colour, look.ground) for colour in look.shades]
    assert against_ground == sorted(against_ground) and against_ground[-1] > 9
    assert min(contrast(*pair) for pair in pairwise(look.shades)) > 1.2


def test_shades_can_be_read_and_their_edges_seen(look):
    for name, shade in shades(look).items():
        assert contrast(shade.ink, shade.fill) >= TEXT, name
        assert contrast(shade.edge, look.ground) >= GRAPHIC, name


def test_both_looks_know_the_same_shades():
    assert len({(*look.evidence, *look.notices) for look in LOOKS.values()}) == 1


@pytest.mark.parametrize("name", LOOKS)
def test_chart_settings_use_only_tokens_of_their_look(name):
    config, look = theme.altair_config(name), LOOKS[name]
    tokens = set(re.findall(r"#[0-9A-F]{6}", repr(look)))
    assert set(re.findall(r"#[0-9a-fA-F]{6}", repr(config))) <= tokens
    for part in ("axis", "legend", "header"):
        assert contrast(config[part]["labelColor"], look.ground) >= TEXT
        assert config[part]["labelLimit"] == 0


def test_pydeck_colours():
    assert theme.rgb("#12436D") == [18, 67, 109, 255]
    assert theme.rgb("#12436D", opacity=0.7) == [18, 67, 109, 178]


def test_the_style_sheet_uses_only_properties_that_are_set(root):
    sheet = style_sheets.css()
    markup = "".join(
        path.read_text(encoding="utf-8") for path in (root / "components").rglob("*.py")
    )
    used = set(re.findall(r"var\((--[a-z-]+)[,)]", sheet))
    assert {name for name in used if f"{name}:" not in sheet + markup} == set()


def test_what_a_style_sheet_says_is_the_same_when_it_is_short(root):
    sheets = [*(root / "components").rglob("*.css"), *(root / "web").rglob("*.css")]
    rules = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    short = style_sheets.shortened(rules)
    said = re.findall(r'content: (?:attr\(data-of\) )?("[^"]*")', rules)
    assert '": "' in said and '"; "' in said
    assert all(one in short for one in said)


def test_style_sheets_hold_no_colour_of_their_own(root):
    for sheet in (root / "components" / "static").glob("*.css"):
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", sheet.read_text(encoding="utf-8")), (
            sheet
        )


def test_every_size_of_type_on_a_screen_is_one_of_the_scale(root):
    sheets = [
        *(root / "components" / "static").glob("*.css"),
        *(root / "web" / "static").rglob("*.css"),
        *(root / "web" / "templates").rglob("*.css"),
    ]
    for sheet in sheets:
        sizes = re.findall(r"font-size:\s*([^;}]+)", sheet.read_text(encoding="utf-8"))
        assert not [size for size in sizes if re.search(r"(?<![\d.])(?!1rem)[\d.]+rem", size)], (
            sheet
        )


def test_streamlits_settings_say_what_the_tokens_say(root):
    settings = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    common = settings["theme"]
    assert common["baseFontSize"] == theme.BASE_SIZE
    assert common["font"] == common["headingFont"] == theme.FONT
    assert common["codeFont"] == theme.MONO
    assert common["headingFontSizes"] == list(theme.HEADINGS)
    assert common["baseRadius"] == common["buttonRadius"] == theme.RADIUS
    for name, look in LOOKS.items():
        assert common[name] == _as_streamlit_names_them(look)


def _as_streamlit_names_them(look: Look) -> dict[str, object]:
    expected: dict[str, object] = {
        "primaryColor": look.accent,
        "backgroundColor": look.ground,
        "secondaryBackgroundColor": look.surface,
        "textColor": look.text,
        "linkColor": look.link,
        "borderColor": look.edge,
        "dataframeBorderColor": look.rule,
        "dataframeHeaderBackgroundColor": look.surface,
        "dataframeHeaderTextColor": look.text,
        "codeTextColor": look.text,
        "codeBackgroundColor": look.surface,
        "chartCategoricalColors": list(look.categorical),
    }
    for name, shade in look.notices.items():
        expected[f"{name}Color"] = shade.edge
        expected[f"{name}BackgroundColor"] = shade.fill
        expected[f"{name}TextColor"] = shade.ink
    return expected


def test_nothing_calls_out_and_nothing_is_told_to_strangers(root):
    settings = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showErrorLinks"] is False
    assert settings["client"]["toolbarMode"] == "minimal"
    assert settings["server"]["enableAgentApi"] is False
    assert settings["logger"]["enableRich"] is False
    assert "://" not in repr(settings["theme"])
