"""What the page in easy read says: short sentences, one idea with one picture each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from components.findings.find.means import chosen
from components.findings.timeline import now
from components.html.not_published import holds
from components.page_list import PAGES
from components.text.words import about, count, listed, plural, pounds_short, sentence
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.profile import profile
from data.papers.gaps import gaps
from data.papers.sources import named
from data.queries import everyday, scrutiny
from data.queries.contract import awards
from data.queries.figures import Figure, newest
from data.queries.services import counts

# Hard words, each with the sentence that explains it where it is first met.
EXPLAINED: Mapping[str, str] = {
    "easy read": "Easy read has short sentences and pictures.",
    "community health services": "That is health care near your home.",
    "ICB": "ICB means integrated care board.",
    "contract": "A contract says who does what, and for how much.",
    "lot": "A lot is one part of the services.",
    "notice": "A notice is a public message on buying services.",
    "provider": "A provider is an organisation that gives care.",
    "scrutiny committee": "There, councillors ask questions about health care.",
    "substantial variation": "A substantial variation is a big change to services.",
}
EXAMPLES = ("nurses", "blood tests", "foot care", "speech therapy")  # of everyday words
# What is not known, in easy words, by the gap that asks it.
EASY = {
    "after-first-year": "No paper says what changed after the first year.",
    "services-by-lot": "No paper lists the services of each lot.",
    "providers-by-service": "No paper says who gives which service today.",
    "staff-transfer": "No paper says if staff had to move.",
}


@dataclass(frozen=True, kw_only=True)
class Idea:
    """A few short sentences with one sign, and what they are known from.

    `explains` are hard words in them, whose sentences follow. `names` stand under them as a list,
    `link` is a path with its words.
    """

    sign: str
    said: tuple[str, ...]
    explains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    link: tuple[str, str] | None = None
    source_ids: tuple[str, ...] = field(default=())

    @property
    def sentences(self) -> tuple[str, ...]:
        """The first sentence, what explains its hard words, then the others."""
        first, *others = self.said
        return (first, *(EXPLAINED[word] for word in self.explains), *others)


def find_link() -> tuple[str, str]:
    """Return the way to the page that looks a place up."""
    (found,) = ((entry.path, f"Go to {entry.name}") for entry in PAGES if entry.looks_up)
    return found


def services(catalogue: Catalogue) -> Iterator[Idea]:
    """What these services are, and how many there are."""
    yield Idea(
        sign="home",
        said=("This page is about community health services.",),
        explains=("community health services",),
    )
    rows = {word: everyday.meant(catalogue, word).filter(match="same") for word in EXAMPLES}
    if examples := [word for word, found in rows.items() if found.height]:
        said = f"Some examples are {listed(examples)}."
        yield Idea(sign="bag", said=(said,), source_ids=_cited(catalogue["services"]))
    many = dict(counts(catalogue).select("cohort", "lines").iter_rows())
    told = [
        f"{plural(number, 'service is', 'services are')} for {cohort}."
        for cohort, number in many.items()
    ]
    if told:
        first = "Papers list the services."
        yield Idea(sign="both", said=(first, *told), source_ids=_cited(catalogue["services"]))


def contracts(catalogue: Catalogue) -> Iterator[Idea]:
    """Who bought the services, in how many lots, and who can tell which are one's own."""
    icb = catalogue["organisations"].filter(kind="ICB")
    yield Idea(
        sign="office",
        said=("The ICB plans and pays for these services.",),
        explains=("ICB",),
        source_ids=_cited(icb),
    )
    yield Idea(
        sign="sign",
        said=("The ICB made new contracts for them.",),
        explains=("contract",),
        source_ids=_cited(catalogue["lots"]),
    )
    lots = catalogue["lots"]
    each = lots.group_by("cohort").len().sort("len", descending=True).iter_rows()
    yield Idea(
        sign="lots",
        said=(
            f"There are {count(lots.height)} lots.",
            *(f"{count(n)} {'is' if n == 1 else 'are'} for {cohort}." for cohort, n in each),
        ),
        explains=("lot",),
        source_ids=_cited(lots),
    )
    yield Idea(
        sign="areas",
        said=("Where you live decides which lots are for you.",),
        link=find_link(),
        source_ids=_cited(catalogue["lot_areas"]),
    )


def money(catalogue: Catalogue) -> Iterator[Idea]:
    """Each sum for all lots with its source, and what no source says of them."""
    if not holds(catalogue, metrics=now.SIZES):
        return
    paper, award = (newest(catalogue, metric) for metric in now.SIZES)
    unanswered = set(gaps(catalogue).filter(pl.col("answer").is_null())["gap_id"])
    terms = "It is for all lots and 5 years."
    yield Idea(sign="coin", said=(_sum(catalogue, paper), terms), source_ids=(paper.source_id,))
    caveat = map(sentence, (award.caveat or "").split(". "))
    said = (_sum(catalogue, award), *filter(None, caveat))
    yield Idea(sign="coin", said=said, source_ids=(award.source_id,))
    if "value-rise" in unanswered:
        yield Idea(sign="ask", said=("No paper says why the two are not the same.",))


def _sum(catalogue: Catalogue, figure: Figure) -> str:
    source = named(catalogue, [figure.source_id]).row(0, named=True)
    kind = "notice" if "notice" in source["kind"] else "paper"
    month = in_words(source["date"].replace(day=1), "month")
    return f"A {kind} of {month} says {about(figure.basis)}{pounds_short(figure.value)}."


def providers(catalogue: Catalogue) -> Iterator[Idea]:
    """Who is named for the lots, and by whom."""
    rows = awards.named_since(catalogue).filter(pl.col("scope").is_null())
    names = tuple(rows["provider"].unique(maintain_order=True))
    if names:
        many = f"{count(len(names))} providers are" if len(names) > 1 else "1 provider is"
        yield Idea(
            sign="people",
            said=(f"{many} named.", *_named_by(rows)),
            explains=("provider",),
            names=names,
            source_ids=_cited(rows),
        )
    if not gaps(catalogue).filter(gap_id="award-by-lot").is_empty():
        yield Idea(sign="ask", said=("No paper says who has which lot.",))


def _named_by(rows: pl.DataFrame) -> Iterator[str]:
    """How many of them a notice names, and how many a page, with what to know of that page."""
    notice = pl.col("kind").str.contains("notice")
    for words, part in (("A notice", rows.filter(notice)), ("A web page", rows.filter(~notice))):
        if part.height:
            yield f"{words} names {count(part['provider'].n_unique())} of them."
    if (rows.filter(~notice)["said"] == "undated").any():
        yield "That page has no date."


def committees(catalogue: Catalogue) -> Iterator[Idea]:
    """What each committee found, and when it met."""
    names = dict(catalogue["organisations"].select("org_id", "name").iter_rows())
    rows = scrutiny.statements(catalogue, kind="determination").rows(named=True)
    told = [row for row in rows if row["committee"] in profile().committees]
    if not told:
        return
    councils = f"{count(len(told))} councils have" if len(told) > 1 else "1 council has"
    yield Idea(
        sign="committee",
        said=(f"{councils} a scrutiny committee.",),
        explains=("scrutiny committee",),
    )
    yield Idea(
        sign="ask",
        said=("Was the plan a substantial variation?",),
        explains=("substantial variation",),
    )
    for row in told:
        council = names[row["committee"]].rpartition(", ")[2]
        is_not = "not " * ("not" in row["text"].split())
        yield Idea(
            sign="say",
            said=(
                f"The committee of {council} met on {row['when']}.",
                f"It said: the plan is {is_not}a big change.",
                *("It spoke of care for adults.",) * ("adult" in row["text"]),
            ),
            source_ids=(row["source_id"],),
        )


def unknown(catalogue: Catalogue) -> Iterator[Idea]:
    """What no paper says of what residents ask first."""
    rows = {row["gap_id"]: row for row in gaps(catalogue).rows(named=True)}
    for one in chosen("unknown"):
        if one in rows and one in EASY:
            yield Idea(sign="ask", said=(EASY[one],), source_ids=(rows[one]["source_id"],))


def _cited(rows: pl.DataFrame) -> tuple[str, ...]:
    return tuple(rows["source_id"].drop_nulls().unique(maintain_order=True))
