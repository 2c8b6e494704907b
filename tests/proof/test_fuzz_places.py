"""Ten thousand texts that people might type: the right lot, a question with lots, or a sentence."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from hypothesis import assume, given, strategies as st

from components.findings.find.near_misses import near_misses
from geo.errors import LookupProblem, SeveralPlaces
from geo.lookup.answers import PlaceAnswer
from geo.lookup.lookup import load
from geo.lookup.postcode import LONGEST, within
from tests.fuzzing import ODD_TEXTS, examples, one_clear_sentence
from tests.geo.test_lookup_names import is_answered_for_all

INDEX = load()
NAMES = INDEX.gazetteer.names
TRUTH = dict(
    pl.read_csv(Path(__file__).parents[1] / "sample" / "postcodes.csv")
    .select("postcode", "hcp_area_id")
    .iter_rows()
)
POSTCODES = st.sampled_from(sorted(TRUTH))
SIGNS = st.text(st.sampled_from(" ,.;:()[]\"'“”/|-_\n\t\u00a0\u200b*!?#"), max_size=4)
AROUND = st.sampled_from(
    [
        *("", "postcode: ", "my postcode is ", "1 Sample Street, ", "Flat 2b, The Old Mill, "),
        *("Gillingham, Kent ", "near ", "12A High Street, Faversham ", "£5 (about) ", "Ж "),
    ]
)
AFTER = st.sampled_from(["", ", UK", " Gillingham", ", Kent, England", " (home)", " please", " é"])


@st.composite
def spelled(draw: st.DrawFn, postcode: str) -> str:
    """A postcode in another case and spacing."""
    outward, inward = postcode.split()
    text = f"{outward}{draw(st.sampled_from(['', ' ', '  ', '-', chr(160), '.']))}{inward}"
    return text.lower() if draw(st.booleans()) else text


@examples(300, 10_000)
@given(POSTCODES.flatmap(lambda one: st.tuples(st.just(one), spelled(one))), AROUND, SIGNS, AFTER)
def test_a_postcode_is_found_whatever_stands_around_it(postcode, before, signs, after):
    whole, typed = postcode
    answer = INDEX.find(f"{before}{signs}{typed}{signs}{after}")
    assert (answer.postcode, answer.hcp_area.id) == (whole, TRUTH[whole])


@examples(100, 3_000)
@given(st.lists(POSTCODES, min_size=2, max_size=4, unique=True), SIGNS)
def test_of_several_postcodes_none_is_the_answer(postcodes, signs):
    text = f" {signs} and ".join(postcodes)
    assume(set(map(str, within(text))) == set(postcodes))
    try:
        INDEX.find(text)
    except SeveralPlaces as problem:
        assert problem.suggestions == tuple(map(str, within(text)))
        one_clear_sentence(problem)
    else:
        raise AssertionError("one of several postcodes was answered")


@examples(500, 10_000)
@given(st.sampled_from(sorted(NAMES.texts)), st.data())
def test_a_name_with_slips_is_never_told_a_lot_that_it_may_not_mean(name, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(name))] * 2)))
    text = data.draw(SIGNS) + name[start : end or None] + data.draw(SIGNS)
    if data.draw(st.booleans()):
        text += data.draw(st.sampled_from([", Kent", " UK", "x", " ward", " Town", ", Dover", "1"]))
    check(text)


def test_no_beginning_of_any_name_is_answered_with_a_lot_that_it_may_not_mean():
    texts = {text[:end] for text in NAMES.texts for end in range(1, len(text) + 1)}
    texts |= {word for text in NAMES.texts for word in text.split()}
    assert sum(map(is_answered_for_all, sorted(texts))) > 1_000


@examples(500, 10_000)
@given(st.text(max_size=LONGEST + 20) | ODD_TEXTS)
def test_any_text_gets_an_answer_or_a_sentence(text):
    check(text)


def check(text: str) -> None:
    """Look a text up; a single lot must hold for every place that bears or begins so."""
    try:
        answer = INDEX.find(text)
    except LookupProblem as problem:
        one_clear_sentence(problem)
        for place in near_misses(INDEX, text, problem):
            assert INDEX.find(place.key)
        return
    if (
        isinstance(answer, PlaceAnswer)
        and answer.kind != "postcode part"
        and len(answer.areas) == 1
    ):
        for place in {*NAMES.exact(text), *NAMES.containing(text)}:
            assert INDEX.named.place(place).areas[0].hcp_area == answer.areas[0].hcp_area
