"""A polite reader of official services: waits, tries again, keeps answers, and says what failed.

Used by `data.notices.ocds` and `geo.ons.ons`. Whatever a service does, the caller gets JSON or one
sentence.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3 import Retry
from urllib3.exceptions import InvalidHeader

from data.notices.http_cache import Cache, Kept
from data.notices.http_faults import fault_in, pause_in, plain_text

BUSY = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be gone a moment later, as a status or as a code in the answer."""

SIGN_IN = frozenset({401, 498, 499})
"""Statuses and codes by which a service asks for a sign-in or a token."""

AGENT = "community-services-dashboard (refresh of open data)"
_CHUNK = 1 << 16


class SourceProblem(Exception):
    """An official source did not give what it should; the message is one plain sentence."""


class NoNetwork(SourceProblem):
    """The service could not be reached at all."""


class _Passing(Exception):
    """A fault that may be gone at the next try; `wait` is what the service asked for, seconds."""

    def __init__(self, problem: SourceProblem, wait: float | None = None) -> None:
        super().__init__(str(problem))
        self.problem, self.wait = problem, wait


@dataclass(frozen=True)
class Manners:
    """How long to wait and how much to take; seconds and bytes.

    Pauses of our own grow from `first_pause` to `longest_pause`. A service that asks for more than
    `longest_asked` is left alone: the sentence says how long it asked for.
    """

    connect: float = 10
    silence: float = 30
    whole: float = 120
    tries: int = 5
    first_pause: float = 1
    longest_pause: float = 60
    longest_asked: float = 600
    largest: int = 64 << 20


@dataclass
class Getter:
    """Reads JSON from official services over one session; `cache` keeps answers by their ETag."""

    cache: Cache = field(default_factory=lambda: Cache(None))
    manners: Manners = field(default_factory=Manners)
    session: requests.Session = field(default_factory=requests.Session)
    sleep: Callable[[float], None] = time.sleep

    def json(self, url: str, params: Mapping[str, str] | None = None) -> Any:
        """The JSON at an address. Raises `SourceProblem` when all tries failed.

        Answers that are too busy, too slow, cut short or not JSON are asked for again.
        """
        address = _address(url, params)
        pause, tried = self.manners.first_pause, 0
        while True:
            try:
                return self._once(address)
            except _Passing as passing:
                tried += 1
                wait = pause if passing.wait is None else passing.wait
                if tried >= self._tries(passing.problem):
                    raise passing.problem from None
                if wait > self.manners.longest_asked:
                    raise SourceProblem(
                        f"{_host(url)} asks to be left alone for {_spell(wait)}. Try again then."
                    ) from None
                self.sleep(wait)
                pause = min(pause * 2, self.manners.longest_pause)

    def _tries(self, problem: SourceProblem) -> int:
        """A service that cannot be reached at all is asked once more and not longer waited for."""
        return min(2, self.manners.tries) if isinstance(problem, NoNetwork) else self.manners.tries

    def _once(self, url: str) -> Any:
        kept = self.cache.get(url)
        headers = {"User-Agent": AGENT, "Accept": "application/json"}
        if kept:
            headers["If-None-Match"] = kept.etag
        try:
            with self.session.get(
                url,
                headers=headers,
                stream=True,
                timeout=(self.manners.connect, self.manners.silence),
            ) as answer:
                return self._take(url, answer, kept)
        except requests.exceptions.RequestException as fault:
            raise _said(url, fault) from None

    def _take(self, url: str, answer: requests.Response, kept: Kept | None) -> Any:
        status = answer.status_code
        if status == 304 and kept:
            return _parsed(url, kept.body)
        body = self._body(url, answer)
        if status != 200:
            raise _refusal(url, answer, body)
        parsed = _parsed(url, body)
        if fault := fault_in(parsed):
            mark = f" (code {fault.code})" if fault.code else ""
            said = f"{_short(url)} answers with a fault{mark}: {fault.reason}.{_hint(fault.code)}"
            raise _passing_or_not(fault.code, said, answer, fault.reason)
        if etag := answer.headers.get("ETag"):
            self.cache.put(url, Kept(etag=etag, body=body))
        return parsed

    def _body(self, url: str, answer: requests.Response) -> bytes:
        body, began = bytearray(), time.monotonic()
        for chunk in answer.iter_content(_CHUNK):
            body += chunk
            if len(body) > self.manners.largest:
                raise SourceProblem(
                    f"The answer of {_host(url)} is larger than {self.manners.largest:,} bytes, "
                    "so it was not read."
                )
            if time.monotonic() - began > self.manners.whole:
                raise _Passing(
                    SourceProblem(f"{_host(url)} sends too slowly: {_short(url)} was given up.")
                )
        return bytes(body)


def _address(url: str, params: Mapping[str, str] | None) -> str:
    """The whole address. Raises `SourceProblem` where it is none of the web."""
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            prepared = requests.Request("GET", url, params=params).prepare()
            return str(prepared.url)
    except (ValueError, requests.exceptions.RequestException):
        pass
    raise SourceProblem(f"This is not an address of a web service: {_short(url)}.")


def _said(url: str, fault: requests.exceptions.RequestException) -> Exception:
    host = _host(url)
    if isinstance(fault, requests.exceptions.Timeout):
        return _Passing(NoNetwork(f"{host} did not answer in time."))
    if isinstance(fault, requests.exceptions.SSLError):
        return SourceProblem(f"The connection to {host} is not safe: its certificate is not valid.")
    if isinstance(fault, requests.exceptions.TooManyRedirects):
        return SourceProblem(f"{host} leads in circles: {_short(url)}.")
    if isinstance(fault, requests.exceptions.ChunkedEncodingError):
        return _Passing(SourceProblem(f"The answer of {host} broke off: {_short(url)}."))
    if isinstance(fault, requests.exceptions.ConnectionError):
        problem = f"{host} cannot be reached: there is no network, or it is not let through."
        return _Passing(NoNetwork(problem))
    return SourceProblem(f"The answer of {host} cannot be read: {_short(url)}.")


def _parsed(url: str, body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        if body.lstrip()[:1] == b"<":
            problem = f"{_host(url)} sent a web page in place of data: {_short(url)}."
        elif said := plain_text(body):
            problem = f"{_host(url)} sent a text in place of data: {said}."
            raise _Passing(SourceProblem(problem), pause_in(said)) from None
        else:
            problem = f"{_host(url)} sent something that is not JSON, or broke off: {_short(url)}."
        raise _Passing(SourceProblem(problem)) from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _refusal(url: str, answer: requests.Response, body: bytes) -> Exception:
    """What an answer that is not 200 comes to, with the service's own reason where it gives one."""
    host, status = _host(url), answer.status_code
    try:
        fault = fault_in(_parsed(url, body), sure=True)
    except _Passing:
        fault = fault_in(plain_text(body), sure=True)
    said = f", and says: {fault.reason}" if fault and fault.told else ""
    if status in BUSY:
        sentence = f"{host} is too busy or out of order (status {status}){said}."
    elif status < 400:
        sentence = f"{host} sent no data (status {status}): {_short(url)}."
    elif status == 404:
        sentence = f"{host} has nothing at this address: {_short(url)} (status 404){said}."
    else:
        sentence = f"{host} refused the request (status {status}): {_short(url)}{said}."
    return _passing_or_not(status, sentence + _hint(status), answer, said)


def _passing_or_not(
    code: int | None, sentence: str, answer: requests.Response, reason: str
) -> Exception:
    """The pause that a busy service asks for stands in its header, or else in its words."""
    problem = SourceProblem(sentence)
    if code in BUSY:
        asked = _asked(answer.headers.get("Retry-After"))
        return _Passing(problem, pause_in(reason) if asked is None else asked)
    return problem


def _hint(code: int | None) -> str:
    return " It asks for a sign-in: this data is not open to all." if code in SIGN_IN else ""


def _asked(header: str | None) -> float | None:
    """Seconds that a Retry-After header asks for: a number or a date, None for anything else."""
    try:
        return Retry(retry_after_max=10**9).parse_retry_after(header) if header else None
    except (InvalidHeader, ValueError, TypeError, OverflowError):
        return None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "The service"
    except ValueError:
        return "The service"


def _short(url: str) -> str:
    """An address without its question, on one line and short enough for a sentence."""
    bare = "".join(sign for sign in url.split("?")[0] if sign.isprintable())
    return bare if len(bare) <= 150 else bare[:150] + "…"


def _spell(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.0f} hours"


def say_and_wait(seconds: float) -> None:
    """Wait; a long pause is told, so that nobody thinks that the command hangs."""
    if seconds >= 10:
        sys.stderr.write(f"The service asks for a pause of {_spell(seconds)}.\n")
    time.sleep(seconds)
