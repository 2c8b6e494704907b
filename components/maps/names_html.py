"""What lies over the painted map as markup: names and rings, each at its place in the frame.

As text names are sharp, are left out by width as in the picture, and can be measured. Places that
are marked lie among them, as they are to be seen over the names of towns.
"""

from __future__ import annotations

import math
from html import escape

from components.maps.frame import METRES_A_DEGREE, SHAPE, view
from components.maps.labels import Label
from components.maps.rings import MarkedPlace
from components.maps.scene import EDGE, HALO, Marks, Names, Scene
from components.theme import LOOKS, Look


def names_html(scene: Scene) -> str:
    """Return the names and rings of a scene, hidden from who hears it: the map is told in words."""
    groups = []
    for layer in scene.layers:
        if isinstance(layer, Names):
            groups.append(_group(layer))
        elif isinstance(layer, Marks):
            groups.append(_rings(layer))
    groups += [_ring(point, LOOKS[scene.look]) for point in scene.points]
    return f'<div class="map-names" aria-hidden="true">{"".join(groups)}</div>'


def _group(names: Names) -> str:
    style = (
        f"color:{names.colour};--halo:{names.halo};"
        f"--narrow:{names.size.narrow}px;--wide:{names.size.wide}px"
    )
    inside = "".join(_name(label) for label in names.labels)
    return f'<div class="{names.style}" style="{style}">{inside}</div>'


def _rings(marks: Marks) -> str:
    style = (
        f"color:{marks.edge};--halo:{marks.fill};--edge:{EDGE / 2}px;--reach:{HALO / 2}px;"
        f"--narrow:{marks.radius.narrow}px;--wide:{marks.radius.wide}px"
    )
    at = (place(dot.degrees) for dot in marks.dots.places)
    inside = "".join(f'<i style="left:{x:.2f}%;top:{y:.2f}%"></i>' for x, y in at)
    return f'<div class="rings" style="{style}">{inside}</div>'


def _name(label: Label) -> str:
    at = 'class="{} from-{}" style="left:{:.2f}%;top:{:.2f}%"'
    across, down = place(label.degrees)
    words = escape("\n".join(label.lines))
    name = f"<span {at.format(label.side, label.from_px, across, down)}>{words}</span>"
    return f"<i {at.format('dot', label.from_px, across, down)}></i>{name}" if label.dot else name


def _ring(point: MarkedPlace, tokens: Look) -> str:
    """A ring in both tones around a dot, as in the picture."""
    from geo.wgs84 import degrees  # what it reckons with is slow to load and only needed here

    across, down = place(degrees(point.easting, point.northing))
    style = f"color:{tokens.text};--halo:{tokens.ground};left:{across:.2f}%;top:{down:.2f}%"
    return f'<b class="ring" style="{style}"></b>'


def place(degrees: tuple[float, float]) -> tuple[float, float]:
    """Return where a point stands in the frame: percent from its left and from its top."""
    middle = view()
    tall = middle.metres_from_top_to_bottom
    east = (degrees[0] - middle.longitude) * math.cos(math.radians(middle.latitude))
    north = degrees[1] - middle.latitude
    percent = 100 * METRES_A_DEGREE / tall
    return 50 + east * percent / SHAPE, 50 - north * percent
