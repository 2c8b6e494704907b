"""What a search among the service lines found, by their names and by everyday words."""

from __future__ import annotations

import polars as pl

from components.findings.services.services import FOR
from components.text.words import capital, cohort_name, count, listed, plural, sentence
from data.package.catalogue import Catalogue
from data.package.profile import profile
from data.queries import services
from data.queries.everyday import meant

EVERYDAY = "this dashboard’s own list of everyday words"
MOST_NAMED = 5  # lines of the other cohort that an empty search names one by one


def finding(rows: pl.DataFrame, everything: pl.DataFrame, cohort: str) -> str:
    """Return what a search left of the lines, as the finding of the page."""
    shown, of = (frame["service_id"].n_unique() for frame in (rows, everything))
    lines = plural(of, f"{cohort_name(cohort).lower()} service line")
    verb = "match" if shown > 1 else "matches"
    return f"{count(shown) if shown else 'None'} of {lines} {verb} your search"


def found(
    catalogue: Catalogue, rows: pl.DataFrame, everything: pl.DataFrame, *, text: str, cohort: str
) -> str:
    """Return what a search found, which screen readers are told; empty without a search.

    The words that were looked for are not played back.
    """
    shown, of = (frame["service_id"].n_unique() for frame in (rows, everything))
    if not text:
        return ""
    words = meant(catalogue, text)
    notes = [sentence(note) for note in words["note"].drop_nulls().unique(maintain_order=True)]
    if shown:
        named = services.search(rows, text)["service_id"].n_unique()
        told = f"Found in {count(shown)} of {plural(of, 'service line')}"
        if shown == named:
            return f"{told}."
        some = f"{count(shown - named)} of them " if named else ""
        return " ".join([f"{told}, {some}by {EVERYDAY}.", *notes])
    return " ".join(_nothing_found(catalogue, text, cohort, words))


def _nothing_found(catalogue: Catalogue, text: str, cohort: str, words: pl.DataFrame) -> list[str]:
    """Return sentences for when no line of a cohort holds the words: where else they stand.

    `words` are the everyday words that were meant, as `data.queries.everyday.meant`.
    """
    parts = [f"No {cohort_name(cohort).lower()} service line has these words in its name."]
    if "none" in set(words["match"]):
        parts.append("The programme’s list has no line for it, for adults or for children.")
    other = "children" if cohort == "adults" else "adults"
    lines = services.search(
        services.matrix(catalogue, other), text, meant=words["service_id"].drop_nulls()
    )
    elsewhere = lines["service"].unique()
    if elsewhere.len() > MOST_NAMED:
        parts.append(f"Among services for {FOR[other]}, {elsewhere.len()} lines have them.")
    elif not elsewhere.is_empty():
        parts.append(f"Among services for {FOR[other]}: {listed(elsewhere.sort())}.")
    unmatched = services.earlier_list(catalogue).filter(match="none")
    old = services.search(
        unmatched.select("name_in_paper", service="name", service_area=pl.lit("")), text
    )["service"]
    if not old.is_empty():
        parts.append(f"{capital(profile().earlier_list.name)} names {listed(old)}.")
    if len(parts) == 1:
        several = len(text.split()) > 1
        parts.append("Try one word of it." if several else "Try the first letters of the word.")
    return parts
