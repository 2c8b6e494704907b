"""Write docs/licences.md: the licence of every pinned package, as the package itself tells it."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution

from tests.served import ROOT

DOC = ROOT / "docs" / "licences.md"
LISTS = {"requirements-dev.txt": "the tests", "requirements.txt": "the dashboard"}
PINNED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
LONGEST = 60  # letters of a licence's name; what is longer is its text
HEAD = """# Licences of the packages

What each package that `make setup` installs says of its licence. `make licences` writes this page
from what is installed.

| package | licence | needed by |
|---|---|---|
"""


def pinned() -> dict[str, str]:
    """Each pinned package, and what needs it."""
    return {
        name: whom
        for file, whom in LISTS.items()
        for name in PINNED.findall((ROOT / file).read_text("utf-8"))
    }


def licence(package: Distribution) -> str:
    """The name that a package gives its licence. Raises LookupError where it gives none."""
    told = package.metadata
    for name in (told.get("License-Expression"), told.get("License")):
        if name and len(name) <= LONGEST:
            return name
    kinds = [kind for kind in told.get_all("Classifier", []) if kind.startswith("License ::")]
    if kinds:
        return ", ".join(kind.split(" :: ")[-1] for kind in kinds)
    text = package.read_text("licenses/LICENSE")
    if not text:
        raise LookupError(f"{told['Name']} does not say what its licence is")
    return text.splitlines()[0]


def page() -> str:
    """The page as it should stand."""
    return HEAD + "".join(
        f"| {name} | {licence(distribution(name))} | {whom} |\n"
        for name, whom in sorted(pinned().items())
    )


if __name__ == "__main__":
    DOC.write_text(page(), encoding="utf-8")
