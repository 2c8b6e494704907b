"""Two addresses for the operator: is the service well, and how much was it used.

`/healthz` is open and says what the service shows; 503 with a sentence when it cannot. `/metrics`
is there only for those who send the token that `METRICS_TOKEN` holds (`Authorization: Bearer …`);
to everyone else, and where no token is set, it is an address like any other that leads nowhere.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator

from prometheus_client import ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

import data
from components.operate.contact import accessibility_contact
from components.operate.counters import REGISTRY
from components.operate.release import VERSION
from data.live.current import current, current_state
from geo import outlines
from geo.areas import areas
from geo.errors import GeoProblem
from geo.lookup import lookup
from web.request_checks import READ_OR_ASK
from web.server import not_found

TOKEN = "METRICS_TOKEN"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"  # the text form that Prometheus reads

_FRESH = {"Cache-Control": "no-store"}


class Unwell(Exception):
    """The service cannot show what it is there to show; the message is one sentence."""


def routes() -> list[BaseRoute]:
    """The addresses of this module."""
    return [
        *(Route(path, health, methods=READ_OR_ASK) for path in ("/healthz", "/healthz/")),
        Route("/metrics", metrics),
    ]


async def health(_request: Request) -> Response:
    """Versions of dashboard and data and the edition of the postcodes, or 503 with a sentence."""
    try:
        return JSONResponse({"status": "well", **state()}, headers=_FRESH)
    except Unwell as exc:
        told = {"status": "unwell", "sentence": str(exc)}
        return JSONResponse(told, status_code=503, headers=_FRESH)


def state() -> dict[str, str | bool]:
    """What is shown. Raises `Unwell` where the data or the geography is not there or not fit.

    `newer_data_refused` is true while the last good data is shown in place of newer data that
    does not pass its check, `accessibility_contact` where the statement names whom to ask.
    """
    try:
        facts = current()
        postcodes = lookup.load().edition
        drawn = {anchor["id"] for anchor in outlines.anchors("hcp_areas")}
        found = set(areas().hcp_areas)
        missing = [name for name in outlines.LAYERS if not outlines.layer_path(name).is_file()]
    except data.InvalidData:
        raise Unwell("The data is not in order, so no figures can be shown.") from None
    except GeoProblem:
        raise Unwell("The geography is not in order, so no place can be found.") from None
    if missing:
        raise Unwell("Outlines are missing, so no map can be drawn.")
    if not set(facts["hcp_areas"]["hcp_area_id"]) == drawn == found:
        raise Unwell("The data and the geography do not name the same areas.")
    return {
        "version": VERSION,
        "data_version": facts.version,
        "data_date": facts.date,
        "postcodes_of": postcodes,
        "newer_data_refused": current_state().refused is not None,
        "accessibility_contact": accessibility_contact() is not None,
    }


async def metrics(request: Request) -> Response:
    """The counters in the text form of Prometheus, for the holder of the token; else 404."""
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return HTMLResponse(not_found.html(), status_code=404)
    return Response(generate_latest(REGISTRY), media_type=METRICS_TYPE, headers=_FRESH)


class ShownData(Collector):
    """Which data is shown, and whether newer data is refused, at the moment of asking."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One series of value 1 that names version and date, and one that is 0 or 1."""
        now = current_state()
        info = GaugeMetricFamily(
            "dashboard_data_info", "The data that is shown.", labels=["version", "date"]
        )
        if now.version and now.date:
            info.add_metric([now.version, now.date], 1)
        yield info
        refused = now.refused is not None
        yield GaugeMetricFamily(
            "dashboard_data_refused", "1 while newer data is refused.", value=int(refused)
        )


ProcessCollector(registry=REGISTRY)
REGISTRY.register(ShownData())
