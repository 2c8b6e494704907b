"""Compares how the pages look with how they looked: `python -m tests.visual [--renew]`.

Exit codes: 0 all alike, or all renewed; 1 a picture differs, is missing or could not be taken.
What differs is written to `test-results/visual`, as it is now and with the changes in red.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image

from components.page_list import PAGES
from tests.served import ROOT, serving
from tests.visual.camera import photographs
from tests.visual.likeness import ALLOWED, PICTURES, changed, kept, marked, share
from tests.visual.readme_picture import Gallery
from tests.visual.scenes import scenes

RESULTS = ROOT / "test-results" / "visual"


def main() -> int:
    """Compare or renew, as the command line says."""
    asked = argparse.ArgumentParser(prog="python -m tests.visual", description=__doc__)
    asked.add_argument("--renew", action="store_true", help="keep what is seen now")
    asked.add_argument("--only", default="", help="pictures with these letters in their name")
    given = asked.parse_args()
    if not any(scenes(given.only)):
        names = ", ".join(dict.fromkeys(page.path or "overview" for page in PAGES))
        print(f"No picture has {given.only!r} in its name: name one of {names}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        log_file = Path(folder) / "log.txt"
        with serving(ROOT, log_file=log_file) as server:
            if given.renew:
                return renew(server.url, given.only)
            return compare(server.url, given.only)


def renew(home: str, only: str) -> int:
    """Keep every picture as it is now, and drop those of pages that are gone."""
    PICTURES.mkdir(exist_ok=True)
    gallery, missing = Gallery(), 0
    for scene, picture in photographs(home, scenes(only)):
        if picture is None:
            print(f"{scene.name}: the page was not drawn in time", flush=True)
            missing += 1
            continue
        small = kept(picture)
        file = PICTURES / f"{scene.name}.png"
        if not file.is_file() or share(changed(Image.open(file), small)) > 0:
            small.save(file, optimize=True)
            print(f"renewed {scene.name}", flush=True)
        gallery.note(scene.name, picture)
    known = {scene.name for scene in scenes()}
    for file in PICTURES.glob("*.png"):
        if file.stem not in known:
            file.unlink()
    gallery.write()
    return 1 if missing else 0


def compare(home: str, only: str) -> int:
    """Say which pages look otherwise than they did."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    for file in RESULTS.glob("*.png"):
        file.unlink()
    differ = 0
    for scene, picture in photographs(home, scenes(only)):
        if picture is None:
            print(f"{scene.name}: the page was not drawn in time", flush=True)
            differ += 1
            continue
        file = PICTURES / f"{scene.name}.png"
        small = kept(picture)
        if not file.is_file():
            print(f"{scene.name}: there is no picture of it yet", flush=True)
        else:
            mask = changed(Image.open(file), small)
            if share(mask) <= ALLOWED:
                continue
            print(f"{scene.name}: {share(mask):.1%} looks different", flush=True)
            marked(small, mask).save(RESULTS / f"{scene.name}-changes.png")
        picture.save(RESULTS / f"{scene.name}.png")
        differ += 1
    if differ:
        print(f"{differ} pictures differ; see {RESULTS.relative_to(ROOT)}. If they should, renew.")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
