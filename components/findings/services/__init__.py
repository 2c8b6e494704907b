"""Which service lines stand in which lot, by which evidence, and who provides them.

Evidence is never turned into a plain yes.
"""
