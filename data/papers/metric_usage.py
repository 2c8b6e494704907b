"""The metrics that each page of the dashboard shows, by name or by topic; see `page_usage`."""

from __future__ import annotations

from collections.abc import Mapping

from data.package.profile import profile

_told = profile()
# The page that only this ICB has, by its name, and the metrics of an earlier round of engagement.
STORY = {_told.story.name: _told.story} if _told.story else {}
EARLIER_ROUND = (
    (_told.earlier_round.questionnaires, _told.earlier_round.events) if _told.earlier_round else ()
)

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
    "Easy read": ("envelope_five_years", "contract_value"),
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
    "Decisions": tuple(_told.findings.values()),
}
TOPICS_ON: Mapping[str, tuple[str, ...]] = {name: (story.topic,) for name, story in STORY.items()}
