"""The Word file of My meeting as another program reads it: opened and turned into sheets."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from components.findings.meeting.take import NAME
from components.page_model import downloads
from tests.browser.test_briefing import squeezed
from tests.made import made

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("committee", ["hosc", "hasc"])
def test_libreoffice_opens_it_with_all_words_and_notes(tmp_path: Path, committee: str):
    page = made("meeting", committee=committee)
    written = tmp_path / NAME
    written.write_bytes(downloads(page)[NAME].write())
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(written),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    sheets = pypdf.PdfReader(written.with_suffix(".pdf")).pages
    assert {round(float(one.mediabox.width)) for one in sheets} == {595}
    words = squeezed("".join(one.extract_text() for one in sheets))
    assert squeezed(page.finding) in words
    assert squeezed("5 Copy of the intermediate care notice") in words or committee == "hosc"
    assert squeezed("1 First HOSC briefing (September 2023), Section 4.2") in words
