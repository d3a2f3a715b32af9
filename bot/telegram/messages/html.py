"""Text as Telegram's HTML: escaped, measured as Telegram measures, and read from right to left.

A client gives each line the direction of its first strong character, so that a line of Arabic which begins with
a Latin name gets a right-to-left mark in front, and a Latin name inside an Arabic line is isolated.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from bot.rendering.bidi import is_arabic
from bot.rendering.texts import ELLIPSIS, cut, harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.records import Span

MESSAGE_UNITS = 4096
"""UTF-16 code units that a message may have once its tags are taken away."""
_MARK = "\u200f"
_ISOLATED = "\u2068{}\u2069"
_COMMAND = re.compile(r"(?:(?<=\s)|(?<=\u200f)|^)/[a-z]+(?:@\w+)?(?: [a-z0-9]+)?", re.ASCII | re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_STRONG = {"R": True, "AL": True, "L": False}


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, most: int) -> str:
    """Return `text`, or as many whole words of its beginning as have `most` units with an ellipsis."""
    if units(text) <= most:
        return text
    return text[: fitting(text, 0, most - 1)].rstrip() + ELLIPSIS


def fitting(text: str, start: int, most: int) -> int:
    """Return where the longest run of whole words from `start` ends that has at most `most` units (≥ 2)."""
    end = start
    while end < len(text) and most > 0:
        most -= 1 + (text[end] > "\uffff")
        end += most >= 0
    space = text.rfind(" ", start, end)
    return space if end < len(text) and space > start + (end - start) // 2 else end


def escaped(text: str) -> str:
    """Return one line of anybody's words, harmless and without markup."""
    return html.escape(harmless(text), quote=False)


def words(markup: str) -> str:
    """Return what some HTML of ours says, without its tags."""
    return html.unescape(_TAG.sub("", markup))


def isolated(name: str) -> str:
    """Return `name` so that it cannot turn the line it stands in, if it runs from left to right."""
    return _ISOLATED.format(name) if _direction(name) is False and not _is_turned(name) else name


def commands_apart(sentence: str) -> str:
    """Return a sentence of ours; in an Arabic one, commands read from left to right whatever stands around them."""
    return sentence if not is_arabic(sentence) else _COMMAND.sub(lambda found: isolated(found[0]), sentence)


def directed_as(plain: str, line: str) -> str:
    """Return `line`, whose words are `plain`, with a mark in front when they are Arabic and do not begin so."""
    return _MARK + line if _is_turned(plain) else line


def marked(text: str, spans: Iterable[Span]) -> str:
    """Return `text` as HTML with `spans` in bold and every line in its direction."""
    turned: set[int] = set()
    place = 0
    for line in text.split("\n"):
        if _is_turned(line):
            turned.add(place)
        place += len(line) + 1
    pieces: list[str] = []
    place = 0
    for piece, bold in cut(text, spans):
        inside = "".join(_directed(piece, place, turned))
        pieces.append(f"<b>{inside}</b>" if bold and inside.strip() else inside)
        place += len(piece)
    return "".join(pieces)


def lines_joined(text: str) -> str:
    """Return `text` on one line, each character in its place."""
    return text.replace("\n", " ")


def _directed(piece: str, place: int, turned: set[int]) -> Iterator[str]:
    """Yield the parts of a piece that begins at `place`, escaped, with marks where turned lines begin."""
    begin = 0
    for at in sorted(at - place for at in turned if place <= at < place + len(piece)):
        yield escaped(piece[begin:at])
        yield _MARK
        begin = at
    yield escaped(piece[begin:])


def _is_turned(line: str) -> bool:
    """Return whether a line holds Arabic but begins as if it held none."""
    return _direction(line) is False and any(
        _STRONG.get(unicodedata.bidirectional(letter)) for letter in line
    )


def _direction(line: str) -> bool | None:
    """Return whether the first strong character runs from right to left; None where there is none."""
    kinds = (_STRONG.get(unicodedata.bidirectional(letter)) for letter in harmless(line))
    return next((kind for kind in kinds if kind is not None), None)
