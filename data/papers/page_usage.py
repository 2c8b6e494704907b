"""On which pages of the dashboard a table or a metric shows.

The pages are built above this room, so what stands here is a record of them. A test proves it: it
draws each page with other words, other numbers and one row fewer in every table not listed for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.papers.metric_usage import METRICS_ON, STORY, TOPICS_ON

# Pages that show every row, and those that show all that sources say, whatever it is.
EVERY_TABLE = ("Data and sources",)
EVERY_FIGURE = ("What changed", "My meeting", *EVERY_TABLE)
CONFLICTS = ("Where papers disagree",)
# The choice of an area holds on every page, and on every page terms are explained at first use.
ON_EVERY_PAGE = ("hcp_areas", "glossary")

_TABLES = {
    "Overview": (
        "sources organisations hcp_areas authorities area_joins population metrics statements lots "
        "lot_areas provision services gaps milestones events programme small_areas reporters "
        "wait_services wait_reports waits contracts"
    ),
    "Find my area": (
        "sources organisations hcp_areas area_joins population lots provision envelopes metrics "
        "engagement_stages gaps readings milestones events statements evidence lot_areas "
        "service_areas services lot_services service_pages small_areas"
    ),
    "Map": (
        "sources organisations hcp_areas former_ccgs authorities area_joins population metrics "
        "lots provision envelopes gaps lot_areas service_areas services lot_services service_pages "
        "sites gp_practices"
    ),
    "Services": (
        "sources organisations lots provision service_areas services earlier_services "
        "everyday_words lot_services service_pages metrics readings gaps"
    ),
    "Money": "sources population lots envelopes funding_pots metrics programme gaps",
    "Engagement": (
        "sources metrics recipients engagement_events engagement_stages themes readings programme "
        "gaps"
    ),
    "Compare": (
        "sources organisations hcp_areas former_ccgs authorities population lots envelopes gaps "
        "area_joins lot_areas service_areas services lot_services service_pages small_areas"
    ),
    "Need": (
        "sources hcp_areas authorities area_joins population lots lot_areas envelopes metrics "
        "small_areas gaps"
    ),
    "Waiting": (
        "sources organisations services reporters wait_services wait_reports waits care_measures "
        "milestones events gaps"
    ),
    "Contract": (
        "sources organisations hcp_areas lots lot_areas provision contracts metrics milestones "
        "events gaps"
    ),
    "Timeline": "sources events milestones gaps organisations lots",
    "Scrutiny": "sources organisations meetings statements evidence events milestones gaps metrics",
    "Promises": "sources organisations meetings events statements evidence",
    "Decisions": "sources organisations meetings events statements metrics decisions",
    "Programme": "sources organisations milestones events programme gaps",
    "What if": "sources population lots envelopes metrics gaps small_areas",
    "Where papers disagree": "sources metrics milestones events readings gaps",
    "Open questions": "sources lots gaps milestones",
    "What changed": "sources metrics milestones events",
    "My meeting": (
        "sources organisations authorities area_joins lots lot_areas meetings statements evidence "
        "metrics readings milestones events gaps"
    ),
    **dict.fromkeys(STORY, "sources metrics programme gaps"),
    "Easy read": (
        "sources organisations lots provision services everyday_words metrics engagement_stages "
        "gaps events statements"
    ),
    "Glossary": "sources glossary",
}
TABLES_ON: Mapping[str, tuple[str, ...]] = {
    page: tuple(tables.split()) for page, tables in _TABLES.items()
}


def pages_of_table(table: str) -> tuple[str, ...]:
    """Return the names of the pages that show a table; for figures, see `pages_of_metric`."""
    if table in ON_EVERY_PAGE:
        return (*TABLES_ON, *EVERY_TABLE)
    return (*(page for page, tables in TABLES_ON.items() if table in tables), *EVERY_TABLE)


def pages_of_metric(metric_id: str, topic: str) -> tuple[str, ...]:
    """Return the names of the pages that show the figures of a metric, new ones included."""
    by_name = {page for page, metrics in METRICS_ON.items() if metric_id in metrics}
    by_topic = {page for page, topics in TOPICS_ON.items() if topic in topics}
    return (*sorted(by_name | by_topic), *EVERY_FIGURE)
