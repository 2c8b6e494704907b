"""The pictures that guard the look: small, few, of every page, and compared so that it shows."""

from PIL import Image, ImageDraw

from components.page_list import PAGES
from tests.visual.likeness import ALLOWED, PICTURES, changed, kept, marked, share
from tests.visual.scenes import FRAMES, scenes

MOST = 3_000_000  # bytes of all pictures together


def page(*, lines: int, shift: int = 0) -> Image.Image:
    """A page of grey lines as a desk shows it."""
    picture = Image.new("RGB", (1280, 900), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(lines):
        top = 100 + 30 * line + shift
        pen.rectangle((40, top, 900, top + 14), fill="#4C6272")
    return picture


def test_the_pictures_are_small_and_of_scenes_that_there_are():
    files = list(PICTURES.glob("*.png"))
    assert {file.stem for file in files} == {scene.name for scene in scenes()}
    assert sum(file.stat().st_size for file in files) < MOST


def test_each_page_is_seen_in_both_looks_and_on_a_phone():
    seen = [scene.name for scene in scenes()]
    assert len(set(seen)) == len(seen)
    for page in PAGES:
        name = page.path or "overview"
        assert {f"{name}-{frame.name}" for frame in FRAMES} <= {*seen}
    assert {frame.look for frame in FRAMES} == {"light", "dark"}
    assert {frame.width for frame in FRAMES} == {1280, 360}


def test_what_a_reader_would_notice_counts_and_smoothing_does_not():
    before = kept(page(lines=8))
    assert share(changed(before, kept(page(lines=8)))) == 0
    for after in (page(lines=9), page(lines=8, shift=16)):
        assert share(changed(before, kept(after))) > ALLOWED
    smoothed = page(lines=8).resize((1278, 899)).resize((1280, 900))
    assert share(changed(before, kept(smoothed))) <= ALLOWED


def test_another_size_is_another_picture():
    small = kept(page(lines=8)).resize((640, 400))
    assert share(changed(kept(page(lines=8)), small)) == 1


def test_changes_are_laid_over_the_picture():
    before, after = kept(page(lines=8)), kept(page(lines=9))
    shown = marked(after, changed(before, after))
    assert shown.size == after.size
    assert shown.tobytes() != after.convert("RGB").tobytes()
