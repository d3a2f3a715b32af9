"""Documents of old Word, rich text and OpenDocument made .docx by LibreOffice, where it is installed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from bot.converters import programs

SECONDS: Final = 120.0
"""For one document: LibreOffice takes a few to begin."""
ENDINGS: Final = {"old office": ".doc", "rtf": ".rtf", "odf": ".odt"}
"""The kinds of files that are converted, and what they are called while they are."""


def program() -> str | None:
    """Return where LibreOffice is; None where it is not installed."""
    return programs.found("soffice", "libreoffice")


def docx(data: bytes, kind: str) -> bytes | None:
    """Return a document as .docx; None where LibreOffice is missing, fails, or takes too long."""
    office = program()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="isnad-") as folder:
        source = Path(folder) / f"document{ENDINGS[kind]}"
        source.write_bytes(data)
        # A profile of its own: macros stay off, and no other LibreOffice is in the way.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        options = [
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        programs.run([office, *options], b"", SECONDS)
        made = source.with_suffix(".docx")
        return made.read_bytes() if made.exists() else None
