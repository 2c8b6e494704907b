"""What a file is that is no text, told from how it begins, and what is to be done with it.

The ending of a name says little: systems hand out tables of text and pages of the web as .xls, and
people rename files.
"""

from __future__ import annotations

import zipfile
from typing import IO

START = 4_096  # bytes that are enough to tell most
ENOUGH = 50_000_000  # bytes of an old Office file in which its list of streams is looked for
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the compound files of Office before 2007
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

# What is to be done: save it in another form, or name the file that was meant, or as it says.
SAVE, ITSELF = "save", "itself"
UNPACK = "unpack it first"

# What a packed file of another kind holds: a part, what it is ({} what it should be), what to do.
PACKED = (
    ("xl/workbook.bin", "is a binary workbook (.xlsb)", SAVE),
    ("word/document.xml", "is a Word document and no {}", ITSELF),
    ("ppt/presentation.xml", "holds slides and no {}", ITSELF),
    ("index/document.iwa", "is a file of Apple Numbers", "export it from Numbers as Excel (.xlsx)"),
)
# How files of other kinds begin, in small letters.
BEGINNINGS = (
    (b"%pdf", "is a PDF", ITSELF),
    (b"{\\rtf", "is a text document (RTF)", ITSELF),
    (b"\x1f\x8b", "is packed (gzip)", UNPACK),
    (b"7z\xbc\xaf", "is packed (7z)", UNPACK),
)
# Streams by which files of old Office that are no workbook are known.
OTHER_STREAMS = ("WordDocument", "PowerPoint Document", "__properties_version1.0")


def kind(stream: IO[bytes]) -> tuple[str, str] | None:
    """Return what a file is, with {} for what it should be, and what is to be done.

    None for a workbook (.xlsx), a text, and what nobody knows.
    """
    begins = stream.read(START)
    stream.seek(0)
    if begins.startswith(OLD_OFFICE):
        return _old_office(stream.read(ENOUGH))
    if begins.startswith(ZIP):
        return _packed(stream)
    small = begins.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next(((what, way) for start, what, way in BEGINNINGS if small.startswith(start)), None)


def _old_office(content: bytes) -> tuple[str, str]:
    """Tell the files in the form of old Office apart by the names of their streams."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return (
            "is protected with a password",
            "open it, take the password off, and save it again",
        )
    if any(name.encode("utf-16-le") in content for name in OTHER_STREAMS):
        return "is an Office file of an old form and no {}", ITSELF
    return "is a workbook of the old form .xls", SAVE


def _packed(stream: IO[bytes]) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(stream) as packed:
            parts = {part.filename.replace("\\", "/").lower(): part for part in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "is cut off or damaged", "copy it again from where it came, or export it anew"
    if not parts:
        return "is an empty archive and no {}", ITSELF
    if any(part.flag_bits & 1 for part in parts.values()):
        return "is packed with a password", UNPACK
    for name, what, to_do in PACKED:
        if name in parts:
            return what, to_do
    if "mimetype" in parts and "content.xml" in parts:
        return "is in the form of OpenDocument (.ods)", SAVE
    if "_rels/.rels" not in parts:
        inside = any(name.endswith((".xlsx", ".csv")) for name in parts)
        return "is an archive (zip) and no {}", UNPACK if inside else ITSELF
    return None


def is_text(begins: bytes) -> bool:
    """Whether the first bytes of a file are text in one of the usual encodings."""
    if begins.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        text = begins[:-4].decode("utf-8") if len(begins) == START else begins.decode("utf-8")
    except UnicodeDecodeError:
        text = begins.decode("latin-1")
    return not any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text)
