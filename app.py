"""Starts the dashboard: `python app.py`, or any ASGI server on `app:app`.

Streamlit runs this same file once more for each visitor and each interaction. Then the server is
there already, and the file draws a page instead of starting one.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import pkgutil
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import ModuleType

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit import runtime

import components
import data
import pages
from components.charts.base import unchecked
from components.live import shell
from data.live.current import current, last_good
from web.addresses import SentOn
from web.error_pages import LastResort
from web.kit import in_the_background
from web.kit.settings import NO_CONTACT, Misconfigured, check_settings, lacks_contact, opened_at
from web.kit.social import public_url
from web.plain.live import Visitors
from web.request_checks import Refusals
from web.routes import routes
from web.server import logs
from web.server.headers import SecurityHeaders
from web.server.listening import bound_socket
from web.server.origins import Origins
from web.streamlit_host.gc_scheduler import gc_scheduler
from web.streamlit_host.insides import keep_out_of_the_log, run_no_page_alone
from web.streamlit_host.static_files import StaticFiles
from web.warm_up import warm_up

ROOT = Path(__file__).resolve().parent

STREAMLIT_IMPORTS_LATE = ("pandas", "pyarrow")  # at the first chart or table

_log = logging.getLogger(__name__)


def _modules(room: ModuleType) -> Iterator[str]:
    """The names of all modules of a room."""
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        yield module.name


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict]:
    """Load everything before the first visitor comes, then look after the memory."""
    ours = [*_modules(components), *_modules(pages)]
    for name in (*ours, *STREAMLIT_IMPORTS_LATE):
        importlib.import_module(name)
    try:
        current()
    except data.InvalidData as exc:
        _log.error("The data is not in order; pages will say so. %s", exc)
    ended = threading.Event()
    in_the_background.start_thread("new data", lambda: last_good().watch(ended))
    try:
        with unchecked():
            warm_up()
            async with gc_scheduler():
                yield {}
    finally:
        ended.set()


def serve(app: st.App) -> None:
    """Serve until stopped, on HOST and PORT of the environment (127.0.0.1 and 8501)."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8501")
    with bound_socket(host, port) as bound:
        with contextlib.suppress(OSError):  # where the log goes to a full disk, visitors still come
            sys.stdout.write(f"The dashboard is at {opened_at(host, port)}\n")
            sys.stdout.flush()
        config = uvicorn.Config(
            app,
            access_log=False,  # addresses of visitors and of pages are nobody's business
            log_config=None,  # as web.server.logs has it
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=75,  # longer than a proxy's, which else asks as we hang up
            ws="websockets-sansio",
        )
        uvicorn.Server(config).run(sockets=[bound])


if runtime.exists():
    shell.run(pages.maker)
else:
    run_no_page_alone()
    keep_out_of_the_log(shell.keep_words_out_of_the_log)
    our_routes = routes()
    app = st.App(
        ROOT / "app.py",
        routes=our_routes,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(LastResort),
            Middleware(Refusals, routes=our_routes),
            Middleware(SentOn),
            Middleware(Origins),
            Middleware(Visitors),
            Middleware(StaticFiles),
        ],
        lifespan=lifespan,
        on_script_error=shell.show_trouble,
    )
    try:
        check_settings()
        public_url()
        logs.set_up()
        if lacks_contact():
            _log.warning(NO_CONTACT)
        if __name__ == "__main__":
            serve(app)
    except Misconfigured as exc:
        sys.exit(str(exc))
