"""Where the app listens, and what every answer has in common: headers, origins, the log, not found.

No content.
"""
