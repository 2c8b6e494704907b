"""The programme: aims, phases, principles and the model of care, beside what came of them.

Dates alone are told in `timeline/`.
"""
