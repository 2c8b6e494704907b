"""The controls of a page as widgets of Streamlit, one function for each kind of control.

What is chosen is written to the address, and the page is made anew of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from components.choices import LONGEST_TEXT, Asked, Choice, Control, Number, Several, Words
from components.live import address
from components.live.callbacks import when_changed
from components.page_model import Page, fold_is_open, folded

_OPEN = "fold is open"

NUMBER_WIDTH = 148  # px


def show(page: Page, asked: Asked) -> None:
    """Draw the controls of a page beside each other, some in a fold; none where there are none."""
    if not page.choices:
        return
    less = folded(page)
    with st.container(horizontal=True, key="choices"):
        _draw((one for one in page.choices if one not in less), asked)
        if not less:
            return
        # Said once, so that it stays as the visitor leaves it.
        is_open = st.session_state.setdefault(_OPEN, fold_is_open(page, asked))
        fold = st.expander(f"**More**: {page.more}", expanded=is_open, key="more-choices")
        with fold, st.container(horizontal=True):
            _draw(less, asked)


def _draw(controls: Iterable[Control], asked: Asked) -> None:
    for control in controls:
        match control:
            case Choice():
                _choice(control, asked)
            case Several():
                _several(control)
            case Words():
                _words(control, asked)
            case Number():
                _number(control, asked)


def _choice(control: Choice, asked: Asked) -> None:
    key = f"{control.key}-{'kind-' * (control.shape == 'links')}control"
    value = control.now or asked[control]
    st.session_state[key] = value

    def write(value: str) -> None:
        address.put(control.key, value, control.default)

    draw: Callable[..., object] = partial(st.radio, horizontal=True)
    if control.shape == "list":
        draw = st.selectbox
    draw(
        control.label,
        tuple(control.options),
        key=key,
        format_func=control.options.__getitem__,
        on_change=when_changed(key, write),
    )


def _several(control: Several) -> None:
    key = f"{control.key}-control"
    st.session_state[key] = list(control.chosen)

    def write(value: Iterable[str]) -> None:
        now = set(value)
        chosen = [one for one in control.options if one in now]
        address.put(control.key, ",".join(chosen) or control.nothing, ",".join(control.usual))

    st.pills(
        control.label,
        tuple(control.options),
        selection_mode="multi",
        key=key,
        format_func=control.options.__getitem__,
        on_change=when_changed(key, write),
    )


def _words(control: Words, asked: Asked) -> None:
    key = f"{control.key}-control"
    st.session_state[key] = asked[control]

    def write(value: str) -> None:
        address.put(control.key, value.strip(), "")

    st.text_input(
        control.label,
        key=key,
        max_chars=LONGEST_TEXT,
        on_change=when_changed(key, write),
        placeholder=control.placeholder,
        autocomplete="off",
    )


def _number(control: Number, asked: Asked) -> None:
    key = f"{control.key}-control"
    st.session_state[key] = float(asked[control])

    def write(value: float) -> None:
        address.put(control.key, control.written(value), control.written(control.usual))

    st.number_input(
        control.asks,
        min_value=float(control.least),
        max_value=float(control.most),
        step=float(control.step),
        format=f"%.{len(control.written(control.step).partition('.')[2])}f",
        key=key,
        on_change=when_changed(key, write),
        width=NUMBER_WIDTH,
    )
