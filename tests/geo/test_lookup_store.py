"""The file of the place index: what is written is read back, and the shipped one is small."""

import json

import pytest
from hypothesis import given, settings, strategies as st

from geo import attribution
from geo.build.run import PROJECT
from geo.errors import GeoProblem
from geo.folder import folder
from geo.lookup.postcode import UNIT_LETTERS
from geo.lookup.store import Entry, encode, read

NUMBER = st.integers(0, 65_535)
ENTRIES = st.lists(
    st.builds(
        Entry,
        unit=st.text(alphabet=UNIT_LETTERS, min_size=2, max_size=2),
        ward=st.integers(0, 200),
        area=st.integers(0, 9),
        east=NUMBER,
        north=NUMBER,
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda entry: entry.unit,
)

INDEX = folder() / "index" / "places.bin"


@settings(deadline=None)
@given(st.lists(ENTRIES, min_size=1, max_size=4))
def test_what_is_written_is_read_back(tmp_path_factory, sectors):
    names = [f"XX1 {digit}" for digit in range(len(sectors))]
    path = tmp_path_factory.mktemp("index") / "places.bin"
    path.write_bytes(encode({}, zip(names, sectors, strict=True)))
    store = read(path)
    for name, entries in zip(names, sectors, strict=True):
        sector = store.sector(name)
        assert sector.entries() == sorted(entries, key=lambda entry: entry.unit)
        assert sector.postcodes == len(entries)
        assert sum(count for _, count in sector.wards) == len(entries)
        assert sum(count for _, count in sector.areas) == len(entries)
        for entry in entries:
            assert sector.find(entry.unit) == entry
        missing = {a + b for a in UNIT_LETTERS for b in "AZ"} - {e.unit for e in entries}
        assert all(sector.find(unit) is None for unit in missing)
    with pytest.raises(KeyError, match="XX9 9"):
        store.sector("XX9 9")


def test_the_shipped_index_is_at_most_200_kb():
    assert INDEX.stat().st_size <= 200_000


def test_the_shipped_index_says_whose_data_it_is():
    directory = read(INDEX).directory
    assert directory["attribution"] == list(attribution.PLACES)
    assert directory["edition"] == "October 2025"


def test_every_ward_count_agrees_with_the_blocks():
    store = read(INDEX)
    counted = [0] * len(store.directory["wards"])
    for name in store.directory["sectors"]:
        for ward, count in store.sector(name).wards:
            counted[ward] += count
    assert sum(counted) == 52_126
    for total, (*_, shares) in zip(counted, store.directory["wards"], strict=True):
        assert total == sum(count for _, count in shares)


@pytest.mark.parametrize("content", [b"", b"not json\n", b"no line end", b"\xff\xfe\n"])
def test_a_broken_file_is_told_in_one_sentence(tmp_path, content):
    path = tmp_path / "places.bin"
    path.write_bytes(content)
    with pytest.raises(GeoProblem, match=r"places\.bin could not be read"):
        read(path)


def test_another_format_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "places.bin"
    path.write_bytes(json.dumps({"format": 0}).encode() + b"\n")
    with pytest.raises(GeoProblem, match="another format"):
        read(path)


def test_a_missing_file_is_told_in_one_sentence(tmp_path):
    with pytest.raises(GeoProblem, match="could not be read"):
        read(tmp_path / "places.bin")


def test_the_index_lies_where_the_build_writes_it():
    assert INDEX == PROJECT / "geo" / "index" / "places.bin"
