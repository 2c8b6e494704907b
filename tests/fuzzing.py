"""How much is tried: a little with every test run, tens of thousands with FUZZ=thorough.

The little is the same each time, so that a test run does not fail by chance; the rest is new each
time. `FUZZ=thorough .venv/bin/python -m pytest tests/proof/test_fuzz_*.py` runs it.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings, strategies as st

THOROUGH = os.environ.get("FUZZ") == "thorough"


def examples(quick: int, thorough: int, *, shrink: bool = True) -> settings:
    """Settings for a property that is tried `quick` times, or `thorough` times when asked for.

    Without `shrink` what broke is told as it was found: for examples that are short and slow.
    """
    return settings(
        max_examples=thorough if THOROUGH else quick,
        derandomize=not THOROUGH,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if THOROUGH and shrink else [])],
        suppress_health_check=list(HealthCheck),
    )


ODD_TEXTS = st.sampled_from(
    [
        "",
        " ",
        "0",
        "-1",
        "1e400",
        "NaN",
        "٣",
        "true",
        "null",
        "\x00",
        "\n",
        "\ud800",
        "é’",
        "😀",
        "../../etc/passwd",
        "%2e%2e%2f",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{}",
        "[]",
        "2024-02-30",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00:00-14:00",
        "A" * 3000,
        "east-kent",
        "lot-1",
        "adults",
    ]
)

NUMBERS = st.one_of(
    st.sampled_from([0, -1, 1, 2**31, 2**63, -(2**63), 10**400, 0.1, 1e308]),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)

JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | ODD_TEXTS | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def places_in(thing: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value: what holds it, and its key or number."""
    found = []
    if isinstance(thing, dict | list):
        keys = list(thing) if isinstance(thing, dict) else range(len(thing))
        for key in keys:
            found += [(thing, key), *places_in(thing[key])]
    return found


def mutate(data: st.DataObject, thing: Any, most: int = 3) -> None:
    """Put something else into a few places of a JSON value, or take, double or swap them."""
    for _ in range(data.draw(st.integers(1, most), label="changes")):
        spots = places_in(thing)
        if not spots:
            return
        holder, key = spots[data.draw(st.integers(0, len(spots) - 1), label="place")]
        match data.draw(st.sampled_from(["put", "take", "double", "swap"]), label="how"):
            case "put":
                holder[key] = data.draw(JSON, label="value")
            case "take":
                del holder[key]
            case "double" if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                other, at = spots[data.draw(st.integers(0, len(spots) - 1), label="other")]
                holder[key] = other[at] if not isinstance(other[at], dict | list) else None


def change_bytes(data: st.DataObject, content: bytes, most: int = 5) -> bytes:
    """Lose, gain and change a few bytes."""
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, most))):
        at = data.draw(st.integers(0, len(changed)))
        changed[at : at + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=8))
    return bytes(changed)


def one_clear_sentence(problem: BaseException) -> None:
    """What a person reads: something, on one line, and not endless."""
    text = str(problem)
    assert text and "\n" not in text and len(text) < 600, text
    assert not {"Traceback", "object at 0x"} & set(text.split()), text
