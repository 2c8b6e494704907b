"""Feeds (Atom) and calendars (iCalendar) for programs that tell people when something changes.

What they tell comes from `components/findings/told/`, and no sentence on the facts is made here.
"""
