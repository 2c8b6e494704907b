"""What speaks for a service line in a lot: how many lines stand on what, and what pages name.

No card and no page is made here: the topics take their words from it.
"""
