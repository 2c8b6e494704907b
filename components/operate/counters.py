"""What is counted for the operator: numbers only, nothing of who came or what was typed.

`web.health_and_metrics` shows them to whoever holds the operator's token.
"""

from __future__ import annotations

import re

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

disable_created_metrics()  # the time at which each counter began, which says nothing here

REGISTRY = CollectorRegistry()

VISITS = Counter("dashboard_visits", "Pages opened or turned to.", ["page"], registry=REGISTRY)
PLAIN = Counter(
    "dashboard_plain_pages", "Pages sent without the live one.", ["page"], registry=REGISTRY
)
LIVE = Gauge("dashboard_live_visitors", "Visitors with a live page now.", registry=REGISTRY)
EMBEDS = Counter("dashboard_embeds", "Embeds sent, by name.", ["embed"], registry=REGISTRY)
BRIEFINGS = Counter("dashboard_briefings", "Briefings sent, by kind.", ["kind"], registry=REGISTRY)
RUNS = Histogram(
    "dashboard_run_seconds",
    "Seconds to draw a page, for each visit and each choice made on it.",
    ["page"],
    registry=REGISTRY,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
)
LOOK_UPS = Counter(
    "dashboard_look_ups",
    "Look-ups of places by where they were made and what was found or what was wrong.",
    ["where", "outcome"],
    registry=REGISTRY,
)
ERRORS = Counter(
    "dashboard_errors", "Pages that failed, by kind of fault.", ["kind"], registry=REGISTRY
)
HANDSHAKES = Counter(
    "dashboard_refused_sessions",
    "WebSockets refused, by reason: origin, host, path or upgrade.",
    ["reason"],
    registry=REGISTRY,
)
REFUSALS = Counter("dashboard_data_refusals", "Data packages refused.", registry=REGISTRY)


def page_label(path: str) -> str:
    """The name of a page in the counters: its path, `overview` for the page without one."""
    return path or "overview"


def count_look_up(
    found: str | None, problem: Exception | None = None, *, where: str = "page"
) -> None:
    """Count one look-up: by the kind of place that was found, or else by the kind of problem.

    `where` is the way it was asked: `page`, `embed` or `open-data`.
    """
    outcome = found or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(problem).__name__).lower()
    LOOK_UPS.labels(where=where, outcome=outcome.replace(" ", "_")).inc()
