"""The sums of derived figures: arithmetic of figures, and nothing else that Python can do."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from data.papers.workings import BadWorking, spell_out, work_out

KNOWN = {"a": 12.0, "b": 4, "lot5_y1_total": 9_757_651, "zero": 0}


@pytest.mark.parametrize(
    ("working", "result", "in_numbers"),
    [
        ("a", 12, "12"),
        ("a + b", 16, "12 + 4"),
        ("a - b", 8, "12 − 4"),
        ("a * b", 48, "12 × 4"),
        ("a / b", 3, "12 ÷ 4"),
        ("a - b * 2", 4, "12 − 4 × 2"),
        ("(a - b) * 2", 16, "(12 − 4) × 2"),
        ("-b + a", 8, "-4 + 12"),
        ("lot5_y1_total - 191326", 9_566_325, "9,757,651 − 191326"),
        ("a * 0.5", 6, "12 × 0.5"),
    ],
)
def test_a_sum_is_worked_out_and_spelled_out(working: str, result: float, in_numbers: str):
    assert work_out(working, KNOWN) == result
    assert spell_out(working, KNOWN) == in_numbers


@pytest.mark.parametrize(
    ("working", "names"),
    [
        ("a + c", "c"),
        ("__import__('os')", "__import__, os"),
        ("open('a')", "open"),
        ("a.real", "real"),
        ("a if b else zero", "else, if"),
        ("lambda: a", "lambda"),
        ("[x for x in a]", "for, in, x"),
        ("a and b", "and"),
        ("1e9", "e9"),
        ("1_000", "_000"),
        ("0x10", "x10"),
        ("True", "rue"),
    ],
)
def test_a_name_that_is_no_figure_is_refused(working: str, names: str):
    with pytest.raises(BadWorking) as caught:
        work_out(working, KNOWN)
    assert str(caught.value) == f"the sum names figures without a value: {names}"


@pytest.mark.parametrize(
    "working",
    [
        "",
        "   ",
        "a +",
        "a b",
        "(a",
        "a)",
        "a ** b",
        "a // b",
        "a % b",
        "a @ b",
        "a < b",
        "a == b",
        "~a",
        "a | b",
        "a << b",
        "a(b)",
        "a[b]",
        "a, b",
        "()",
        "[a]",
        "{a: b}",
        "'12'",
        '"a" * 9',
        "a := b",
        "a; b",
        "a = b",
        "...",
        "+a",
    ],
)
def test_what_is_no_sum_is_refused(working: str):
    with pytest.raises(BadWorking, match="the sum is not one of figures, numbers"):
        work_out(working, KNOWN)


@pytest.mark.parametrize("working", ["a / zero", "a / (b - 4)"])
def test_division_by_zero_is_said(working: str):
    with pytest.raises(BadWorking, match="the sum divides by zero"):
        work_out(working, KNOWN)


@pytest.mark.parametrize(
    "working",
    ["(" * 500 + "a" + ")" * 500, "+".join(["a"] * 20_000), "-" * 5_000 + "a"],
    ids=["brackets", "long", "signs"],
)
def test_a_sum_too_long_for_python_ends_in_one_sentence(working: str):
    with pytest.raises(BadWorking):
        work_out(working, KNOWN)


def test_a_sum_too_large_for_a_number_is_refused():
    with pytest.raises(BadWorking):
        work_out(" * ".join(["huge"] * 20), {"huge": 1e300})
    with pytest.raises(BadWorking):
        work_out(" * ".join(["huge"] * 400), {"huge": 10**18})


@given(
    st.recursive(
        st.sampled_from(["a", "b", "7", "0.5", "zero"]),
        lambda part: st.tuples(part, st.sampled_from("+-*/"), part).map(
            lambda three: f"({three[0]} {three[1]} {three[2]})"
        ),
        max_leaves=12,
    )
)
def test_any_sum_gives_what_exact_arithmetic_gives(working: str):
    exact = {name: Fraction(value) for name, value in KNOWN.items()}
    try:
        expected = eval(working.replace("0.5", "Fraction(1, 2)"), {"Fraction": Fraction}, exact)
    except ZeroDivisionError:
        with pytest.raises(BadWorking):
            work_out(working, KNOWN)
        return
    assert work_out(working, KNOWN) == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


@given(st.text(alphabet="abz019_ +*/().-", max_size=40))
def test_any_text_that_a_table_lets_through_ends_in_a_number_or_one_sentence(working: str):
    try:
        result = work_out(working, KNOWN)
    except BadWorking as refused:
        assert "\n" not in str(refused)
    else:
        assert isinstance(result, float)
