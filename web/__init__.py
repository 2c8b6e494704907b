"""All that the service answers: plain pages, embeds, briefings, open data, and headers.

No sentence on the facts: those come from `pages/` and `components/findings/`.
"""
