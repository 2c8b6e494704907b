"""Parts that all routes share: kept answers, ranges, templates, settings, pictures for sharing.

No route stands here.
"""
