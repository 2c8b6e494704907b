"""Where a postcode, a place or a name lies: the index, the names, and the answer.

No web is needed for it, and of the tables no more than the names of areas, lots and councils.
"""
