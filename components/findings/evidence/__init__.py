"""What speaks for a service line in a lot: how many lines stand on what, and what pages name.

No page is made and no card begun here: the topics take their words from it.
"""
