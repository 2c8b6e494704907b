"""Feeds and calendars as feed readers and calendar programs take them."""

from __future__ import annotations

import csv
import datetime as dt
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import icalendar
import polars as pl
import pytest

import data
from components.findings.papers.changes import compared
from data.live.current import current
from data.package.catalogue import Catalogue
from data.papers.sources import sources
from data.queries import changes
from data.queries.claims import claims
from tests import plain
from tests.mutations import real_package
from tests.packages import append, rewritten
from web.feeds.files import files, stored

CATALOGUE = current()
FEEDS = [path for path in files(CATALOGUE) if path.endswith(".atom")]
CALENDARS = [path for path in files(CATALOGUE) if path.endswith(".ics")]
SITE = "https://dashboard.example"
ALL_NEWS, ALL_DATES = "/feeds/changes.atom", "/calendars/all.ics"

Table = Callable[[str], list[dict[str, str]]]


def feed(path: str, catalogue: Catalogue = CATALOGUE) -> feedparser.FeedParserDict:
    read = feedparser.parse(stored(catalogue, path, SITE).plain)
    assert not read.bozo, read.bozo_exception
    return read


def calendar(path: str, catalogue: Catalogue = CATALOGUE) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(stored(catalogue, path, SITE).plain)


def events(path: str, catalogue: Catalogue = CATALOGUE) -> dict[str, icalendar.Event]:
    """The events of a calendar by what their UID names in the data."""
    return {
        str(one["uid"]).partition("@")[0]: one for one in calendar(path, catalogue).walk("VEVENT")
    }


@pytest.fixture(scope="module")
def table(root) -> Table:
    """The rows of a table as its file has them."""

    def read(name: str) -> list[dict[str, str]]:
        with (root / "data" / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


# As they are served.


@pytest.mark.parametrize("path", files(CATALOGUE))
def test_each_is_served_as_programs_take_it(ask, server, path):
    answer = ask(path)
    assert answer.status == 200
    wanted = "application/atom+xml" if path.endswith("atom") else "text/calendar"
    assert answer.headers["Content-Type"] == f"{wanted}; charset=utf-8"
    assert (
        answer.headers["Cache-Control"]
        == ask("/open-data/tables/lots.csv").headers["Cache-Control"]
    )
    assert answer.headers["Data-Version"] == CATALOGUE.version
    assert answer.headers["Set-Cookie"] is None
    assert answer.body == stored(CATALOGUE, path, server.url).plain == ask(path).body
    head = ask(path, method="HEAD")
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])
    again = ask(path, If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/feeds",
            "/feeds/",
            "/feeds/none.atom",
            "/feeds/area/none.atom",
            "/feeds/lot/lot-1.atom",
        ),
        *("/calendars", "/calendars/committee/none.ics", "/calendars/lot/lot-99.ics"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(ask, path):
    answer = ask(path)
    assert answer.status == 404
    assert answer.body.decode() == (
        "There is no feed or calendar at this address. All of them are listed on /open-data.\n"
    )


def test_addresses_are_those_that_the_visitor_sees(ask):
    for path in (ALL_NEWS, ALL_DATES):
        told = ask(path, Host="dashboard.example", X_Forwarded_Proto="https").body.decode()
        assert SITE in told
        assert "127.0.0.1" not in told


def test_a_slip_in_an_address_leads_on(ask):
    answer = ask("/Feeds/Changes.atom.")
    assert answer.status == 200
    assert answer.body == ask(ALL_NEWS).body


def linked() -> Iterator[str]:
    for path in FEEDS:
        read = feed(path)
        yield from (link.href for link in read.feed.links)
        yield from (one.link for one in read.entries)
    for path in CALENDARS:
        yield calendar(path)["url"]
        yield from (one["url"] for one in events(path).values())


def test_every_link_leads_somewhere(ask):
    for address in sorted(set(linked())):
        assert address.startswith(f"{SITE}/")
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        answer = ask(path)
        assert answer.status == 200, address
        assert b'class="notice" role="alert"' not in answer.body, (
            address
        )  # no value of it is unknown


def test_pages_lead_to_each_of_them(ask):
    shown = {
        *("/changes", "/timeline", "/scrutiny"),
        *(f"/scrutiny?committee={one}" for one in ("hosc", "hasc")),
    }
    found = {
        html.unescape(href)
        for page in shown
        for href in re.findall(r'href="(/(?:feeds|calendars)/[^"]+)"', ask(page).body.decode())
    }
    assert found == set(files(CATALOGUE))
    listed = re.findall(r'href="(/(?:feeds|calendars)/[^"]+)"', ask("/open-data").body.decode())
    assert listed == list(files(CATALOGUE))


def test_a_reader_finds_the_feed_by_the_address_of_any_page(ask, server):
    page = ask("/timeline").body.decode()
    [tag] = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*>', page)
    assert f'href="{server.url}{ALL_NEWS}"' in tag


# What feeds tell.


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_whole(path):
    read = feed(path)
    assert read.version == "atom10"
    assert read.feed.title and read.feed.subtitle and read.feed.author
    assert read.feed.updated == f"{CATALOGUE.date}T00:00:00+00:00"
    assert [link.href for link in read.feed.links if link.rel == "self"] == [f"{SITE}{path}"]
    ids = [one.id for one in read.entries]
    assert ids
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in [*ids, read.feed.id])
    days = [one.updated for one in read.entries]
    assert days == sorted(days, reverse=True)
    assert days[0] <= read.feed.updated
    for one in read.entries:
        assert one.title and one.summary_detail.type == "text/plain"
        assert "Source: " in one.summary or "/changes" in one.link or "/sources" in one.link


def test_ids_are_the_same_at_every_address():
    def ids(site: str) -> list[str]:
        return [one.id for one in feedparser.parse(stored(CATALOGUE, ALL_NEWS, site).plain).entries]

    assert ids(SITE) == ids("http://127.0.0.1:8501")


def test_the_feed_of_all_tells_each_version_date_and_promise(table):
    titles = [one.title for one in feed(ALL_NEWS).entries]
    for change in CATALOGUE.descriptor["changes"]:
        assert any(title.endswith(f"version {change['version']}") for title in titles)
    for row in table("events"):
        assert any(f": {row['title']}, " in title for title in titles), row["event_id"]
    for row in table("statements"):
        told = any(title.endswith(f": {row['text']}") for title in titles)
        assert told == (row["statement_id"] in plain.standing()), row["statement_id"]


def test_a_caveat_travels_with_its_date(table):
    said = {one.title: one.summary for one in feed(ALL_NEWS).entries}
    described = {str(one["summary"]): str(one["description"]) for one in events(ALL_DATES).values()}
    for row in table("events"):
        caveat, title = row["caveat"][1:], f": {row['title']}"
        assert any(caveat in said[one] for one in said if f"{title}, " in one), row["event_id"]
        in_calendar = [one for one in described if one.endswith(title)]
        if row["date_precision"] == "day" and not row["replaced_by"]:
            assert any(caveat in described[one] for one in in_calendar), row["event_id"]


def test_what_a_source_changed_stands_beside_what_older_ones_said():
    rows = changes.brought(CATALOGUE, "fts-main")
    order = sources(CATALOGUE)["source_id"].to_list()
    older = order[: order.index("fts-main")]
    for (kind, subject), group in rows.group_by("kind", "subject_id"):
        said_before = set(group.filter(side=changes.BEFORE)["source_id"])
        assert said_before <= set(older)
        said = claims(CATALOGUE).filter(pl.col("unit") != "wording", kind=kind, subject_id=subject)
        is_new = not set(said["source_id"]) & set(older)
        assert (group["change"][0] == changes.NEW) == is_new
    changed = compared(CATALOGUE, rows).filter(change=changes.CHANGED)
    [entry] = [
        one for one in feed(ALL_NEWS).entries if one.link.endswith("sources?source=fts-main")
    ]
    assert entry.title.endswith(f": {changed.height} points changed")
    assert all(f"{label}: " in entry.summary for label in changed["label"])


def test_an_area_hears_of_itself_and_of_no_other(table):
    told = {
        area["hcp_area_id"]: "\n".join(
            one.title for one in feed(f"/feeds/area/{area['hcp_area_id']}.atom").entries
        )
        for area in table("hcp_areas")
    }
    for row in table("events"):
        named = row["hcp_areas"].split()
        if not named or row["lane"] == "engagement" or row["replaced_by"]:
            continue
        for area, titles in told.items():
            assert (f": {row['title']}, " in titles) == (area in named), row["event_id"]


@pytest.mark.parametrize("committee", ["hosc", "hasc"])
def test_a_committee_hears_of_each_meeting_and_all_that_was_said(table, committee):
    told = feed(f"/feeds/committee/{committee}.atom").entries
    text = "\n".join(f"{one.title} {one.summary}" for one in told)
    for row in table("meetings"):
        if row["committee"] == committee:
            assert any(one.title.startswith(f"{row['title']}, ") for one in told)
            assert row["what_was_put"] in text
    for row in table("statements"):
        if row["committee"] == committee:
            assert row["text"].removesuffix(".") in text, row["statement_id"]


def test_nobody_is_named(table):
    people = {row["author"].partition(",")[0] for row in table("sources")} - {""}
    assert people
    for path in files(CATALOGUE):
        text = stored(CATALOGUE, path, SITE).plain.decode()
        assert not [one for one in people if one in text], path


# What calendars tell.


@pytest.mark.parametrize("path", CALENDARS)
def test_a_calendar_is_whole(path):
    read = calendar(path)
    assert not read.errors
    assert read["x-wr-calname"] and read["prodid"]
    found = read.walk("VEVENT")
    assert found
    assert len({one["uid"] for one in found}) == len(found)
    for one in found:
        assert not one.errors
        assert type(one["dtstart"].dt) is type(one["dtend"].dt) is dt.date
        assert one["dtstart"].dt < one["dtend"].dt
        assert f"{one['dtstamp'].dt:%Y-%m-%d}" == CATALOGUE.date
        assert re.match(r"(Planned|Happened|Set in a notice|Promised|Asked for)\b", one["summary"])
        assert (one["status"] == "CONFIRMED") == one["summary"].startswith(("Happened", "Set in"))
        assert "Source: " in one["description"]


def test_days_are_those_of_the_table_and_what_has_none_is_left_out_and_counted(table):
    rows = [row for row in table("events") if not row["replaced_by"]]
    due = [
        row | dict(zip(("due", "due_precision"), plain.due(row), strict=True))
        for row in table("statements")
        if row["due"]
    ]
    on_a_day = [row for row in rows if row["date_precision"] == "day"]
    wanted = [(row["title"], row["date"], row["date_end"] or row["date"]) for row in on_a_day] + [
        (row["text"], row["due"], row["due"]) for row in due if row["due_precision"] == "day"
    ]
    held = [
        (
            str(one["summary"]).partition(": ")[2],
            one["dtstart"].dt.isoformat(),
            (one["dtend"].dt - dt.timedelta(days=1)).isoformat(),
        )
        for one in events(ALL_DATES).values()
    ]
    assert sorted(held) == sorted(wanted)
    left_out = len(rows) + len(due) - len(wanted)
    assert f" {left_out} dates without a day" in calendar(ALL_DATES)["x-wr-caldesc"]


def test_a_lot_has_the_dates_of_its_own_contract_alone(table):
    of_children = [row["title"] for row in table("events") if row["thread"] == "medway-children"]
    others = [row["title"] for row in table("events") if row["scope"]]
    for path in CALENDARS:
        if "/lot/" not in path:
            continue
        titles = {str(one["summary"]).partition(": ")[2] for one in events(path).values()}
        assert "Contracts awarded" in titles
        assert not titles & set(others)
        assert bool(titles & set(of_children)) == path.endswith("lot-5.ics")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return real_package(tmp_path)


def test_a_date_that_moves_keeps_its_uid_and_its_sequence_rises(copied):
    """A later paper gives the end of the first year of services a new day."""
    before = events(ALL_DATES)
    old = before["event-as-is-year-end-planned-2025"]
    moved = (
        "as-is-year-end-2027,as-is-year-end,,,,contract,First year of unchanged services ends,,"
        "2027-03-31,day,on,,planned,2026-11-20,icb,,,,derived,workings,Moved in a test,\n"
    )
    tables = copied.parent / "tables"
    rewritten(
        tables / "events.csv",
        lambda row: (
            row
            | (
                {"replaced_by": "as-is-year-end-2027"}
                if row["event_id"] == "as-is-year-end-2026"
                else {}
            )
        ),
    )
    append(tables / "events.csv", moved)
    catalogue = data.load(copied)
    for path in (ALL_DATES, "/calendars/lot/lot-1.ics"):
        after = events(path, catalogue)
        new = after["event-as-is-year-end-planned-2025"]
        assert new["sequence"] == old["sequence"] + 1
        assert (old["dtstart"].dt, new["dtstart"].dt) == (
            dt.date(2026, 10, 26),
            dt.date(2027, 3, 31),
        )
        assert "26 October 2026" in new["description"]
    assert set(events(ALL_DATES, catalogue)) == set(before)
    told = {one.id: one for one in feed(ALL_NEWS, catalogue).entries}
    was = {one.id: one for one in feed(ALL_NEWS).entries}
    assert len(told.keys() - was.keys()) == 1
    assert was.keys() <= told.keys()
    changed = [told[key] for key in was if was[key].summary != told[key].summary]
    assert any("Next date given: 31 March 2027" in one.summary for one in changed)


def test_marks_of_markup_and_of_calendars_come_back_as_they_were(copied):
    odd = 'A & B < C > "D"; E, F \\ G ’ é'
    rewritten(
        copied.parent / "tables" / "events.csv",
        lambda row: row | ({"title": odd} if row["event_id"] == "award-made" else {}),
    )
    catalogue = data.load(copied)
    assert any(odd in html.unescape(one.title) for one in feed(ALL_NEWS, catalogue).entries)
    assert f"Happened: {odd}" in {
        str(one["summary"]) for one in events(ALL_DATES, catalogue).values()
    }
