"""How many attributes an element may have: parsers compare the name of each with those of all others."""

from __future__ import annotations

import re
from typing import Final

MOST: Final = 2_000
"""Attributes of one element; pages have a few dozen, and parsing takes time by their square."""
_VALUE: Final = r"""=\s*"[^"]*"|=\s*'[^']*'"""
_TAG: Final = re.compile(rf"<(/?[a-zA-Z][^\s/>]*)((?:[^>=]+|{_VALUE}|=)*)")
_VALUES: Final = re.compile(_VALUE)


def bounded(markup: str) -> str:
    """Return mark-up in which elements that have more than `MOST` attributes have none; a second for 20 MB."""
    return _TAG.sub(_cut, markup) if len(markup) > 2 * MOST else markup


def _cut(tag: re.Match[str]) -> str:
    name, rest = tag.groups()
    if len(rest) > 2 * MOST and len(_VALUES.sub(" ", rest).replace("/", " ").split()) > MOST:
        return f"<{name}"
    return tag[0]
