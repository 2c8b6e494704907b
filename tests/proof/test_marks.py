"""The marks of the services differ in shape, in each look and where the device forces colours."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator

from components.html.matrix import slug
from data.queries.services import KINDS
from tests.browser.conftest import NewVisitor
from tests.looks import LOOKS


def inked(mark: Locator) -> Image.Image:
    """What is drawn of a mark in black on white, whatever its colours are."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    left = box["x"] + box["width"] / 2 - 9
    top = box["y"] + box["height"] / 2 - 9
    clip = {"x": left, "y": top, "width": 18, "height": 18}
    grey = Image.open(BytesIO(mark.page.screenshot(clip=clip))).convert("L")
    ground = grey.getpixel((1, 1))
    return grey.point(lambda value: 0 if abs(value - ground) > 60 else 255)


def black(image: Image.Image) -> float:
    """The share of an image that is black."""
    return image.histogram()[0] / (image.width * image.height)


@pytest.mark.parametrize("colours", ["none", "active"])
@pytest.mark.parametrize("look", LOOKS)
def test_marks_differ_in_shape_without_colour(new_visitor: NewVisitor, look, colours):
    visitor = new_visitor(look=look, forced_colors=colours, device_scale_factor=4).go("services")
    key = visitor.page.locator(".evidence-key")
    shapes = [inked(key.locator(f".mark.{slug(kind)}")) for kind in KINDS]
    filled, ring, diamond, dash, page, corner = map(black, shapes)
    assert filled > 2 * max(ring, diamond)
    assert min(ring, diamond) > 2 * dash
    assert dash > 0.03
    assert min(ring, diamond) > page > 1.5 * corner  # a page says less than a list
    assert corner > 0.03
    for one, other in combinations(shapes, 2):
        assert 1 - black(ImageChops.difference(one, other)) > 0.08
