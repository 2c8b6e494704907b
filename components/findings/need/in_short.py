"""Need of one place in a few words, for pages that are not about need."""

from __future__ import annotations

from components.findings.need.need import FIFTH, SHARE, source_ids
from components.text.words import percent
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.queries.need import places


@kept
def of(catalogue: Catalogue, kind: places.Kind) -> dict[str, dict]:
    """Return the need of each place of a kind by its id; columns as `places.by`."""
    return {row["id"]: row for row in places.by(catalogue, kind).iter_rows(named=True)}


def words(catalogue: Catalogue, area: str) -> str:
    """Return how many people of an HCP area live where need is greatest, or nothing."""
    row = of(catalogue, "hcp_area").get(area)
    if row is None:
        return ""
    everywhere = percent(places.whole(catalogue)[SHARE])
    return (
        f"{percent(row[SHARE])} of people live in {FIFTH} ({everywhere} in all of "
        f"{profile().region})"
    )


def sources(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of these words."""
    return source_ids(catalogue)[:2]
