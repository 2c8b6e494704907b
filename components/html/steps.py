"""Phases side by side as HTML, each with the steps that tell how far it got."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from components.text.words import sentence


@dataclass(frozen=True)
class Step:
    """What was to happen and when, with its state in words; `is_done` where a record has it.

    `caveat` must stand beside it, if there is one.
    """

    when: str
    what: str
    state: str
    is_done: bool
    caveat: str | None = None


@dataclass(frozen=True)
class Phase:
    """A phase with its name, what it was for, and its steps, oldest first."""

    name: str
    text: str
    steps: Sequence[Step]


def html(phases: Iterable[Phase]) -> str:
    """Return the phases as an ordered list, side by side where there is room."""
    return f'<ol class="phases">{"".join(_phase(one) for one in phases)}</ol>'


def _phase(phase: Phase) -> str:
    items = "".join(_step(one) for one in phase.steps)
    steps = f"<ul>{items}</ul>" if items else ""
    return f"<li><h3>{escape(phase.name)}</h3><p>{escape(phase.text)}</p>{steps}</li>"


def _step(step: Step) -> str:
    done = ' class="done"' if step.is_done else ""
    caveat = f". {sentence(step.caveat)}" if step.caveat else ""
    parts = {"when": step.when, "what": step.what, "state": step.state + caveat}
    told = " ".join(f'<span class="{name}">{escape(text)}</span>' for name, text in parts.items())
    return f"<li{done}>{told}</li>"
