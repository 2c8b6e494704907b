"""The facts: tidy tables, their description, and the questions that are asked of them."""

from data.catalogue import Catalogue
from data.loading import InvalidData, load

__all__ = ["Catalogue", "InvalidData", "load"]
