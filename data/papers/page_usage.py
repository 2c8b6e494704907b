"""On which pages of the dashboard a table or a metric shows.

The pages are built above this room, so what stands here is a record of them. A test proves it: it
draws each page with other words, other numbers and one row fewer in every table not listed for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.papers.metric_usage import METRICS_ON, STORY, TOPICS_ON

# Pages that show every row, and those that show all that sources say, whatever it is.
EVERY_TABLE = ("Data and sources",)
EVERY_FIGURE = ("What changed", *EVERY_TABLE)
CONFLICTS = ("Where papers disagree",)
# The choice of an area holds on every page, and on every page terms are explained at first use.
ON_EVERY_PAGE = ("hcp_areas", "glossary")

TABLES_ON: Mapping[str, tuple[str, ...]] = {
    "Overview": (
        "sources",
        "organisations",
        "hcp_areas",
        "authorities",
        "area_joins",
        "population",
        "metrics",
        "statements",
        "lots",
        "lot_areas",
        "provision",
        "services",
        "gaps",
        "milestones",
        "events",
        "programme",
        "small_areas",
        "reporters",
        "wait_services",
        "wait_reports",
        "waits",
        "contracts",
    ),
    "Find my area": (
        "sources",
        "organisations",
        "hcp_areas",
        "area_joins",
        "population",
        "lots",
        "provision",
        "envelopes",
        "metrics",
        "engagement_stages",
        "gaps",
        "readings",
        "events",
        "statements",
        "evidence",
        "lot_areas",
        "service_areas",
        "services",
        "lot_services",
        "service_pages",
        "small_areas",
    ),
    "Map": (
        "sources",
        "organisations",
        "hcp_areas",
        "former_ccgs",
        "authorities",
        "area_joins",
        "population",
        "metrics",
        "lots",
        "provision",
        "envelopes",
        "gaps",
        "lot_areas",
        "service_areas",
        "services",
        "lot_services",
        "service_pages",
        "sites",
        "gp_practices",
    ),
    "Services": (
        "sources",
        "organisations",
        "lots",
        "provision",
        "service_areas",
        "services",
        "earlier_services",
        "everyday_words",
        "lot_services",
        "service_pages",
        "metrics",
        "readings",
        "gaps",
    ),
    "Money": (
        "sources",
        "population",
        "lots",
        "envelopes",
        "funding_pots",
        "metrics",
        "programme",
        "gaps",
    ),
    "Engagement": (
        "sources",
        "metrics",
        "recipients",
        "engagement_events",
        "engagement_stages",
        "themes",
        "readings",
        "programme",
        "gaps",
    ),
    "Compare": (
        "sources",
        "organisations",
        "hcp_areas",
        "former_ccgs",
        "authorities",
        "population",
        "lots",
        "envelopes",
        "gaps",
        "area_joins",
        "lot_areas",
        "service_areas",
        "services",
        "lot_services",
        "service_pages",
        "small_areas",
    ),
    "Need": (
        "sources",
        "hcp_areas",
        "authorities",
        "area_joins",
        "population",
        "lots",
        "lot_areas",
        "envelopes",
        "metrics",
        "small_areas",
        "gaps",
    ),
    "Waiting": (
        "sources",
        "organisations",
        "services",
        "reporters",
        "wait_services",
        "wait_reports",
        "waits",
        "care_measures",
        "milestones",
        "events",
        "gaps",
    ),
    "Contract": (
        "sources",
        "organisations",
        "hcp_areas",
        "lots",
        "lot_areas",
        "provision",
        "contracts",
        "metrics",
        "milestones",
        "events",
        "gaps",
    ),
    "Timeline": ("sources", "events", "milestones", "gaps", "organisations", "lots"),
    "Scrutiny": (
        "sources",
        "organisations",
        "meetings",
        "statements",
        "evidence",
        "events",
        "milestones",
        "gaps",
        "metrics",
    ),
    "Promises": ("sources", "organisations", "meetings", "events", "statements", "evidence"),
    "Decisions": (
        "sources",
        "organisations",
        "meetings",
        "events",
        "statements",
        "metrics",
        "decisions",
    ),
    "Programme": ("sources", "organisations", "milestones", "events", "programme", "gaps"),
    "What if": ("sources", "population", "lots", "envelopes", "metrics", "gaps", "small_areas"),
    "Where papers disagree": ("sources", "metrics", "milestones", "events", "readings", "gaps"),
    "Open questions": ("sources", "lots", "gaps", "milestones"),
    "What changed": ("sources", "metrics", "milestones", "events"),
    **dict.fromkeys(STORY, ("sources", "metrics", "programme", "gaps")),
    "Glossary": ("sources", "glossary"),
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
