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
_BETWEEN, _JOINT, _PLACE = " => ", "; ", ": "


def phrased(text: str, messages: Messages) -> str:
    """Return a phrase of the program in the language of `messages`; of several joined by «; » each by itself."""
    known = messages.phrases.known
    if _JOINT not in text:
        return _in_language(text, known)
    whole = _translated(text, tuple(line for line in known if _JOINT in line.partition(_BETWEEN)[0]))
    return whole or messages.phrases.joint.join(_in_language(part, known) for part in text.split(_JOINT))


def _in_language(part: str, known: tuple[str, ...]) -> str:
    """Return one phrase translated, or what stands behind the places that it begins with (`archive.db: …`)."""
    if translation := _translated(part, known):
        return translation
    where, colon, rest = part.partition(_PLACE)
    return f"{where}{colon}{_in_language(rest, known)}" if colon else part


def _translated(text: str, known: tuple[str, ...]) -> str | None:
    for pattern, translation in _catalogue(known):
        if found := pattern.fullmatch(text):
            return translation.format(*(_filled(part, known) for part in found.groups()))
    return None


def _filled(part: str, known: tuple[str, ...]) -> str:
    """Return what fills a slot: a phrase, several with commas between, or a name or number as it stands.

    A phrase may follow a place: «/dev/fd/63: a pipe».
    """
    each = [_translated(one, known) for one in part.split(", ")]
    if all(each):
        return "، ".join(one for one in each if one)
    where, colon, rest = part.partition(_PLACE)
    behind = _translated(rest, known) if colon else None
    return _translated(part, known) or (f"{where}{colon}{behind}" if behind else part)


@lru_cache(maxsize=4)
def _catalogue(known: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the phrases as patterns, those that say most themselves first: «{0} files» also fits longer ones."""
    pairs = [line.split(_BETWEEN, 1) for line in known if _BETWEEN in line]
    pairs.sort(key=lambda pair: -len(_SLOT.sub("", re.escape(pair[0]))))
    return tuple(
        (re.compile(_SLOT.sub("(.+?)", re.escape(english)), re.DOTALL), translation)
        for english, translation in pairs
    )
