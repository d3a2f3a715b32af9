"""Text as Telegram measures and cleans it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from tests.support.botapi.objects.schema import MessageEntity

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What the server takes out of every text: carriage returns, separators, direction overrides, stacking lines.
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[a-zA-Z0-9_]{1,32}(?:@[a-zA-Z0-9_]{3,32})?(?!\w))"
    r"|(?P<mention>(?<!\w)@[a-zA-Z0-9_]{3,32}(?!\w))"
    r"|(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<hashtag>(?<!\w)#\w+)"
)


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, which is how Telegram counts."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def cut(text: str, offset: int, length: int) -> str:
    """Return the stretch of `text` at a UTF-16 `offset` and `length`."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def cleaned(text: str) -> str:
    """Return `text` as the server keeps it: control characters made spaces, overrides and separators removed."""
    return _REMOVED.sub("", _CONTROL.sub(" ", text))


def trimmed(text: str, entities: tuple[MessageEntity, ...]) -> tuple[str, tuple[MessageEntity, ...]]:
    """Return `text` without white space at its ends, entities moved and shortened with it, empty ones dropped."""
    left = units(text) - units(text.lstrip())
    kept = text.strip()
    return kept, tuple(_moved(entities, left, units(kept)))


def found(text: str) -> tuple[MessageEntity, ...]:
    """Return the commands, mentions, links and hashtags that Telegram finds by itself in what people write."""
    return tuple(
        MessageEntity(
            type=str(match.lastgroup), offset=units(text[: match.start()]), length=units(match.group())
        )
        for match in _FOUND.finditer(text)
    )


def _moved(entities: tuple[MessageEntity, ...], left: int, length: int) -> Iterator[MessageEntity]:
    for entity in entities:
        start, end = max(0, entity.offset - left), min(length, entity.end - left)
        if start < end:
            yield msgspec.structs.replace(entity, offset=start, length=end - start)
