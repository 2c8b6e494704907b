"""The picture at the head of the README, put together from photographs."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image

from components.theme import LIGHT
from tests.served import ROOT

FILE = ROOT / "docs" / "pictures" / "dashboard.png"
SHOWN = ("overview-desk-light", "map-desk-dark", "one-place-phone-light")
HEIGHT, GAP, COLOURS = 470, 12, 128


@dataclass
class Gallery:
    """Collects the photographs that the README shows, side by side at one height."""

    held: dict[str, Image.Image] = field(default_factory=dict)

    def note(self, name: str, picture: Image.Image) -> None:
        """Keep a photograph if it is one of those."""
        if name in SHOWN:
            width = round(picture.width * HEIGHT / picture.height)
            self.held[name] = picture.resize((width, HEIGHT), Image.Resampling.LANCZOS)

    def write(self) -> None:
        """Write the file, if all were photographed."""
        if len(self.held) < len(SHOWN):
            return
        pictures = [self.held[name] for name in SHOWN]
        width = sum(picture.width + GAP for picture in pictures) + GAP
        whole = Image.new("RGB", (width, HEIGHT + 2 * GAP), LIGHT.rule)
        across = GAP
        for picture in pictures:
            whole.paste(picture, (across, GAP))
            across += picture.width + GAP
        whole.quantize(COLOURS, dither=Image.Dither.NONE).save(FILE, optimize=True)
