"""A choice of several of the same kind, kept in the address as `?key=one,two`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st


def several(
    key: str,
    options: Mapping[str, str],
    chosen: Sequence[str],
    label: str,
    *,
    usual: Sequence[str],
    nothing: str,
) -> None:
    """Draw a button for each option, pressed where it is chosen; a press changes the address.

    `options` maps the value in the address to the words on the screen. What is usual is not in
    the address; `nothing` is there when none is chosen.
    """
    control = f"{key}-control"
    st.session_state[control] = list(chosen)

    def write() -> None:
        held = set(st.session_state[control])
        _to_address(key, [one for one in options if one in held] or [nothing], usual)

    st.pills(
        label,
        tuple(options),
        selection_mode="multi",
        key=control,
        format_func=options.__getitem__,
        on_change=write,
    )


def kind(
    key: str, kinds: Mapping[str, Sequence[str]], chosen: str, label: str, *, usual: Sequence[str]
) -> None:
    """Draw a button for each kind; a press puts that kind's own usual options into the address.

    `kinds` maps the words on the screen to those options; what is `usual` is not in the address.
    """
    control = f"{key}-kind-control"
    st.session_state[control] = chosen

    def write() -> None:
        _to_address(key, kinds[st.session_state[control]], usual)

    st.radio(label, tuple(kinds), key=control, on_change=write, horizontal=True)


def _to_address(key: str, values: Sequence[str], usual: Sequence[str]) -> None:
    if list(values) == list(usual):
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = ",".join(values)
