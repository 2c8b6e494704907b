"""How pictures are kept small, and how much one may differ from another."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops

PICTURES = Path(__file__).parent / "pictures"
KEPT_WIDTH = 640  # px; a wider picture is kept at half its size
COLOURS = 48
# A picture is compared in squares of so many pixels: what differs within one is the smoothing of
# letters, which each version of a browser does in its own way.
SQUARE = 4
NOTICED = 24  # of 255, in any of the three colours
ALLOWED = 0.01  # of all squares: a date that moves on is less, a line more of text is not


def kept(picture: Image.Image) -> Image.Image:
    """The picture as it is kept: not too wide, in few colours."""
    if picture.width > KEPT_WIDTH:
        picture = picture.reduce(round(picture.width / KEPT_WIDTH))
    return picture.quantize(COLOURS, dither=Image.Dither.NONE)


def changed(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where a square differs so that one would notice, else black; of the same size."""
    if one.size != other.size:
        return Image.new("L", (1, 1), 255)
    squares = (picture.convert("RGB").reduce(SQUARE) for picture in (one, other))
    red, green, blue = ImageChops.difference(*squares).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value > NOTICED else 0)


def share(mask: Image.Image) -> float:
    """The part of a mask that is white, from 0 to 1."""
    return mask.histogram()[255] / (mask.width * mask.height)


def marked(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """The picture with what changed laid over in red, to be looked at."""
    shown = picture.convert("RGB")
    red = Image.new("RGB", shown.size, (213, 40, 27))
    return Image.composite(Image.blend(shown, red, 0.5), shown, mask.resize(shown.size))
