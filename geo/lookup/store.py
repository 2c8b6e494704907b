"""The place index as one small file: its layout is written and read here, and nowhere else.

The first line is a directory in JSON: edition, attribution, areas, wards, settlements, postcodes
near a border, and where each postcode sector begins. After it stands one block for each sector
(such as ME13 8):

- a head: how many wards and areas, a centre, a corner, and how many bits a coordinate takes;
- 400 bits, one for each unit AA to ZZ of the 20 letters in use: whether that postcode exists;
- the sector's wards and HCP areas, each with its count of postcodes;
- for each postcode, packed to the bit: ward, area, easting, northing.

The last 4 bytes are the check sum (CRC-32) of all before them, so that a file which was cut or
changed on its way is refused whole.

A look-up reads one block in place, so loading is reading the file and memory is its size. Nothing
is compressed: the same content is the same bytes on every machine. Coordinates are whole steps of
`metres` (British National Grid).
"""

import json
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geo.errors import GeoProblem
from geo.lookup.postcode import UNIT_LETTERS

FORMAT = 3
_HEAD = struct.Struct("<BBHHHHBB")
_COUNT = struct.Struct("<HH")
_SUM = struct.Struct("<I")
_UNIT_BYTES = len(UNIT_LETTERS) ** 2 // 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One postcode: its ward and HCP area by number, its point in steps of the file's metres."""

    unit: str
    ward: int
    area: int
    east: int
    north: int


@dataclass(frozen=True, slots=True)
class Sector:
    """One block, unpacked as far as its counts: `wards` and `areas` are (number, postcodes)."""

    wards: tuple[tuple[int, int], ...]
    areas: tuple[tuple[int, int], ...]
    centre: tuple[int, int]
    corner: tuple[int, int]
    bits: tuple[int, int]
    units: int
    packed: memoryview

    @property
    def postcodes(self) -> int:
        return self.units.bit_count()

    def find(self, unit: str) -> Entry | None:
        """The postcode with these two last letters, or None where there is none."""
        place = _place(unit)
        if not self.units >> place & 1:
            return None
        return self._entry(unit, (self.units & (1 << place) - 1).bit_count())

    def entries(self) -> list[Entry]:
        """All postcodes of the sector in order of their last letters."""
        places = [place for place in range(_UNIT_BYTES * 8) if self.units >> place & 1]
        return [self._entry(_unit(place), rank) for rank, place in enumerate(places)]

    def _entry(self, unit: str, rank: int) -> Entry:
        ward_bits, area_bits = _width(len(self.wards)), _width(len(self.areas))
        width = ward_bits + area_bits + sum(self.bits)
        first, last = rank * width // 8, ((rank + 1) * width + 7) // 8
        value = int.from_bytes(self.packed[first:last], "little") >> rank * width % 8
        ward, value = value & (1 << ward_bits) - 1, value >> ward_bits
        area, value = value & (1 << area_bits) - 1, value >> area_bits
        east, value = value & (1 << self.bits[0]) - 1, value >> self.bits[0]
        north = value & (1 << self.bits[1]) - 1
        return Entry(
            unit=unit,
            ward=self.wards[ward][0],
            area=self.areas[area][0],
            east=self.corner[0] + east,
            north=self.corner[1] + north,
        )


@dataclass(frozen=True)
class Store:
    """The file as loaded: its directory, and its blocks as they stand."""

    directory: dict
    blocks: memoryview

    def sector(self, name: str) -> Sector:
        """The block of a sector such as `ME13 8`. Raises KeyError where the index has none."""
        return _read_block(self.blocks, self.directory["sectors"][name])


def read(path: Path) -> Store:
    """Load the index; `GeoProblem` when it is missing or not of this format."""
    try:
        content = path.read_bytes()
        end = content.index(b"\n")
        directory = json.loads(content[:end])
    except (OSError, ValueError, RecursionError) as fault:
        raise GeoProblem(f"The place index {path.name} could not be read.") from fault
    if not isinstance(directory, dict) or directory.get("format") != FORMAT:
        raise GeoProblem(f"The place index {path.name} is of another format; build it again.")
    whole = memoryview(content)
    if _SUM.pack(zlib.crc32(whole[: -_SUM.size])) != whole[-_SUM.size :]:
        raise GeoProblem(f"The place index {path.name} is damaged; build it again.")
    return Store(directory=directory, blocks=whole[end + 1 : -_SUM.size])


def encode(directory: dict, sectors: Iterable[tuple[str, list[Entry]]]) -> bytes:
    """The whole file from its directory (without `format` and `sectors`) and sorted sectors."""
    starts, blocks, length = {}, [], 0
    for name, entries in sectors:
        starts[name] = length
        blocks.append(_write_block(sorted(entries, key=lambda entry: entry.unit)))
        length += len(blocks[-1])
    head = {"format": FORMAT, **directory, "sectors": starts}
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    content = b"\n".join([line, b"".join(blocks)])
    return content + _SUM.pack(zlib.crc32(content))


def _read_block(blocks: memoryview, start: int) -> Sector:
    wards, areas, *numbers = _HEAD.unpack_from(blocks, start)
    units = start + _HEAD.size
    counts = units + _UNIT_BYTES
    packed = counts + _COUNT.size * (wards + areas)
    pairs = tuple(_COUNT.iter_unpack(blocks[counts:packed]))
    return Sector(
        wards=pairs[:wards],
        areas=pairs[wards:],
        centre=(numbers[0], numbers[1]),
        corner=(numbers[2], numbers[3]),
        bits=(numbers[4], numbers[5]),
        units=int.from_bytes(blocks[units:counts], "little"),
        packed=blocks[packed:],
    )


def _write_block(entries: list[Entry]) -> bytes:
    wards = _counted(entry.ward for entry in entries)
    areas = _counted(entry.area for entry in entries)
    east, north = [entry.east for entry in entries], [entry.north for entry in entries]
    bits = [(max(values) - min(values)).bit_length() for values in (east, north)]
    centre = [round(sum(values) / len(values)) for values in (east, north)]
    head = _HEAD.pack(len(wards), len(areas), *centre, min(east), min(north), *bits)
    units = sum(1 << _place(entry.unit) for entry in entries)
    counts = b"".join(_COUNT.pack(*pair) for pair in [*wards.items(), *areas.items()])
    widths = [_width(len(wards)), _width(len(areas)), *bits]
    ward_place, area_place = list(wards), list(areas)
    packed = 0
    for entry in reversed(entries):
        values = [
            ward_place.index(entry.ward),
            area_place.index(entry.area),
            entry.east - min(east),
            entry.north - min(north),
        ]
        for value, width in reversed(list(zip(values, widths, strict=True))):
            packed = packed << width | value
    size = (sum(widths) * len(entries) + 7) // 8
    return b"".join(
        [head, units.to_bytes(_UNIT_BYTES, "little"), counts, packed.to_bytes(size, "little")]
    )


def _counted(numbers: Iterable[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for number in sorted(numbers):
        counts[number] = counts.get(number, 0) + 1
    return counts


def _width(choices: int) -> int:
    return (choices - 1).bit_length()


def _place(unit: str) -> int:
    return UNIT_LETTERS.index(unit[0]) * len(UNIT_LETTERS) + UNIT_LETTERS.index(unit[1])


def _unit(place: int) -> str:
    first, second = divmod(place, len(UNIT_LETTERS))
    return UNIT_LETTERS[first] + UNIT_LETTERS[second]
