"""What each page says: one module a page, whose `page` makes it of the facts and what is asked.

No medium stands here: no Streamlit, no HTTP, no file. Which pages there are, and in which order,
is the table in `components.page_list`.
"""

from __future__ import annotations

import importlib
from functools import cache

from components.page_list import PageEntry
from components.page_model import Make


@cache
def maker(entry: PageEntry) -> Make:
    """Return what makes a page: the function `page` of its module."""
    return importlib.import_module(f"pages.{entry.module}").page
