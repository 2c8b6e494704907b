"""Sums of derived figures: worked out by code from the figures that they name."""

from __future__ import annotations

import ast
import math
import operator
import re

import polars as pl
from simpleeval import InvalidExpression, simple_eval

from data.package.catalogue import Catalogue
from data.package.kept import kept

NAME = re.compile(r"[a-z_][a-z0-9_]*")
WRITTEN = re.compile(r"[a-z0-9_ +*/().-]+")
# The four of arithmetic and no more: a sum that needs others is not one a reader can follow.
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
SIGNS = {"*": "×", "/": "÷", "-": "−"}

# All that reading and working out such a text can end in; an operator not listed is a KeyError.
NO_SUM = (
    InvalidExpression,
    SyntaxError,
    KeyError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)


class BadWorking(Exception):
    """A sum that cannot be worked out; the message says why."""


@kept
def values(catalogue: Catalogue) -> dict[str, float]:
    """Return every figure with a value, by its figure id, in the unit of its table."""
    frames = [
        catalogue["envelopes"].select("figure_id", pl.col("amount_gbp").alias("value")),
        catalogue["figures"].select("figure_id", "value"),
        catalogue["recipients"].select("figure_id", pl.col("people").alias("value")),
    ]
    return {
        name: value for frame in frames for name, value in frame.drop_nulls("value").iter_rows()
    }


def work_out(working: str, known: dict[str, float]) -> float:
    """Return the value of a sum such as `lot5_y1_total - lot5_y1_transformation`.

    Raises BadWorking when the sum names an unknown figure or is no sum.
    """
    missing = sorted(set(NAME.findall(working)) - known.keys())
    if missing:
        raise BadWorking(f"the sum names figures without a value: {', '.join(missing)}")
    try:
        result = float(_evaluate(working, known))
    except ZeroDivisionError:
        raise BadWorking("the sum divides by zero") from None
    except NO_SUM:
        message = "the sum is not one of figures, numbers, brackets and + - * /"
        raise BadWorking(message) from None
    if not math.isfinite(result):
        raise BadWorking("the sum is too large to be worked out")
    return result


def _evaluate(working: str, known: dict[str, float]) -> float:
    if not WRITTEN.fullmatch(working):
        raise ValueError
    return simple_eval(working, operators=OPERATORS, names=known, functions={})


def spell_out(working: str, known: dict[str, float]) -> str:
    """Return the sum with its numbers in place of names: `9,757,651 − 191,326`."""
    numbers = NAME.sub(lambda match: f"{known[match[0]]:,.15g}", working)
    return re.sub(r" ([*/-]) ", lambda match: f" {SIGNS[match[1]]} ", numbers)
