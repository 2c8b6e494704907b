"""Contacts of offices: read as they are set, and a service that cannot read them does not start."""

from __future__ import annotations

import pytest

from components.operate.contact import BadContacts, office_contacts
from web.kit.settings import Misconfigured, check_settings


def test_they_are_read_by_the_id_of_the_organisation():
    given = " icb: https://example.org/contact ; far-council: 01234 567890 or hello@example.org; "
    assert office_contacts({"OFFICE_CONTACTS": given}) == {
        "icb": "https://example.org/contact",
        "far-council": "01234 567890 or hello@example.org",
    }
    assert office_contacts({}) == office_contacts({"OFFICE_CONTACTS": " "}) == {}


@pytest.mark.parametrize(
    "given",
    ["01234 567890", "icb:", ": 01234 567890", "icb: Jane Doe", "icb: a@b.uk; icb: c@d.uk"],
)
def test_what_reaches_nobody_is_refused_in_one_sentence(monkeypatch, given: str):
    with pytest.raises(BadContacts, match="OFFICE_CONTACTS must be parts such as icb: https"):
        office_contacts({"OFFICE_CONTACTS": given})
    monkeypatch.setenv("OFFICE_CONTACTS", given)
    with pytest.raises(Misconfigured, match="OFFICE_CONTACTS must be") as refused:
        check_settings()
    assert str(refused.value).count(". ") == 0
