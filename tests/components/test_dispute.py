"""The mark of a dispute: where it stands, what it says, and where it stays away."""

import dataclasses
from types import MappingProxyType

import polars as pl
import pytest

from components.html import dispute
from data.live.current import current
from data.queries.conflicts import disagreements
from tests import plain


@pytest.fixture(scope="module")
def facts():
    return current()


def with_figures(facts, figures):
    """Return the facts with another table of figures."""
    return dataclasses.replace(facts, tables=MappingProxyType({**facts.tables, "figures": figures}))


def test_two_papers_that_differ_are_named_with_their_months(facts):
    found = dispute.dispute(facts, "survey_staff")
    assert dispute.sentence(found) == "Two papers differ: 114 (August 2024) and 120 (December 2024)"
    assert [saying.newest for saying in found.sayings] == [False, True]


def test_three_sources_are_not_said_to_differ_each_from_each(facts):
    assert dispute.sentence(dispute.dispute(facts, "survey_children")) == (
        "Three sources do not all agree: 39 (July 2024), 38 (August 2024) and 39 (December 2024)"
    )


def test_about_is_kept_and_notes_stand_in_the_open_mark(facts):
    rough = with_figures(
        facts,
        facts["figures"].with_columns(
            basis=pl.when(pl.col("figure_id") == "main_providers_hosc_2024_07")
            .then(pl.lit("approximate"))
            .otherwise("basis")
        ),
    )
    assert "about 3 (July 2024) and 5 (December 2024)" in dispute.mark(rough, "main_providers")
    assert "Contracts with three providers" in dispute.mark(rough, "main_providers")


def test_a_date_in_dispute_says_when_it_was_said(facts):
    said = dispute.sentence(dispute.dispute(facts, "invitation-to-tender"))
    assert "9 September 2024 (said in August 2024)" in said


def test_a_sum_of_figures_in_dispute_is_in_dispute(facts):
    assert dispute.sentence(dispute.dispute(facts, "surveys_all")) == (
        "Two papers differ in parts of this sum, which comes to "
        "287 (August 2024) and 294 (December 2024)"
    )


@pytest.mark.parametrize("metric", ["yearly_size", "event_signups", "councillors_written_to", "no"])
def test_what_is_not_in_dispute_bears_no_mark(facts, metric):
    assert dispute.dispute(facts, metric) is None
    assert dispute.mark(facts, metric) == ""


def test_every_disagreement_has_a_mark_with_all_that_is_said(facts):
    rows = disagreements(facts)
    for subject in rows["subject_id"].unique():
        found, told = dispute.dispute(facts, subject), rows.filter(subject_id=subject)
        assert [saying.source_id for saying in found.sayings] == told["source_id"].to_list()
        assert [saying.newest for saying in found.sayings] == told["newest"].to_list()
        assert dispute.mark(facts, subject).count("<li>") == told.height


def test_a_mark_gives_the_reading_that_a_paper_supports(facts):
    reading = plain.the("readings", subject_id="main_providers")["reading"]
    assert reading in dispute.mark(facts, "main_providers")
    assert reading in dispute.tiles([dispute.dispute(facts, "main_providers")])
    assert "No paper collected here says why" in dispute.tiles(
        [dispute.dispute(facts, "survey_staff")]
    )


def test_the_mark_goes_when_the_sources_agree(facts):
    figures = facts["figures"].with_columns(
        value=pl.when(pl.col("metric_id") == "survey_staff")
        .then(pl.lit(120.0))
        .otherwise(pl.col("value"))
    )
    assert dispute.mark(with_figures(facts, figures), "survey_staff") == ""


def test_a_paper_that_gives_two_figures_contradicts_itself(facts):
    one = facts["figures"].with_columns(
        source_id=pl.when(metric_id="survey_staff")
        .then(pl.lit("hasc-2024-08"))
        .otherwise(pl.col("source_id"))
    )
    said = dispute.sentence(dispute.dispute(with_figures(facts, one), "survey_staff"))
    assert said.startswith("The HASC paper contradicts itself: 114")


def test_a_mark_says_what_it_is_of_and_escapes_what_it_holds(facts):
    assert "(Staff surveys completed)</span></summary>" in dispute.mark(facts, "survey_staff")
    figures = facts["figures"].with_columns(
        note=pl.when(metric_id="survey_staff").then(pl.lit("<b>x</b>")).otherwise(pl.col("note"))
    )
    shown = with_figures(facts, figures)
    assert "&lt;b&gt;x&lt;/b&gt;" in dispute.mark(shown, "survey_staff")
    assert "<b>" not in dispute.mark(shown, "survey_staff")


def test_tiles_show_every_figure_and_name_the_newest(facts):
    markup = dispute.tiles([dispute.dispute(facts, "community_organisations")])
    assert markup.count("<dd>") == 2
    assert "<dt>December 2024,<br>newest</dt><dd>9</dd>" in markup
