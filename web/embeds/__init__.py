"""Small pages for other websites: blocks of our pages, in one request each.

The README tells how they are put into a page.
"""
