"""On which pages of the dashboard a table or a metric shows.

The pages are built above this room, so what stands here is a record of them. A test proves it: it
draws each page with other words, other numbers and one row fewer in every table not listed for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.package.profile import profile

# Pages that show every row, and those that show all that sources say, whatever it is.
EVERY_TABLE = ("Data and sources",)
EVERY_FIGURE = ("What changed", *EVERY_TABLE)
CONFLICTS = ("Where papers disagree",)
# The choice of an area holds on every page, and on every page terms are explained at first use.
ON_EVERY_PAGE = ("hcp_areas", "glossary")

_told = profile()
# The page that only this ICB has, by its name, and the metrics of an earlier round of engagement.
STORY = {_told.story.name: _told.story} if _told.story else {}
EARLIER_ROUND = (
    (_told.earlier_round.questionnaires, _told.earlier_round.events) if _told.earlier_round else ()
)

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
    "Timeline": ("sources", "events", "milestones", "gaps", "organisations"),
    "Scrutiny": (
        "sources",
        "organisations",
        "meetings",
        "statements",
        "events",
        "milestones",
        "gaps",
        "metrics",
    ),
    "Programme": ("sources", "organisations", "milestones", "events", "programme", "gaps"),
    "What if": ("sources", "population", "lots", "envelopes", "metrics", "gaps"),
    "Where papers disagree": ("sources", "metrics", "milestones", "events", "readings", "gaps"),
    "Open questions": ("sources", "lots", "gaps", "milestones"),
    "What changed": ("sources", "metrics", "milestones", "events"),
    **dict.fromkeys(STORY, ("sources", "metrics", "programme", "gaps")),
    "Glossary": ("sources", "glossary"),
}

# Metrics whose figures a page shows by name; and topics of which it shows every metric.
METRICS_ON: Mapping[str, tuple[str, ...]] = {
    "Map": ("dgs_people", "dgs_aged_65_plus"),
    "Overview": (
        "envelope_five_years",
        "contract_value",
        "contract_term_years",
        "contract_extension_years",
        "surveys_all",
    ),
    "Find my area": (
        "lot_6_area",
        "messaging_reach",
        "event_signups",
        "survey_adults",
        "survey_children",
        "survey_staff",
        "surveys_all",
    ),
    "Services": (
        "main_providers",
        "providers_adults_and_children",
        "providers_children_only",
        "providers_adults_only",
    ),
    "Money": (
        "envelope_five_years",
        "efficiency_percent",
        "efficiency_amount",
        "transformation_percent",
        "yearly_size",
        "adult_lots_remainder",
        "contract_value",
        "contract_term_years",
        "contract_extension_years",
        "transformation_pots",
    ),
    "Contract": (
        "envelope_five_years",
        "contract_value",
        "intention_to_award_value",
        "second_tier_adults_value",
        "second_tier_all_ages_value",
        "second_tier_intention_value",
        "outside_lots_value",
        "intermediate_care_value",
        "dentistry_value",
    ),
    "What if": (
        "envelope_five_years",
        "efficiency_percent",
        "transformation_percent",
        "adult_lots_remainder",
    ),
    "Need": ("need_average_score",),
    "Engagement": (
        "messaging_reach",
        "event_signups",
        "events_held",
        "events_adults",
        "events_adults_in_person",
        "events_adults_online",
        "community_organisations_adults",
        "events_children",
        "event_attendance_children",
        "community_organisations",
        "people_through_organisations",
        "community_organisations_children",
        "people_through_organisations_children",
        "postcards",
        "community_events",
        "survey_adults",
        "survey_children",
        "survey_staff",
        "surveys_all",
        "interviews_staff",
        "interviews_housebound",
        "councillors_written_to",
        *EARLIER_ROUND,
    ),
    "Scrutiny": tuple(_told.findings.values()),
}
TOPICS_ON: Mapping[str, tuple[str, ...]] = {name: (story.topic,) for name, story in STORY.items()}


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
