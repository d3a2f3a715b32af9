"""What the program says of files, sources and the machine, which logs and JSON keep in English, in a reader's language.

The list in `messages.<language>.toml` pairs each English phrase with its translation, as gettext's catalogues do; {0},
{1} … stand for what is filled in. A phrase that the list does not have stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.configuration.messages import Messages

_SLOT = re.compile(r"\\\{(\d)\\\}")
_BETWEEN = " => "


def phrased(text: str, messages: Messages) -> str:
    """Return a phrase of the program in the language of `messages`; of several joined by «; » each by itself."""
    known = messages.phrases.known
    whole = _translated(text, known)
    if whole is not None or "; " not in text:
        return whole if whole is not None else text
    return messages.phrases.joint.join(_translated(part, known) or part for part in text.split("; "))


def _translated(text: str, known: tuple[str, ...]) -> str | None:
    for pattern, translation in _catalogue(known):
        if found := pattern.fullmatch(text):
            parts = [_translated(part, known) or part for part in found.groups()]
            return translation.format(*parts)
    return None


@lru_cache(maxsize=2)
def _catalogue(known: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = (line.split(_BETWEEN, 1) for line in known if _BETWEEN in line)
    return tuple(
        (re.compile(_SLOT.sub("(.+?)", re.escape(english)), re.DOTALL), translation)
        for english, translation in pairs
    )
