"""The log: one JSON object a line, with nothing in it of who came or what was typed.

Our own modules fill in only what is theirs to tell (versions, kinds of fault, places in the code).
Of the lines of libraries only the sentence is logged, with the numbers that are filled into it and
without the texts, and of an exception its kind and place: the rest may quote addresses, or what a
visitor sent. `LOG_LEVEL` says from which level on lines are written (`warning`, unless set).
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
from collections.abc import Mapping
from typing import Any

from components.operate.counters import REFUSALS
from components.operate.trouble import where_it_failed
from web.kit.settings import Misconfigured
from web.streamlit_host.insides import let_through

LEVEL = "LOG_LEVEL"
LEVELS = ("debug", "info", "warning", "error")
OURS = ("app", "components", "data", "web", "geo", "pages", "__main__")
REFUSED = "data_refused"  # the event of a data package that did not pass

# What is cut out wherever it stands, should it ever come into a line.
_CUTS = {
    "[postcode]": re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?[\s+-]*(?:%20)?[0-9][A-Z]{2}\b", re.I),
    "[address]": re.compile(
        r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b|\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,}", re.I
    ),
    "?[query]": re.compile(r"\?[^\s\"']*=[^\s\"']*"),
}
# Where a library's line has something filled in.
_FILLED_IN = re.compile(r"%(\([^)]*\))?[-#0 +]*[0-9]*(\.[0-9]+)?[diouxXeEfFgGcrsa]")
# What a record holds beside what a caller adds with `extra`.
_STANDARD = frozenset({*vars(logging.makeLogRecord({})), "message", "asctime"})


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: time (UTC), level, logger, message, and its extras."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without the end of line."""
        line = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                "T", "milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_people(_message(record)),
        }
        if _is_ours(record):
            line |= _extras(record)
        if record.exc_info and record.exc_info[1]:
            line["failed"] = where_it_failed(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


class CountRefusals(logging.Filter):
    """Counts the data packages that were refused; lets every line through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Count, and say yes."""
        if getattr(record, "event", None) == REFUSED:
            REFUSALS.inc()
        return True


def set_up(environ: Mapping[str, str] = os.environ) -> None:
    """Send every line of this process through one handler. Raises `Misconfigured`."""
    level = environ.get(LEVEL, "warning").lower()
    if level not in LEVELS:
        raise Misconfigured(f"{LEVEL} must be one of {', '.join(LEVELS)}, not {level!r}.")
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(CountRefusals())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
    # Streamlit gives each of its loggers a handler of its own, those of later modules too.
    let_through(_let_through)
    for name in list(logging.root.manager.loggerDict):
        _let_through(logging.getLogger(name))


def without_people(text: str) -> str:
    """A text without postcodes, network addresses and queries."""
    for words, pattern in _CUTS.items():
        text = pattern.sub(words, text)
    return text


def _let_through(logger: logging.Logger) -> None:
    """Have a logger's lines written by the one handler of all."""
    logger.handlers.clear()
    logger.propagate = True


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".")[0] in OURS


def _message(record: logging.LogRecord) -> str:
    if _is_ours(record):
        return record.getMessage()
    # Of what is filled in, numbers are told; a text may be what somebody typed.
    args = record.args if isinstance(record.args, tuple) else ()
    told = [str(arg) if isinstance(arg, int | float) else "…" for arg in args]
    return _FILLED_IN.sub(lambda _: told.pop(0) if told else "…", str(record.msg))


def _extras(record: logging.LogRecord) -> dict[str, Any]:
    extras = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    return {
        name: value if isinstance(value, bool | int | float | None) else without_people(str(value))
        for name, value in extras.items()
    }
