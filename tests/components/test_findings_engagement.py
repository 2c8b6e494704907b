"""Engagement: sentences, drawings and alternative texts equal the tables, read the plain way."""

import datetime as dt
import re

import polars as pl
import pytest

from components.findings.briefing.briefing import briefing
from components.findings.engagement import counts, engagement, voices
from components.html import dot_rows, funnel
from components.html.tables import html as table_html
from data.checks.loading import load
from data.live.current import current
from data.package.catalogue import Catalogue
from tests import plain
from tests.packages import with_new_paper


@pytest.fixture(scope="module")
def facts():
    return current()


@pytest.fixture(scope="module")
def said():
    """Every figure of every source, read from the file: {figure id: number}."""
    return {row["figure_id"]: float(row["value"]) for row in plain.rows("figures") if row["value"]}


def people(**values):
    return sum(int(row["people"]) for row in plain.where("recipients", **values) if row["people"])


def words(markup):
    """Return the text of some markup, as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def every_card(facts):
    yield engagement.funnel_card(facts)
    yield engagement.recipients_card(facts)
    yield counts.surveys_card(facts, look="light")
    yield counts.side_by_side_card(facts)
    yield counts.children_card(facts)
    yield voices.events_card(facts)
    yield voices.stages_card(facts)
    yield voices.earlier_card(facts)
    for audience in voices.audiences(facts):
        yield voices.themes_card(facts, audience)


def test_the_finding_gives_the_newest_reach_and_the_sum_of_the_newest_surveys(facts, said):
    surveys = sum(said[f"survey_{who}_csr_2024_12"] for who in ("adults", "children", "staff"))
    assert surveys == 294
    assert said["messaging_reach_csr_2024_12"] == 1_100_000
    assert engagement.finding(facts) == (
        "Messages reached about 1.1 million people. 294 surveys were filled in"
    )


def test_the_standfirst_gives_the_ratio_and_the_earlier_count(facts):
    assert 3_650 < 1_100_000 / 294 < 3_750
    assert engagement.standfirst(facts) == (
        "That is 1 completed survey for about every 3,700 people reached. They rest on the ICB’s "
        "own counts of summer 2024, as its paper of December 2024 gives them. The surveys are "
        "added up here. The counts of August 2024 come to 287 surveys."
    )


def test_a_count_newer_than_the_season_has_its_own_date(facts, tmp_path):
    assert engagement.funnel_card(facts).subtitle == (
        "What was counted in summer 2024, the newest count of each"
    )
    assert "Counted by" not in words(engagement.funnel_card(facts).body)
    later = load(with_new_paper(tmp_path / "later") / "datapackage.json")
    card = engagement.funnel_card(later)
    assert card.subtitle == (
        "The newest count of each step: of summer 2024, but where a later date is given"
    )
    notes = re.findall(
        r'funnel-label">([^<]+)</span></span><span class="funnel-note">([^<]+)', card.body
    )
    dated = {label for label, note in notes if "Counted by" in note}
    assert dated == {"people who signed up for events"}
    assert "Counted by 24 November 2026." in card.body
    assert "own counts of summer 2024, as" in engagement.standfirst(later)
    told = briefing(later, "area", "dgs", today=dt.date(2026, 12, 1))
    _heading, first, second, *_rest = next(b.blocks for b in told.body if b.key == "engagement")
    assert card.subtitle in first.html
    assert "190 people who signed up for events (24 November 2026)" in second.html


def test_the_funnel_runs_from_many_to_few_in_words_and_numerals(facts):
    card = engagement.funnel_card(facts)
    assert (
        card.headline == "From 1.1 million people reached to 7 interviews with housebound patients"
    )
    shown = re.findall(
        r'funnel-number">([^<]+)</strong> <span class="funnel-label">([^<]+)', card.body
    )
    assert shown == [
        ("1.1 million", "people reached by messages"),
        ("575", "councillors written to"),
        ("322", "people whom community organisations spoke to"),
        ("294", "surveys completed"),
        ("175", "people who signed up for events"),
        ("about 12", "interviews with staff"),
        ("7", "interviews with housebound patients"),
    ]
    assert card.table.frame["value"].to_list() == [1_100_000, 575, 322, 294, 175, 12, 7]
    assert funnel.SCALE in card.body
    assert "do not count the same things" in card.body


def test_the_funnel_marks_the_steps_that_papers_give_differently(facts):
    card = engagement.funnel_card(facts)
    assert card.body.count('class="dispute"') == 1
    assert "287 (August 2024) and 294 (December 2024)" in card.body
    agree = dict(card.table.frame.select("metric_id", "papers").iter_rows())
    assert agree["event_signups"] == "No source says otherwise"
    assert agree["surveys_all"].startswith("Two papers differ")


def test_steps_of_the_funnel_are_as_long_as_their_logarithm():
    markup = funnel.html(
        [funnel.Step(value=n, shown=str(n), words="x") for n in (1_000_000, 1_000, 1)]
    )
    assert re.findall(r"--share: ([\d.]+)", markup) == ["1.0000", "0.5000", "0.0000"]
    assert "--decade: 16.6667%" in markup
    assert words(markup).endswith("1 10 100 1,000 10,000 100,000 1 million")


def test_few_things_still_have_a_scale_and_less_than_one_has_none():
    assert "--share: 0.3010" in funnel.html([funnel.Step(value=2, shown="2", words="x")])
    with pytest.raises(ValueError, match="cannot show 0"):
        funnel.html([funnel.Step(value=0, shown="0", words="x")])


def test_who_was_written_to_adds_up(facts):
    card = engagement.recipients_card(facts)
    assert people() == 1_245
    assert people(kind="councillors") == 575
    assert card.headline == (
        "1,245 people and organisations were written to, as added up here. 575 of them are "
        "councillors"
    )
    assert "420 + 331 + 325 + 80 + 57 + 18 + 14 = 1,245" in card.how[-1]


def test_there_are_as_many_dots_as_people_and_groups_without_a_count_are_listed(facts):
    card = engagement.recipients_card(facts)
    dots = sum(
        int(across) * int(down)
        for across, down in re.findall(r"--across: (\d+); --down: (\d+)", card.body)
    )
    assert dots == people()
    missing = [row["group_name"] for row in plain.where("recipients", people="")]
    assert len(missing) == 4
    for name in missing:
        assert name in words(card.body)
    assert table_html(card.table).count("not counted") == len(missing)


@pytest.mark.parametrize(
    ("number", "blocks"), [(50, [(50, 1)]), (7, [(7, 1)]), (120, [(50, 2), (20, 1)]), (0, [])]
)
def test_dots_stand_in_full_rows_and_a_rest(number, blocks):
    markup = dot_rows.html([dot_rows.Group("x", number)])
    found = re.findall(r"--across: (\d+); --down: (\d+)", markup)
    assert [(int(across), int(down)) for across, down in found] == blocks


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_chart_of_surveys_draws_the_rows_of_its_table(facts, look):
    card = counts.surveys_card(facts, look=look)
    assert card.headline == (
        "Of 294 surveys, 135 were about adult services, 120 by staff and 39 about "
        "children’s services"
    )
    drawn = card.spec["data"]["values"]
    assert [row["value"] for row in drawn] == card.table.frame["value"].to_list()
    newest = [row["value"] for row in drawn if row["standing"] == "newest"]
    rings = [row["value"] for row in drawn if row["standing"] == "differs"]
    assert newest == [135, 120, 39]
    assert rings == [114, 38]
    assert "About 4 in 10 came from staff" in card.body
    assert 0.35 < 120 / 294 < 0.45


def test_the_text_of_the_chart_of_surveys_gives_all_its_counts(facts):
    assert counts.surveys_card(facts, look="light").alt == (
        "Dots on 3 lines, completed surveys. Adult surveys: 135, Staff surveys: 120 (114 in "
        "August 2024) and Children’s surveys: 39 (38 in August 2024)."
    )


def test_side_by_side_holds_each_count_under_its_source(facts, said):
    card = counts.side_by_side_card(facts)
    shown = {row["metric_id"]: row for row in card.table.frame.to_dicts()}
    for row in plain.rows("figures"):
        metric = plain.the("metrics", metric_id=row["metric_id"])
        if metric["topic"] == "engagement" and row["basis"] != "derived":
            assert shown[row["metric_id"]][row["source_id"]] == said[row["figure_id"]]


def test_side_by_side_marks_the_rows_that_differ_in_words_too(facts):
    card = counts.side_by_side_card(facts)
    frame = card.table.frame
    assert card.headline == ("3 of the 11 counts that more than one source gives do not match")
    assert frame["differs"].sum() == 3
    assert frame.filter("differs")["agree"].str.starts_with("≠ They differ").all()
    assert not frame.filter(~pl.col("differs"))["agree"].str.contains("differ").any()
    assert card.body.count("<h3>") == 3
    titles = [column.title for column in card.table.columns]
    assert "Children’s engagement page, 24 July 2024" in titles
    assert "Community services review paper, December 2024" in titles


def test_the_childrens_page_gives_its_five_counts_and_its_period(facts):
    card = counts.children_card(facts)
    assert card.headline == (
        "On children’s services: 39 surveys, 131 people through 7 organisations, and 29 at "
        "2 online events"
    )
    assert "30 May to 24 July 2024" in card.subtitle
    assert card.body.count('class="dispute"') == 1
    assert set(card.table.frame["source_id"]) == {"hys-children"}


@pytest.mark.parametrize("audience", ["adults", "children", "staff", "medway-2017"])
def test_themes_of_an_audience_are_all_there_and_no_others(facts, audience):
    card = voices.themes_card(facts, audience)
    name = "Medway 2017" if audience == "medway-2017" else audience
    rows = plain.where("themes", audience=name)
    assert rows
    assert card.table.frame["summary"].to_list() == [row["summary"] for row in rows]
    assert card.body.count("<li>") == len(rows)
    for row in rows:
        assert row["theme"] in card.body
    for source_id in {row["source_id"] for row in rows}:
        source = plain.the("sources", source_id=source_id)
        assert source["short_name"] in card.subtitle
        dated = source["date_precision"] != "not stated"
        assert (source["date"][:4] if dated else "undated") in card.subtitle


def test_the_round_of_2017_is_dated_and_not_mixed_with_2024(facts):
    themes = voices.themes_card(facts, "medway-2017")
    assert themes.headline.startswith("Adult services in Medway in 2017")
    assert themes.source_ids == ("medway-2017",)
    card = voices.earlier_card(facts)
    assert card.headline == (
        "Before this programme: in 2017 Medway had about 60 questionnaires back and held "
        "2 launch events"
    )
    assert "not in the counts above" in card.subtitle
    assert "2017" not in words(voices.events_card(facts).body)


def test_an_unknown_audience_is_refused(facts):
    with pytest.raises(LookupError, match="no such audience: martians"):
        voices.themes_card(facts, "martians")


def test_events_add_up_to_the_eight(facts):
    card = voices.events_card(facts)
    assert card.headline == (
        "8 listening events in July 2024: 6 about adult services, 2 about children’s services"
    )
    held = [int(n) for n in re.findall(r'lead-number">(\d+)<', card.body)]
    assert held == [6, 2, 1, 4]


def test_stages_are_done_or_planned_as_the_paper_of_that_day_says(facts):
    card = voices.stages_card(facts)
    assert card.headline == (
        "By December 2024, 1 of 3 stages of engagement was done; 2 were planned, without dates"
    )
    states = re.findall(r'lead-tag">(.) (\w+):', card.body)
    assert states == [("●", "Done"), ("○", "Planned"), ("○", "Planned")]


def test_every_card_has_sources_a_basis_and_a_table_with_rows(facts):
    for card in every_card(facts):
        assert card.source_ids, card.slug
        assert set(card.basis) <= {"stated", "derived", "approximate"}, card.slug
        assert card.table.frame.height > 0, card.slug
        assert len(card.table.csv().splitlines()) == card.table.frame.height + 1, card.slug
        assert set(card.source_ids) <= set(engagement.source_ids(facts)), card.slug


def test_no_text_says_we_or_exclaims(facts):
    for card in every_card(facts):
        text = words(f"{card.headline} {card.subtitle} {card.body} {card.alt}")
        assert not re.search(r"\b(we|our|us)\b|!", text, re.IGNORECASE), card.slug


def test_without_a_row_of_its_own_the_childrens_page_has_no_period(facts):
    events = facts["engagement_events"].filter(pl.col("source_id") != counts.PAGE)
    thin = Catalogue({**facts.tables, "engagement_events": events}, facts.descriptor)
    assert counts.children_card(thin).subtitle == "Public page of the ICB"
    assert "this engagement was open" in counts.children_card(facts).subtitle
