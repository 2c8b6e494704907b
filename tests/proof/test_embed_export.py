"""The export: the same words as served, files that answer a look-up, and what it refuses."""

from __future__ import annotations

import datetime as dt
import gzip
import html
import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import brotli
import pytest

from components.findings.places.places import names
from data.live.current import current
from tests import plain
from web.cli import main
from web.embeds import pages as embed_pages
from web.embeds.chosen import Chosen, each
from web.embeds.find import describe
from web.embeds.listing import FIND, all_embeds
from web.export.export import MARK, Export, build
from web.export.places import NEAREST
from web.kit.site import Site
from web.plain.look_up import look_up

TODAY = dt.date(2026, 11, 22)
DASHBOARD, BASE = "https://dashboard.example", "https://files.example/embed"
EXPORTED = Site(dashboard=DASHBOARD, ending=".html", folder="places")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """One export, read by all tests."""
    folder = tmp_path_factory.mktemp("export") / "out"
    export = Export(catalogue=current(), today=TODAY, dashboard=DASHBOARD, base=BASE)
    assert build(export, folder) > len(all_embeds(current()))
    return folder


def words(page: str) -> str:
    """What a page says, without its form, which works otherwise in an export."""
    main_part = page.partition("<main>")[2].partition("</main>")[0]
    rest = re.sub(r"<form.*?</form>", "", main_part, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", rest)).split())


def places(folder, name: str):
    [found] = folder.glob(f"places-*/{name}.json")
    return json.loads(found.read_text(encoding="utf-8"))


def all_pages() -> Iterator[tuple[str, Chosen, str]]:
    """Every embed, and with each choice that it takes by name: path, choice, name of its file."""
    for path in all_embeds(current()):
        yield path, (), f"{path}.html"
        for _, chosen in each(current(), path):
            ((key, value),) = chosen
            yield path, chosen, f"{path}/{key}/{value}.html"


def test_exported_pages_say_what_served_pages_say(out):
    for path, chosen, name in all_pages():
        served = embed_pages.page(current(), path, today=TODAY, chosen=chosen).html
        assert words((out / name).read_text(encoding="utf-8")) == words(served), name


def test_each_choice_has_a_file_that_the_page_of_embed_code_leads_to(out):
    index = html.unescape((out / "index.html").read_text(encoding="utf-8"))
    chosen = [name for _, chosen, name in all_pages() if chosen]
    services = {f"map/service/{row['service_id']}.html" for row in plain.rows("services")}
    assert services < set(chosen)
    assert {"map/show/wards.html", "map/places/surgeries.html"} < set(chosen)
    for name in chosen:
        assert f'<a href="{name}">{BASE}/{name}</a>' in index
    assert "?" not in "".join(re.findall(r'<a href="([^"]+)"', index))


def test_links_lead_to_files_there_are_or_to_the_dashboard(out):
    for *_, name in all_pages():
        file = out / name
        page = file.read_text(encoding="utf-8")
        for link in re.findall(r'<a href="([^"]+)"', page):
            if link.startswith("#"):
                assert f'id="{link.removeprefix("#")}"' in page, link
            elif not link.startswith(f"{DASHBOARD}/"):
                assert (file.parent / link).is_file(), link


def test_every_file_has_its_compressed_copies(out):
    for file in out.rglob("*"):
        if file.suffix in (".html", ".json", ".xml"):
            plain = file.read_bytes()
            assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == plain
            assert brotli.decompress(file.with_name(f"{file.name}.br").read_bytes()) == plain


@pytest.mark.parametrize(
    ("file", "key", "text"),
    [
        ("ME13", "8XX", "ME13 8XX"),
        ("ME13", "ME13", "ME13"),
        ("TN15", "TN15 8", "TN15 8"),
        ("name-me", "medway-swale", "medway-swale"),
        ("ME", "ME", "ME"),
        ("name-lo", "lot-6", "lot-6"),
        ("name-se", "E07000111", "Sevenoaks"),
    ],
)
def test_files_answer_as_the_server_does(out, file, key, text):
    held = places(out, file)
    letters, numbers = held["at"][key[:-1]]
    at = numbers[letters.index(key[-1])]
    number, *apart = at if isinstance(at, list) else [at]
    shown = dict(held["answers"][number])
    assert bool(apart) == (NEAREST in shown["found"])
    for one in apart:
        shown["found"] = shown["found"].replace(NEAREST, html.escape(held["nearest"][one]))
    found = describe(current(), look_up(text, where="embed"))
    assert f"<h1>{found.page.finding}</h1>" in html.unescape(shown["head"])
    assert shown["areas"].split() == list(found.areas)
    site = Site(dashboard=DASHBOARD)
    assert shown["found"] == embed_pages.found_markup(current(), found, EXPORTED, today=TODAY)
    folds = [
        f"<details><summary>What this means for you in {name}</summary>"
        f"<div>{places(out, f'means-{area}')}</div></details>"
        for area, name in names(current()).items()
        if area in found.areas
    ]
    served = embed_pages.found_markup(current(), found, site, today=TODAY)
    assert served.removeprefix(shown["found"]) == "".join(sorted(folds, key=served.index))


def test_what_it_means_in_an_area_is_a_file_of_its_own_and_light(out):
    for area in names(current()):
        told = places(out, f"means-{area}")
        assert all(part in told for part in ("What stays", "How to have a say", "Phone numbers"))
        assert next(out.glob(f"places-*/means-{area}.json.gz")).stat().st_size <= 4_000


def test_a_look_up_stays_light(out):
    page, index = (out / f"{FIND}.html.gz").stat().st_size, next(out.glob("places-*/index.json.gz"))
    largest = max(file.stat().st_size for file in out.glob("places-*/*.json.gz") if file != index)
    assert page + index.stat().st_size + largest <= 30_000


def test_the_sitemap_names_every_embed(out):
    root = ElementTree.fromstring((out / "sitemap.xml").read_text(encoding="utf-8"))
    named = [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert named == [f"{BASE}/{path}.html" for path in all_embeds(current())]


def test_the_same_facts_give_the_same_bytes(out):
    export = Export(catalogue=current(), today=TODAY, dashboard=DASHBOARD, base=BASE)
    for name, text in export.files():
        assert (out / name).read_bytes() == text.encode()


def test_other_peoples_files_are_left_alone(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    assert main(["build", str(tmp_path)]) == 1
    assert "holds other files" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_not_a_folder(tmp_path, capsys):
    file = tmp_path / "out"
    file.write_text("", encoding="utf-8")
    assert main(["build", str(file)]) == 1
    assert "is a file" in capsys.readouterr().err


def test_an_address_must_be_one(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["build", str(tmp_path / "out"), "--base-url", "example"])
    assert stopped.value.code == 2
    assert "is not an address" in capsys.readouterr().err


def test_an_earlier_export_is_replaced_whole(tmp_path, monkeypatch):
    folder = tmp_path / "out"
    monkeypatch.setattr(Export, "files", lambda self: iter([(MARK, "x"), ("old.html", "old")]))
    export = Export(catalogue=current(), today=TODAY)
    build(export, folder)
    monkeypatch.setattr(Export, "files", lambda self: iter([(MARK, "x"), ("new.html", "new")]))
    build(export, folder)
    assert {file.name for file in folder.iterdir()} == {
        MARK,
        "new.html",
        "new.html.gz",
        "new.html.br",
    }
    assert [file.name for file in tmp_path.iterdir()] == ["out"]
