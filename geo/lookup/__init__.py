"""Where a postcode, a place or a name lies: the index, the names, and the answer.

Neither the web nor the tables of facts are needed for it.
"""
