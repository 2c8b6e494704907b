"""What a map shows, told once: layers from the ground up, which each driver draws as they stand.

`components.maps.svg_map` draws a scene as a picture for all that is HTML, `components.maps.deck`
on the live Map page. Neither adds a name, a colour or an order of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from components.maps.colours import area_colour, lot_colour
from components.maps.dots import Dots
from components.maps.evidence import Evidence, shades, signed
from components.maps.labels import Label, labels, surroundings, with_lots
from components.maps.rings import MarkedPlace, beside, clear, nudged, ringed
from components.maps.shows import FINE, LOTS, Cohort, Show, names_of
from components.maps.spoken import lot_map_alt
from components.theme import LOOKS, Look, LookName
from geo import outlines
from geo.areas import areas

PLAIN, RAISED, DIMMED = 0.7, 0.9, 0.2  # opacity of a fill: none chosen, it chosen, another
BORDER, DASHES, RING, GLOW, LEADER = 1.25, 0.8, 1.75, 7.0, 1.0  # px of lines on a small map
WARD, BOTH = 0.5, 3.0


class Size(NamedTuple):
    """Height of letters, or radius of a mark, in px on a narrow map and on a wide one."""

    narrow: int
    wide: int


FINE_FROM = 640  # px from which a map of fine borders has room for more names
NAME, FINE_NAME, SMALL_NAME = Size(11, 14), Size(9, 11), Size(9, 11)
DOT = Size(3, 4)  # px from the middle of the mark of a place to its edge
EDGE, HALO = 1.5, 5.0  # px of its line, and of the light or dark line under that


Style = Literal["bold", "normal", "italic"]


class Tone(NamedTuple):
    """The colour of one feature, by its id."""

    id: str
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Fills:
    """Features of a file of `geo.outlines`, those that have a tone; `edge` is their border."""

    name: str
    file: str
    tones: tuple[Tone, ...]
    edge: str | None = None
    width: float = BORDER
    hatched: bool = False


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The outlines of features, those that have a tone, in px on a small map; some dashed."""

    name: str
    file: str
    tones: tuple[Tone, ...]
    width: float
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names with a halo, dots that they name, and lines to what they stand beside."""

    name: str = "names"
    labels: tuple[Label, ...]
    colour: str
    halo: str
    size: Size
    style: Style = "bold"


@dataclass(frozen=True, kw_only=True)
class Marks:
    """Small rings at the places of `dots`: a `fill` with an `edge`, and a halo of the fill."""

    name: str = "places"
    dots: Dots
    fill: str
    edge: str
    radius: Size = DOT


Layer = Fills | Lines | Names | Marks


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One map: its layers, what is chosen, places marked with a ring, and all of it in words.

    `frame` is west, south, east and north of a part of the land in metres, for a picture of that.
    """

    look: LookName
    sea: str
    layers: tuple[Layer, ...]
    alt: str
    chosen: str | None = None
    points: tuple[MarkedPlace, ...] = ()
    frame: tuple[float, float, float, float] | None = None


def scene(
    look: LookName,
    show: Show = "areas",
    cohort: Cohort = "adults",
    chosen: str | None = None,
    *,
    points: Sequence[MarkedPlace] = (),
    evidence: Evidence | None = None,
    dots: Dots | None = None,
) -> Scene:
    """Return the map of areas or lots, with what is `chosen` raised: the id of an area or a lot.

    Chosen in a map of shared lots, an area raises its lot and has the ring itself. Names that
    would lie under the ring of a point are left out, and the alternative names the point. With
    `evidence`, lots are shaded by that and have its signs; what is chosen has a ring alone. `dots`
    lie under all names, and names of towns keep clear of them. Raises KeyError for an unknown id.
    """
    tokens, known = LOOKS[look], areas()
    cohort = "adults" if show == "both" else cohort
    if chosen is not None and chosen not in known.lots:
        known.hcp_areas[chosen]
    land = _land(look, show, cohort, chosen)
    shaded = _by_evidence(look, names_of(show, cohort), evidence) if evidence else [land]
    layers: list[Layer] = [*_ground(tokens, shaded[0]), *shaded]
    if show == "councils":
        split = [feature["id"] for feature in outlines.layer("split_districts")]
        if split:
            layers.append(_fills("split", "split_districts", split, tokens.text, hatched=True))
    layers += _over(tokens, show)
    if chosen:
        layers += _ring(tokens, land, chosen)
    if dots:
        layers.append(Marks(dots=dots, fill=tokens.ground, edge=tokens.text))
    fine, named = show in FINE, _named(show, cohort, evidence, dots)
    layers += _surroundings(tokens, points, named, dots, fine=fine)
    layers.append(
        Names(
            labels=clear(named, points),
            colour=tokens.text,
            halo=tokens.ground,
            size=FINE_NAME if fine else NAME,
        )
    )
    told = lot_map_alt(show, cohort, chosen, evidence, dots) + ringed(points)
    return Scene(
        look=look,
        sea=tokens.beside[0],
        layers=tuple(layers),
        alt=told,
        chosen=chosen,
        points=tuple(points),
    )


def _ground(tokens: Look, land: Fills) -> list[Fills]:
    """The land around, and under our own land a ground on which its colours are those of keys."""
    own = tuple(Tone(tone.id, tokens.ground) for tone in land.tones)
    base = Fills(name="base", file=land.file, tones=own)
    if outlines.AROUND not in outlines.to_take_away():
        return [base]
    tone = Tone(outlines.AROUND, tokens.beside[1])
    return [Fills(name="around", file=outlines.AROUND, tones=(tone,)), base]


_Told = tuple[str, tuple[Label, ...], str, str, Style]  # name, labels, colour, halo, style


def _named(
    show: Show, cohort: Cohort, evidence: Evidence | None, dots: Dots | None
) -> tuple[Label, ...]:
    """The names of areas or lots. Where places are marked, lots are named by number alone."""
    if dots and show in FINE:
        return nudged(FINE[show], dots.places)
    named = with_lots() if show == "both" else labels(names_of(show, cohort))
    if dots and show in LOTS:
        return tuple(replace(one, lines=one.lines[:1]) for one in named)
    return tuple(signed(named, evidence)) if evidence else named


def _surroundings(
    tokens: Look,
    points: Sequence[MarkedPlace],
    named: Sequence[Label],
    dots: Dots | None,
    *,
    fine: bool,
) -> list[Names]:
    """Names to steer by. Among the many names of fine borders only neighbours have room."""
    neighbours, waters, towns = map(surroundings, ("neighbour", "water", "town"))
    if fine:
        neighbours = tuple(replace(one, from_px=FINE_FROM) for one in neighbours)
    elif dots:
        towns = beside(towns, dots.places, (*named, *neighbours, *waters))
    told: tuple[_Told, ...] = (
        ("neighbours", neighbours, tokens.muted, tokens.beside[1], "normal"),
        ("waters", waters, tokens.muted, tokens.beside[0], "italic"),
        ("towns", towns, tokens.text, tokens.ground, "normal"),
    )
    return [
        Names(
            name=name,
            labels=named,
            colour=colour,
            halo=halo,
            size=SMALL_NAME,
            style=style,
        )
        for name, known, colour, halo, style in told[: 1 if fine else None]
        if (named := clear(known, points))
    ]


def _land(look: LookName, show: Show, cohort: Cohort, chosen: str | None) -> Fills:
    """The fills. Lots of one area each are drawn from the areas: they are the same shapes."""
    known = areas()
    lots = [lot for lot in known.lots.values() if lot.cohort == cohort]
    inside = known.lots[chosen].hcp_area_ids if chosen in known.lots else (chosen,)
    if show in LOTS and any(len(lot.hcp_area_ids) > 1 for lot in lots):
        file = "lots_children" if cohort == "children" else "lots_adult"
        colours = {lot.id: lot_colour(lot.id, look) for lot in lots}
        raised = [lot.id for lot in lots if chosen == lot.id or chosen in lot.hcp_area_ids]
    else:
        file, raised = "hcp_areas", inside
        colours = {area_id: area_colour(area_id, look) for area_id in known.hcp_areas}
    tones = tuple(Tone(i, c, _opacity(i, raised if chosen else ())) for i, c in colours.items())
    return Fills(name="land", file=file, tones=tones, edge=LOOKS[look].ground)


def _by_evidence(look: LookName, file: str, evidence: Evidence) -> list[Fills]:
    """The lots shaded by kind, those of which nothing is known by their outline alone."""
    tones, lines = {}, []
    for shading, colour, lots in shades(evidence, look):
        own = {lot_id: Tone(lot_id, colour, shading.opacity) for lot_id in lots}
        lines += own.values() if shading.hatched else []
        tones |= own
    hatched = {tone.id: Tone(tone.id, LOOKS[look].ground) for tone in lines}
    land = (tones | hatched).values()
    fills = Fills(name="land", file=file, tones=tuple(land), edge=LOOKS[look].edge)
    over = Fills(name="lines", file=file, tones=tuple(lines), hatched=True)
    return [fills, over] if lines else [fills]


def _over(tokens: Look, show: Show) -> Iterator[Lines]:
    """The lines over the land: fine borders, or those of children's lots over those for adults."""
    if show in FINE:
        tone = Tone(FINE[show], tokens.text)
        yield Lines(name="dashes", file="borders", tones=(tone,), width=DASHES, dash=(4, 3))
    elif show == "wards":
        tone = Tone(outlines.WARDS, tokens.text, 0.6)
        yield Lines(name="lines", file=outlines.WARDS, tones=(tone,), width=WARD)
    elif show == "both":
        under, over = (Tone("lots_children", colour) for colour in (tokens.ground, tokens.text))
        yield Lines(name="halo", file="borders", tones=(under,), width=BOTH + 2)
        yield Lines(name="children", file="borders", tones=(over,), width=BOTH, dash=(9, 5))


def _opacity(feature_id: str, raised: Collection[str | None]) -> float:
    if not raised:
        return PLAIN
    return RAISED if feature_id in raised else DIMMED


def _fills(name: str, file: str, ids: Sequence[str], colour: str, *, hatched: bool) -> Fills:
    return Fills(name=name, file=file, tones=tuple(Tone(i, colour) for i in ids), hatched=hatched)


def _ring(tokens: Look, land: Fills, chosen: str) -> list[Lines]:
    """The outline of what is chosen with a soft glow under it: it stands above the rest."""
    file, ids = "hcp_areas", [chosen]
    if chosen in areas().lots:
        file, ids = land.file, [tone.id for tone in land.tones if tone.opacity == RAISED]
    return [
        Lines(
            name=name,
            file=file,
            tones=tuple(Tone(feature_id, tokens.text, opacity) for feature_id in ids),
            width=width,
        )
        for name, width, opacity in (("glow", GLOW, 0.15), ("ring", RING, 1.0))
    ]
