"""What turns the waiting lists and measures of NHS England into tables of the package.

No question for a page, and nothing of one ICB: whose rows are taken stands in `reporters`.
"""
