"""What a command takes, and what it says on its standard output, which never stops it."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable
from typing import Any, Protocol, TextIO


class Commands(Protocol):
    """The commands of a parser, as `add_subparsers` gives them; its class has no public name."""

    def add_parser(self, name: str, **options: Any) -> argparse.ArgumentParser:
        """Add a command."""
        ...


def to_its_end(command: Callable[[], int]) -> int:
    """Run a command, and return its exit code; 1 where its output could not be written.

    Then the command has gone on without it, and one sentence says so. Whoever reads only the first
    lines of it, as `head` does, is told nothing.
    """
    output = _Output(sys.stdout)
    with contextlib.redirect_stdout(output):  # type: ignore[type-var]
        code = command()
        output.flush()
    if output.error is None or isinstance(output.error, BrokenPipeError):
        return code
    what = f"The output could not be written ({output.error.strerror}), but the command is done."
    sys.stderr.write(f"{what}\n")
    return code or 1


class _Output:
    """A stream that notes the first failure and then takes all without a word."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, text: str) -> int:
        self._tried(self._stream.write, text)
        return len(text)

    def flush(self) -> None:
        self._tried(self._stream.flush)

    def _tried(self, act: Callable[..., object], *given: str) -> None:
        if self.error is not None:
            return
        try:
            act(*given)
        except OSError as error:
            self.error = error
            with contextlib.suppress(OSError, ValueError):  # what is held back must go somewhere
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
