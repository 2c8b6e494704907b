"""Questions of figures, sources and gaps answered a second, naive way; dates in words."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from data import Catalogue
from data.package.catalogue import read
from data.package.dates import in_words
from data.papers import gaps, sources
from data.queries import conflicts, engagement, figures
from tests import plain

LOTS = [f"lot-{n}" for n in range(1, 7)]
AREAS = ["dgs", "east-kent", "medway-swale", "west-kent"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read()


def test_the_figures_of_a_metric_from_old_to_new(catalogue: Catalogue):
    for metric in plain.rows("metrics"):
        found = figures.of_metric(catalogue, metric["metric_id"])
        listed = sorted(
            plain.where("figures", metric_id=metric["metric_id"]), key=lambda row: row["as_at"]
        )
        assert [f.figure_id for f in found] == [row["figure_id"] for row in listed]
        assert figures.newest(catalogue, metric["metric_id"]) == found[-1]
        for figure, row in zip(found, listed, strict=True):
            assert figure.value == (float(row["value"]) if row["value"] else None)
            assert figure.unit == metric["unit"]
            assert (figure.working is None) == (not row["working"])
            assert (figure.note or "") == row["note"]


def test_a_figure_by_its_name(catalogue: Catalogue):
    found = figures.figure(catalogue, "surveys_all_csr_2024_12")
    assert (found.value, found.working) == (294, "135 + 39 + 120")
    with pytest.raises(LookupError, match="no_such"):
        figures.figure(catalogue, "no_such")
    with pytest.raises(LookupError, match="no_such"):
        figures.newest(catalogue, "no_such")


def test_the_funnel_runs_from_many_to_few(catalogue: Catalogue):
    found = engagement.funnel(catalogue)
    assert found.select("metric_id", "value").rows() == [
        ("messaging_reach", 1_100_000),
        ("councillors_written_to", 575),
        ("people_through_organisations", 322),
        ("surveys_all", 294),
        ("event_signups", 175),
        ("interviews_staff", 12),
        ("interviews_housebound", 7),
    ]


def test_counts_side_by_side(catalogue: Catalogue):
    found = {row["metric_id"]: row for row in engagement.side_by_side(catalogue).to_dicts()}
    told: dict[str, dict[str, float]] = {}
    for row in plain.rows("figures"):
        metric = plain.the("metrics", metric_id=row["metric_id"])
        if metric["topic"] == "engagement" and row["basis"] != "derived":
            told.setdefault(row["metric_id"], {})[row["source_id"]] = float(row["value"])
    order = [m["metric_id"] for m in plain.rows("metrics") if m["metric_id"] in told]
    assert list(found) == order
    for metric_id, by_source in told.items():
        row = found[metric_id]
        assert {s: row[s] for s in by_source} == by_source
        assert row["differs"] == (len(set(by_source.values())) > 1)
    assert {m for m, row in found.items() if row["differs"]} == {
        "community_organisations",
        "survey_children",
        "survey_staff",
    }


def test_who_was_written_to_and_what_took_place(catalogue: Catalogue):
    written_to = engagement.recipients(catalogue)
    assert written_to["display_order"].to_list() == list(range(1, 12))
    assert written_to["people"].sum() == 325 + 331 + 14 + 575
    events = engagement.events(catalogue)["starts"].to_list()
    dated = [day for day in events if day]
    assert dated == sorted(dated)
    assert events[: len(dated)] == dated, "events without a date stand last"
    assert engagement.stages(catalogue)["stage"].to_list() == [1, 2, 3]


@pytest.mark.parametrize("audience", ["adults", "children", "staff", "Medway 2017"])
def test_themes_of_an_audience(catalogue: Catalogue, audience: str):
    found = engagement.themes(catalogue, audience)["theme_id"].to_list()
    assert found
    assert found == [row["theme_id"] for row in plain.where("themes", audience=audience)]


def test_where_sources_disagree_found_by_hand(catalogue: Catalogue):
    told: dict[str, set[str]] = {}
    for row in plain.rows("figures"):
        if row["basis"] in ("stated", "approximate"):
            value = str(float(row["value"])) if row["value"] else row["value_text"]
            told.setdefault(row["metric_id"], set()).add(value)
    expected = {metric for metric, values in told.items() if len(values) > 1}
    assert conflicts.disputed(catalogue) == expected
    assert expected >= {
        "number_of_lots",
        "main_providers",
        "community_organisations",
        "survey_children",
        "survey_staff",
        "childrens_scope",
    }


def test_a_new_disagreement_shows_by_itself(catalogue: Catalogue):
    assert "postcards" not in conflicts.disputed(catalogue)
    tables = dict(catalogue.tables)
    newer = pl.col("figure_id") == "postcards_csr_2024_12"
    tables["figures"] = tables["figures"].with_columns(
        value=pl.when(newer).then(1_600.0).otherwise("value")
    )
    assert "postcards" in conflicts.disputed(Catalogue(tables, catalogue.descriptor))


def test_sources_from_old_to_new_and_what_was_taken(catalogue: Catalogue):
    found = sources.sources(catalogue).to_dicts()
    assert [row["date"] for row in found] == sorted(row["date"] for row in found)
    for row in found:
        listed = plain.the("sources", source_id=row["source_id"])
        day = dt.date.fromisoformat(listed["date"])
        assert row["when"] == in_words(day, listed["date_precision"])
        by_table = {
            table: len(plain.where(table, source_id=row["source_id"]))
            for table in plain.tables()
            if table != "sources" and "source_id" in plain.rows(table)[0]
        }
        assert row["rows_taken"] == sum(by_table.values())
        taken = sources.taken_from(catalogue, row["source_id"])
        assert dict(taken.select("table", "rows").iter_rows()) == {
            table: count for table, count in by_table.items() if count
        }


def test_named_sources(catalogue: Catalogue):
    found = sources.named(catalogue, ["fts-main", "medway-2017", "fts-main"])
    assert found["source_id"].to_list() == ["medway-2017", "fts-main"]


@pytest.mark.parametrize("lot_id", [None, *LOTS])
@pytest.mark.parametrize("topic", [None, "money", "services", "engagement"])
def test_gaps_by_topic_and_lot(catalogue: Catalogue, topic: str | None, lot_id: str | None):
    found = gaps.gaps(catalogue, topic, lot_id=lot_id)["gap_id"].to_list()
    assert found == [
        row["gap_id"]
        for row in plain.rows("gaps")
        if topic in (None, row["topic"]) and (lot_id is None or lot_id in row["lots"].split())
    ]


def test_every_lot_has_gaps_and_lots_1_to_4_those_of_their_envelopes(catalogue: Catalogue):
    for lot_id in LOTS:
        assert "services-by-lot" in set(gaps.gaps(catalogue, lot_id=lot_id)["gap_id"])
    for lot_id in LOTS[:4]:
        money = gaps.gaps(catalogue, "money", lot_id=lot_id)
        assert "envelopes-lots-1-to-4" in set(money["gap_id"])


@pytest.mark.parametrize(
    ("date", "precision", "words"),
    [
        ("2018-08-06", "day", "6 August 2018"),
        ("2025-04-21", "week", "week of 21 April 2025"),
        ("2025-05-01", "month", "May 2025"),
        ("2023-09-01", "season", "autumn 2023"),
        ("2024-06-01", "season", "summer 2024"),
        ("2024-12-01", "season", "winter 2024"),
        ("2025-01-01", "quarter", "January to March 2025"),
        ("2025-10-01", "quarter", "October to December 2025"),
        ("2017-01-01", "year", "2017"),
        ("2016-04-01", "financial year", "2016-17"),
        ("1999-04-01", "financial year", "1999-00"),
    ],
)
def test_dates_in_words(date: str, precision: str, words: str):
    assert in_words(dt.date.fromisoformat(date), precision) == words


def test_a_precision_that_is_none():
    with pytest.raises(ValueError, match="fortnight"):
        in_words(dt.date(2024, 1, 1), "fortnight")


def test_the_catalogue_cannot_be_changed(catalogue: Catalogue):
    with pytest.raises(TypeError):
        catalogue.tables["lots"] = pl.DataFrame()  # a mapping that only reads
    with pytest.raises(AttributeError):
        catalogue.tables = {}
    with pytest.raises(KeyError):
        catalogue["no table"]
    assert list(catalogue) == plain.tables()
    assert catalogue.resource("lots") == plain.described("lots")
    assert catalogue.version == plain.descriptor()["version"]
    assert catalogue.date == max(c["date"] for c in plain.descriptor()["changes"])
