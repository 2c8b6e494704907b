"""Faults that are told to a person in one sentence, without a traceback."""


class GeoProblem(Exception):
    """Something in the input is not as it must be; the message is one plain sentence."""
