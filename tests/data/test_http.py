"""What a service says when something is wrong reaches the reader, and a pause is kept to."""

from __future__ import annotations

import json

import pytest

from data.notices.http import SourceProblem, say_and_wait
from data.notices.ocds import read_process
from tests.official.find_a_tender import FindATender, release
from tests.official.wire import Reply, quick


def asked(reply: Reply, **manners: object) -> tuple[str, int]:
    """What a reader is told, and how often the service was asked."""
    times: list[str] = []

    def service(path: str, *_: object) -> Reply:
        times.append(path)
        return reply

    with pytest.raises(SourceProblem) as caught:
        quick(service, **manners).json("http://service/layer/0")
    assert "\n" not in str(caught.value)
    return str(caught.value), len(times)


def told(status: int, answer: object) -> Reply:
    return Reply(status, json.dumps(answer).encode())


AT_ONCE = {
    "an error object with status 200": (
        told(200, {"error": {"code": 400, "message": "Invalid URL", "details": []}}),
        "http://service/layer/0 answers with a fault (code 400): Invalid URL.",
    ),
    "the cause in the details": (
        told(
            200,
            {"error": {"code": 400, "message": "Cannot query.", "details": ["No field LSOA."]}},
        ),
        "http://service/layer/0 answers with a fault (code 400): Cannot query: No field LSOA.",
    ),
    "an error that is a text": (
        told(200, {"error": "The layer was moved."}),
        "http://service/layer/0 answers with a fault: The layer was moved.",
    ),
    "a list of errors": (
        told(200, {"errors": [{"message": "limit is above 100"}, {"message": "stage unknown"}]}),
        "http://service/layer/0 answers with a fault: limit is above 100: stage unknown.",
    ),
    "a status in the body": (
        told(200, {"statusCode": 403, "message": "Key missing"}),
        "http://service/layer/0 answers with a fault (code 403): Key missing.",
    ),
    "a failed operation": (
        told(200, {"status": "error", "messages": ["No token found."], "code": 499}),
        "http://service/layer/0 answers with a fault (code 499): No token found. "
        "It asks for a sign-in: this data is not open to all.",
    ),
    "a token that ran out": (
        told(200, {"error": {"code": 498, "message": "Invalid Token"}}),
        "http://service/layer/0 answers with a fault (code 498): Invalid Token. "
        "It asks for a sign-in: this data is not open to all.",
    ),
    "an error without a word": (
        told(200, {"error": {}}),
        "http://service/layer/0 answers with a fault: no reason given.",
    ),
    "a reason behind a status": (
        told(400, {"title": "Bad request", "detail": "cursor is not valid", "status": 400}),
        "service refused the request (status 400): http://service/layer/0, and says: "
        "cursor is not valid: Bad request.",
    ),
    "a message behind a status": (
        told(404, {"message": "No process has this id."}),
        "service has nothing at this address: http://service/layer/0 (status 404), and says: "
        "No process has this id.",
    ),
    "a fault as Find a Tender words it": (
        told(404, {"status": 404, "error": "Not found", "message": "", "exception": "No such id"}),
        "service has nothing at this address: http://service/layer/0 (status 404), and says: "
        "Not found: No such id.",
    ),
    "a parameter that is not known": (
        told(400, {"status": 400, "error": "Bad request", "message": "'x' is not recognised"}),
        "service refused the request (status 400): http://service/layer/0, and says: "
        "Bad request: 'x' is not recognised.",
    ),
    "nothing": (
        Reply(204),
        "service sent no data (status 204): http://service/layer/0.",
    ),
    "a sign-in": (
        told(401, {}),
        "service refused the request (status 401): http://service/layer/0. "
        "It asks for a sign-in: this data is not open to all.",
    ),
}


@pytest.mark.parametrize(("reply", "sentence"), AT_ONCE.values(), ids=AT_ONCE.keys())
def test_the_reason_of_a_service_is_told_and_it_is_asked_once(reply, sentence):
    assert asked(reply) == (sentence, 1)


BUSY = {
    "too many requests": (
        told(429, {"message": "Slow down."}),
        "service is too busy or out of order (status 429), and says: Slow down.",
    ),
    "too many requests with status 200": (
        told(200, {"error": {"code": 429, "message": "Too many requests."}}),
        "http://service/layer/0 answers with a fault (code 429): Too many requests.",
    ),
    "a service that starts, with status 200": (
        told(200, {"error": {"code": 503, "message": "Service not started", "details": []}}),
        "http://service/layer/0 answers with a fault (code 503): Service not started.",
    ),
    "a limit in plain words": (
        Reply(429, b"Rate limit of 12 exceeded. Please retry after 120 seconds."),
        "service is too busy or out of order (status 429), and says: "
        "Rate limit of 12 exceeded. Please retry after 120 seconds.",
    ),
    "words in place of data with status 200": (
        Reply(200, b"Rate limit of 12 exceeded."),
        "service sent a text in place of data: Rate limit of 12 exceeded.",
    ),
    "a gateway": (
        Reply(504, b"<html>504"),
        "service is too busy or out of order (status 504).",
    ),
}


@pytest.mark.parametrize(("reply", "sentence"), BUSY.values(), ids=BUSY.keys())
def test_what_may_pass_is_asked_for_again(reply, sentence):
    assert asked(reply, tries=4) == (sentence, 4)


def test_a_fault_is_never_kept():
    """Its tag would bring it back as unchanged when the service is well again."""
    kept: list[object] = []
    getter = quick(
        lambda *_: Reply(body=b'{"error": {"code": 400, "message": "x"}}', headers={"ETag": '"1"'})
    )

    class Notes:
        def get(self, url: str) -> None:
            return None

        def put(self, url: str, answer: object) -> None:
            kept.append(answer)

    getter.cache = Notes()
    with pytest.raises(SourceProblem):
        getter.json("http://service/")
    assert kept == []


@pytest.mark.parametrize("wait", ["11", "120", "600"])
def test_a_limit_over_many_processes_is_kept_to(wait):
    """A service that takes 5 requests and then asks for a pause: every process is read."""
    names = [f"ocds-h6vhtk-{n:06}" for n in range(40)]
    notices = {n: [release(1, "2030-01-01T09:00:00Z", "planning", ocid=n)] for n in names}
    service, waits, left = FindATender(notices), [], [5]

    def limited(*request):
        if not left[0]:
            return Reply(429, b"Too many requests", {"Retry-After": wait})
        left[0] -= 1
        return service(*request)

    def pause(seconds: float) -> None:
        waits.append(seconds)
        left[0] = 5

    getter = quick(limited)
    getter.sleep = pause
    read = [read_process(getter, name, service="http://service") for name in names]
    assert [process.ocid for process in read] == names
    assert waits == [float(wait)] * 7


@pytest.mark.parametrize(
    ("reply", "waits"),
    [
        (Reply(429, b"Please retry after 120 seconds.", {"Retry-After": "9"}), [9.0]),
        (Reply(429, b"Please retry after 120 seconds."), [120.0]),
        (told(200, {"error": {"code": 429, "message": "Try again in 60 seconds."}}), [60.0]),
        (Reply(200, b"Busy. Try again in 5 s."), [5.0]),
        (Reply(503, b"Service unavailable"), [1]),
        (told(200, {"error": {"code": 503, "message": "Started 60 seconds ago."}}), [1]),
    ],
    ids=[
        "header first",
        "words",
        "words with status 200",
        "words alone",
        "no words",
        "other words",
    ],
)
def test_the_pause_that_is_asked_for_stands_in_the_header_or_in_words(reply, waits):
    kept: list[float] = []
    replies = [reply, told(200, {"well": True})]
    getter = quick(lambda *_: replies.pop(0))
    getter.sleep = kept.append
    assert getter.json("http://service/") == {"well": True}
    assert kept == waits


def test_a_pause_too_long_is_told_and_not_waited_for():
    reply = Reply(429, headers={"Retry-After": "601"})
    assert asked(reply) == ("service asks to be left alone for 10 minutes. Try again then.", 1)


def test_a_long_pause_is_told(capsys, monkeypatch):
    monkeypatch.setattr("data.notices.http.time.sleep", lambda seconds: None)
    say_and_wait(1)
    assert capsys.readouterr().err == ""
    say_and_wait(300)
    assert capsys.readouterr().err == "The service asks for a pause of 5 minutes.\n"
