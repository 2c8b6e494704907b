"""Where the whole reference is, if this machine has it: the setting REFERENCE_DIR."""

import os
from pathlib import Path

import pytest

REFERENCE_DIR = Path(os.environ.get("REFERENCE_DIR", "reference not set"))

needs_reference = pytest.mark.skipif(
    not REFERENCE_DIR.is_dir(), reason="set REFERENCE_DIR to test against the whole reference"
)
