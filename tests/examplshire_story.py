"""What the made-up ICB alone has: a review of 2019, in its profile and in the tables.

Nothing in it is real. A page tells of the review, Services and Engagement have a part of it each.
"""

from __future__ import annotations

SOURCE = {
    "source_id": "example-review",
    "title": "Made-up review",
    "short_name": "Made-up review",
    "body": "NHS Far Sample",
    "date": "2019-05-01",
    "date_precision": "month",
    "date_basis": "stated",
    "kind": "committee report",
    "held": "paper",
    "reference": "Made up",
    "about": "Made up for a test",
}
TOPIC, AUDIENCE = "far 2019", "Far 2019"
PROFILE = {
    "earlier_scope": {
        "label": "Listed before Far Sample came in",
        "when": "before Far Sample came in",
    },
    "earlier_list": {
        "name": "the list of Far Sample",
        "short": "Far Sample 2019",
        "covers": "Nursing in Far Sample only",
        "caution": "The review names two services.",
    },
    "earlier_round": {
        "source_id": "example-review",
        "place": "Far Sample",
        "covers": "nursing in Far Sample only",
        "questionnaires": "far_forms",
        "events": "far_meetings",
        "audience": AUDIENCE,
        "choice": "In Far Sample in 2019",
        "whose": "Nursing in Far Sample",
    },
    "story": {
        "path": "far-2019",
        "name": "Far Sample before",
        "place": "Far Sample",
        "paper": "review",
        "purpose": "a plan of its own",
        "source_id": "example-review",
        "topic": TOPIC,
        "finding": "Far Sample in {far_people:when}: {far_people} people had a nurse",
        "today": "The lots of today cover all of Examplshire.",
        "cards": [
            {
                "slug": "far-people",
                "headline": "{far_people} people had a nurse, {far_share} of all",
                "measure": "People in Far Sample, 2019",
                "scale": "People",
                "bars": {"far_people": "Had a nurse"},
                "more": ["far_share"],
                "how": "The review counts each person once.",
            },
            {
                "slug": "far-life",
                "headline": "{widest}: {gap} less than in the region, the wider of {pairs} gaps",
                "measure": "Years of life, 2019",
                "scale": "Years",
                "against": "Examplshire",
                "ends": [70, 90],
                "pairs": {
                    "Women": ["far_women", "far_women_region"],
                    "Men": ["far_men", "far_men_region"],
                },
            },
            {
                "slug": "far-beds",
                "headline": "{far_beds} beds, of which no figure is held",
                "measure": "Beds in Far Sample, 2019",
                "scale": "Beds",
                "bars": {"far_beds": "Beds"},
            },
        ],
    },
}

_STATED = {"basis": "stated", "source_id": "example-review", "place": "Made up"}
# The unit, the label, the value and the basis of each metric.
_COUNTED = {
    "far_people": ("people", "People who had a nurse", 120, "approximate"),
    "far_share": ("percent", "Share of all people who had a nurse", 8, "stated"),
    "far_women": ("years", "Life of women, Far Sample", 82.5, "stated"),
    "far_women_region": ("years", "Life of women, Examplshire", 84, "stated"),
    "far_men": ("years", "Life of men, Far Sample", 80, "stated"),
    "far_men_region": ("years", "Life of men, Examplshire", 80.5, "stated"),
    "far_forms": ("questionnaires", "Questionnaires returned", 40, "approximate"),
    "far_meetings": ("events", "Open meetings", 3, "stated"),
}
ROWS = {
    "metrics": [
        {
            "metric_id": metric_id,
            "topic": TOPIC,
            "label": label,
            "unit": unit,
            "audience": "all",
            "description": "Made up for a test",
        }
        for metric_id, (unit, label, _, _) in _COUNTED.items()
    ],
    "figures": [
        {
            "figure_id": f"{metric_id}_2019",
            "metric_id": metric_id,
            "value": value,
            "as_at": "2019-01-01",
            "as_at_precision": "year",
            **_STATED,
            "basis": basis,
        }
        for metric_id, (_, _, value, basis) in _COUNTED.items()
    ],
    "engagement_events": [
        {
            "engagement_event_id": "far-meetings",
            "name": "Open meetings in Far Sample",
            "audience": "all",
            "starts": "2019-03-01",
            "ends": "2019-03-31",
            "date_precision": "month",
            "how_many": 3,
            **_STATED,
        }
    ],
    "themes": [
        {
            "theme_id": "far-1",
            "audience": AUDIENCE,
            "kind": "to improve",
            "theme": "Longer visits",
            "summary": "People asked for more time with their nurse",
            **_STATED,
        }
    ],
    "earlier_services": [
        {
            "earlier_service_id": f"far-{n}",
            "name": name,
            "name_in_paper": name,
            "display_order": n,
            "service_id": line,
            "match": match,
            **_STATED,
        }
        for n, (name, line, match) in enumerate(
            [("Nursing at home", "nursing-adults", "same"), ("Foot care", "", "none")], start=1
        )
    ],
    "lot_services": [
        {
            "service_id": "nursing-adults",
            "lot_id": "lot-7",
            "evidence": "local list",
            "local_source_id": "example-review",
            "note": "The review names it",
            **_STATED,
            "basis": "derived",
            "source_id": "example-paper",
        },
        {
            "service_id": "nursing-children",
            "lot_id": "lot-9",
            "evidence": "earlier scope",
            "note": "Listed before Far Sample came in",
            **_STATED,
            "basis": "derived",
            "source_id": "example-paper",
        },
    ],
}
