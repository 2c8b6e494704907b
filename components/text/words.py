"""Numbers, lists and units in words, the way the NHS writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MILLION = 1_000_000
BILLION = 1_000_000_000
BASIS = {
    "stated": "stated in the source",
    "derived": "worked out here",
    "approximate": "approximate in the source",
    "not published": "not published",
    "not in copy": "not in the copy read here",
    "not found since": "nothing found since",
}
NOT_PUBLISHED = "not published"
# Why there is no value or no answer; these are three different things.
MISSING = (NOT_PUBLISHED, "not in copy", "not found since")
# How a request or a promise stands by the papers.
STANDING = {
    "due date passed": "past the due date with nothing found since",
    "open": "open",
    "not known": "not known from the papers",
    "met": "met",
    "dropped": "dropped",
}
IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def missing(basis: Iterable[str]) -> str:
    """Return why there is no value, by the basis of its rows: `not in the copy read here`."""
    kinds = set(basis)
    return listed((BASIS[kind] for kind in MISSING if kind in kinds), "or") or NOT_PUBLISHED


def pounds(amount: float | None) -> str:
    """Return pounds in full: `£9,566,325`, or `not published` for None."""
    return NOT_PUBLISHED if amount is None else f"£{amount:,.0f}"


def pounds_short(amount: float | None) -> str:
    """Return pounds as people read them: `£1.1 billion`, `£31.7 million`, `£102`."""
    if amount is None:
        return NOT_PUBLISHED
    if amount >= BILLION:
        return f"£{_short(amount / BILLION, 2)} billion"
    if amount >= MILLION:
        return f"£{_short(amount / MILLION, 1)} million"
    return pounds(amount)


def count(number: float | None) -> str:
    """Return a count with commas: `1,500`; `not published` for None."""
    return NOT_PUBLISHED if number is None else f"{number:,.0f}"


def count_short(number: float | None) -> str:
    """Return a count as people read it: `1.1 million`, `1,500`."""
    if number is not None and number >= MILLION:
        return f"{_short(number / MILLION, 1)} million"
    return count(number)


def few(number: int) -> str:
    """Return a small count in words, as running text has it: `four`; from 10 on in numerals."""
    return IN_WORDS[number] if number < len(IN_WORDS) else count(number)


def few_of(number: int, noun: str) -> str:
    """Return a small count with its noun, in words: `one lot`, `six lots`."""
    return f"{few(number)} {noun if number == 1 else noun + 's'}"


def percent(share: float, digits: int = 0) -> str:
    """Return a share of 1 as a percentage: `79%`."""
    return f"{share:.{digits}%}"


def value(number: float | None, unit: str) -> str:
    """Return a figure with its unit, as the metrics table names units."""
    if number is None:
        return NOT_PUBLISHED
    match unit:
        case "GBP":
            return pounds_short(number)
        case "percent":
            return f"{number:g}%"
        case "people" | "contacts":
            return count_short(number)
        case "years":
            return f"{number:g} years"
        case "times":
            return f"{number:g} times"
    return count(number)


def listed(names: Iterable[str], last: str = "and") -> str:
    """Return names as a sentence lists them: `A, B and C`."""
    parts = list(names)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def lots_listed(numbers: Iterable[int]) -> str:
    """Return lots by number: `Lot 3`, `lots 3 and 5`; three or more in a row as `lots 1 to 4`."""
    found = sorted(set(numbers))
    if len(found) < 2:
        return f"Lot {listed(map(str, found))}"
    in_a_row = len(found) > 2 and found[-1] - found[0] == len(found) - 1
    return f"lots {found[0]} to {found[-1]}" if in_a_row else f"lots {listed(map(str, found))}"


def listed_areas(names: Sequence[str]) -> str:
    """Return area names as a list; one that holds "and" itself calls for semicolons."""
    if len(names) > 1 and any(" and " in name for name in names):
        return f"{'; '.join(names[:-1])}; and {names[-1]}"
    return listed(names)


def committee_of(short: str, name: str) -> str:
    """Return a committee by its short name and its council: `HOSC of Kent County Council`.

    `name` is its whole name with the council after a comma. Pages spell the short name out where
    it is first used, so the whole name beside it would say the same twice.
    """
    council = name.rpartition(", ")[2]
    return name if council == name else f"{short} of {council}"


def plural(number: float, one: str, many: str | None = None) -> str:
    """Return a count with its noun: `1 lot`, `6 lots`."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def about(basis: str) -> str:
    """Return what stands before a figure of that basis: `about `, or nothing."""
    return "about " if basis == "approximate" else ""


def capital(text: str) -> str:
    """Return the text with a capital first letter: `about 10` as a headline begins."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return the text as it goes on in a sentence; one that begins with a short form stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str | None) -> str:
    """Return the text with a capital first letter and a full stop; nothing where there is none."""
    text = (text or "").strip()
    return text if not text else capital(text) + ("" if text[-1] in ".?" else ".")


def remarks(row: Mapping[str, Any]) -> str:
    """Return what is to know of a row in sentences: its caveat first, then its note."""
    parts = (row.get("caveat"), row.get("note"))
    return " ".join(sentence(part) for part in parts if part)


def reason(row: Mapping[str, Any]) -> str:
    """Return why a request or promise stands as it does, with what is to say of that row."""
    parts = (row["state_reason"], row["state_caveat"])
    return " ".join(sentence(part) for part in parts if part)


def cohort_name(cohort: str) -> str:
    """Return the cohort as an adjective at the start of a phrase: `Adult`, `Children’s`."""
    return {"adults": "Adult", "children": "Children’s"}[cohort]


def _short(number: float, digits: int) -> str:
    text = f"{number:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
