"""Compare: facts, marks and sentences against the tables, read the plain way."""

import csv
import io
import re

import pytest

from components.findings.compare import compare
from components.findings.compare.comparison import DIFFERS, SAME, Item, Row, Value, frame
from data.checks.loading import load
from data.live.current import current
from tests import plain
from tests.packages import with_envelopes

AREAS = ("dgs", "east-kent", "medway-swale", "west-kent")
LOTS = tuple(f"lot-{n}" for n in range(1, 7))


@pytest.fixture(scope="module")
def facts():
    return current()


def chosen(facts, given, cohort="adults"):
    return compare.read(facts, given, cohort)


def the_row(rows, label, group=None):
    (row,) = [r for r in rows if r.label == label and group in (None, r.group)]
    return row


def shown(row):
    return [value.shown for value in row.values]


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.parametrize(
    ("given", "kind", "ids", "faults"),
    [
        (None, "areas", AREAS, 0),
        ("east-kent,west-kent", "areas", ("east-kent", "west-kent"), 0),
        ("west-kent, east-kent ,west-kent", "areas", ("west-kent", "east-kent"), 0),
        ("lot-5,lot-6", "lots", ("lot-5", "lot-6"), 0),
        ("lot-1,atlantis,lot-2", "lots", ("lot-1", "lot-2"), 1),
        ("east-kent,lot-1,dgs", "areas", ("east-kent", "dgs"), 1),
        ("lot-1,east-kent,zz", "lots", ("lot-1",), 2),
        ("atlantis", "areas", AREAS, 1),
        ("", "areas", AREAS, 1),
        ("'; DROP TABLE lots;--", "areas", AREAS, 1),
        ("😀" * 500, "areas", AREAS, 1),
        ("no-lots", "lots", (), 0),
        ("no-areas", "areas", (), 0),
        (",".join(LOTS), "lots", LOTS, 0),
    ],
)
def test_the_address_is_read_and_its_faults_are_told(facts, given, kind, ids, faults):
    read = chosen(facts, given)
    assert (read.kind, read.ids) == (kind, ids)
    assert len(read.faults) == faults
    assert not any(part and part in " ".join(read.faults) for part in ("atlantis", "DROP", "😀"))
    assert len(read.shown) <= compare.MOST


@pytest.mark.parametrize(
    ("given", "words_of"),
    [
        ("no-lots", "Choose 2 to 4 to set side by side."),
        ("east-kent", "Choose 2 to 4 to set side by side."),
        (",".join(LOTS), "No more than 4 fit side by side."),
        ("lot-1,lot-2", ""),
    ],
)
def test_too_few_or_too_many_get_advice(facts, given, words_of):
    advice = compare.advice(chosen(facts, given))
    assert advice.startswith(words_of)
    assert bool(advice) == bool(words_of)


def test_what_is_usual_follows_the_cohort(facts):
    assert compare.usual(facts, "lots", "adults") == LOTS[:4]
    assert compare.usual(facts, "lots", "children") == LOTS[4:]
    assert compare.usual(facts, "areas", "children") == AREAS


@pytest.mark.parametrize("given", [None, "west-kent,east-kent", "lot-5,lot-6", "lot-1,lot-4,lot-6"])
def test_residents_are_those_of_the_table(facts, given):
    read = chosen(facts, given)
    rows = compare.rows(facts, read)
    people = [plain.the("population", area_id=one, area_kind=kind_of(one)) for one in read.shown]
    for label, numbers in (
        ("All ages", [int(p["all_ages"]) for p in people]),
        ("Under 18", [int(p["under_18"]) for p in people]),
        ("65 and over", [int(p["aged_65_plus"]) for p in people]),
        ("18 to 64", [int(p["aged_18_plus"]) - int(p["aged_65_plus"]) for p in people]),
    ):
        row = the_row(rows, label)
        assert [value.number for value in row.values] == numbers
        assert shown(row) == [f"{number:,}" for number in numbers]
    shares = [int(p["under_18"]) / int(p["all_ages"]) for p in people]
    assert shown(the_row(rows, "Share under 18")) == [f"{share:.1%}" for share in shares]


def kind_of(one):
    return "lot" if one.startswith("lot") else "hcp_area"


def test_each_area_has_its_lots_and_the_money_of_them(facts):
    rows = compare.rows(facts, chosen(facts, None))
    assert shown(the_row(rows, "Lot for adults"))[1] == "Lot 2: East Kent adult services"
    year = the_row(rows, "Published envelope for one year", "Money for the children’s lot")
    assert shown(year) == [
        "£31.7 million (Lot 6, 3 areas together)",
        "£31.7 million (Lot 6, 3 areas together)",
        "£9.6 million (Lot 5)",
        "£31.7 million (Lot 6, 3 areas together)",
    ]
    (lot_5,) = plain.where("envelopes", lot_id="lot-5", contract_year="1", component="published")
    assert year.values[2].number == int(lot_5["amount_gbp"])
    assert set(year.basis) == {"stated", "derived"}  # that of Lot 5 is worked out
    each = the_row(rows, "For each resident of its age group, a year", year.group)
    children = int(plain.the("population", area_kind="lot", area_id="lot-5")["under_18"])
    assert each.values[2].number == pytest.approx(int(lot_5["amount_gbp"]) / children)
    assert each.rank(2) == "largest"
    assert [each.rank(place) for place in (0, 1, 3)] == ["", "", ""]
    adults = [row for row in rows if row.group == "Money for the adult lot"]
    assert {row.state for row in adults} == {"not in the copy read here"}
    assert {row.basis for row in adults} == {("not in copy",)}


def test_a_new_paper_is_cited_for_the_rows_that_it_gives(tmp_path):
    later = load(with_envelopes(tmp_path / "later", "lot-1") / "datapackage.json")
    rows = compare.rows(later, chosen(later, "lot-1,lot-5"))
    for label in ("Published envelope for one year", "Published envelope for 5 years"):
        assert the_row(rows, label).source_ids == ("update-2026", "csr-2024-12")
    each = the_row(rows, "For each resident of its age group, a year")
    assert each.source_ids == ("update-2026", "csr-2024-12", "ons-population")
    told = compare.finding(later, chosen(later, "lot-1,lot-5"))
    assert "£195 for each adult" in told
    assert "£102 for each child" in told


def test_sums_of_a_row_stand_in_one_unit(facts):
    rows = compare.rows(facts, chosen(facts, "lot-5,lot-6"))
    assert shown(the_row(rows, "Held back by the ICB, 5 years")) == ["£0.8 million", "£2.5 million"]


def test_a_group_of_which_nothing_is_published_says_where_it_was_looked_for(facts):
    read = chosen(facts, None)
    card = compare.table_card(facts, read, only_different=False)
    (head,) = re.findall(r"Money for the adult lot</span>.*?</details>(.*?)</th>", card.body)
    assert " ".join(re.sub(r"<[^>]+>", "", head).split()) == (
        "looked for in: Community services review paper, ONS population estimates"
    )


def test_what_is_not_published_by_area_or_lot_is_said_so(facts):
    for given in (None, "lot-5,lot-6"):
        rows = compare.rows(facts, chosen(facts, given))
        for label in (
            "People who took part",
            "Winner of the contract",
            "Provider of each service today",
            "Value of the contract at award",
        ):
            assert the_row(rows, label).silent


def test_services_are_told_by_evidence(facts):
    rows = compare.rows(facts, chosen(facts, "lot-2,lot-3,lot-5"))
    told = shown(the_row(rows, "Service lines"))
    for lot, text in zip(("lot-2", "lot-3", "lot-5"), told, strict=True):
        held = plain.where("lot_services", lot_id=lot)
        kinds = {row["evidence"] for row in held}
        listed, pages = text.split(". Of them, ")
        numbers = [int(n) for n in re.findall(r"\d+", listed)]
        assert sum(numbers) == len(held) * (2 if len(kinds) > 1 else 1)
        areas = {row["hcp_area_id"] for row in plain.where("lot_areas", lot_id=lot)}
        named = {
            row["service_id"]
            for row in plain.rows("service_pages")
            if row["hcp_area_id"] in areas
            and row["service_id"] in {one["service_id"] for one in held}
        }
        assert sum(int(n) for n in re.findall(r"\d+", pages)) == len(named)


def test_scrutiny_follows_the_councils(facts):
    rows = compare.rows(facts, chosen(facts, "east-kent,medway-swale"))
    assert shown(the_row(rows, "Health scrutiny")) == ["HOSC", "HASC for Medway; HOSC for Swale"]


@pytest.mark.parametrize(
    ("given", "finding"),
    [
        (
            None,
            "East Kent has 2.6 times as many people as Dartford, Gravesham and Swanley, and the "
            "largest share aged 65 and over, 22%",
        ),
        (
            "medway-swale,dgs",
            "Medway and Swale has 1.5 times as many people as Dartford, Gravesham and Swanley, and "
            "Dartford, Gravesham and Swanley has the larger share aged 65 and over, 17%",
        ),
        (
            "lot-5,lot-6",
            "Lot 5: £9.6 million a year, £102 for each child; Lot 6: £31.7 million a year, £100 "
            "for each child",
        ),
        (
            "lot-1,lot-5",
            "Lot 5: £9.6 million a year, £102 for each child; Lot 1: not in the copy read here",
        ),
        (
            "lot-1,lot-2",
            "The yearly envelopes of lots 1 and 2: not in the copy read here. "
            "Lot 2 is the largest: 561,852 adults live there",
        ),
        ("no-lots", "4 areas and 6 lots can be set side by side"),
    ],
)
def test_the_finding_is_one_sentence(facts, given, finding):
    assert compare.finding(facts, chosen(facts, given)) == finding


def test_the_standfirst_counts_the_rows(facts):
    rows = compare.rows(facts, chosen(facts, "east-kent,west-kent"))
    states = [row.state for row in rows]
    torn = states.count("not in the copy read here")
    assert compare.standfirst(rows) == (
        f"Of {len(rows)} facts compared, {states.count(DIFFERS)} differ and {states.count(SAME)} "
        f"are the same. Of the rest, {torn} are not in the copy read here "
        f"and {states.count('not published')} are not published."
    )
    assert compare.standfirst([]) == ""


def test_marks_are_words_and_signs_in_the_table(facts):
    read = chosen(facts, "east-kent,west-kent")
    rows = compare.rows(facts, read)
    body = compare.table_card(facts, read, only_different=False).body
    for row in rows:
        sign = {DIFFERS: "≠", SAME: "="}.get(row.state, "–")
        assert f"{row.label} {sign} {row.state}" in words(body)
    assert body.count('scope="row"') == len(rows)
    assert "702,468 larger" in words(body)
    assert "497,750 smaller" in words(body)


def test_only_rows_that_differ(facts):
    read = chosen(facts, "east-kent,west-kent")
    rows = compare.rows(facts, read)
    card = compare.table_card(facts, read, only_different=True)
    assert set(card.table.frame["compared"]) == {DIFFERS}
    assert card.table.frame.height == sum(row.state == DIFFERS for row in rows)


def test_the_download_has_bare_numbers_and_all_rows(facts):
    read = chosen(facts, "lot-5,lot-6")
    rows = compare.rows(facts, read)
    card = compare.table_card(facts, read, only_different=False)
    lines = list(csv.DictReader(io.StringIO(card.table.csv().removeprefix("\ufeff"))))
    assert len(lines) == len(rows)
    by_fact = {(line["Group"], line["Fact"]): line for line in lines}
    year = by_fact[("Money", "Published envelope for one year")]
    for lot in ("lot-5", "lot-6"):
        (row,) = plain.where("envelopes", lot_id=lot, contract_year="1", component="published")
        assert year[f"Lot {lot[-1]}"] == row["amount_gbp"]
    assert by_fact[("Engagement", "People who took part")]["Lot 5"] == "not published"


def test_the_ages_card_tells_the_shares(facts):
    card = compare.ages_card(facts, chosen(facts, "lot-1,lot-5"), look="light")
    assert card.headline.startswith("Lot 1 has the larger share under 18, 24%, and the larger")
    assert "Lot 5: 23% and 17%" in card.alt


def test_questions_are_those_of_all_that_is_compared(facts):
    found = set(compare.questions(facts, chosen(facts, "lot-5,lot-6"))["gap_id"])
    asked = {
        row["gap_id"] for row in plain.rows("gaps") if {"lot-5", "lot-6"} & set(row["lots"].split())
    }
    assert found == asked
    assert compare.questions(facts, chosen(facts, "no-lots")).is_empty()


def row_of(*values, ranked=True):
    return Row(
        group="g",
        label="f",
        values=tuple(values),
        basis=("stated",),
        source_ids=("workings",),
        ranked=ranked,
    )


def test_states_and_ranks():
    assert row_of(Value(None), Value(None)).silent
    assert row_of(Value("£1 million", 1_000_001), Value("£1 million", 1_000_002)).state == DIFFERS
    assert row_of(Value("a"), Value("a")).state == SAME
    assert row_of(Value("a"), Value(None)).state == DIFFERS
    three = row_of(Value("1", 1), Value("2", 2), Value("2", 2))
    assert [three.rank(place) for place in range(3)] == ["smallest", "", ""]
    two = row_of(Value("1", 1), Value("2", 2))
    assert [two.rank(place) for place in range(2)] == ["smaller", "larger"]
    assert row_of(Value("1", 1), Value(None)).rank(0) == ""
    assert row_of(Value("1", 1), Value("2", 2), ranked=False).rank(0) == ""
    table = frame([two], [Item("a", "A"), Item("b", "B")])
    assert table.columns == ["group", "fact", "A", "B", "compared", "basis", "sources"]
