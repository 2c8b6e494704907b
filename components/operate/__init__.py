"""What the operator sets and counts: contact, release, counters, and faults without private words.

Nothing here reads the facts.
"""
