"""My meeting: what changed since, what was promised, what is new, and five questions to ask.

The rule that ranks questions is in `data/queries/meeting/`; what a committee was told over the
years stands in `scrutiny/`.
"""
