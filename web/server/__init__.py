"""Headers, origins, the log and pages not found: what every answer has in common.

No content.
"""
