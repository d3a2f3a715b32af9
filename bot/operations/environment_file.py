"""The file `.env`: what it says, and values put into it, the rest of it left as it is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"\A\s*(?:export\s+)?(\w+)\s*=(.*)", re.ASCII)


def here() -> Path:
    """Return the file of the current folder, which every command reads."""
    return Path(".env").absolute()


def values(file: Path) -> dict[str, str]:
    """Return the variables of a file, none where there is no such file."""
    found = (_LINE.fullmatch(line) for line in _lines(file))
    return {line[1]: line[2].strip().strip("'\"") for line in found if line}


def put(file: Path, wanted: Mapping[str, str]) -> None:
    """Let the file say what is `wanted`, private to its owner; its other lines stay. Raises OSError."""
    kept = [line for line in _lines(file) if not ((found := _LINE.fullmatch(line)) and found[1] in wanted)]
    lines = [*kept, *(f"{name}={value}" for name, value in wanted.items())]
    with replacing(file.resolve()) as aside:
        number = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as made:
            made.write("\n".join(lines) + "\n")


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8-sig").splitlines() if file.is_file() else []
