"""Opens every page without a browser and prints what it says: `python -m tests.every_page`.

A process of its own, since whose dashboard it is is read once. One line of JSON for each page:
its path, what it says, and the stack trace of what it lets through, if anything.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from components.page_list import PAGES
from data.live.current import current

ROOT = Path(__file__).resolve().parent.parent


def _run_the_app(script: str) -> None:
    exec(
        compile(Path(script).read_text(encoding="utf-8"), script, "exec"),
        {"__name__": "__main__", "__file__": script},
    )


def opened(path: str, **params: str) -> dict[str, str]:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app._page_hash = calc_hash(path)
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    said = [element.proto.body for element in app.get("html")]
    said += [str(element.proto) for kind in ("selectbox", "radio") for element in app.get(kind)]
    traces = [str(one.stack_trace) + str(one.value) for one in app.exception]
    address = "?".join([path, "&".join(f"{k}={v}" for k, v in params.items())])
    return {"address": address, "says": " ".join(said), "fails": " ".join(traces)}


def addresses() -> list[tuple[str, dict[str, str]]]:
    area = current()["hcp_areas"]["hcp_area_id"][0]
    lot = current()["lots"]["lot_id"][0]
    asked = [(page.path, {}) for page in PAGES]
    asked += [(page.path, {"area": area, "cohort": "children"}) for page in PAGES]
    asked += [("map", {"show": show}) for show in ("areas", "councils", "former-ccgs")]
    asked += [("services", {"view": "service"}), ("services", {"view": "lot", "lot": lot})]
    asked += [("find-my-area", {"place": area}), ("find-my-area", {"place": lot})]
    return asked


def main() -> None:
    script_runner._mpa_v1 = _run_the_app
    logging.disable(logging.CRITICAL)
    for path, params in addresses():
        sys.stdout.write(json.dumps(opened(path, **params)) + "\n")


if __name__ == "__main__":
    main()
