"""What is chosen on the page of services: what it shows, by which rows, and words to look for."""

from __future__ import annotations

from components.choices import Choice, Words
from components.findings.services import services

VIEW = Choice(key="view", label="Show", options=services.VIEWS, default="all", shape="buttons")
ROWS = Choice(key="rows", label="Rows", options=services.ROWS, default="areas", shape="buttons")
WANTED = Words(key="q", label="Find a service", placeholder="Such as nurse or physio")
