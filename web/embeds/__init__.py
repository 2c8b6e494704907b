"""Small pages for other websites: blocks of our pages, in one request each.

No block is made here, they are those of `pages/`; the README tells how sites take them in.
"""
